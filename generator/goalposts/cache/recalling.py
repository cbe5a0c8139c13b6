"""Records that were read from the same files before."""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, cast, overload

from msgspec.structs import replace

from goalposts.cache.book import Book, Memory, Shelf, key_of
from goalposts.cache.leaves import Leaf
from goalposts.cache.prints import digest
from goalposts.loading.recalling import MadeFrom
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi, Row
from goalposts.records.period import Form, Period

_RECORDS = "records"


class Recaller:
    """Recalls what reading files gave, from a book; `digests` has the hash of every record that it gave."""

    def __init__(self, book: Book, shelf: Shelf | None = None) -> None:
        """Recall from the book; in the memory of a preview records stay as they are."""
        self._book = book
        self._memory = shelf if isinstance(shelf, Memory) else None
        self._before: Mapping[bytes, Any] = self._memory.values.get(_RECORDS, {}) if self._memory else {}
        self._used: dict[bytes, Any] = {}
        self.digests: dict[Leaf, bytes] = {}

    def __call__(self, made_from: MadeFrom, read: Callable[[], Iterable[Any]]) -> Iterable[Any]:
        """Return what `read` gives."""
        key = key_of(*made_from)
        if self._memory is not None:
            found, digests = self._used[key] = self._before.get(key) or _read(made_from, read)
            self.digests |= digests
            return found
        kept = self._book.get(key)
        if kept is None:
            found, digests = _read(made_from, read)
            kept_so = tuple(_with_kept_rows(each) for each in found)
            self._book.put(key, pickle.dumps((kept_so, digests), protocol=5))
        else:
            found, digests = pickle.loads(kept)
        self.digests |= digests
        return found

    def close(self) -> None:
        """Keep what was used, where records stay in memory."""
        if self._memory is not None:
            self._memory.values[_RECORDS] = self._used


def _read(
    made_from: MadeFrom, read: Callable[[], Iterable[Any]]
) -> tuple[tuple[Any, ...], dict[Leaf, bytes]]:
    found = tuple(read())
    return found, dict(pair for each in found for pair in _digests(each, made_from))


class KeptRows(Sequence[Row]):
    """The rows of a series as bytes, until somebody looks at them."""

    def __init__(self, kept: bytes) -> None:
        """Keep the bytes."""
        self._kept = kept
        self._rows: tuple[Row, ...] | None = None

    def __reduce__(self) -> tuple[type[KeptRows], tuple[bytes]]:
        """Return how it is pickled: as its bytes."""
        return KeptRows, (self._kept,)

    def _all(self) -> tuple[Row, ...]:
        if self._rows is None:
            self._rows = tuple(_unpacked(self._kept))
        return self._rows

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        """Return a row or some of them."""
        return self._all()[place]

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows."""
        return iter(self._all())

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._all())


def _packed(rows: Sequence[Row]) -> bytes:
    """Return rows as bytes of plain values: a series has a thousand of them, and pickled records are slow."""
    parts = [
        (
            *(row.period.start.toordinal(), row.period.end.toordinal(), row.period.form.value),
            *(row.period.label, row.value, row.target, row.note, row.line, row.slice, row.text),
        )
        for row in rows
    ]
    return marshal.dumps(parts)


def _unpacked(kept: bytes) -> Iterator[Row]:
    for start, end, form, label, *rest in marshal.loads(kept):
        yield Row(_period(start, end, form, label), *rest)


# most series have the same periods
@lru_cache(maxsize=1 << 16)
def _period(start: int, end: int, form: str, label: str) -> Period:
    return Period(date.fromordinal(start), date.fromordinal(end), Form(form), label)


def _with_kept_rows(found: object) -> object:
    if isinstance(found, Kpi):
        return replace(found, rows=cast(Any, KeptRows(_packed(found.rows))))
    return found


def _digests(found: object, made_from: MadeFrom) -> Iterable[tuple[Leaf, bytes]]:
    """Yield the hashes of a record without its body, and of its rows.

    Rows are many; they are told by the bytes that they were read from.
    """
    if isinstance(found, Goal):
        yield ("goals", found.id), digest(replace(found, body=""))
    elif isinstance(found, Kpi):
        yield ("kpis", found.id), digest(replace(found, body="", rows=(), blob=""))
        yield ("rows", found.id), key_of(made_from[1], str(found.fiscal), found.cadence, made_from[-1])
