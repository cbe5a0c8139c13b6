"""One key result: its series, its current value, and what its type makes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from goalposts.key_results import BY_NAME
from goalposts.key_results.evidence import Evidence, KeyResultType, Reading
from goalposts.key_results.terms import Terms
from goalposts.measuring.freshness import Rhythm, rhythm_of
from goalposts.measuring.rounding import half_up
from goalposts.measuring.series import by_hand, last_value, series_of, since, up_to, with_value
from goalposts.measuring.status import StatusRule
from goalposts.records.goal import Goal, KeyResult
from goalposts.records.kpi import Kpi, Observation
from goalposts.records.period import FiscalYear, Period


class Frame(Struct, frozen=True):
    """What all key results of a goal are measured in: the goal, its day m, the day of the build, settings.

    `last_check_in` is the latest check-in by m.
    """

    goal: Goal
    measured_at: date
    as_of: date
    rule: StatusRule
    fiscal: FiscalYear
    manual_days: int
    last_check_in: date | None

    def is_old(self, day: date) -> bool:
        """Return whether a day lies more than `manual_days` before m."""
        return day + timedelta(days=self.manual_days) < self.measured_at


class Measured(Struct, frozen=True):
    """A key result with its numbers, before a status is put on it.

    `progress` and `expected` count in the goal: limited to 0…1, and 0 of 0 before the first value is due.
    They are not rounded, so that means and gaps are rounded once, at the end. `raw_progress` is the
    progress as it is, rounded to 9 decimals; None without data.
    """

    key_result: KeyResult
    kind: KeyResultType
    kpi: Kpi | None
    evidence: Evidence
    reading: Reading
    progress: float
    expected: float
    raw_progress: float | None
    has_data: bool
    is_stale: bool
    provisional_until: date | None
    first_due: date | None
    straddling: tuple[Period, ...]
    baseline_from: Observation | None

    @property
    def weight(self) -> float:
        """Return how much it counts."""
        return self.key_result.terms.weight


def measure_key_result(result: KeyResult, kpi: Kpi | None, frame: Frame) -> Measured:
    """Return the key result measured at the frame's day m. Nothing dated after m matters for its numbers."""
    kind = BY_NAME[result.type]
    terms = result.terms
    if kpi is not None:
        known = series_of(kpi, terms.where, frame.as_of)
        rhythm = rhythm_of(kpi, frame.fiscal)
    else:
        known, rhythm = by_hand(terms.values, frame.as_of), None
    series = up_to(known, frame.measured_at)
    counted, straddling = _counted(series, terms.aggregate, kind, frame)
    values = _Values(series, counted, rhythm)
    evidence, baseline_from = _evidence(terms, kpi, values, frame)
    reading = kind.read(terms, evidence)
    has_data = reading.progress is not None
    first_due = None
    if reading.progress is not None:
        progress = min(1.0, max(0.0, reading.progress))
        expected = kind.expect(terms, evidence, evidence.measured_on)
    else:
        first_due = _first_due(kind, terms, values, frame)
        waits = first_due is not None and frame.measured_at <= first_due
        progress, expected = 0.0, 0.0 if waits else kind.expect(terms, evidence, frame.measured_at)
    return Measured(
        key_result=result,
        kind=kind,
        kpi=kpi,
        evidence=evidence,
        reading=reading,
        progress=progress,
        expected=expected,
        raw_progress=None if reading.progress is None else half_up(reading.progress, 9),
        has_data=has_data,
        is_stale=has_data and _is_stale(kind, reading, values, frame),
        provisional_until=_provisional(kind, known, rhythm, frame),
        first_due=first_due,
        straddling=straddling,
        baseline_from=baseline_from if reading.baseline is not None else None,
    )


def _counted(
    series: tuple[Observation, ...], aggregate: str, kind: KeyResultType, frame: Frame
) -> tuple[tuple[Observation, ...], tuple[Period, ...]]:
    """Return the observations that count, and the periods that straddle the start and are left out.

    For `last` periods count that end on or after the start, for all else those that begin on or after it.
    A hold result counts whole periods for its record, and the latest one for its current value.
    """
    start = frame.goal.start
    later = with_value(since(series, start))
    if aggregate == "last" and not kind.judged_at_end:
        return later, ()
    whole = tuple([seen for seen in later if seen.period.start >= start])
    straddling = tuple([seen.period for seen in later if seen.period.start < start])
    return whole, straddling


