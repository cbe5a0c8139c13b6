"""What holds of every goal, whatever its numbers: properties on random worlds."""

from __future__ import annotations

import copy
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from goalposts.measuring.rounding import beside_bounds, half_up, shown_score
from goalposts.measuring.status import PACE, Status, StatusRule, worse
from tests.cases.world import KPI, World, documents_of, edition_of, files_of, measured
from tests.measuring.worlds import worlds

CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
WORLDS = settings(max_examples=60, suppress_health_check=CHECKS)
GOAL = {"start": "2026-10-01", "due": "2026-12-31"}
NUMBER = st.integers(-1000, 1000)


def one_goal(result: dict[str, Any], kpi: dict[str, Any], as_of: str = "2026-11-15") -> World:
    """Returns a world of one goal with one key result on one KPI."""
    goal = {**GOAL, "key_results": [{"kpi": "k", **result}]}
    return {"as_of": as_of, "config": {}, "kpis": {"k": {**KPI, **kpi}}, "goals": {"g": goal}}


def progress_of(current: int, baseline: int, target: int) -> float:
    """Returns the progress that the API shows for a value."""
    world = one_goal({"baseline": baseline, "target": target}, {"series": {"2026-11-15": current}})
    progress: float = measured(world)["g"]["key_results"][0]["progress"]
    return progress


@given(NUMBER, NUMBER, NUMBER, NUMBER)
def test_progress_never_falls_towards_the_target(one: int, other: int, baseline: int, target: int) -> None:
    """Of two values the one nearer to the target's side has the larger progress."""
    assume(baseline != target)
    low, high = sorted([one, other])
    forward = progress_of(high, baseline, target) - progress_of(low, baseline, target)
    assert forward >= 0 if target > baseline else forward <= 0


@given(NUMBER, NUMBER)
def test_progress_is_0_at_the_baseline_and_1_at_the_target(baseline: int, target: int) -> None:
    """The baseline is no progress, the target is all of it."""
    assume(baseline != target)
    assert progress_of(baseline, baseline, target) == 0
    assert progress_of(target, baseline, target) == 1


@given(NUMBER, NUMBER, NUMBER, st.sampled_from([2, 10, 1000, -1, -3]))
def test_units_do_not_matter(current: int, baseline: int, target: int, scale: int) -> None:
    """Value, baseline and target in another unit, or counted from the other side, give the same goal."""
    assume(baseline != target)
    said = []
    for c in (1, scale):
        result = {"baseline": baseline * c, "target": target * c}
        document = measured(one_goal(result, {"series": {"2026-11-15": current * c}}))["g"]
        said.append([document[key] for key in ("status", "progress", "expected", "gap", "score")])
    assert said[0] == said[1]


DAY = re.compile(r"\d{4}-\d\d-\d\d")


def shifted(value: Any, days: timedelta) -> Any:
    """Returns a value of a world with every day in it moved."""
    if isinstance(value, dict):
        return {shifted(key, days): shifted(part, days) for key, part in value.items()}
    if isinstance(value, list):
        return [shifted(part, days) for part in value]
    return DAY.sub(lambda found: str(date.fromisoformat(found[0]) + days), value)


@WORLDS
@given(worlds(), st.integers(-300, 300))
def test_whole_weeks_later_everything_is_the_same(world: World, weeks: int) -> None:
    """A repository whose every date is moved by whole weeks has the same numbers, where no month is named."""
    for kpi in world["kpis"].values():
        assume(kpi["cadence"] in {"daily", "weekly", "irregular"})
        assume("W" not in kpi["csv"])
    moved = shifted(world, timedelta(weeks=weeks))
    assert said(moved, DATELESS) == said(world, DATELESS)


DATELESS = ("status", "last_status", "progress", "expected", "gap", "score", "stale", "provisional")


def said(world: World, fields: tuple[str, ...]) -> dict[str, list[Any]]:
    """Returns what the API says of every goal, in the fields that are named."""
    return {key: [goal[field] for field in fields] for key, goal in measured(world).items()}


@WORLDS
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_files_and_rows_does_not_matter(world: World, random: Any) -> None:
    """Rows in another order, and goals under names that sort in another order, give the same documents."""
    other = copy.deepcopy(world)
    for kpi in other["kpis"].values():
        header, *rows = kpi["csv"].splitlines()
        if kpi["cadence"] != "irregular":  # events of one day are told apart by their order alone
            random.shuffle(rows)
        kpi["csv"] = "\n".join([header, *rows, ""])
    other["goals"] = dict(sorted(other["goals"].items(), key=lambda _: random.random()))
    assert measured(other) == measured(world)


