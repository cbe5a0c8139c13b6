"""Earlier days, for an edition whose parts are watched: what they share is noted for whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from typing import Any, TypeVar

from msgspec import Struct

from goalposts.cache.book import key_of
from goalposts.cache.leaves import Leaf
from goalposts.cache.reads import Reads
from goalposts.cache.rows_until import RowsUntil, limited
from goalposts.history.archive import Archive
from goalposts.history.lineages import RecordKind
from goalposts.pages.page import Days

Value = TypeVar("Value")


class Known(Struct, frozen=True):
    """What is worked out of earlier days: the periods with a review, and what goals had won."""

    periods: Mapping[str, Any]
    earlier: Mapping[str, Any]


class WatchedDays(Days):
    """Notes who looks at what of earlier days."""

    def __init__(self, reads: Reads, rows: RowsUntil, moments: Mapping[str, bytes], known: Known) -> None:
        """Note rows up to a day by `rows`, and the records of the end of a day by `moments`."""
        super().__init__()
        self.periods, self.earlier = known.periods, known.earlier
        self._reads, self._rows, self._moments = reads, rows, moments
        self._made_from: dict[object, tuple[object, frozenset[Leaf]]] = {}

    def until(self, day: date) -> AbstractContextManager[None]:
        """Return a block in which no rows after a day are looked at."""
        return limited(self._reads, self._rows, day)

    def once(self, name: object, make: Callable[[], Value]) -> Value:
        """Return what `make` makes; whoever asks looks at what it was made from, remembered or not."""
        return self._noted(name, None, partial(super().once, name, make))

    def latest(self, name: object, of: object, make: Callable[[], Value]) -> Value:
        """Return what `make` makes of something, or made of it last; whoever asks looks at the same."""
        return self._noted(name, of, partial(super().latest, name, of, make))

    def _noted(self, name: object, of: object, give: Callable[[], Value]) -> Value:
        known = self._made_from.get(name)
        if known is None or known[0] != of:
            with self._reads.noting() as found:
                give()
            known = self._made_from[name] = (of, frozenset(found))
        for leaf in known[1]:
            self._reads.note(*leaf)
        return give()

    def look_at(self, day: date) -> None:
        """Note that the records of the end of a day are looked at."""
        self._moments[day.isoformat()]

    def from_git(self, make: Callable[[], Value]) -> Value:
        """Return what `make` makes: the rows that it looks at save reading the same ones from git."""
        with self._reads.noting():
            return make()


def moment_of(archive: Archive | None, day: date) -> bytes:
    """Return a hash of all that git knows of the records of the end of a day, and what is known of it now.

    The commit stands for what the files held then. Under which ids its records are known, and which of them
    may be told of, later commits tell.
    """
    number = archive.number_on(day) if archive else None
    if archive is None or number is None:
        return key_of(repr(archive and archive.begins))
    known = sorted(archive.people.items())
    told = [repr((archive.commits[number], archive.named_by(number), archive.begins, known))]
    for kind in (RecordKind.GOAL, RecordKind.KPI, RecordKind.TEAM):
        for timeline, version in archive.in_force(kind, number):
            indexes = timeline.indexes[: timeline.place_of(number)]
            told.append(repr((timeline.id, timeline.is_there, version.path, indexes)))
    return key_of(*told)
