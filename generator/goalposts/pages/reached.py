"""When a goal reached its success."""

from __future__ import annotations

from datetime import date

from goalposts.key_results.hold import Hold, running
from goalposts.key_results.milestones import Milestones, is_done
from goalposts.key_results.reach import Reach
from goalposts.key_results.yes_no import YesNo
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore, KeyResultScore


def won_on(score: GoalScore) -> date | None:
    """Return the day of an achieved goal's success; the due day where the records tell no earlier one."""
    return reached_on(score) or (score.goal.due if score.measured_at >= score.goal.due else None)


def reached_on(score: GoalScore) -> date | None:
    """Return the day on which a goal reached its success, or None where the records do not tell.

    The day it was closed; else the latest of the days on which each counted key result was reached.
    """
    if score.goal.closed_on:
        return score.goal.closed_on
    if score.goal.state == "closed" or any(child.counts for child in score.children):
        return score.goal.due if score.goal.state == "closed" else None
    days = [_reached_on(part, score) for part in score.key_results if part.is_counted]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _reached_on(part: KeyResultScore, score: GoalScore) -> date | None:
    terms = part.key_result.terms
    on = score.measured_at
    if isinstance(terms, Milestones):
        days = [step.done for step in terms.milestones if step.done and is_done(step, on)]
        return max(days) if days and len(days) == len(terms.milestones) else None
    if isinstance(terms, YesNo):
        return terms.done if terms.done and terms.done <= on else None
    if isinstance(terms, Hold):
        return score.goal.due  # holding is judged at the end
    if not isinstance(terms, Reach) or part.target is None or part.baseline is None:
        return None
    seen = [(one.period.end, one.value) for one in part.counted if one.value is not None]
    totals = running(tuple(value for _, value in seen), terms.aggregate)
    goal = part.baseline + (part.target - part.baseline) * (0.7 if score.goal.is_stretch else 1.0)
    up = part.target >= part.baseline
    day = None
    for (end, _), total in zip(seen, totals, strict=True):
        is_there = half_up(total - goal, 9) >= 0 if up else half_up(goal - total, 9) >= 0
        day = (day or end) if is_there else None
    return day