@WORLDS
@given(worlds())
def test_files_may_come_in_any_order(world: World) -> None:
    """The tree of files in another order gives the same documents."""
    files = files_of(world)
    backwards = dict(reversed(files.items()))
    assert documents_of(edition_of(backwards, world["as_of"])) == documents_of(
        edition_of(files, world["as_of"])
    )


@WORLDS
@given(worlds())
def test_a_goal_with_one_key_result_has_its_status(world: World) -> None:
    """A goal that consists of one key result, and was not graded, has its status, expectation and gap."""
    for goal in world["goals"].values():
        goal.pop("grade", None)
        goal["rollup"] = "key_results"
        goal["key_results"] = [{**result, "weight": "1"} for result in goal["key_results"][:1]]
    for document in measured(world).values():
        for result in document["key_results"]:
            fields = ("status", "expected", "gap")
            assert [document[field] for field in fields] == [result[field] for field in fields]


@WORLDS
@given(worlds(), st.lists(st.tuples(st.integers(1, 60), NUMBER), max_size=5))
def test_nothing_after_the_build_matters(world: World, later: list[tuple[int, int]]) -> None:
    """Values, done dates and check-ins after the day of the build change no document of a goal."""
    as_of = date.fromisoformat(world["as_of"])
    assume(all(DAY.match(line) for kpi in world["kpis"].values() for line in kpi["csv"].splitlines()[1:]))
    other = copy.deepcopy(world)
    for kpi in other["kpis"].values():
        blanks = "," * kpi["csv"].splitlines()[0].count(",")
        known = {line.split(",")[0] for line in kpi["csv"].splitlines()}
        new = {str(as_of + timedelta(days=days)): value for days, value in later}
        lines = [f"{day},{value}{blanks[1:]}" for day, value in new.items() if day not in known]
        kpi["csv"] += "".join(f"{line}\n" for line in lines)
    for goal in other["goals"].values():
        said_later = {str(as_of + timedelta(days=days)): str(value) for days, value in later}
        goal["check_ins"] = [
            *goal["check_ins"],
            *({"date": day, "status": "off_track"} for day in said_later),
        ]
        for result in goal["key_results"]:
            if "values" in result:
                result["values"] = {**said_later, **result["values"]}
    dropped = _without_later(world, as_of)
    assert measured(other) == measured(world) == measured(dropped)


def _without_later(world: World, as_of: date) -> World:
    """Returns the world without the values by hand and the check-ins that come after a day."""
    left = copy.deepcopy(world)
    for goal in left["goals"].values():
        goal["check_ins"] = [said for said in goal["check_ins"] if said["date"] <= str(as_of)]
        for result in goal["key_results"]:
            if "values" in result:
                result["values"] = {
                    day: value for day, value in result["values"].items() if day <= str(as_of)
                }
    return left


@WORLDS
@given(worlds())
def test_nothing_after_the_due_day_changes_the_numbers(world: World) -> None:
    """Long after every goal is due, a value that comes then changes no progress and no expectation."""
    as_of = max(goal["due"] for goal in world["goals"].values())
    late = str(date.fromisoformat(as_of) + timedelta(days=700))
    other = copy.deepcopy(world) | {"as_of": late}
    for kpi in other["kpis"].values():
        blanks = "," * kpi["csv"].splitlines()[0].count(",")
        kpi["csv"] += f"{late},12345{blanks[1:]}\n"
    fields = ("progress", "expected", "gap", "score", "status", "stale")
    assert said(other, fields) == said(world | {"as_of": late}, fields)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("XY")), st.integers(-500, 500), min_size=1
    ),
    st.sampled_from(["sum", "mean"]),
)
def test_slices_add_up_to_the_total(cells: dict[tuple[str, str], int], aggregate: str) -> None:
    """With aggregate sum the slices of a dimension add up to the total; a mean lies between its parts."""
    rows = "".join(f"2026-11-15,{value / 10},{one},{two}\n" for (one, two), value in cells.items())
    kpi = {"aggregate": aggregate, "csv": f"date,value,letter,mark\n{rows}"}
    letters = sorted({one for one, _ in cells})
    wheres = [{}, *({"letter": letter} for letter in letters)]
    world = one_goal({}, kpi)
    world["goals"]["g"]["key_results"] = [
        {"id": f"r{n}", "kpi": "k", "where": where, "baseline": 0, "target": 1000}
        for n, where in enumerate(wheres)
    ]
    total, *parts = [result["current"] for result in measured(world)["g"]["key_results"]]
    if aggregate == "sum":
        assert half_up(sum(parts), 6) == half_up(total, 6) == sum(cells.values()) / 10
    else:
        assert min(parts) - 1e-9 <= total <= max(parts) + 1e-9


