"""Lineages: the versions of every record that an audience could see, joined across moves and renames.

A version that the audience may not see is treated as if its file were not there, so nothing that follows
can depend on it. What remains known is that a record ended by being hidden rather than deleted.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest

from msgspec import Struct

from goalposts.history.facts import Facts
from goalposts.records.ids import is_id, slug


class RecordKind(StrEnum):
    """What a change was made to."""

    GOAL = "goal"
    KPI = "kpi"
    TEAM = "team"
    PERSON = "person"
    CONFIG = "config"
    HOME = "home"


class Version(Struct, frozen=True):
    """What a record said from the commit number `index` on. `series` is the blob of a KPI's CSV file.

    `folder_team` is the team whose folder the file is in, `was_in` the one that the file of the version
    before was in, as lineages: a folder that is renamed is still the same team.
    """

    index: int
    id: str
    path: str
    facts: Facts
    series: str | None = None
    folder_team: Lineage | None = None
    was_in: Lineage | None = None

    @property
    def aliases(self) -> tuple[str, ...]:
        """Return the former ids that this version lists."""
        return tuple(str(alias) for alias in self.facts.listed("aliases") if isinstance(alias, str))


class Ending(Struct, frozen=True):
    """The record was not there from the commit number `index` on; `hidden`: there, but out of sight."""

    index: int
    hidden: bool


class Unreadable(Struct, frozen=True):
    """The commit number `index` left a version that cannot be read; the one before it stays in force."""

    index: int
    path: str


@dataclass(eq=False, slots=True)
class Lineage:
    """One record through all its versions, oldest first.

    `later` are the ids that it may have by commits after the day of the build, the likeliest first (None:
    its newest one), `now` is the one of them by which it is told of.
    """

    kind: RecordKind
    entries: list[Version | Ending | Unreadable] = field(default_factory=list)
    later: tuple[str, ...] | None = None
    now: str | None = None

    @property
    def versions(self) -> list[Version]:
        """Return the versions, without endings."""
        return [entry for entry in self.entries if isinstance(entry, Version)]

    def stretches(self, end: int) -> Iterator[tuple[Version, int, int]]:
        """Return each version with the commits from and before which it was in force.

        `end` is the number after the last commit. What cannot be read leaves the version before in force.
        """
        entries = [entry for entry in self.entries if not isinstance(entry, Unreadable)]
        for entry, following in zip_longest(entries, entries[1:]):
            if isinstance(entry, Version):
                yield entry, entry.index, following.index if following else end

    @property
    def last(self) -> Version:
        """Return the newest version."""
        newest = self.entries[-1]
        if isinstance(newest, Version):
            return newest
        return next(entry for entry in reversed(self.entries) if isinstance(entry, Version))

    @property
    def id(self) -> str:
        """Return the present id: the newest one, or the one that a later commit gave to the record."""
        return self.last.id if self.now is None else self.now

    def settle(self, there: Container[str]) -> None:
        """Choose the id by which the record is told of, from those that are there now."""
        if self.later is not None:
            self.now = next((each for each in self.later if each in there), self.later[-1])

    @property
    def ending(self) -> Ending | None:
        """Return how the record ended, or None while it is there."""
        entry = next(entry for entry in reversed(self.entries) if not isinstance(entry, Unreadable))
        return entry if isinstance(entry, Ending) else None


class Found(Struct, frozen=True):
    """What stands at a path after a commit: a version, or nothing that the audience may see.

    `hidden` are the ids of what is there but out of sight. `unreadable`: the version before stays in force.
    """

    version: Version | None = None
    hidden: tuple[str, ...] = ()
    unreadable: bool = False


class Tracker:
    """Follows the records of one kind from commit to commit."""

    def __init__(self, kind: RecordKind) -> None:
        """Begin before the first commit."""
        self.kind = kind
        self.lineages: list[Lineage] = []
        self.units: dict[str, Version] = {}
        self._paths: dict[str, set[str]] = {}
        self._by_id: dict[str, Lineage] = {}

    def lineage_at(self, path: str) -> Lineage | None:
        """Return the lineage of the record whose file the path is."""
        version = self.units.get(path)
        return self._by_id.get(version.id) if version else None

    def held(self, record_id: str) -> Version | None:
        """Return the version of an id; where two files claim it, that of the first path."""
        paths = self._paths.get(record_id)
        return self.units[min(paths)] if paths else None

    def advance(self, index: int, found: dict[str, Found], came_from: dict[str, str]) -> bool:
        """Take in what one commit left at the paths it changed; return whether the audience could see it.

        `came_from` names, for new paths, the path that git recognised them by.
        """
        former = {path: self.units.get(path) for path in found}
        ids = {version.id for version in former.values() if version}
        ids |= {each.version.id for each in found.values() if each.version}
        before = {record_id: self.held(record_id) for record_id in ids}
        for path, each in found.items():
            if not each.unreadable:
                self._put(path, each)
        after = {record_id: self.held(record_id) for record_id in ids}
        gone = {
            record_id: version for record_id, version in before.items() if version and not after[record_id]
        }
        for record_id in sorted(ids):
            version, was = after[record_id], before[record_id]
            if version is None or version is was:
                continue
            if was is None:
                self._come(version, self._predecessor(version, former, gone, came_from), gone)
            elif _differs(was, version):
                self._by_id[record_id].entries.append(version)
        hidden = {record_id for each in found.values() for record_id in each.hidden}
        for record_id in gone:
            self._by_id[record_id].entries.append(Ending(index, record_id in hidden))
        for path, each in found.items():
            lineage = self.lineage_at(path) if each.unreadable else None
            if lineage is not None:
                lineage.entries.append(Unreadable(index, path))
        return bool(ids)

    def look_ahead(self, whole: Tracker) -> None:
        """Note the ids that records got later; `whole` has followed the same commits, and those after them.

        The newest id stays possible, for files of an older commit, unless another record took it.
        """
        ids = {lineage: record_id for record_id, lineage in whole._by_id.items()}
        # lineages are never reordered, so the first ones of `whole` are these
        for lineage, same in zip(self.lineages, whole.lineages, strict=False):
            newest = lineage.last.id
            owner = whole._by_id.get(newest)
            if lineage.ending is None and owner is not same:
                lineage.later = (ids.get(same, ""), *([] if owner else [newest]))

    def _put(self, path: str, each: Found) -> None:
        old = self.units.pop(path, None)
        if old:
            self._paths[old.id].discard(path)
        if each.version:
            self.units[path] = each.version
            self._paths.setdefault(each.version.id, set()).add(path)

    def _predecessor(
        self,
        new: Version,
        former: dict[str, Version | None],
        gone: dict[str, Version],
        came_from: dict[str, str],
    ) -> str | None:
        """Return the id that the new record had before: the first of the rules that names one that is gone.

        The same file with another `id`; an alias that this commit removed; a file that git finds at least
        90 % the same; an alias that was removed earlier.
        """
        same_file = former.get(new.path)
        origin = former.get(came_from.get(new.path, ""))
        if same_file and same_file.id in gone:
            return same_file.id
        if alias := next((alias for alias in new.aliases if alias in gone), None):
            return alias
        if origin and origin.id in gone:
            return origin.id
        return next((alias for alias in new.aliases if self._is_ended(alias)), None)

    def _is_ended(self, record_id: str) -> bool:
        lineage = self._by_id.get(record_id)
        return lineage is not None and lineage.ending is not None

    def _come(self, version: Version, predecessor: str | None, gone: dict[str, Version]) -> None:
        if predecessor is not None:
            gone.pop(predecessor, None)
            lineage = self._by_id.pop(predecessor)
        elif version.id in self._by_id:
            lineage = self._by_id[version.id]
        else:
            lineage = Lineage(self.kind)
            self.lineages.append(lineage)
        lineage.entries.append(version)
        self._by_id[version.id] = lineage


def _differs(was: Version, now: Version) -> bool:
    return was.facts is not now.facts or was.series != now.series or was.path != now.path


def id_at(kind: RecordKind, path: str, facts: Facts) -> str | None:
    """Return the id of the record in a file, or None where neither the file nor its name gives one."""
    folder, _, file = path.rpartition("/")
    if kind is RecordKind.TEAM:
        return _named(folder.rpartition("/")[2])
    given = facts.text("id")
    if given is None:
        return _named(file.removesuffix(".md"))
    return given if is_id(given) else None


@lru_cache(maxsize=1 << 16)
def _named(name: str) -> str | None:
    return name if name and slug(name) == name else None
