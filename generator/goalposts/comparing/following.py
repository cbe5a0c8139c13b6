"""A change told as the history will tell it: the commits up to one tree, and one more that leaves the other.

The history's own comparison does the work, so what a pull request is told here is what `/changes/` and the
goal's page say once it is merged: which records are the same under another name, what changed about them,
and which goalposts that moves. Goals were promised by the commits before: where they are not known, the
tree before is taken as what was always there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from goalposts.history.ancestry import Ancestry
from goalposts.history.chronicle import follow, has_facts, known_by
from goalposts.history.events import Event
from goalposts.history.facts import Facts, Reader
from goalposts.history.git import renames
from goalposts.history.history import History, Past, Restatement
from goalposts.history.in_force import Book, calendars_of
from goalposts.history.lineages import RecordKind, Unreadable, Version
from goalposts.history.log import Commit, Step, Touch
from goalposts.history.moves import Move, moved
from goalposts.history.narrate import Told, choose, narrate
from goalposts.history.recognised import Recognised
from goalposts.history.rows import RowChanges, compare_rows
from goalposts.history.series import Pair, Series, all_pairs, pairs_of
from goalposts.history.sight import seen_by
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
    every = (*_steps_before(blobs, as_of), _last_step(blobs, as_of))
    last = every[-1].commit
    *earlier, newest = seen_by(visible.audience, every, blobs.facts_of, Recognised(blobs.read).renames)
    # that one counts whatever it does: what it does is asked for
    steps = tuple(known_by((*earlier, replace(newest, in_sight=True)), as_of))
    chronicle = follow(steps, blobs.facts_of, visible.audience)
    told = choose(chronicle, visible)
    broken = blobs.broken(told)
    series = dict(_series(told, broken))
    rows = {kpi_id: blobs.rows_of(pair) for kpi_id, (_, pair) in series.items()}
    events = narrate(told, _rows(told, broken, {series[key][1]: each for key, each in rows.items()}), as_of)
    history = History(visible, as_of, past=_past(told, dict(_restated(series, rows, blobs)), as_of))
    return Followed(
        events=tuple(event for event in events if event.commit is last),
        moves=tuple(
            (goal_id, move)
            for goal_id, goal in visible.goals.items()
            for move in moved(goal, history)
            if move.commit is last
        ),
        rows=rows,
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
        return compare_rows(self._content(old), self._content(new), date.min)

    def broken(self, told: Told) -> frozenset[str | None]:
        """Return the series that are no tables, of those that the last step may be compared with."""
        found: set[str | None] = set()
        last = len(told.chronicle.commits) - 1
        for lineage in told.lineages[RecordKind.KPI]:
            *earlier, newest = lineage.versions
            if newest.index < last:
                continue
            for mark in (version.series for version in reversed(earlier)):
                if mark is None or not self.rows_of((None, mark, date.min)).unreadable:
                    break
                found.add(mark)
        return frozenset(found)

    def read(self, marks: Iterable[str]) -> dict[str, bytes]:
        """Return the contents that are known or that git has."""
        wanted = dict.fromkeys(marks)
        missing = [mark for mark in wanted if mark not in self.contents]
        if missing and self.ancestry is not None:
            self.contents |= self.ancestry.contents(missing)
        return {mark: self.contents[mark] for mark in wanted if mark in self.contents}

    def _content(self, mark: str | None) -> bytes | None:
        return self.read([mark]).get(mark) if mark else None


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


def _series(told: Told, broken: frozenset[str | None]) -> Iterator[tuple[str, tuple[Version, Pair]]]:
    """Return the KPIs whose series the last step changed, with the version after it and what is compared."""
    commits = told.chronicle.commits
    for lineage in told.lineages[RecordKind.KPI]:
        for version, pair in pairs_of(lineage, commits, broken):
            if version.index == len(commits) - 1:
                yield lineage.id, (version, pair)


def _rows(told: Told, broken: frozenset[str | None], rows: Mapping[Pair, RowChanges]) -> Series:
    """Return what the last step changed in series; what earlier ones did is told nobody."""
    every = all_pairs(told.lineages[RecordKind.KPI], told.chronicle.commits, broken)
    return Series({**dict.fromkeys(every, RowChanges()), **rows}, broken)


def _former(told: Told, kind: RecordKind) -> Iterator[tuple[str, str]]:
    """Return the present and the former id of every record that was there before the last step."""
    last = len(told.chronicle.commits) - 1
    for lineage in told.lineages[kind]:
        earlier = [each for each in lineage.entries if each.index < last and not isinstance(each, Unreadable)]
        if earlier and isinstance(earlier[-1], Version):
            yield lineage.id, earlier[-1].id


def _past(told: Told, restated: Mapping[str, tuple[Restatement, ...]], as_of: date) -> Past:
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
        restated=restated,
    )


def _restated(
    series: Mapping[str, tuple[Version, Pair]], rows: Mapping[str, RowChanges], blobs: _Blobs
) -> Iterator[tuple[str, tuple[Restatement, ...]]]:
    for kpi_id, (now, (old, new, _)) in series.items():
        # a series that cannot be read, and one that only grew, restates nothing
        if old and new and any(row.before is not None for row in rows[kpi_id].changes):
            contents = (blobs.contents[old], blobs.contents[new])
            yield kpi_id, (Restatement(now.index, now.path, now.facts, *contents),)