class _Values(Struct, frozen=True):
    """The values of one key result by m: the whole series, and the observations that count."""

    series: tuple[Observation, ...]
    counted: tuple[Observation, ...]
    rhythm: Rhythm | None


def _evidence(
    terms: Terms, kpi: Kpi | None, values: _Values, frame: Frame
) -> tuple[Evidence, Observation | None]:
    goal = frame.goal
    numbers = [seen.value for seen in values.counted if seen.value is not None]
    adds_up = terms.aggregate in ("sum", "count")
    baseline_from = None if adds_up else last_value(up_to(values.series, goal.start))
    ranges = (kpi.healthy, kpi.warning) if kpi is not None and not adds_up else ()
    evidence = Evidence(
        start=goal.start,
        due=goal.due,
        measured_at=frame.measured_at,
        measured_on=_measured_on(values.counted, terms.aggregate, values.rhythm, frame),
        is_stretch=goal.is_stretch,
        counted=values.counted,
        current=aggregate_of(numbers, terms.aggregate),
        baseline=0.0 if adds_up else baseline_from.value if baseline_from else None,
        tolerable=tuple([allowed for allowed in ranges if allowed is not None]),
        still_at_risk=frame.rule.at_risk_progress,
        counts_the_day=frame.rule.counts_the_day,
    )
    return evidence, baseline_from


def aggregate_of(values: Sequence[float], aggregate: str) -> float | None:
    """Return the values, oldest first, as one; None without any. A sum is rounded to 9 decimals."""
    return half_up(_AGGREGATES[aggregate](values), 9) if values else None


_AGGREGATES: dict[str, Callable[[Sequence[float]], float]] = {
    "last": lambda values: values[-1],
    "sum": sum,
    "mean": lambda values: sum(values) / len(values),
    "max": max,
    "min": min,
    "count": lambda values: float(len(values)),
}


def _measured_on(
    counted: tuple[Observation, ...], aggregate: str, rhythm: Rhythm | None, frame: Frame
) -> date:
    regular = rhythm is not None and rhythm.is_regular
    if counted and (regular or aggregate in ("last", "mean", "min", "max")):
        return counted[-1].period.end
    return frame.measured_at


def _first_due(kind: KeyResultType, terms: Terms, values: _Values, frame: Frame) -> date | None:
    """Return the last day on which a goal without values is not late."""
    if not kind.needs_values:
        return None
    start, rhythm = frame.goal.start, values.rhythm
    if rhythm is None or not rhythm.is_regular:
        return start + timedelta(days=frame.manual_days)
    whole = terms.aggregate != "last" or kind.judged_at_end
    return rhythm.late(rhythm.first_end(start, values.series, whole=whole))


def _provisional(
    kind: KeyResultType, series: tuple[Observation, ...], rhythm: Rhythm | None, frame: Frame
) -> date | None:
    """Return the last day of waiting for the period that contains m; None where the result is final.

    After its due date that is when the goal was due; for a goal that was due earlier, which it supports, it
    is when that one was.
    """
    over = frame.measured_at
    if frame.as_of <= over or not kind.needs_values or rhythm is None or not rhythm.is_regular:
        return None
    known = with_value(series)
    end = rhythm.end_around(over, up_to(known, over) or known)
    if known and known[-1].period.end >= end:
        return None
    last = rhythm.late(end)
    return last if frame.as_of <= last else None


def _is_stale(kind: KeyResultType, reading: Reading, values: _Values, frame: Frame) -> bool:
    if not kind.needs_values:
        fresh = frame.last_check_in is not None and not frame.is_old(frame.last_check_in)
        return reading.overdue and not fresh
    if not values.counted:
        return False
    last, rhythm = values.counted[-1], values.rhythm
    if rhythm is not None and rhythm.is_regular:
        return frame.measured_at > rhythm.late(rhythm.next_end(last))
    latest = max(day for day in (last.period.end, frame.last_check_in) if day is not None)
    return frame.is_old(latest)
