"""The way from a clone to its history: read once, followed, told."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import accumulate, pairwise
from pathlib import Path

from msgspec import Struct

from goalposts.history.archive import Archive
from goalposts.history.cache import Cache
from goalposts.history.chronicle import Chronicle
from goalposts.history.codes import HistoryError, from_the_future
from goalposts.history.contents import Library
from goalposts.history.events import Event
from goalposts.history.git import open_clone
from goalposts.history.history import History, Past, Restatement
from goalposts.history.in_force import Book, calendars_of
from goalposts.history.lineages import Ending, Lineage, RecordKind, Version
from goalposts.history.narrate import Told, choose, name_of
from goalposts.history.reused import reused_ids
from goalposts.history.rows import RowChanges
from goalposts.history.series import Series, pairs_of
from goalposts.loading.link_targets import shown_images
from goalposts.records.repository import Repository


class Question(Struct, frozen=True):
    """Whose history to read: of the repository at `root`, whose records the audience sees, on a day.

    `rev` is the commit to tell it of; without it the branch of the configuration, else HEAD. Where the day
    is today, none of its commits should be later.
    """

    root: Path
    repository: Repository
    as_of: date
    rev: str | None = None
    cache: Cache | None = None
    is_today: bool = False


def read_history(question: Question) -> History:
    """Return the history that the question asks for; an empty one where there is no clone or no commit.

    Where the clone is shallow or cannot be read, the history is empty and says why in `problems`.
    """
    repository, as_of = question.repository, question.as_of
    try:
        clone = open_clone(question.root)
        tip = clone.tip(repository.config.site.branch, question.rev) if clone else None
        if clone is None or tip is None:
            return History(repository, as_of)
        with _without_collecting():
            return _read(question, Library(clone, question.cache), tip)
    except HistoryError as error:
        return History(repository, as_of, problems=(error.problem,))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Hold back the collector of reference cycles: reading makes many small values, and none of them is one.

    It would walk all of them again and again; that is a third of the time of a large history.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(question: Question, library: Library, tip: str) -> History:
    repository, as_of = question.repository, question.as_of
    chronicle = library.chronicle(tip, repository.audience, as_of, is_asked_for=question.rev is not None)
    told = choose(chronicle, repository)
    series = library.compare(told.lineages[RecordKind.KPI], chronicle.commits)
    events = library.events(told, tip, series, as_of)
    times = tuple(accumulate((commit.when for commit in chronicle.commits), max))
    book = Book(times, calendars_of(chronicle.configs), told.kpi_ids.get, as_of)
    past = Past(
        commits=tuple(chronicle.commits),
        book=book,
        lineages=told.lineages,
        hidden=_hidden(told),
        goals={
            lineage.id: lineage
            for lineage in told.lineages[RecordKind.GOAL]
            if lineage.id in repository.goals
        },
        people=_people(chronicle),
        restated=_restated(told, library, series),
    )
    around = _around(told, {event.commit.sha for event in events if event.record is RecordKind.PERSON})
    shown = tuple(sorted(around | _touches(told)))
    last = max(around | chronicle.seen, default=None)
    later = chronicle.later if question.is_today else []
    ahead = [from_the_future(later[0].short, later[0].day, len(later) - 1)] if later else []
    archive = Archive(
        commits=past.commits,
        shown=shown,
        configs=tuple(chronicle.configs),
        lineages=told.lineages,
        people={key: name for key, (name, _) in past.people.items()},
        read=library.clone.blobs,
    )
    return History(
        repository,
        as_of,
        events,
        None if last is None else chronicle.commits[last],
        problems=(*reused_ids(told), *ahead),
        by_record=_grouped(events),
        past=past,
        archive=archive,
    )


def _grouped(events: tuple[Event, ...]) -> dict[tuple[RecordKind, str], tuple[Event, ...]]:
    found: dict[tuple[RecordKind, str], list[Event]] = {}
    for event in events:
        found.setdefault((event.record, event.id), []).append(event)
    return {key: tuple(each) for key, each in found.items()}


def _hidden(told: Told) -> dict[RecordKind, tuple[Lineage, ...]]:
    """Return the lineages of goals and KPIs that were published and are there, but out of sight."""
    found: dict[RecordKind, tuple[Lineage, ...]] = {}
    for kind in (RecordKind.GOAL, RecordKind.KPI):
        told_of = set(told.lineages[kind])
        found[kind] = tuple(each for each in told.chronicle.lineages(kind) if each not in told_of)
    return found


def _people(chronicle: Chronicle) -> dict[str, tuple[str, int | None]]:
    """Return everybody who was ever listed, with the last name and the commit that took them off the list."""
    found: dict[str, tuple[str, int | None]] = {}
    listed = [(-1, {}, ""), *chronicle.people]
    for (_, was, _), (index, now, _) in pairwise(listed):
        found |= {key: (name_of(key, was[key]), index) for key in was if key not in now}
        found |= {key: (name_of(key, now[key]), None) for key in now}
    return found


def _restated(told: Told, library: Library, series: Series) -> dict[str, tuple[Restatement, ...]]:
    """Return the restatements of the KPIs that goals take a default baseline from."""
    used = _baseline_kpis(told)
    wanted: list[tuple[str, Version, str, str]] = []
    for lineage in told.lineages[RecordKind.KPI]:
        if lineage.id in used:
            for now, (old, new, day) in pairs_of(lineage, told.chronicle.commits, series.broken):
                if old and new and _has_past(series.rows[old, new, day]):
                    wanted.append((lineage.id, now, old, new))
    contents = library.contents(sha for *_, old, new in wanted for sha in (old, new))
    found: dict[str, list[Restatement]] = {}
    for kpi_id, now, old, new in wanted:
        if old in contents and new in contents:
            restatement = Restatement(now.index, now.path, now.facts, contents[old], contents[new])
            found.setdefault(kpi_id, []).append(restatement)
    return {kpi_id: tuple(each) for kpi_id, each in found.items()}


def _has_past(rows: RowChanges) -> bool:
    return any(change.before is not None for change in rows.changes)


def _baseline_kpis(told: Told) -> set[str]:
    """Return the KPIs that a key result with a target and no baseline ever read, by their present ids."""
    found: set[str] = set()
    for lineage in told.lineages[RecordKind.GOAL]:
        for version in lineage.versions:
            for result in version.facts.listed("key_results"):
                if isinstance(result, dict) and "target" in result and result.get("baseline") is None:
                    found.add(told.kpi_ids.get(str(result.get("kpi")), ""))
    return found


def _touches(told: Told) -> set[int]:
    """Return the numbers of the commits that changed a goal or KPI that may be told of, to what may be told.

    Others may have changed one that was visible then and is hidden now, or may have hidden one: nothing
    names them.
    """
    entries = (
        entry
        for kind in (RecordKind.GOAL, RecordKind.KPI)
        for lineage in told.lineages[kind]
        for entry in lineage.entries
    )
    return {entry.index for entry in entries if not (isinstance(entry, Ending) and entry.hidden)}


def _around(told: Told, with_people: set[str]) -> set[int]:
    """Return the numbers of the commits that changed what is visible beside goals and KPIs."""
    chronicle, repository = told.chronicle, told.repository
    # whether there is an image at all is asked first: few repositories have one
    images = shown_images(repository, lambda record: record.body) if chronicle.image_touches else ()
    touches = (index for index, path in chronicle.image_touches if path in images)
    numbers = {*chronicle.site_touches, *touches}
    if repository.audience != "public":
        return numbers | {*(index for index, _ in chronicle.team_touches), *chronicle.people_touches}
    numbers |= {entry.index for lineage in told.lineages[RecordKind.TEAM] for entry in lineage.entries}
    return numbers | {n for n in chronicle.people_touches if chronicle.commits[n].sha in with_people}
