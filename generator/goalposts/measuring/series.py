"""One series out of a KPI's rows: the total or one slice, by period, up to a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from goalposts.records.kpi import Kpi, Observation, Row
from goalposts.records.period import Cadence, Form, Period


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
        # without slices every row is the series, which is the common case and ten times faster this way
        over = [row for row in kpi.rows if row.period.end <= until]
        return tuple(_events(sorted(over, key=lambda row: (row.period.end, row.period.start))))
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
