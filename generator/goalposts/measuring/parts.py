"""The parts of a goal and their weighted means; the order in which a status is decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from goalposts.key_results.evidence import STRETCH
from goalposts.measuring.rounding import half_up
from goalposts.measuring.status import Status, StatusRule
from goalposts.records.goal import Goal


class Part(Struct, frozen=True):
    """A key result or a child, as it counts in a goal: fractions within 0…1, and a weight above 0."""

    weight: float
    progress: float
    expected: float
    has_data: bool = True
    is_stale: bool = False
    provisional_until: date | None = None
    judged_at_end: bool = False


class Means(Struct, frozen=True):
    """The weighted means of the parts of a goal, not rounded: only what is compared or shown is."""

    progress: float
    expected: float

    @property
    def gap(self) -> float:
        """Return how far progress is behind, as a fraction; negative is ahead."""
        return half_up(self.expected - self.progress, 9)


def means_of(parts: Sequence[Part]) -> Means | None:
    """Return the weighted means of progress and expectation, or None where no part has weight."""
    weight = sum([part.weight for part in parts])
    if weight <= 0:
        return None
    progress = sum([part.weight * part.progress for part in parts]) / weight
    expected = sum([part.weight * part.expected for part in parts]) / weight
    return Means(progress, expected)


def state_on(goal: Goal, day: date) -> str:
    """Return the goal's state on a day: before it was closed, a closed goal was active."""
    if goal.state == "closed" and (goal.closed_on or goal.due) > day:
        return "active"
    return goal.state


def day_of_measuring(goal: Goal, as_of: date) -> date:
    """Return m: the earliest of `as_of`, `due` and the day the goal was closed."""
    day = min(as_of, goal.due)
    return min(day, goal.closed_on) if goal.state == "closed" and goal.closed_on is not None else day


class Judgement(Struct, frozen=True):
    """A status, and the last known one where it is stale."""

    status: Status
    last: Status | None = None


def is_stale(parts: Sequence[Part]) -> bool:
    """Return whether stale parts hold half of the weight or more."""
    weight = sum(part.weight for part in parts)
    return weight > 0 and sum(part.weight for part in parts if part.is_stale) * 2 >= weight


def provisional_until(parts: Sequence[Part]) -> date | None:
    """Return the last day on which a counted part may still get its final value."""
    return max((part.provisional_until for part in parts if part.provisional_until), default=None)


def judge(goal: Goal, parts: Sequence[Part], as_of: date, rule: StatusRule) -> Judgement:
    """Return the status of a goal with these parts: the first that applies, in the documented order."""
    state = state_on(goal, as_of)
    if state in ("dropped", "paused", "draft"):
        return Judgement(Status(state))
    means = means_of(parts)
    success = STRETCH if goal.is_stretch else 1.0
    reached = means is not None and half_up(means.progress, 9) >= success
    if state == "closed":
        closed_well = reached if goal.grade is None else half_up(goal.grade, 9) >= success
        return Judgement(Status.ACHIEVED if closed_well else Status.MISSED)
    if as_of < goal.start:
        return Judgement(Status.NOT_STARTED)
    if means is None or not any(part.has_data for part in parts):
        return Judgement(Status.NO_DATA)
    if as_of >= goal.due and reached:
        return Judgement(Status.ACHIEVED)
    if as_of > goal.due and provisional_until(parts) is None:
        return Judgement(Status.MISSED)
    at_end = any(part.judged_at_end for part in parts)
    current = Status.ACHIEVED if reached and not at_end else rule.judge(means.progress, means.expected)
    return Judgement(Status.STALE, current) if is_stale(parts) else Judgement(current)
