"""Forecasts of key results: which values they read, what they add up, and why there may be none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from goalposts.loading.parse import parse
from goalposts.loading.tree import SourceTree
from goalposts.measuring.forecast import KeyResultForecast, TooLittle, forecast_key_result, word_for
from goalposts.measuring.forecast.method import Fit, fit
from goalposts.measuring.measure import measure

WANDERING = (84.0, 85.0, 84.6, 86.0, 86.3, 87.0, 86.4, 88.0)
START, DUE = date(2026, 10, 1), date(2026, 12, 31)


def fitted(values: Sequence[float] = WANDERING) -> Fit:
    """Returns what the method learns from values."""
    made = fit(values)
    assert isinstance(made, Fit)
    return made


def weekly(*values: float | str, last: date = date(2026, 11, 15)) -> str:
    """Returns rows of a weekly KPI whose last one is dated `last`."""
    first = last - timedelta(days=7 * (len(values) - 1))
    return "".join(f"{first + timedelta(days=7 * week)},{value}\n" for week, value in enumerate(values))


def of_key_result(
    terms: str, rows: str, *, goal: str = "", kpi: str = "unit: percent", as_of: str = "2026-11-16"
) -> KeyResultForecast | TooLittle:
    """Returns the forecast of the only key result of a goal from October to December 2026."""
    dates = "" if "start:" in goal else f"start: {START}\ndue: {DUE}\n"
    cadence = "" if "cadence:" in kpi else "cadence: weekly\n"
    files = {
        "site_config.yml": "schema: 1\nsite: {name: Tests}\npeople: {boss: {name: Boss}}\n",
        "goals/g.md": f"---\ntitle: A goal\nlevel: organization\nowner: boss\n{dates}{goal}\n"
        f"key_results: [{{{terms}}}]\n---\nWhy.\n",
        "kpis/k.md": f"---\ntitle: A number\ndirection: up\n{cadence}{kpi}\n---\nWhat.\n",
        "kpis/k.csv": rows if rows.startswith("date") else f"date,value\n{rows}",
    }
    parsed = parse(SourceTree({name: text.encode() for name, text in sorted(files.items())}))
    assert [problem for problem in parsed.problems if problem.severity == "error"] == []
    assert parsed.repository is not None
    day = date.fromisoformat(as_of)
    found = measure(parsed.repository, day).goals["g"]
    return forecast_key_result(found.key_results[0], found.goal, day)


def made(terms: str, rows: str, **named: str) -> KeyResultForecast:
    """Returns a forecast of a key result that must exist."""
    found = of_key_result(terms, rows, **named)
    assert isinstance(found, KeyResultForecast), found
    return found


REACH = "kpi: k, baseline: 84, target: 92"


def test_the_last_value_by_the_due_date_is_forecast() -> None:
    """`last`: as many weeks ahead as rows still fall due, at the pace of the values by the day."""
    found = made(REACH, weekly(*WANDERING))
    level = fitted().level(6)  # 22 and 29 November, 6, 13, 20 and 27 December
    assert (found.low, found.mid, found.high) == (level.low, level.mid, level.high)
    assert found.likelihood == level.likelihood(92, up=True)
    assert (found.values, found.span) == (8, "last 8 weeks")
    assert (found.since, found.until) == (date(2026, 9, 27), date(2026, 11, 15))
    assert found.points[0] == (date(2026, 11, 15), 88, 88)
    assert found.points[-1] == (date(2026, 12, 27), found.low, found.high)
    assert found.word == word_for(found.likelihood)


def test_values_before_the_start_give_the_pace_too() -> None:
    """History before the goal counts for the pace; values after the day of the build do not."""
    early = weekly(*WANDERING, last=date(2026, 10, 4))
    assert made(REACH, early, as_of="2026-10-05").values == 8
    later = weekly(*WANDERING, 40, 41, last=date(2026, 11, 29))
    assert made(REACH, later) == made(REACH, weekly(*WANDERING))


def test_sums_add_the_periods_that_are_to_come() -> None:
    """`sum`: what was counted, plus the total of the months still to come."""
    values = (700, 720, 690, 710, 730, 700, 720, 740)
    rows = "".join(f"2026-{month:02},{value}\n" for month, value in enumerate(values, 3))
    found = made("kpi: k, aggregate: sum, target: 2200", rows, kpi="cadence: monthly", as_of="2026-11-05")
    total = fitted(values).total(2)
    assert found.mid == pytest.approx(740 + total.mid)
    assert (found.low, found.high) == pytest.approx((740 + total.low, 740 + total.high))
    assert found.span == "last 8 months"
    assert [day for day, _, _ in found.points] == [date(2026, 10, 31), date(2026, 11, 30), DUE]


def test_sums_that_only_grow_do_not_fall() -> None:
    """A total of values that were never negative stays where it is at least; reached is reached."""
    rows = weekly(90, 0, 0, 80, 0, 0, 70, 0)
    found = made("kpi: k, aggregate: sum, target: 60", rows, kpi="unit: count")
    assert found.low >= 70
    assert found.likelihood == 1


def test_a_sum_leaves_out_periods_before_the_start() -> None:
    """A month that ends before the start is passed over: it counts for the pace alone."""
    rows = "".join(f"2026-{month:02},{value}\n" for month, value in enumerate((7, 8, 6, 7, 9, 7, 8, 7), 1))
    found = made(
        "kpi: k, aggregate: sum, target: 20", rows, kpi="cadence: monthly\ngrace_days: 30", as_of="2026-10-05"
    )
    assert found.mid == pytest.approx(fitted((7, 8, 6, 7, 9, 7, 8, 7)).total(3, after=1).mid)
    assert [day.month for day, _, _ in found.points] == [8, 10, 11, 12]


def test_mean_max_min_and_count() -> None:
    """A mean counts all values, a maximum keeps what was reached, a count adds one for each period."""
    rows = weekly(*WANDERING)
    counted = [85, 84.6, 86, 86.3, 87, 86.4, 88][-7:]
    mean = made("kpi: k, baseline: 84, target: 92, aggregate: mean", rows)
    assert mean.mid == pytest.approx((sum(counted) + fitted().total(6).mid) / 13)
    highest = made("kpi: k, baseline: 84, target: 87, aggregate: max", rows)
    assert (highest.likelihood, highest.low >= 88) == (1, True)
    lowest = made("kpi: k, baseline: 90, target: 84, aggregate: min", rows)
    assert 0 < lowest.likelihood < 1
    assert lowest.high <= 84.6
    count = made("kpi: k, target: 13, aggregate: count", rows)
    assert (count.low, count.mid, count.high, count.likelihood) == (13, 13, 13, 1)


def test_downwards_targets() -> None:
    """A target below the baseline is reached from above."""
    falling = tuple(100 - value for value in WANDERING)
    down = made("kpi: k, baseline: 16, target: 8", weekly(*falling))
    up = made(REACH, weekly(*WANDERING))
    assert down.likelihood == pytest.approx(up.likelihood)
    assert (down.low, down.high) == pytest.approx((100 - up.high, 100 - up.low))


def test_percentages_stay_between_0_and_100() -> None:
    """A share that never left 0…100 is cut there; a rate that has been above is not."""
    high = (93, 95, 94, 97, 96, 99, 98, 99.5)
    assert made("kpi: k, baseline: 90, target: 99", weekly(*high)).high == 100
    above = (*high[:-1], 101)
    assert made("kpi: k, baseline: 90, target: 99", weekly(*above)).high > 101
    low = (5, 4, 4.5, 3, 3.3, 1, 2, 0.5)
    assert made("kpi: k, baseline: 5, target: 1", weekly(*low)).low == 0
    assert made("kpi: k, baseline: 5, target: 1", weekly(*low), kpi="unit: currency:EUR").low < 0


def test_a_stretch_goal_has_a_second_likelihood() -> None:
    """For a stretch goal `success` is that of 70 % of the way; for others it is that of the target."""
    plain = made(REACH, weekly(*WANDERING))
    stretch = made(REACH, weekly(*WANDERING), goal="ambition: stretch")
    assert plain.success == plain.likelihood == stretch.likelihood
    assert stretch.success == fitted().level(6).likelihood(84 + 0.7 * 8, up=True) > stretch.likelihood


def test_slices_have_a_pace_of_their_own() -> None:
    """The values of the slice count, not the total's."""
    first = date(2026, 9, 27)
    rows = "date,value,plan\n"
    for week, value in enumerate(WANDERING):
        day = first + timedelta(days=7 * week)
        rows += f"{day},{value},Large\n{day},{100 - value},\n"
    found = made("kpi: k, where: {plan: Large}, baseline: 84, target: 92", rows)
    assert found.mid == fitted().level(6).mid


