"""A change told as the history will tell it: two trees as two commits that follow each other.

The history's own comparison does the work, so what a pull request is told here is what `/changes/` and the
goal's page say once it is merged: which records are the same under another name, what changed about them,
and which goalposts that moves.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time

from msgspec import Struct

from goalposts.history.chronicle import follow, has_facts, kind_of
from goalposts.history.events import Event
from goalposts.history.facts import Facts, Reader
from goalposts.history.history import History, Past, Restatement
from goalposts.history.in_force import Book, calendars_of
from goalposts.history.lineages import Lineage, RecordKind, Version
from goalposts.history.log import Commit, Step, Touch
from goalposts.history.moves import Move, moved
from goalposts.history.narrate import Told, choose, narrate
from goalposts.history.rows import RowChanges, compare_rows
from goalposts.history.series import Pair, Series, all_pairs
from goalposts.loading.tree import SourceTree
from goalposts.records.repository import Repository

_ALIKE = 0.9  # the share of a file that must be found in another one, as in the history
_MOST_PAIRS = 250_000


class Followed(Struct, frozen=True):
    """What the change does, in the words of the history.

    `moves` are (goal id, move). `rows` are the changed rows of each KPI's series, one by one. `former` gives
    the id that a record had before, for every record that was there before.
    """

    events: tuple[Event, ...]
    moves: tuple[tuple[str, Move], ...]
    rows: Mapping[str, RowChanges]
    former: Mapping[RecordKind, Mapping[str, str]]


def follow_change(before: SourceTree, after: SourceTree, visible: Repository, as_of: date) -> Followed:
    """Return what changes between two trees; `visible` are the records after it that the audience sees."""
    blobs = _Blobs((before, after))
    steps = tuple(_steps(blobs, as_of))
    chronicle = follow(steps, blobs.facts_of, visible.audience)
    told = choose(chronicle, visible)
    last = steps[1].commit
    kpis = told.lineages[RecordKind.KPI]
    rows = {pair: blobs.rows_of(pair) for pair in all_pairs(kpis, chronicle.commits, frozenset())}
    events = tuple(event for event in narrate(told, Series(rows), as_of) if event.commit is last)
    history = History(visible, as_of, past=_past(told, blobs, as_of))
    return Followed(
        events=events,
        moves=tuple(
            (goal_id, move) for goal_id, goal in visible.goals.items() for move in moved(goal, history)
        ),
        rows={kpi_id: blobs.rows_of((*pair, last.day)) for kpi_id, pair in _series(told)},
        former={kind: dict(_former(lineages)) for kind, lineages in told.lineages.items()},
    )


class _Blobs:
    """The contents of both trees by their marks, as git would know them."""

    def __init__(self, trees: tuple[SourceTree, SourceTree]) -> None:
        self.trees = trees
        self.marks: list[dict[str, str]] = []
        self.contents: dict[str, bytes] = {}
        self._facts: dict[tuple[str, str], Facts] = {}
        reader = Reader()
        for tree in trees:
            marks = {path: hashlib.sha256(content).hexdigest() for path, content in tree.files.items()}
            self.marks.append(marks)
            for path, mark in marks.items():
                self.contents[mark] = tree.files[path]
                if has_facts(path) and (path, mark) not in self._facts:
                    self._facts[path, mark] = reader.read(path, tree.files[path])

    def facts_of(self, path: str, mark: str) -> Facts:
        return self._facts[path, mark]

    def rows_of(self, pair: Pair) -> RowChanges:
        old, new, _ = pair
        # with the first of all days, every row is told by itself
        return compare_rows(
            self.contents[old] if old else None, self.contents[new] if new else None, date.min
        )


def _steps(blobs: _Blobs, as_of: date) -> Iterator[Step]:
    was, now = blobs.marks
    # the version before was in force from the beginning; the other one comes at the end of the day
    first = Commit("0" * 40, datetime(1970, 1, 1, tzinfo=UTC), "", (), "")
    last = Commit("1" * 40, datetime.combine(as_of, time.max, UTC), "", (), "")
    yield Step(first, "", tuple(Touch(path, None, mark) for path, mark in was.items()))
    origins = _origins(blobs)
    yield Step(
        last,
        first.sha,
        tuple(
            Touch(path, was.get(path), now.get(path), origins.get(path))
            for path in sorted({*was, *now})
            if was.get(path) != now.get(path)
        ),
    )


def _origins(blobs: _Blobs) -> dict[str, str]:
    """Return the path that each new file was likely renamed from: at least 90 % of it is the same."""
    was, now = blobs.marks
    gone = [path for path in was if path not in now and path.endswith(".md")]
    new = [path for path in now if path not in was and path.endswith(".md")]
    if len(gone) * len(new) > _MOST_PAIRS:
        return {}
    lines = {
        mark: Counter(blobs.contents[mark].splitlines(keepends=True))
        for mark in {*(was[path] for path in gone), *(now[path] for path in new)}
    }
    likeness = sorted(
        (-_likeness(lines[was[old]], lines[now[path]]), path, old)
        for path in new
        for old in gone
        if kind_of(path) is kind_of(old)
    )
    found: dict[str, str] = {}
    for share, path, old in likeness:
        if -share >= _ALIKE and path not in found and old not in found.values():
            found[path] = old
    return found


def _likeness(was: Counter[bytes], now: Counter[bytes]) -> float:
    size = max(sum(len(line) * count for line, count in each.items()) for each in (was, now))
    same = sum(len(line) * count for line, count in (was & now).items())
    return same / size if size else 1.0


def _ends(lineage: Lineage) -> tuple[Version | None, Version | None]:
    """Return the versions of a record before and after the change; None where it was or is not there."""
    before = next((version for version in lineage.versions if version.index == 0), None)
    return before, None if lineage.ending else lineage.last


def _former(lineages: tuple[Lineage, ...]) -> Iterator[tuple[str, str]]:
    for lineage in lineages:
        before, _ = _ends(lineage)
        if before is not None:
            yield lineage.id, before.id


def _series(told: Told) -> Iterator[tuple[str, tuple[str | None, str | None]]]:
    for lineage in told.lineages[RecordKind.KPI]:
        before, after = _ends(lineage)
        old, new = (version.series if version else None for version in (before, after))
        if after is not None and old != new:
            yield lineage.id, (old, new)


def _past(told: Told, blobs: _Blobs, as_of: date) -> Past:
    chronicle = told.chronicle
    times = tuple(commit.when for commit in chronicle.commits)
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
            if (each := _restated(lineage, blobs))
        },
    )


def _restated(lineage: Lineage, blobs: _Blobs) -> tuple[Restatement, ...]:
    before, after = _ends(lineage)
    if before is None or after is None or not before.series or not after.series:
        return ()
    # a series that cannot be read, and one that only grew, restates nothing
    if not any(
        row.before is not None for row in blobs.rows_of((before.series, after.series, date.min)).changes
    ):
        return ()
    old, new = (blobs.contents[mark] for mark in (before.series, after.series))
    return (Restatement(after.index, after.path, after.facts, old, new),)
