"""The types of key results: their fields, and the arithmetic of each one by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from goalposts.key_results import BY_NAME, TYPES, hold, milestones, reach, yes_no
from goalposts.key_results.evidence import Evidence, KeyResultType
from goalposts.key_results.hold import running
from goalposts.key_results.terms import AGGREGATES, Terms
from goalposts.measuring.key_result import aggregate_of
from goalposts.measuring.series import day_period
from goalposts.records.kpi import Observation
from goalposts.records.ranges import Range

START, DUE = date(2026, 1, 1), date(2026, 4, 11)  # a hundred days
MINIMAL: dict[str, dict[str, Any]] = {
    "reach": {"target": "10"},
    "hold": {"at_most": "5"},
    "milestones": {"milestones": [{"title": "A"}]},
    "yes_no": {"done": "false"},
}


def evidence(values: list[float], *, day: int = 50, baseline: float | None = 0.0) -> Evidence:
    """Returns evidence of daily values that end on a day of the hundred, measured on that day."""
    on = START + timedelta(days=day)
    first = on - timedelta(days=len(values) - 1)
    seen = [Observation(day_period(first + timedelta(days=n)), value) for n, value in enumerate(values)]
    return Evidence(
        start=START,
        due=DUE,
        measured_at=on,
        measured_on=on,
        is_stretch=False,
        counted=tuple(seen),
        current=values[-1] if values else None,
        baseline=baseline,
        tolerable=(),
        still_at_risk=0.75,
    )


def test_keys_tell_the_types_apart() -> None:
    """No field makes a key result one of two types, and none is a field that all types share."""
    keys = [key for kind in TYPES for key in kind.keys]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set(Terms.model_fields)
    assert set(BY_NAME) == set(MINIMAL)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.name)
def test_every_type_says_something_of_every_day(kind: KeyResultType) -> None:
    """A type's progress is a number where there is a value, and what it expects never falls with the days."""
    terms = kind.terms.model_validate(MINIMAL[kind.name])
    assert kind.read(terms, evidence([4.0])).progress is not None
    expected = [kind.expect(terms, evidence([4.0]), START + timedelta(days=day)) for day in range(-5, 120)]
    assert expected == sorted(expected)
    assert 0 <= expected[0] <= expected[-1] == 1


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.name)
def test_stretch_multiplies_every_path_but_holding(kind: KeyResultType) -> None:
    """Of a stretch goal 0.7 is expected in the end, and holding whole."""
    terms = kind.terms.model_validate(MINIMAL[kind.name])
    stretch = replace(evidence([4.0]), is_stretch=True)
    assert kind.expect(terms, stretch, DUE) == (1 if kind.name == "hold" else 0.7)


@pytest.mark.parametrize("kind", [reach.TYPE, hold.TYPE], ids=lambda kind: kind.name)
def test_without_a_value_there_is_no_progress(kind: KeyResultType) -> None:
    """A type that reads values has no progress without one, and says why."""
    reading = kind.read(kind.terms.model_validate(MINIMAL[kind.name]), evidence([]))
    assert reading.progress is None
    assert reading.why


def test_days_are_shares_of_the_goal() -> None:
    """Nothing is over before the start, everything from the due day on."""
    given_ = evidence([])
    shares = [given_.elapsed(START + timedelta(days=day)) for day in (-1, 0, 1, 50, 99, 100, 101)]
    assert shares == [0, 0, 0.01, 0.5, 0.99, 1, 1]


def test_the_path_has_its_corners_in_order() -> None:
    """The expected path leads from the baseline through the checkpoints, by date, to the target."""
    terms = reach.Reach.model_validate(
        {"target": "10", "checkpoints": {"2026-03-22": "4", "2026-01-21": "1"}}
    )
    corners = [(str(day), value) for day, value in reach.path(terms, evidence([1.0]))]
    assert corners == [("2026-01-01", 0), ("2026-01-21", 1), ("2026-03-22", 4), ("2026-04-11", 10)]


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=12), st.sampled_from(AGGREGATES))
def test_a_running_aggregate_is_the_aggregate_of_what_was_known(values: list[int], aggregate: str) -> None:
    """After each value the running aggregate is the aggregate of the values until then."""
    numbers = tuple(float(value) for value in values)
    expected = [aggregate_of(numbers[: n + 1], aggregate) for n in range(len(numbers))]
    assert [round(value, 9) for value in running(numbers, aggregate)] == expected


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=10), st.floats(-10, 10))
def test_holding_counts_every_period(values: list[float], bound: float) -> None:
    """What holds and what fails the opposite bound together are all periods."""
    most = hold.read(hold.Hold.model_validate({"at_most": repr(bound)}), evidence(values)).held
    more = hold.read(hold.Hold.model_validate({"above": repr(bound)}), evidence(values)).held
    assert most is not None
    assert more is not None
    # the bound may have more decimals than a value is compared with
    if all(abs(value - bound) > 1e-8 for value in values):
        assert most[0] + more[0] == most[1] == more[1] == len(values)


@pytest.mark.parametrize(
    ("allowed", "inside", "outside"),
    [
        (Range(low=5), [5, 6], [4.9]),
        (Range(high=5), [5, 4], [5.1]),
        (Range(low=5, low_open=True), [5.1], [5, 4]),
        (Range(high=5, high_open=True), [4.9], [5, 6]),
        (Range(0, 0), [0], [-0.1, 0.1]),
        (Range(), [-1e300, 1e300], []),
    ],
)
def test_ranges_hold_their_values(allowed: Range, inside: list[float], outside: list[float]) -> None:
    """A range holds what lies within its bounds; an open bound lies outside."""
    assert all(allowed.holds(value) for value in inside)
    assert not any(allowed.holds(value) for value in outside)


@pytest.mark.parametrize(
    ("due", "done", "day", "overdue"),
    [
        ("2026-02-20", "false", 50, False),  # due today
        ("2026-02-20", "false", 51, True),
        ("2026-02-20", "2026-02-21", 51, False),
        ("2026-02-20", "2026-02-22", 51, True),
        ("2026-02-20", "2026-01-02", 51, False),
    ],
)
def test_a_step_is_overdue_from_the_day_after_it_was_due(
    due: str, done: str, day: int, overdue: bool
) -> None:
    """A step that is not done is overdue when its due day has passed."""
    terms = milestones.Milestones.model_validate({"milestones": [{"title": "A", "due": due, "done": done}]})
    assert milestones.read(terms, evidence([], day=day)).overdue is overdue


def test_milestones_without_weight_have_no_progress() -> None:
    """Where no step has weight there is nothing to divide by."""
    terms = milestones.Milestones.model_validate({"milestones": [{"title": "A", "weight": "0"}]})
    reading = milestones.read(terms, evidence([]))
    assert (reading.progress, reading.why) == (None, "all weights are 0")


@pytest.mark.parametrize(("day", "progress"), [(49, 0), (50, 1), (51, 1)])
def test_yes_no_turns_on_its_day(day: int, progress: float) -> None:
    """Something is done from the day on which it was done."""
    terms = yes_no.YesNo.model_validate({"done": "2026-02-20"})
    assert yes_no.read(terms, evidence([], day=day)).progress == progress
