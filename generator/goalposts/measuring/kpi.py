"""KPIs: the latest value, what changed, health and freshness."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from goalposts.measuring.freshness import rhythm_of
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import Change, KpiScore, SliceScore
from goalposts.measuring.series import series_of, since, up_to, with_value
from goalposts.measuring.status import Health
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi, Observation, Row
from goalposts.records.period import Cadence, Period, add_months, step
from goalposts.records.ranges import Range
from goalposts.records.repository import Repository

# how many days a period of a year ago may end beside the same day of the year
_YEAR_TOLERANCE = {Cadence.DAILY: 0, Cadence.WEEKLY: 3, Cadence.MONTHLY: 4, Cadence.QUARTERLY: 10}


def measure_kpi(
    kpi: Kpi, repository: Repository, as_of: date, used_by: tuple[tuple[str, str], ...]
) -> KpiScore:
    """Return where the KPI stands on a day."""
    series = series_of(kpi, {}, as_of)
    values = with_value(series)
    latest = values[-1] if values else None
    rhythm = rhythm_of(kpi, repository.config.fiscal_year)
    end, due = None, None
    if rhythm.is_regular:
        end = rhythm.next_end(latest) if latest else rhythm.end_around(as_of, ())
        due = rhythm.late(end)
    elif latest is not None:
        due = latest.period.end + timedelta(days=repository.config.freshness.manual_days)
    running: dict[Period, None] = {}
    if len(series) < len(kpi.rows):
        # some rows are of slices, or not over yet
        running = {row.period: None for row in kpi.rows if row.period.end > as_of and row.value is not None}
    return KpiScore(
        kpi=kpi,
        series=series,
        latest=latest,
        change=change_before(kpi, series),
        year_ago=change_since_year(kpi, values),
        health=health_of(kpi, latest),
        is_stale=latest is not None and due is not None and as_of > due,
        next_period_end=end,
        next_due=due,
        running=tuple(running),
        slices=_slices(kpi, as_of),
        used_by=used_by,
    )


def health_of(kpi: Kpi, latest: Observation | None) -> Health:
    """Return the health of a value by the KPI's ranges; unknown without a value, a range or a direction."""
    if kpi.direction == "none" or kpi.healthy is None or latest is None or latest.value is None:
        return Health.UNKNOWN
    value = half_up(latest.value, 9)
    if kpi.healthy.holds(value):
        return Health.HEALTHY
    return Health.WARNING if kpi.warning is not None and kpi.warning.holds(value) else Health.UNHEALTHY


def change_before(kpi: Kpi, series: tuple[Observation, ...]) -> Change | None:
    """Return the change of the latest value against the period before it; None across a gap."""
    index = next((n for n in range(len(series) - 1, -1, -1) if series[n].value is not None), None)
    if not index:
        return None
    latest, before = series[index], series[index - 1]
    if before.value is None:
        return None
    if kpi.cadence is not Cadence.IRREGULAR:
        following = step(before.period.end, kpi.cadence)
        if latest.period.end >= step(following, kpi.cadence):
            return None
    return _change(kpi, latest, before)


def change_since_year(kpi: Kpi, values: tuple[Observation, ...]) -> Change | None:
    """Return the change of the latest value against the same period a year earlier, where there is one."""
    if not values or kpi.cadence not in _YEAR_TOLERANCE:
        return None
    latest, tolerance = values[-1], _YEAR_TOLERANCE[kpi.cadence]
    wanted = _year_before(latest.period)
    around = timedelta(days=tolerance)
    near = up_to(since(values[:-1], wanted - around), wanted + around)
    if not near:
        return None
    return _change(kpi, latest, min(near, key=lambda seen: abs((seen.period.end - wanted).days)))


def _year_before(period: Period) -> date:
    """Return the end of the same period a year earlier.

    A dated row keeps its day of the month, where there is one; other periods end with their month.
    """
    day = add_months(period.end, -12)
    return day.replace(day=min(day.day, period.end.day)) if period.is_day else day


def _change(kpi: Kpi, latest: Observation, since: Observation) -> Change:
    assert latest.value is not None
    assert since.value is not None
    amount = half_up(latest.value - since.value, 9)
    return Change(since, amount, _is_better(kpi, since.value, latest.value, amount))


def _is_better(kpi: Kpi, before: float, after: float, amount: float) -> bool | None:
    if amount == 0:
        return None
    if kpi.direction in ("up", "down"):
        return (amount > 0) == (kpi.direction == "up")
    if kpi.direction == "hold" and kpi.healthy is not None:
        away = half_up(_distance(kpi.healthy, after) - _distance(kpi.healthy, before), 9)
        return None if away == 0 else away < 0
    return None


def _distance(wanted: Range, value: float) -> float:
    low = wanted.low - value if wanted.low is not None else 0.0
    high = value - wanted.high if wanted.high is not None else 0.0
    return max(low, high, 0.0)


def _slices(kpi: Kpi, as_of: date) -> tuple[SliceScore, ...]:
    if not kpi.dimensions:
        return ()
    rows: dict[tuple[str, ...], list[Row]] = {}
    for row in kpi.rows:
        if any(row.slice) and row.period.end <= as_of:
            rows.setdefault(row.slice, []).append(row)
    scores = []
    for slice_, found in rows.items():
        series = tuple(sorted(found, key=lambda seen: (seen.period.end, seen.period.start)))
        values = with_value(series)
        if not values:
            continue
        names = tuple((name, part) for name, part in zip(kpi.dimensions, slice_, strict=True) if part)
        scores.append(SliceScore(names, values[-1], change_before(kpi, series), series))
    return tuple(scores)


def users_of(goals: Mapping[str, Goal]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return, by KPI, the goals and key results that read it."""
    users: dict[str, list[tuple[str, str]]] = {}
    for goal in goals.values():
        for result in goal.key_results:
            if result.terms.kpi is not None:
                users.setdefault(result.terms.kpi, []).append((goal.id, result.id))
    return {kpi: tuple(found) for kpi, found in users.items()}
