"""One series out of a KPI's rows: the total or one slice, by period, up to a day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from goalposts.measuring.rounding import half_up
from goalposts.records.kpi import Kpi, Observation, Row
from goalposts.records.period import Cadence, Form, Period


class InOrder(tuple[Row, ...]):
    """Rows without slices in the order of their periods, with the ends of those.

    Where one series is asked for on many days, they are put in order once for all of them.
    """

    ends: tuple[date, ...]

    @classmethod
    def of(cls, kpi: Kpi) -> InOrder:
        """Return all rows of a KPI that has no slices."""
        rows: Iterable[Row] = kpi.rows
        ends = [row.period.end for row in rows]
        if any(later <= end for end, later in pairwise(ends)):
            # most files are in order
            rows = sorted(rows, key=lambda row: (row.period.end, row.period.start))
            ends = [row.period.end for row in rows]
        found = cls(rows)
        found.ends = tuple(ends)
        return found

    def part(self, first: int, last: int) -> InOrder:
        """Return the rows from one place on, up to another."""
        found = InOrder(self[first:last])
        found.ends = self.ends[first:last]
        return found

    def between(self, since: date, until: date) -> InOrder:
        """Return the rows up to a day, from the last value before another one on."""
        first = bisect_left(self.ends, since)
        while first > 0:
            first -= 1
            if self[first].value is not None:
                # with all that ended together with it
                first = bisect_left(self.ends, self.ends[first])
                break
        return self.part(first, bisect_right(self.ends, until))

    def until(self, day: date) -> tuple[Observation, ...]:
        """Return the observations of periods that are over by a day."""
        return self[: bisect_right(self.ends, day)]


def in_order(kpi: Kpi) -> InOrder:
    """Return the rows of a KPI without slices in order: once for all, where they remember it."""
    rows = kpi.rows
    if isinstance(rows, InOrder):
        return rows
    # rows that note who looks at them remember what was made of them
    remember = getattr(rows, "remember", None)
    found: InOrder = InOrder.of(kpi) if remember is None else remember(InOrder.of, kpi)
    return found


def series_of(kpi: Kpi, where: Mapping[str, str], until: date) -> tuple[Observation, ...]:
    """Return the series of a slice (`{}` is the total), oldest first, gaps included.

    Periods that are not over by `until` are left out. A period's value is the row with exactly the
    dimensions of `where` and all others blank; else, where the KPI has `aggregate`, the sum or mean of the
    matching rows in which every dimension is filled, rounded to 9 decimals (a blank among them makes a
    gap); else a gap.
    """
    wanted = tuple(where.get(name, "") for name in kpi.dimensions)
    if not set(where) <= set(kpi.dimensions):
        return ()
    if not kpi.dimensions:
        # every row is in it, which is the common case
        return in_order(kpi).until(until)
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
            found.extend(exact.get(period) or (filled.get(period, []) if kpi.aggregate else []))
        elif period in exact:
            found.extend(exact[period])
        else:
            found.append(_total(kpi, period, filled[period]))
    return tuple(found)


def _matches(slice_: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return all(not want or part == want for part, want in zip(slice_, wanted, strict=True))


def _total(kpi: Kpi, period: Period, rows: list[Row]) -> Observation:
    values = [row.value for row in rows if row.value is not None]
    if kpi.aggregate is None or len(values) < len(rows):
        return Observation(period, None)
    total = sum(values) if kpi.aggregate == "sum" else sum(values) / len(values)
    return Observation(period, half_up(total, 9))


def by_hand(values: Mapping[date, float], until: date) -> tuple[Observation, ...]:
    """Return the series of values that are written into a goal, oldest first."""
    days = sorted(day for day in values if day <= until)
    return tuple(Observation(day_period(day), values[day]) for day in days)


def day_period(day: date) -> Period:
    """Return the period of a single day."""
    return Period(day, day, Form.DAY, day.isoformat())


def up_to(series: tuple[Observation, ...], day: date) -> tuple[Observation, ...]:
    """Return the observations of a series, oldest first, of periods that are over by a day."""
    if not series or series[-1].period.end <= day:
        return series
    return series[: bisect_right(series, day, key=_end)]


def before(series: tuple[Observation, ...], day: date) -> tuple[Observation, ...]:
    """Return the observations of a series, oldest first, of periods that are over before a day."""
    return series[: bisect_left(series, day, key=_end)]


def since(series: tuple[Observation, ...], day: date) -> tuple[Observation, ...]:
    """Return the observations of a series, oldest first, of periods that end on a day or later."""
    return series[bisect_left(series, day, key=_end) :]


def last_value(series: tuple[Observation, ...]) -> Observation | None:
    """Return the last observation that is no gap."""
    return next((seen for seen in reversed(series) if seen.value is not None), None)


def _end(seen: Observation) -> date:
    return seen.period.end


def with_value(series: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Return the observations that are no gaps."""
    return tuple([seen for seen in series if seen.value is not None])


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
