"""Rows up to a day as leaves: who looks at no later ones does not depend on them."""

from __future__ import annotations

import hashlib
import marshal
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from goalposts.cache.derived import Unlisted, WorkedOut
from goalposts.cache.leaves import Leaf
from goalposts.cache.reads import Reads, WatchedRows
from goalposts.records.kpi import Kpi, Row

KIND = "rows until"
_NO_ROWS = b"no rows"
_WIDTH = 20


class RowsUntil(Unlisted):
    """The hash of the rows of a KPI whose periods are over by a day, by `<day> <KPI>`."""

    def __init__(self, kpis: Mapping[str, Kpi], before: Mapping[str, WorkedOut]) -> None:
        """Work them out for these KPIs; `before` are those that the last build worked out."""
        super().__init__(KIND, self._hash, before)
        self._kpis = kpis
        self._hashes: dict[str, tuple[array[int], bytes]] = {}

    def all_keys(self) -> dict[str, None]:
        """Return the keys that may have changed, of KPIs that are there."""
        return {key: None for key in super().all_keys() if key.partition(" ")[2] in self._kpis}

    def _hash(self, key: str) -> bytes:
        day, _, name = key.partition(" ")
        rows = self._kpis[name].rows
        if name not in self._hashes or not isinstance(rows, WatchedRows):
            self._hashes[name] = _hashes_of(rows)
        else:
            rows.touch()
        ends, hashes = self._hashes[name]
        place = bisect_right(ends, date.fromisoformat(day).toordinal())
        return hashes[(place - 1) * _WIDTH : place * _WIDTH] if place else _NO_ROWS


def _hashes_of(rows: Sequence[Row]) -> tuple[array[int], bytes]:
    """Return the ends of all periods in order, and for each the hash of the rows up to it, side by side."""
    made = hashlib.sha256()
    ends = array("i")
    hashes = bytearray()
    for row in sorted(rows, key=lambda row: row.period.end):
        period = (row.period.start.toordinal(), row.period.form.value, row.period.label)
        cells = (*period, row.value, row.target, row.note, row.slice, row.line, row.text)
        made.update(marshal.dumps(cells, 2))
        ends.append(row.period.end.toordinal())
        hashes += made.digest()[:_WIDTH]
    return ends, bytes(hashes)


@contextmanager
def limited(reads: Reads, values: RowsUntil, day: date) -> Iterator[None]:
    """Note, inside of the block, rows up to a day where rows are looked at: no later ones may matter."""

    def note(leaf: Leaf, _: Sequence[Any]) -> None:
        if leaf[0] == "rows":
            values[f"{day.isoformat()} {leaf[1]}"]
        else:
            reads.note(*leaf)

    before, reads.limit = reads.limit, note
    try:
        yield
    finally:
        reads.limit = before
