"""Progress over time: where a goal stood on days between its start and its day of measuring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from goalposts.measuring.goal import Link, Measurer
from goalposts.measuring.parts import means_of
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore, Scorecard
from goalposts.measuring.series import in_order
from goalposts.measuring.status import Status
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi
from goalposts.records.repository import Repository

MOST_BETWEEN = 12
"""At most so many days between the first and the last: a quarter's week ends."""

_WEEK = 7
_NOT_DRAWN = (Status.DRAFT, Status.DROPPED, Status.NOT_STARTED, Status.NO_DATA)


class ProgressPoint(Struct, frozen=True):
    """A goal as it stood on a day: fractions. `progress` is None while no part of it had a value."""

    on: date
    progress: float | None
    expected: float


def progress_over_time(
    repository: Repository, scorecard: Scorecard, keys: Iterable[str]
) -> Mapping[str, tuple[ProgressPoint, ...]]:
    """Return the progress of some goals on their start, on week ends, and on their day of measuring.

    Each point is what measuring the records says as they were known on that day, and the last one is where
    the goal stands on the scorecard. The goals are measured on one day after the other, so that a goal and
    those that support it share their numbers, and no more than one day's are held. Only these goals, what
    supports them, and the KPIs of both are looked at.
    """
    found: dict[str, list[ProgressPoint]] = {}
    wanted: dict[date, list[Goal]] = {}
    for key in keys:
        score = scorecard.goals[key]
        if score.is_measured and score.status not in _NOT_DRAWN and score.progress is not None:
            found[key] = []
            for day in days_of(score.goal.start, score.measured_at):
                wanted.setdefault(day, []).append(score.goal)
    children = links_below(scorecard, found)
    goals = {key: repository.goals[key] for key in children}
    kpis = _since_the_starts(goals.values(), repository.kpis, scorecard.as_of)
    recent = replace(repository, goals=goals, kpis=kpis)
    for day in sorted(wanted):
        measurer = Measurer(recent, day, scorecard.rule, children)
        for goal in wanted[day]:
            found[goal.id] += _point(measurer, goal, day)
    return {key: (*points, _last(scorecard.goals[key])) for key, points in found.items()}


def links_below(scorecard: Scorecard, keys: Iterable[str]) -> dict[str, tuple[Link, ...]]:
    """Return who supports these goals, and those that support them in turn, as they were measured."""
    found: dict[str, tuple[Link, ...]] = {}
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            children = scorecard.goals[key].children
            found[key] = tuple(Link(child.goal_id, child.weight, child.key_result) for child in children)
            waiting += [child.goal_id for child in children]
    return found


def days_of(start: date, end: date) -> list[date]:
    """Return the start and the Sundays before `end`: every one, every second, fourth … so that they are few.

    Which Sundays is told by the calendar and not by the start, so goals of different lengths share theirs.
    """
    if start >= end:
        return []
    step = 1
    while (found := list(_sundays(start, end, step))) and len(found) > MOST_BETWEEN:
        step *= 2
    return [start, *found]


def _sundays(start: date, end: date, step: int) -> Iterator[date]:
    stride = _WEEK * step
    # day 7 of the calendar was a Sunday
    first = (start.toordinal() // stride + 1) * stride
    yield from (date.fromordinal(day) for day in range(first, end.toordinal(), stride))


def _point(measurer: Measurer, goal: Goal, day: date) -> Iterator[ProgressPoint]:
    parts = measurer.numbers(goal, day).parts
    means = means_of(parts)
    if means is not None:
        progress = half_up(means.progress, 9) if any(part.has_data for part in parts) else None
        yield ProgressPoint(day, progress, half_up(means.expected, 9))


def _last(score: GoalScore) -> ProgressPoint:
    return ProgressPoint(score.measured_at, score.progress, score.expected or 0.0)


def _since_the_starts(goals: Iterable[Goal], kpis: Mapping[str, Kpi], as_of: date) -> dict[str, Kpi]:
    """Return the KPIs that goals read, from the last value before the earliest of their starts on.

    Earlier rows are read by none of them, and most of a long series lies there.
    """
    first: dict[str, date] = {}
    for goal in goals:
        for result in goal.key_results:
            name = result.terms.kpi
            if name is not None:
                first[name] = min(goal.start, first.get(name, goal.start))
    return {name: _between(kpis[name], day, as_of) for name, day in first.items() if name in kpis}


def _between(kpi: Kpi, start: date, as_of: date) -> Kpi:
    # with slices the last value of each one would have to be found
    if kpi.dimensions:
        return kpi
    return replace(kpi, rows=in_order(kpi).between(start, as_of))
