"""A change told as the history will tell it: the commits up to one tree, and one more that leaves the other.

The history's own comparison does the work, so what a pull request is told here is what `/changes/` and the
goal's page say once it is merged: which records are the same under another name, what changed about them,
and which goalposts that moves. Goals were promised by the commits before: where they are not known, the
tree before is taken as what was always there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from goalposts.history.ancestry import Ancestry
from goalposts.history.chronicle import follow, has_facts
from goalposts.history.events import Event
from goalposts.history.facts import Facts, Reader
from goalposts.history.git import renames
from goalposts.history.history import History, Past, Restatement
from goalposts.history.in_force import Book, calendars_of
from goalposts.history.lineages import Lineage, RecordKind, Unreadable, Version
from goalposts.history.log import Commit, Step, Touch
from goalposts.history.moves import Move, moved
from goalposts.history.narrate import Told, choose, narrate
from goalposts.history.rows import RowChanges, compare_rows
from goalposts.history.series import Pair, Series, pairs_of
from goalposts.loading.tree import SourceTree
from goalposts.records.repository import Repository


class Followed(Struct, frozen=True):
    """What the change does, in the words of the history.

    `moves` are (goal id, move). `rows` are the changed rows of each KPI's series, one by one. `former` gives
    the id that a record had before, for every record that was there before.
    """

    events: tuple[Event, ...]
    moves: tuple[tuple[str, Move], ...]
    rows: Mapping[str, RowChanges]
    former: Mapping[RecordKind, Mapping[str, str]]


def follow_change(
    before: SourceTree,
    after: SourceTree,
    visible: Repository,
    as_of: date,
    ancestry: Ancestry | None = None,
) -> Followed:
    """Return what changes between two trees; `visible` are the records after it that the audience sees.

    `ancestry` are the commits that led to the tree before, where they are known.
    """
    blobs = _Blobs(before, after, ancestry)
    steps = (*_steps_before(blobs, as_of), _last_step(blobs, as_of))
    chronicle = follow(steps, blobs.facts_of, visible.audience)
    told = choose(chronicle, visible)
    last = steps[-1].commit
    events = tuple(event for event in narrate(told, _rows(told, blobs), as_of) if event.commit is last)
    history = History(visible, as_of, past=_past(told, blobs, as_of))
    return Followed(
        events=events,
        moves=tuple(
            (goal_id, move)
            for goal_id, goal in visible.goals.items()
            for move in moved(goal, history)
            if move.commit is last
        ),
        rows={kpi_id: blobs.rows_of((*pair, last.day)) for kpi_id, pair in _series(told)},
        former={kind: dict(_former(told, kind)) for kind in told.lineages},
    )


class _Blobs:
    """The contents of both trees by their marks: those of git where it has them."""

    def __init__(self, before: SourceTree, after: SourceTree, ancestry: Ancestry | None) -> None:
        self.trees = (before, after)
        self.ancestry = ancestry
        left = ancestry.blobs() if ancestry else {}
        self.was = {path: left.get(path) or _mark(content) for path, content in before.files.items()}
        known = {before.files[path]: mark for path, mark in self.was.items()}
        self.now = {path: known.get(content) or _mark(content) for path, content in after.files.items()}
        self.contents: dict[str, bytes] = {}
        self._facts: dict[tuple[str, str], Facts] = {}
        reader = Reader()
        for tree, marks in zip(self.trees, (self.was, self.now), strict=True):
            for path, mark in marks.items():
                self.contents[mark] = tree.files[path]
                if has_facts(path) and left.get(path) != mark and (path, mark) not in self._facts:
                    self._facts[path, mark] = reader.read(path, tree.files[path])

    def facts_of(self, path: str, mark: str) -> Facts:
        if (path, mark) in self._facts or self.ancestry is None:
            return self._facts[path, mark]
        return self.ancestry.facts_of(path, mark)

    def rows_of(self, pair: Pair) -> RowChanges:
        old, new, _ = pair
        # with the first of all days, every row is told by itself
        return compare_rows(
            self.contents.get(old) if old else None, self.contents.get(new) if new else None, date.min
        )


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _end(as_of: date) -> datetime:
    return datetime.combine(as_of, time.max, UTC)


def _steps_before(blobs: _Blobs, as_of: date) -> Iterator[Step]:
    """Return the steps up to the tree before. It is measured as it is, so none is later than the day."""
    if blobs.ancestry is None:
        first = Commit("0" * 40, datetime(1970, 1, 1, tzinfo=UTC), "", (), "")
        yield Step(first, "", tuple(Touch(path, None, mark) for path, mark in blobs.was.items()))
        return
    for step in blobs.ancestry.steps:
        when = min(step.commit.when, _end(as_of))
        yield replace(step, commit=replace(step.commit, when=when))


def _last_step(blobs: _Blobs, as_of: date) -> Step:
    was, now = blobs.was, blobs.now
    before, after = (tree.files for tree in blobs.trees)
    origins = renames(
        {path: before[path] for path in was if path not in now and path.endswith(".md")},
        {path: after[path] for path in now if path not in was and path.endswith(".md")},
    )
    touches = (
        Touch(path, was.get(path), now.get(path), origins.get(path))
        for path in sorted({*was, *now})
        if was.get(path) != now.get(path)
    )
    return Step(Commit("1" * 40, _end(as_of), "", (), ""), "", tuple(touches))


def _rows(told: Told, blobs: _Blobs) -> Series:
    """Return what the last step changed in series; what earlier ones did is told nobody."""
    commits = told.chronicle.commits
    rows: dict[Pair, RowChanges] = {}
    for lineage in told.lineages[RecordKind.KPI]:
        for version, pair in pairs_of(lineage, commits, frozenset()):
            is_last = version.index == len(commits) - 1
            rows[pair] = blobs.rows_of(pair) if is_last else rows.get(pair, RowChanges())
    return Series(rows)


def _ends(told: Told, lineage: Lineage) -> tuple[Version | None, Version | None]:
    """Return the versions of a record before and after the change; None where it was or is not there."""
    last = len(told.chronicle.commits) - 1
    earlier = [each for each in lineage.entries if each.index < last and not isinstance(each, Unreadable)]
    before = earlier[-1] if earlier and isinstance(earlier[-1], Version) else None
    return before, None if lineage.ending else lineage.last


def _former(told: Told, kind: RecordKind) -> Iterator[tuple[str, str]]:
    for lineage in told.lineages[kind]:
        before, _ = _ends(told, lineage)
        if before is not None:
            yield lineage.id, before.id


def _series(told: Told) -> Iterator[tuple[str, tuple[str | None, str | None]]]:
    for lineage in told.lineages[RecordKind.KPI]:
        before, after = _ends(told, lineage)
        old, new = (version.series if version else None for version in (before, after))
        if after is not None and old != new:
            yield lineage.id, (old, new)


def _past(told: Told, blobs: _Blobs, as_of: date) -> Past:
    chronicle = told.chronicle
    times = tuple(accumulate((commit.when for commit in chronicle.commits), max))
    goals = {lineage.id: lineage for lineage in told.lineages[RecordKind.GOAL] if not lineage.ending}
    return Past(
        commits=tuple(chronicle.commits),
        book=Book(times, calendars_of(chronicle.configs), told.kpi_ids.get, as_of),
        lineages=told.lineages,
        hidden={},
        goals=goals,
        people={},
        restated={
            lineage.id: each
            for lineage in told.lineages[RecordKind.KPI]
            if (each := _restated(told, lineage, blobs))
        },
    )


def _restated(told: Told, lineage: Lineage, blobs: _Blobs) -> tuple[Restatement, ...]:
    before, after = _ends(told, lineage)
    if before is None or after is None or not before.series or not after.series:
        return ()
    # a series that cannot be read, and one that only grew, restates nothing
    if not any(
        row.before is not None for row in blobs.rows_of((before.series, after.series, date.min)).changes
    ):
        return ()
    old, new = (blobs.contents[mark] for mark in (before.series, after.series))
    return (Restatement(after.index, after.path, after.facts, old, new),)
