"""A folder filled with the site part by part: what still holds is linked, the rest made on all processors."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from goalposts.cache.parts import Part, Parts
from goalposts.cache.reads import Leaf
from goalposts.charts import draw
from goalposts.charts.card_specification import Card
from goalposts.charts.cards import draw_card
from goalposts.pages import Unit, make_unit, units_of
from goalposts.pages.former_view import as_now, leads_on
from goalposts.pages.links import card_url
from goalposts.pages.page import Commit, Download, Edition, Page, Picture
from goalposts.site.findable import findable
from goalposts.site.mkdocs_site import NOT_FOUND, Output, WritePages, page_writer
from goalposts.site.processes import few_collections, processes, work
from goalposts.site.rendering import told_as_site_error

Progress = Callable[[str, int, int], None]

# parts that a process makes at a time: their pages are held at once
_TOGETHER = 8
# fewer are made faster than processes are forked
_FEW = 12
# so that no processor waits for another at the end
_LONGEST_FIRST = {"reviews": 0, "feeds": 1, "api": 2, "goals": 3, "changes": 3, "people": 3, "present": 3}
# what a file system says that has no hard links, or no more of them for a file
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS)


@dataclass(frozen=True, slots=True)
class Filling:
    """What is written into which folder, and what is known of the last time. A preview has no cards."""

    edition: Edition
    output: Output
    folder: Path
    parts: Parts
    site_dir: Path
    with_cards: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A part of the site that is written, but for its pages that lead on: they get the cards of others.

    `found` has the hash of what can be found on each page.
    """

    pages: int = 0
    cards: Mapping[str, Card] = field(default_factory=dict)
    leading_on: tuple[Page, ...] = ()
    found: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """How many pages the folder holds, and a hash of all that can be found on them."""

    pages: int
    found: bytes


def fill(filling: Filling, progress: Progress) -> Filled:
    """Write the site into its folder, which is empty."""
    for each in (*filling.output.assets, *filling.output.made):
        assert not isinstance(each, Page)
        _put(filling, each.url, each.content)
    units = tuple(units_of(filling.edition))
    kept = {unit: part for unit in units if (part := filling.parts.kept(_name(filling, unit))) is not None}
    for part in kept.values():
        link(part.outputs, filling.parts, filling.folder, filling.site_dir)
    made: list[Made] = [part.told for part in kept.values()]
    missing = [unit for unit in units if unit not in kept]
    made += _make(filling, missing, progress)
    leading_on = _lead_on(filling, made)
    found = hashlib.sha256()
    for url, digest in sorted(pair for one in made for pair in one.found.items()):
        found.update(f"{url}\n".encode() + digest)
    return Filled(sum(one.pages for one in made) + leading_on, found.digest())


def link(paths: Collection[str], parts: Parts, folder: Path, site_dir: Path) -> None:
    """Link files from the published site, where they are as they were: nobody writes to them again."""
    published, made = f"{site_dir}{os.sep}", f"{folder}{os.sep}"
    for path in paths:
        try:
            _link(published + path, made + path)
        except FileNotFoundError:
            Path(made + path).parent.mkdir(parents=True, exist_ok=True)
            _link(published + path, made + path)
    parts.take_over(paths)


def _link(published: str, made: str) -> None:
    try:
        os.link(published, made)
    except FileNotFoundError:
        raise
    except OSError:
        # not every file system has links, and none has them without end
        shutil.copyfile(published, made)


def _name(filling: Filling, unit: Unit) -> tuple[str, str, tuple[str, ...] | None, Commit | None]:
    """Return the name of a part: every page says of which commit it is."""
    return ("unit", unit.kind, unit.keys, filling.edition.commit)


def _put(filling: Filling, path: str, content: str | bytes) -> None:
    """Write a file, or link it where the published site has the same."""
    raw = content.encode() if isinstance(content, str) else content
    if filling.parts.held(path) == hashlib.sha256(raw).digest()[:20]:
        link((path,), filling.parts, filling.folder, filling.site_dir)
    else:
        _write(filling.folder / path, raw)


def _write(path: Path, content: str | bytes) -> None:
    # a link to a published file must not be written through, should two parts ever name the same
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _make(filling: Filling, units: Sequence[Unit], progress: Progress) -> list[Made]:
    if not units:
        return []
    tasks = list(_tasks(units))
    most = processes() if len(units) > _FEW else 1
    if most > 1:
        _work_out(filling.edition)
    ledger = filling.parts.watch.ledger
    known = set(ledger.closures)
    made: list[Made] = []
    writer = _Writer(filling)
    drawings = filling.parts.drawings(draw)
    output = replace(filling.output, begin=writer.begin, end=writer.end, wrote=writer.wrote, draw=drawings)
    with page_writer(output, filling.folder) as write_pages, few_collections():

        def do(task: Sequence[Unit]) -> Any:
            with told_as_site_error():
                parts = writer.write(task, write_pages)
            closures = {leaf: each for leaf, each in ledger.closures.items() if leaf not in known}
            return parts, closures, drawings.added

        for number, (parts, closures, drawn) in work(tasks, do, most=most):
            ledger.closures.update(closures)
            filling.parts.charts.take(drawn)
            for unit, part in zip(tasks[number], parts, strict=True):
                filling.parts.add(_name(filling, unit), part)
                made.append(part.told)
            progress("Drawing pages", len(made), len(units))
    return made