def test_values_by_hand_need_even_spaces() -> None:
    """Values in the goal are forecast at their own rhythm, or not where they have none."""
    days = [START + timedelta(days=6 * number) for number in range(8)]
    pairs = ", ".join(f"{day}: {value}" for day, value in zip(days, WANDERING, strict=True))
    terms = "id: r, title: R, baseline: 84, target: 92, values: {%s}"
    found = made(terms % pairs, "", as_of="2026-11-13")
    assert (found.span, found.mid) == ("last 8 values", fitted().level(8).mid)  # 49 days left
    uneven = pairs.replace(str(days[3]), "2026-10-14")
    assert of_key_result(terms % uneven, "", as_of="2026-11-13") == TooLittle(
        "its values come at uneven times"
    )


@pytest.mark.parametrize(
    ("terms", "rows", "named", "reason"),
    [
        (REACH, weekly(*WANDERING[:5]), {}, "only 5 values so far; a forecast needs 8"),
        (REACH, weekly(88), {}, "only 1 value so far; a forecast needs 8"),
        (
            REACH,
            weekly(*WANDERING, "", 88, 89),
            {},
            "a gap leaves 2 values in a row; a forecast needs 8",
        ),
        (REACH, weekly(*WANDERING, ""), {}, "its latest value is a gap"),
        (
            REACH,
            weekly(*WANDERING, last=date(2026, 10, 18)) + weekly(88, 89, 90),
            {},
            "a gap leaves 3 values in a row; a forecast needs 8",
        ),
        (REACH, weekly(*WANDERING), {"kpi": "cadence: irregular"}, "its values are events without a rhythm"),
        (REACH, weekly(*WANDERING), {"as_of": "2026-12-30"}, "its values are stale"),
        (REACH, weekly(*WANDERING), {"as_of": "2026-12-31"}, "the due date is here"),
        (REACH, weekly(*WANDERING), {"as_of": "2026-09-30"}, "the goal has not begun"),
        (REACH, weekly(*WANDERING), {"goal": "state: paused"}, "the goal is paused"),
        (REACH, weekly(*WANDERING), {"goal": "state: draft"}, "the goal is a draft"),
        (
            REACH,
            weekly(*WANDERING),
            {"goal": "start: 2026-10-01\ndue: 2026-11-20"},
            "no further value is expected by the due date",
        ),
        ("kpi: k, baseline: 92, target: 92", weekly(*WANDERING), {}, "its target is its baseline"),
        (
            "kpi: k, at_least: 80",
            weekly(*WANDERING),
            {},
            "only results that bring a number to a target have one",
        ),
    ],
)
def test_reasons_why_there_is_none(terms: str, rows: str, named: dict[str, str], reason: str) -> None:
    """Where there is no forecast, the reason is said."""
    assert of_key_result(terms, rows, **named) == TooLittle(reason)
