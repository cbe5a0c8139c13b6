"""One series out of a KPI's rows: the total or one slice, by period, up to a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Protocol, cast, runtime_checkable

from goalposts.records.kpi import Kpi, Observation, Row
from goalposts.records.period import Cadence, Form, Period


@runtime_checkable
class Remembering(Protocol):
    """Rows that remember what was once made of them."""

    def remember(self, make: Callable[[Any], Any], of: Any) -> Any:
        """Return what `make` makes of a value, the first that was given."""


class InOrder(tuple[Row, ...]):
    """Rows without slices in the order of their periods, with the observations that they are.

    Where one series is asked for on many days, they are made and put in order once for all of them.
    """

    observations: tuple[Observation, ...]
    ends: tuple[date, ...]

    @classmethod
    def of(cls, kpi: Kpi, known: dict[int, Observation] | None = None) -> InOrder:
        """Return all rows of a KPI that has no slices.

        `known` are the observations of rows by their identity, which versions of one series share.
        """
        rows = sorted(kpi.rows, key=lambda row: (row.period.end, row.period.start))
        known = {} if known is None else known
        for row in rows:
            if id(row) not in known:
                known[id(row)] = next(_events((row,)))
        found = cls(rows)
        found.observations = tuple([known[id(row)] for row in rows])
        found.ends = tuple(row.period.end for row in rows)
        return found

    def part(self, first: int, last: int) -> InOrder:
        """Return the rows from one place on, up to another."""
        found = InOrder(self[first:last])
        found.observations, found.ends = self.observations[first:last], self.ends[first:last]
        return found

    def until(self, day: date) -> tuple[Observation, ...]:
        """Return the observations of periods that are over by a day."""
        return self.observations[: bisect_right(self.ends, day)]


def series_of(kpi: Kpi, where: Mapping[str, str], until: date) -> tuple[Observation, ...]:
    """Return the series of a slice (`{}` is the total), oldest first, gaps included.

    Periods that are not over by `until` are left out. A period's value is the row with exactly the
    dimensions of `where` and all others blank; else, where the KPI has `aggregate`, the sum or mean of the
    matching rows in which every dimension is filled (a blank among them makes a gap); else a gap.
    """
    wanted = tuple(where.get(name, "") for name in kpi.dimensions)
    if not set(where) <= set(kpi.dimensions):
        return ()
    if not kpi.dimensions:
        return _whole(kpi, until)
    exact: dict[Period, list[Row]] = {}
    filled: dict[Period, list[Row]] = {}
    periods: dict[Period, None] = {}
    for row in kpi.rows:
        if row.period.end > until:
            continue
        if row.slice == wanted:
            exact.setdefault(row.period, []).append(row)
        elif all(row.slice) and _matches(row.slice, wanted):
            filled.setdefault(row.period, []).append(row)
        else:
            continue
        periods.setdefault(row.period)
    found: list[Observation] = []
    for period in sorted(periods, key=lambda period: (period.end, period.start)):
        if kpi.cadence is Cadence.IRREGULAR:
            found.extend(_events(exact.get(period) or (filled.get(period, []) if kpi.aggregate else [])))
        elif period in exact:
            found.extend(_events(exact[period]))
        else:
            found.append(_total(kpi, period, filled[period]))
    return tuple(found)


def _whole(kpi: Kpi, until: date) -> tuple[Observation, ...]:
    """Return the series of a KPI without slices: every row is in it, which is the common case."""
    if isinstance(kpi.rows, InOrder):
        return kpi.rows.until(until)
    if isinstance(kpi.rows, Remembering):
        return cast(InOrder, kpi.rows.remember(InOrder.of, kpi)).until(until)
    over = [row for row in kpi.rows if row.period.end <= until]
    return tuple(_events(sorted(over, key=lambda row: (row.period.end, row.period.start))))


def _matches(slice_: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return all(not want or part == want for part, want in zip(slice_, wanted, strict=True))


def _events(rows: Iterable[Row]) -> Iterator[Observation]:
    for row in rows:
        yield Observation(row.period, row.value, row.target, row.note, row.line)


def _total(kpi: Kpi, period: Period, rows: list[Row]) -> Observation:
    values = [row.value for row in rows if row.value is not None]
    if kpi.aggregate is None or len(values) < len(rows):
        return Observation(period, None)
    total = sum(values)
    return Observation(period, total if kpi.aggregate == "sum" else total / len(values))


def by_hand(values: Mapping[date, float], until: date) -> tuple[Observation, ...]:
    """Return the series of values that are written into a goal, oldest first."""
    days = sorted(day for day in values if day <= until)
    return tuple(Observation(day_period(day), values[day]) for day in days)


def day_period(day: date) -> Period:
    """Return the period of a single day."""
    return Period(day, day, Form.DAY, day.isoformat())


def with_value(series: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Return the observations that are no gaps."""
    return tuple(seen for seen in series if seen.value is not None)


def slices_of(kpi: Kpi) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Return the slices that rows of the KPI stand for, in the order of the file; the total is not one."""
    seen: dict[tuple[str, ...], None] = {}
    for row in kpi.rows:
        if any(row.slice):
            seen.setdefault(row.slice)
    return tuple(
        tuple((name, part) for name, part in zip(kpi.dimensions, slice_, strict=True) if part)
        for slice_ in seen
    )
