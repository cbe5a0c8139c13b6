"""From commits to lineages: every commit of the published branch, taken in one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from goalposts.history.facts import Facts
from goalposts.history.lineages import Found, Lineage, RecordKind, Tracker, Version, id_at
from goalposts.history.log import Commit, Step, Touch
from goalposts.loading.parse import AUDIENCES
from goalposts.loading.tree import CONFIG, IMAGES, PEOPLE

HOME = "goals/index.md"
FactsOf = Callable[[str, str], Facts]
"""The facts of (path, blob)."""


@dataclass
class Chronicle:
    """Everything an audience could see, commit by commit. `commits` are those by the day of the build.

    `people` and `configs` are versions with the number of their commit. The other numbers are of commits:
    `site_touches` changed what every audience sees, `seen` a goal or KPI that was visible then,
    `team_touches` and `image_touches` something visible where the team or image is shown.
    `later` are the commits that are dated after the day.
    """

    commits: list[Commit] = field(default_factory=list)
    trackers: dict[RecordKind, Tracker] = field(default_factory=dict)
    configs: list[tuple[int, Facts]] = field(default_factory=list)
    people: list[tuple[int, Mapping[str, Any], str]] = field(default_factory=list)
    homes: list[tuple[int, Facts]] = field(default_factory=list)
    site_touches: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    team_touches: list[tuple[int, str]] = field(default_factory=list)
    image_touches: list[tuple[int, str]] = field(default_factory=list)
    people_touches: list[int] = field(default_factory=list)
    later: list[Commit] = field(default_factory=list)

    def lineages(self, kind: RecordKind) -> list[Lineage]:
        """Return the lineages of goals, KPIs or teams, in the order of their first commits."""
        return self.trackers[kind].lineages


@lru_cache(maxsize=1 << 16)
def kind_of(path: str) -> RecordKind | None:
    """Return the kind of record that a Markdown file of the repository holds."""
    if "/." in path or not path.isprintable():
        return None
    if path.startswith("kpis/") and path.endswith((".md", ".csv")):
        return RecordKind.KPI
    if path.startswith("goals/") and path.endswith(".md") and path != HOME:
        return RecordKind.TEAM if path.endswith("/index.md") else RecordKind.GOAL
    return None


def blob_key(path: str, sha: str) -> str:
    """Return what the facts of a blob are known by: some files are read in a way of their own."""
    return f"{sha}:{path}" if path in (CONFIG, PEOPLE, HOME) else sha


def has_facts(path: str) -> bool:
    """Return whether a path's versions are read for their fields; series are compared row by row instead."""
    return path in (CONFIG, PEOPLE, HOME) or (path.endswith(".md") and kind_of(path) is not None)


def known_by(steps: Iterable[Step], as_of: date) -> Iterator[Step]:
    """Return the steps by a day that an audience is told of.

    What another one did, which is dated later or out of its sight, belongs to the next of them.
    """
    pending: dict[str, Touch] = {}
    for step in steps:
        touches = step.touches
        is_told = _is_told(step, as_of)
        if pending or not is_told:
            for touch in touches:
                pending[touch.path] = _joined(touch, pending)
            if not is_told:
                continue
            touches = tuple(touch for touch in pending.values() if touch.old != touch.new)
            pending = {}
        yield Step(step.commit, step.parent, touches)


def later_than(steps: Sequence[Step], as_of: date) -> Sequence[Step]:
    """Return the steps after the last one that is `known_by` a day."""
    end = next((number for number in range(len(steps), 0, -1) if _is_told(steps[number - 1], as_of)), 0)
    return steps[end:]


def _is_told(step: Step, as_of: date) -> bool:
    return step.in_sight and step.commit.day <= as_of


def _joined(touch: Touch, pending: Mapping[str, Touch]) -> Touch:
    """Return a touch together with what pending ones did to its path, and to the one that it came from."""
    before, origin = pending.get(touch.path), pending.get(touch.came_from or "")
    came_from = touch.came_from
    if origin is not None and origin.came_from:
        came_from = origin.came_from  # renamed twice: the path in between was never told of
    elif before is not None and touch.old is not None:
        came_from = before.came_from  # still the file that was renamed
    return Touch(touch.path, before.old if before else touch.old, touch.new, came_from)


def follow(steps: Sequence[Step], facts_of: FactsOf, audience: str, later: Sequence[Step] = ()) -> Chronicle:
    """Return the chronicle of the steps for an audience, in time linear in the number of changed files.

    Of the `later` ones it knows only which ids records have after them.
    """
    follower = _Follower(facts_of, frozenset(AUDIENCES[audience]))
    for step in steps:
        follower.take(step)
    if steps and later:
        whole = follow((*steps, *later), facts_of, audience)
        for kind, tracker in follower.chronicle.trackers.items():
            tracker.look_ahead(whole.trackers[kind])
    return follower.chronicle


