"""The values that the chart of a key result draws, with their gaps."""

from __future__ import annotations

from datetime import date

from goalposts.key_results.hold import running
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore, KeyResultScore, Scorecard
from goalposts.records.kpi import Observation


def measured_points(
    scorecard: Scorecard, score: GoalScore, part: KeyResultScore
) -> tuple[tuple[date, float | None], ...]:
    """Return the points of the measured line: as they are, or the running aggregate."""
    aggregate = part.key_result.terms.aggregate
    seen = observations(scorecard, score, part)
    if aggregate == "last":
        begin = part.baseline_from
        before = [begin] if begin and (not seen or begin.period.end < seen[0].period.end) else []
        return tuple((one.period.end, one.value) for one in [*before, *seen])
    known = [(one.period.end, one.value) for one in seen if one.value is not None]
    totals = running(tuple(value for _, value in known), aggregate)
    zero = [(score.goal.start, 0.0)] if aggregate in ("sum", "count") else []
    return (*zero, *((day, half_up(total, 9)) for (day, _), total in zip(known, totals, strict=True)))


def observations(scorecard: Scorecard, score: GoalScore, part: KeyResultScore) -> tuple[Observation, ...]:
    """Return what was counted with the gaps between, and straddling periods that a hold result leaves out."""
    series = _series(scorecard, part)
    ends = {seen.period.end for seen in part.counted}
    left_out = {period.end for period in part.straddling}
    if not ends and not left_out:
        return ()
    first, last = min(ends | left_out), max(ends | left_out)
    gaps = [s for s in series if s.value is None and first < s.period.end < last and s.period.end not in ends]
    straddling = [s for s in series if s.period.end in left_out and s.value is not None]
    return tuple(sorted((*part.counted, *gaps, *straddling), key=lambda seen: seen.period.end))


def _series(scorecard: Scorecard, part: KeyResultScore) -> tuple[Observation, ...]:
    if part.kpi is None or part.kpi.id not in scorecard.kpis:
        return part.counted
    kpi = scorecard.kpis[part.kpi.id]
    where = part.key_result.terms.where
    if not where:
        return kpi.series
    same = (one.series for one in kpi.slices if dict(one.dimensions) == where)
    return next(same, part.counted)