@given(st.decimals(-1000, 1000, places=6), st.integers(0, 5))
def test_rounding_is_half_up_as_on_paper(value: Decimal, decimals: int) -> None:
    """A number is rounded as its decimals say on paper, halves away from zero."""
    scaled = abs(value).scaleb(decimals)
    whole = int(scaled) + (1 if scaled - int(scaled) >= Decimal("0.5") else 0)
    expected = Decimal(whole).scaleb(-decimals) * (-1 if value < 0 else 1)
    assert half_up(float(value), decimals) == float(expected)


@given(st.floats(-1e6, 1e6), st.integers(0, 9))
def test_rounding_twice_is_rounding_once(value: float, decimals: int) -> None:
    """What is rounded stays what it is, near what it was, and is never minus zero."""
    rounded = half_up(value, decimals)
    assert half_up(rounded, decimals) == rounded
    # a float near a million has only ten decimals of its own
    assert abs(rounded - value) <= 0.5000001 * 10**-decimals + abs(value) * 1e-15
    assert str(rounded) != "-0.0"


@given(st.floats(0, 1), st.floats(0, 1))
def test_rounding_keeps_the_order(one: float, other: float) -> None:
    """The larger number is never the smaller one when both are rounded."""
    low, high = sorted([one, other])
    assert half_up(low, 2) <= half_up(high, 2)


@given(st.integers(0, 10**6), st.sampled_from([0.7, 1.0]))
def test_a_score_never_looks_like_success_unless_it_is(millionths: int, success: float) -> None:
    """A shown score is at the line of success or beyond exactly where the score is."""
    value = millionths / 10**6
    shown = shown_score(value, success=success)
    assert (shown >= success) == (value >= success)
    assert abs(shown - value) <= 0.05 + 1e-9


@given(st.floats(0, 1), st.floats(0, 1))
def test_bounds_are_never_crossed_by_rounding(value: float, bound: float) -> None:
    """The decimals that are shown beside a bound keep a value on its side of it."""
    value, bound = half_up(value, 6), half_up(bound, 2)
    shown = half_up(value, beside_bounds(value, 1, (bound,)))
    assert (shown > bound, shown < bound) == (value > bound, value < bound)


BOUNDS = st.lists(st.integers(0, 100).map(lambda part: part / 100), min_size=2, max_size=2, unique=True).map(
    sorted
)
RULES = st.one_of(
    st.just(PACE),
    BOUNDS.map(lambda pair: StatusRule("own", "gap", pair[0], pair[1])),
    BOUNDS.map(lambda pair: StatusRule("own", "share", pair[1], pair[0])),
)
GRADES = [Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK]


@given(RULES, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_more_progress_is_never_a_worse_status(
    rule: StatusRule, one: float, other: float, expected: float
) -> None:
    """Of two goals of which the same is expected, the one with more progress stands no worse."""
    low, high = sorted([one, other])
    assert GRADES.index(rule.judge(high, expected)) <= GRADES.index(rule.judge(low, expected))


@given(RULES)
def test_the_lowest_progress_at_risk_is_at_risk_where_all_is_expected(rule: StatusRule) -> None:
    """What a tolerated hold result counts is at risk by itself, and a little less would not be."""
    assert rule.judge(rule.at_risk_progress, 1.0) is Status.AT_RISK
    if rule.at_risk_progress:
        assert rule.judge(rule.at_risk_progress - 1e-6, 1.0) is Status.OFF_TRACK


@given(st.sampled_from(Status), st.sampled_from(Status))
def test_the_worse_of_two_judgements_is_one_of_them(one: Status, other: Status) -> None:
    """The colour is that of one of the two, never better than the measured one."""
    found = worse(one, other)
    assert found in {one, other}
    if {one, other} <= set(GRADES):
        assert GRADES.index(found) == max(GRADES.index(one), GRADES.index(other))
    else:
        assert found is one