class _Follower:
    def __init__(self, facts_of: FactsOf, visible: frozenset[str]) -> None:
        kinds = (RecordKind.TEAM, RecordKind.KPI, RecordKind.GOAL)
        self.chronicle = Chronicle(trackers={kind: Tracker(kind) for kind in kinds})
        self._facts_of = facts_of
        self._visible = visible
        self._blobs: dict[str, str] = {}
        self._people: dict[str, Any] = {}
        self._config: Mapping[str, Any] = {}
        self._team_folders: dict[str, Lineage] = {}

    def take(self, step: Step) -> None:
        index = len(self.chronicle.commits)
        self.chronicle.commits.append(step.commit)
        touched: dict[RecordKind, dict[str, None]] = {}
        came_from: dict[str, str] = {}
        for touch in step.touches:
            if touch.new is None:
                self._blobs.pop(touch.path, None)
            else:
                self._blobs[touch.path] = touch.new
            if touch.came_from:
                came_from[touch.path] = touch.came_from
            kind = kind_of(touch.path)
            if kind is not None:
                unit = touch.path.removesuffix(".csv") + ".md" if touch.path.endswith(".csv") else touch.path
                touched.setdefault(kind, {})[unit] = None
            else:
                self._single(index, touch)
        folders = self._team_folders
        if RecordKind.TEAM in touched:
            self._advance(RecordKind.TEAM, index, touched[RecordKind.TEAM], came_from)
            self._team_folders = self._folders()
        if RecordKind.KPI in touched:
            self._advance(RecordKind.KPI, index, touched[RecordKind.KPI], came_from)
        if RecordKind.GOAL in touched:
            self._advance(RecordKind.GOAL, index, touched[RecordKind.GOAL], came_from, former=folders)

    def _single(self, index: int, touch: Touch) -> None:
        """Take in a file that is one of its kind: the configuration, the people, the introduction."""
        chronicle, path = self.chronicle, touch.path
        facts = self._facts_of(path, touch.new) if touch.new and has_facts(path) else Facts({})
        if path.startswith("templates/"):
            chronicle.site_touches.add(index)
        elif path.endswith(IMAGES):
            chronicle.image_touches.append((index, path))
        elif path == HOME:
            chronicle.site_touches.add(index)
            chronicle.homes.append((index, facts))
        elif path == CONFIG:
            chronicle.site_touches.add(index)
            if facts.fields is not None:
                self._config = facts.fields
                chronicle.configs.append((index, facts))
                self._all_people(index, CONFIG)
        elif path == PEOPLE:
            chronicle.people_touches.append(index)
            if facts.fields is not None:
                self._people = dict(facts.fields)
                self._all_people(index, PEOPLE)

    def _all_people(self, index: int, path: str) -> None:
        listed = self._config.get("people")
        people = {**(listed if isinstance(listed, dict) else {}), **self._people}
        if not self.chronicle.people or self.chronicle.people[-1][1] != people:
            self.chronicle.people.append((index, people, path))

    def _folders(self) -> dict[str, Lineage]:
        tracker = self.chronicle.trackers[RecordKind.TEAM]
        folders = {path.removesuffix("/index.md"): tracker.lineage_at(path) for path in tracker.units}
        return {folder: lineage for folder, lineage in folders.items() if lineage}

    def _advance(
        self,
        kind: RecordKind,
        index: int,
        paths: Iterable[str],
        came_from: dict[str, str],
        *,
        former: dict[str, Lineage] | None = None,
    ) -> None:
        tracker = self.chronicle.trackers[kind]
        found: dict[str, Found] = {}
        for path in paths:
            each = self._found(kind, index, path, came_from.get(path, ""))
            if kind is RecordKind.GOAL and each.version:
                each = Found(self._placed(each.version, former or {}, came_from))
            found[path] = each
        is_seen = tracker.advance(index, found, came_from)
        if kind is RecordKind.TEAM:
            self.chronicle.team_touches += [(index, path) for path in found]
        elif is_seen:
            self.chronicle.seen.add(index)

    def _placed(self, version: Version, former: dict[str, Lineage], came_from: dict[str, str]) -> Version:
        """Return the version with the teams of the folders that its file is in, and was in before."""
        tracker = self.chronicle.trackers[RecordKind.GOAL]
        was = tracker.units.get(version.path) or tracker.units.get(came_from.get(version.path, ""))
        was = was or tracker.held(version.id)
        return Version(
            version.index,
            version.id,
            version.path,
            version.facts,
            folder_team=_folder_team(version.path, self._team_folders),
            was_in=_folder_team(was.path, former) if was else None,
        )

    def _found(self, kind: RecordKind, index: int, path: str, came_from: str) -> Found:
        sha = self._blobs.get(path)
        if sha is None:
            return Found()
        facts = self._facts_of(path, sha)
        if facts.fields is None:
            if facts.says_private:
                return Found(hidden=self._former_ids(kind, path, came_from))
            return Found(unreadable=path in self.chronicle.trackers[kind].units)
        record_id = id_at(kind, path, facts)
        if kind is not RecordKind.TEAM and facts.visibility not in self._visible:
            ids = tuple(str(each) for each in (record_id, *facts.listed("aliases")) if each)
            # what is out of sight may have been renamed by the same commit
            return Found(hidden=(*ids, *self._former_ids(kind, path, came_from)))
        if record_id is None:
            return Found(unreadable=path in self.chronicle.trackers[kind].units)
        series = self._blobs.get(path.removesuffix(".md") + ".csv") if kind is RecordKind.KPI else None
        return Found(Version(index, record_id, path, facts, series))

    def _former_ids(self, kind: RecordKind, *paths: str) -> tuple[str, ...]:
        """Return the ids that the files at paths had before this commit."""
        units = self.chronicle.trackers[kind].units
        return tuple(units[path].id for path in paths if path in units)


def _folder_team(path: str, folders: Mapping[str, Lineage]) -> Lineage | None:
    folder = path
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        if folder in folders:
            return folders[folder]
    return None