def _tasks(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Yield what is made at a time: parts of divided kinds together, others alone, the longest first."""
    whole = [unit for unit in units if unit.keys is None]
    yield from ([unit] for unit in sorted(whole, key=lambda unit: _LONGEST_FIRST.get(unit.kind, 9)))
    divided = [unit for unit in units if unit.keys is not None]
    yield from (divided[first : first + _TOGETHER] for first in range(0, len(divided), _TOGETHER))


def _work_out(edition: Edition) -> None:
    """Work out what is shared by all parts, so that it is there before processes are forked."""
    for values in (edition.scorecard.goals, edition.scorecard.kpis, edition.moves):
        for _ in values.items():
            pass


def _lead_on(filling: Filling, made: Sequence[Made]) -> int:
    """Write the pages that lead on, now that the cards of all others are known; return how many."""
    pages = [page for one in made for page in one.leading_on]
    if not pages:
        return 0
    cards = {url: card for one in made for url, card in one.cards.items()}
    shown = [as_now(page, cards) for page in pages]
    with page_writer(filling.output, filling.folder) as write_pages:
        write_pages(shown)
    for page in shown:
        if page.card and filling.with_cards:
            _put(filling, card_url(page.url), draw_card(page.card))
    return len(shown)


class _Writer:
    """Makes and renders parts, and notes what each looks at and which files it writes."""

    def __init__(self, filling: Filling) -> None:
        self.filling = filling
        self.reads = filling.parts.watch.reads
        self._owners: dict[str, _Part] = {}
        self._now: _Part | None = None

    def write(self, units: Sequence[Unit], write_pages: WritePages) -> list[Part]:
        """Write parts; their pages are rendered in one go."""
        parts = [self._made(unit) for unit in units]
        self._owners = {page.url: part for part in parts for page in part.pages}
        write_pages([page for part in parts for page in part.pages])
        return [part.done() for part in parts]

    def _made(self, unit: Unit) -> _Part:
        part = _Part()
        self.reads.begin(part.reads)
        try:
            for made in make_unit(self.filling.edition, unit):
                if isinstance(made, Download):
                    self._file(part, made.url, made.content)
                elif isinstance(made, Picture):
                    self._card(part, made.url, made.card)
                elif leads_on(made):
                    part.leading_on.append(made)
                else:
                    part.pages.append(made)
                    if made.card:
                        part.cards[made.url] = made.card
                        self._card(part, card_url(made.url), made.card)
        finally:
            self.reads.end()
        return part

    def _card(self, part: _Part, path: str, card: Card) -> None:
        if self.filling.with_cards:
            self._file(part, path, draw_card(card))

    def _file(self, part: _Part, path: str, content: str | bytes) -> None:
        _write(self.filling.folder / path, content)
        part.outputs.append(path)

    def begin(self, page: Page) -> None:
        """Note for the part of a page."""
        (self.filling.folder / _file_of(page)).unlink(missing_ok=True)
        self._now = self._owners.get(page.url)
        self.reads.begin(self._now.reads if self._now else set())

    def wrote(self, path: str) -> None:
        """Note a file that was written beside a page."""
        if self._now:
            self._now.outputs.append(path)

    def end(self, page: Page, text: str) -> None:
        """Note that a page is rendered."""
        self.reads.end()
        if self._now:
            self._now.outputs.append(_file_of(page))
            if (found := findable(text)) is not None:
                self._now.found[page.url] = found.digest
        self._now = None


@dataclass
class _Part:
    """A part while it is made."""

    reads: set[Leaf] = field(default_factory=set)
    outputs: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    leading_on: list[Page] = field(default_factory=list)
    cards: dict[str, Card] = field(default_factory=dict)
    found: dict[str, bytes] = field(default_factory=dict)

    def done(self) -> Part:
        """Return the part as it is kept."""
        made = Made(len(self.pages), self.cards, tuple(self.leading_on), self.found)
        return Part(frozenset(self.reads), tuple(self.outputs), made)


def _file_of(page: Page) -> str:
    return page.url if page.url == NOT_FOUND else f"{page.url}index.html"
