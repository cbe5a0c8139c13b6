"""The versions of records by day: what an audience could see at the end of any day, as far as git knows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

from msgspec import Struct

from goalposts.history.facts import Facts
from goalposts.history.lineages import Ending, Lineage, RecordKind, Unreadable, Version
from goalposts.history.log import Commit

Read = Callable[[Iterable[str]], Iterator[tuple[str, bytes | None]]]
"""Reads blobs in order, from one process: (id, content or None)."""


class Timeline(Struct, frozen=True):
    """A record by its last id: what it was from each commit on. `indexes` are the numbers of the commits.

    A version that cannot be read is not among the entries: it leaves the one before it in force.
    """

    id: str
    is_there: bool
    indexes: tuple[int, ...]
    entries: tuple[Version | Ending, ...]

    def place_of(self, number: int) -> int:
        """Return how many entries there were after the commit of this number."""
        return bisect_right(self.indexes, number)


def _timeline(lineage: Lineage) -> Timeline:
    entries = tuple(entry for entry in lineage.entries if not isinstance(entry, Unreadable))
    indexes = tuple(entry.index for entry in entries)
    return Timeline(lineage.id, isinstance(entries[-1], Version), indexes, entries)


@dataclass(frozen=True, slots=True)
class Archive:
    """Every version that may be told of. `shown` are the numbers of the commits that may be named, ascending.

    The lineages are those of records that the audience still sees, and of those that were deleted; nothing is
    known here of a version that was out of sight, nor of a record that is now.
    """

    commits: tuple[Commit, ...]
    shown: tuple[int, ...]
    configs: tuple[tuple[int, Facts], ...]
    lineages: Mapping[RecordKind, tuple[Lineage, ...]]
    people: Mapping[str, str] = field(default_factory=dict)
    read: Read = field(default=lambda _: iter(()), compare=False, repr=False)
    _timelines: Mapping[RecordKind, tuple[Timeline, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _days: tuple[tuple[date, ...], tuple[int, ...]] = field(
        default=((), ()), init=False, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        """Put commits in the order of their days: of those by a day the last in the branch counts."""
        numbered = sorted((commit.day, number) for number, commit in enumerate(self.commits))
        last = tuple(accumulate((number for _, number in numbered), max))
        object.__setattr__(self, "_days", (tuple(day for day, _ in numbered), last))
        timelines = {kind: tuple(map(_timeline, each)) for kind, each in self.lineages.items()}
        object.__setattr__(self, "_timelines", timelines)

    @property
    def begins(self) -> Commit | None:
        """Return the first commit with settings that can be read: before it there was no goals repository."""
        return self.commits[self.configs[0][0]] if self.configs else None

    def number_on(self, day: date) -> int | None:
        """Return the number of the last commit of the branch that is dated on or before a day.

        None where the history begins later.
        """
        days, last = self._days
        place = bisect_right(days, day)
        if not place or not self.configs or last[place - 1] < self.configs[0][0]:
            return None
        return last[place - 1]

    def named_by(self, number: int) -> Commit | None:
        """Return the last commit up to a number that changed something the audience sees."""
        place = bisect_right(self.shown, number)
        return self.commits[self.shown[place - 1]] if place else None

    def settings(self, number: int) -> Facts:
        """Return the settings in force after the commit of this number."""
        return next((facts for index, facts in reversed(self.configs) if index <= number), Facts({}))

    def timelines(self, kind: RecordKind) -> tuple[Timeline, ...]:
        """Return every record of a kind through all its versions."""
        return self._timelines.get(kind, ())

    def in_force(self, kind: RecordKind, number: int) -> Iterator[tuple[Timeline, Version]]:
        """Return each record that was there after the commit of this number, with the version that counts."""
        for timeline in self.timelines(kind):
            place = timeline.place_of(number)
            entry = timeline.entries[place - 1] if place else None
            if isinstance(entry, Version):
                yield timeline, entry
