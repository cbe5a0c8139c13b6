"""Progress over time: every point is what measuring says about its day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goalposts.measuring.known import known_on
from goalposts.measuring.measure import measure
from goalposts.measuring.over_time import MOST_BETWEEN, days_of, progress_over_time
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from tests.cases.world import World, edition_of, files_of
from tests.measuring.worlds import worlds

_CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def _differences(world: World) -> list[object]:
    """Returns the points that are not what the whole repository says, measured as it was known that day."""
    edition = edition_of(files_of(world), world["as_of"])
    known = known_on(edition.repository, edition.scorecard.as_of)
    scorecard = measure(known, edition.scorecard.as_of)
    found: list[object] = []
    for key, points in progress_over_time(known, scorecard, known.goals).items():
        last, score = points[-1], scorecard.goals[key]
        if (last.on, last.progress, last.expected) != (score.measured_at, score.progress, score.expected):
            found.append((key, "the last point", last))
        assert [point.on for point in points] == sorted({point.on for point in points})
        for point in points[:-1]:
            then = measure(known_on(edition.repository, point.on), point.on).goals[key]
            progress = None if _is_blank(then) and point.progress is None else then.progress
            if (point.progress, point.expected) != (progress, then.expected):
                found.append((key, point, then.progress, then.expected, then.status))
            if then.status is Status.NO_DATA and point.progress is not None:
                found.append((key, point, "a number without data"))
    return found


def _is_blank(score: GoalScore) -> bool:
    """Returns whether a goal may have no number: nothing is done, no key result that counts has a value."""
    return not score.progress and not any(part.has_data for part in score.key_results if part.is_counted)


@settings(max_examples=40, suppress_health_check=_CHECKS)
@given(worlds())
def test_each_point_is_the_measure_of_its_day(world: World) -> None:
    """The last point is where the goal stands, and each one what the repository says as known on its day."""
    assert _differences(world) == []


@pytest.mark.long
@settings(max_examples=1_000, suppress_health_check=_CHECKS)
@given(worlds())
def test_each_point_is_the_measure_of_its_day_in_many_worlds(world: World) -> None:
    """The same, in very many repositories."""
    assert _differences(world) == []


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 4000))
def test_there_are_few_days(start: date, length: int) -> None:
    """However long a goal runs it is measured on few days: its start, then Sundays before the last day."""
    end = start + timedelta(days=length)
    days = days_of(start, end)
    assert len(days) <= MOST_BETWEEN + 1
    assert all(start <= day < end for day in days)
    assert days[:1] == ([start] if length else [])
    assert {day.isoweekday() for day in days[1:]} <= {7}
    steps = {(later - earlier).days for earlier, later in pairwise(days[1:])}
    assert len(steps) <= 1


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 400), st.integers(1, 400))
def test_longer_goals_share_the_days_of_shorter_ones(start: date, one: int, other: int) -> None:
    """The Sundays of a longer goal inside a shorter one are among those of the shorter one."""
    short, long = sorted((one, other))
    mine = set(days_of(start, start + timedelta(days=short))[1:])
    theirs = {
        day for day in days_of(start, start + timedelta(days=long))[1:] if day < start + timedelta(days=short)
    }
    assert theirs <= mine
