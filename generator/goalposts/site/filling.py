"""A folder filled with the site part by part: what still holds is linked, the rest made on all processors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from itertools import islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from goalposts.cache.published import digest_of
from goalposts.charts import draw
from goalposts.charts.cards import draw_card
from goalposts.pages import DIVIDED, SHOWING_COMMIT, Unit, units_of
from goalposts.pages.former_view import as_now
from goalposts.pages.frame import make_frame
from goalposts.pages.links import card_url
from goalposts.pages.page import Edition, Page
from goalposts.site.mkdocs_site import page_writer
from goalposts.site.processes import processes, shared_memory, work
from goalposts.site.rendering import told_as_site_error
from goalposts.site.stamps import MARKED
from goalposts.site.writing import UNIT, Earlier, Filling, Made, Writer, file_of, stamps_of

Progress = Callable[[str, int, int], None]

# parts that a process makes at a time: their pages are held at once
_TOGETHER = 32
# fewer are made faster than processes are forked
_FEW = 12
# after an edit fewer are made by one process: each more would load what draws and recall what is known
_SOME = 128
# so that no processor waits for another at the end
_LONGEST_FIRST = ("reviews", "feeds", "api lists", "goals", "changes", "people", "present")
# where so many of all parts are missing, next to nothing is known
_MANY = 0.5


class Filled(Struct, frozen=True):
    """How many pages the folder holds, and the hashes of what can be found on them by their addresses.

    `notes` are warnings of what took part, in words.
    """

    pages: int
    found: Mapping[str, bytes]
    notes: tuple[str, ...] = ()


def fill(filling: Filling, progress: Progress) -> Filled:
    """Write the site into its folder, which is empty."""
    parts, site = filling.parts, filling.site
    for each in (*filling.output.assets, *filling.output.made):
        assert not isinstance(each, Page)
        site.put(each.url, each.content)
    units = tuple(units_of(filling.edition))
    earlier = Earlier.of(parts, filling.edition.commit)
    made: list[Made] = []
    waiting: list[Unit] = []
    for unit in units:
        name = _name(filling, unit)
        if (part := parts.kept(name)) is not None:
            made.append(earlier.made[name])
            site.link(part.outputs, stamps_of(made[-1]))
        else:
            waiting.append(unit)
    made += _make(filling, waiting, earlier, progress)
    leading_on = _lead_on(filling, made)
    found = {url: page.found for one in made for url, page in one.pages.items() if page.found}
    return Filled(sum(len(one.pages) for one in made) + leading_on, found)


def _name(filling: Filling, unit: Unit) -> str:
    """Return the name of a part: pages change where a site begins to name its commit, few with each one."""
    commit = filling.edition.commit
    # an id takes the place of another one: git has ids of two lengths
    named = commit if unit.kind in SHOWING_COMMIT else len(commit.sha) if commit else 0
    return f"{UNIT}{unit.kind!r} {unit.key!r} {named}"


def _make(filling: Filling, units: Sequence[Unit], earlier: Earlier, progress: Progress) -> list[Made]:
    if not units:
        return []
    tasks = _tasks(units)
    is_anew = len(units) > _MANY * len(earlier.made)
    most = processes() if len(units) > (_FEW if is_anew else _SOME) else 1
    if most > 1 and is_anew:
        _work_out(filling.edition)
    known = filling.parts.watch.ledger.known
    made: list[Made] = []
    writer = Writer(_with_marks(filling), earlier)
    drawings = filling.parts.drawings(draw)
    output = replace(
        filling.output,
        frame_of=writer.frame_of,
        begin=writer.begin,
        end=writer.end,
        wrote=writer.wrote,
        draw=drawings,
    )
    site = filling.site
    with page_writer(output, site.folder) as write_pages, shared_memory() if most > 1 else nullcontext():

        def do(task: Sequence[Unit]) -> Any:
            before = len(known), len(drawings.added), len(site.files)
            with told_as_site_error():
                parts = writer.write(task, write_pages)
            # what this task added alone: all of it is sent to the process that began
            worked_out = dict(islice(known.items(), before[0], None))
            files = dict(islice(site.files.items(), before[2], None))
            return parts, worked_out, drawings.added[before[1] :], (files, site.taken & files.keys())

        for number, (parts, worked_out, drawn, (files, taken)) in work(tasks, do, most=most):
            filling.parts.watch.take(worked_out)
            filling.parts.charts.take(drawn)
            site.files |= files
            site.taken |= taken
            for unit, part in zip(tasks[number], parts, strict=True):
                filling.parts.add(_name(filling, unit), part)
                made.append(Made.from_bytes(part.told))
            progress("Drawing pages", len(made), len(units))
    return made


def _with_marks(filling: Filling) -> Filling:
    """Return what pages are made from, with marks in the place of the commit."""
    if filling.edition.commit is None:
        return filling
    edition = replace(filling.edition, commit=MARKED)
    frame_of = partial(make_frame, edition)
    return replace(filling, output=replace(filling.output, frame_of=frame_of))


def _tasks(units: Sequence[Unit]) -> list[list[Unit]]:
    """Return what is made at a time: parts that belong together, the longest first, then some records."""
    tasks: list[list[Unit]] = []
    records: list[Unit] = []
    joined: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        together = DIVIDED[unit.kind].together(unit.key) if unit.key is not None else None
        if unit.key is None:
            tasks.append([unit])
        elif together is None:
            records.append(unit)
        else:
            joined.setdefault((unit.kind, together), []).append(unit)
    tasks += joined.values()
    order = {kind: place for place, kind in enumerate(_LONGEST_FIRST)}
    tasks.sort(key=lambda task: order.get(task[0].kind, len(order)))
    return tasks + [records[at : at + _TOGETHER] for at in range(0, len(records), _TOGETHER)]


def _work_out(edition: Edition) -> None:
    """Work out what is shared by all parts, so that it is there before processes are forked."""
    for values in (edition.scorecard.goals, edition.scorecard.kpis, edition.moves):
        for _ in values.items():
            pass


def _lead_on(filling: Filling, made: Sequence[Made]) -> int:
    """Write the pages that lead on, now that the cards of all others are known; return how many."""
    pages = [page for one in made for page in one.pages_leading_on()]
    if not pages:
        return 0
    cards = {url: card for one in made for url, card in one.cards.items()}
    shown = [as_now(page, cards) for page in pages]

    def end(page: Page, text: str) -> str:
        filling.site.files[file_of(page.url)] = digest_of(text.encode())
        return text

    with page_writer(replace(filling.output, end=end), filling.site.folder) as write_pages:
        write_pages(shown)
    for page in shown:
        if page.card and filling.with_cards:
            filling.site.put(card_url(page.url), draw_card(page.card))
    return len(shown)
