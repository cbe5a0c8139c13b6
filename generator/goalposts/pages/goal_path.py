"""The path that is expected of a key result: its corners, and how many of its days are over."""

from __future__ import annotations

from datetime import date, timedelta

from goalposts.key_results.evidence import STRETCH
from goalposts.key_results.reach import Reach
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.measuring.status import StatusRule


def begins(score: GoalScore, rule: StatusRule) -> date:
    """Return the day on which nothing is expected yet: the start, or its eve where a day counts itself."""
    return score.goal.start - timedelta(days=1) if rule.counts_the_day else score.goal.start


def days_over(score: GoalScore, rule: StatusRule, on: date) -> tuple[int, int]:
    """Return how many days of the goal's path are over on a day, and how many there are."""
    first = begins(score, rule)
    in_all = (score.goal.due - first).days
    return min(max((on - first).days if on >= score.goal.start else 0, 0), in_all), in_all


def corners(
    score: GoalScore, part: KeyResultScore, terms: Reach, rule: StatusRule
) -> tuple[tuple[date, float], ...]:
    """Return the corners of the path before any factor: the beginning, checkpoints, due."""
    first, due = begins(score, rule), score.goal.due
    assert part.baseline is not None
    assert part.target is not None
    inside = [point for point in sorted(terms.checkpoints.items()) if first < point[0] < due]
    return ((first, part.baseline), *inside, (due, part.target))


def stretched(value: float, baseline: float, score: GoalScore) -> float:
    """Return a value of the path as it is expected: a stretch goal walks 0.7 of it."""
    return baseline + (value - baseline) * (STRETCH if score.goal.is_stretch else 1.0)
