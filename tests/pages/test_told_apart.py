"""Numbers that differ are never written alike, on any page, and all that is said of them agrees."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goalposts.measuring.presets import ROWS
from goalposts.measuring.rounding import half_up, places_apart
from goalposts.pages import goal as goal_pages
from goalposts.pages import goal_map, home
from goalposts.pages import kpi as kpi_pages
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.key_result_sentences import against_expected
from goalposts.pages.page import Edition
from goalposts.pages.tiles import kpi_tile
from goalposts.pages.wins import wins_of
from goalposts.problems import Problem
from goalposts.rules.check import Check
from goalposts.rules.running_periods import check as running
from tests.pages.company import COMPANY, edition_of, html_of, pages_of
from tests.pages.html_tree import read_tree

AS_OF = date(2026, 11, 15)
_SETTINGS = COMPANY["site_config.yml"]
_QUARTER = "title: A goal\nowner: ceo\nlevel: organization\ncycle: 2026-Q4\n"


def _files(goal: str, kpi: str = "", rows: str = "") -> dict[str, str]:
    files = {"site_config.yml": _SETTINGS, "goals/one.md": f"---\n{goal}---\nWhy.\n"}
    if kpi:
        files["kpis/rate.md"] = f"---\ntitle: Rate\n{kpi}---\nHow.\n"
        files["kpis/rate.csv"] = f"date,value\n{rows}"
    return files


def _goal_page(edition: Edition) -> str:
    page = pages_of(goal_pages.make(edition))["goals/one/"]
    return read_tree(html_of(edition, page)).text.replace("\u202f", " ").replace("\u00a0", " ")


def _kpi_page(edition: Edition) -> str:
    page = pages_of(kpi_pages.make(edition))["kpis/rate/"]
    return read_tree(html_of(edition, page)).text.replace("\u202f", " ").replace("\u00a0", " ")


_PERCENT = "direction: up\nunit: percent\ncadence: monthly\n"


def test_a_goal_that_is_behind_is_not_as_expected() -> None:
    """84.6 % against 84.8 % are both 85 % without decimals: the goal's page writes both with one."""
    rows = "2026-08,84.2\n2026-09,84.5\n2026-10,84.6\n"
    goal = f"{_QUARTER}key_results:\n  - {{kpi: rate, target: 85.4}}\n"
    text = _goal_page(edition_of(_files(goal, _PERCENT, rows), AS_OF))
    assert "Rate is 84.6 %; we expected 84.8 % by 31 Oct." in text
    assert ", as expected" not in text
    assert "just as expected" not in text
    assert "It went from 84.5 % to 84.6 %" in text
    assert "Current value: 84.6 %" in text
    assert "Target: 85.4 %" in text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        # 31 of 92 days are over: 1,000 → 2,000 expects 1,329.67…
        ("1330", "1,330 in Oct 2026, about as expected"),
        ("1300", "1,300, 1,330 expected"),
        ("1250.5", "1,251, 1,330 expected"),
    ],
)
def test_what_is_nearly_as_expected_is_told_so(value: str, words: str) -> None:
    """Two values less than half a point apart may be written alike, but are not called equal."""
    rows = f"2026-08,990\n2026-09,1000\n2026-10,{value}\n"
    goal = f"{_QUARTER}key_results:\n  - {{kpi: rate, target: 2000}}\n"
    edition = edition_of(_files(goal, "direction: up\nunit: count\ncadence: monthly\n", rows), AS_OF)
    part = edition.scorecard.goals["one"].key_results[0]
    assert against_expected(part, AS_OF, formatter(edition)) == words


def test_money_is_told_apart_too() -> None:
    """Large amounts are shortened; two that differ by ten points of a goal never have one text."""
    rows = "2026-08,1555000\n2026-09,1560000\n2026-10,1561000\n"
    kpi = "direction: up\nunit: currency:USD\ncadence: monthly\n"
    goal = f"{_QUARTER}key_results:\n  - {{kpi: rate, target: 1569000}}\n"
    text = _goal_page(edition_of(_files(goal, kpi, rows), AS_OF))
    assert "Rate is $1.561M; we expected $1.563M by 31 Oct." in text


def test_a_held_value_beside_its_bound() -> None:
    """2.2 % that should be at most 2 % is 2.2 % in every sentence about it, not 2 %."""
    kpi = "direction: down\nunit: percent\ncadence: monthly\n"
    goal = f"{_QUARTER}key_results:\n  - {{kpi: rate, at_most: 2}}\n"
    text = _goal_page(edition_of(_files(goal, kpi, "2026-09,1.8\n2026-10,2.2\n"), AS_OF))
    assert "Current value: 2.2 %" in text
    assert "The values are 2.2 %; the last, of 31 Oct 2026, is 2.2 %." in text
    assert "2.2 % in Oct 2026, at most 2 % wanted" in text


def test_a_target_that_is_worked_out() -> None:
    """Half of a baseline of −1 more is −0.5, which without decimals would be −1 again."""
    goal = f'{_QUARTER}key_results:\n  - {{kpi: rate, target: "+50%"}}\n'
    text = _goal_page(edition_of(_files(goal, _PERCENT, "2026-09,-1\n2026-10,-1\n"), AS_OF))
    assert "target −0.5 %" in text
    assert "Baseline: −1.0 %" in text


def test_small_numbers_stay_numbers() -> None:
    """A value by hand far below one, and a bound of a KPI, keep the decimals they were written with."""
    result = "{title: Tiny, baseline: 0, target: 0.00001, values: {2026-11-14: 0.000003}}"
    text = _goal_page(edition_of(_files(f"{_QUARTER}key_results:\n  - {result}\n"), AS_OF))
    assert "Tiny: 0.000003; we expected 0.000005 by 14 Nov." in text
    kpi = "direction: down\nunit: count\ncadence: monthly\nhealthy: {at_most: 0.00005}\n"
    goal = f"{_QUARTER}rollup: none\n"
    assert "at most 0.00005" in _kpi_page(edition_of(_files(goal, kpi, "2026-10,0.00002\n"), AS_OF))


CHURN = "direction: down\nunit: percent\ncadence: monthly\nhealthy: {at_most: 2}\nwarning: {at_most: 2.5}\n"


@pytest.mark.parametrize(
    ("before", "after", "change", "words"),
    [
        ("1.8", "2.2", "+0.4 points, worse", "from 1.8 %"),
        ("5.1", "5.3", "No change", "from 5 %"),
        ("1.6", "1.8", "+0.2 points, worse", "from 1.6 %"),
        ("3.4", "3.6", "+0.2 points, worse", "from 3.4 %"),
        ("3.5", "4.4", "+0.9 points, worse", "from 3.5 %"),
        ("4", "3", "−1 point, better", "from 4 %"),
        ("4", "4", "No change", "from 4 %"),
    ],
)
def test_changes_agree_with_the_values(before: str, after: str, change: str, words: str) -> None:
    """A change has the decimals of its values; it is none exactly where both are written alike."""
    edition = edition_of(
        _files(f"{_QUARTER}rollup: none\n", CHURN, f"2026-09,{before}\n2026-10,{after}\n"), AS_OF
    )
    assert f"Against Sep {change} {words}" in _kpi_page(edition)


def test_points_to_go_are_not_none_before_the_target() -> None:
    """84.6 % of 85 % is not 0 points to go."""
    goal = f"{_QUARTER}key_results:\n  - {{kpi: rate, target: 85}}\n"
    edition = edition_of(_files(goal, _PERCENT, "2026-09,84\n2026-10,84.6\n"), AS_OF)
    text = _kpi_page(edition)
    assert "To the target 0.4 points to go 85 % by 31 Dec" in text
    assert "84.6 % Oct 2026" in text
    assert "From 84 % in Sep to 84.6 % in Oct." in text
    page = pages_of(kpi_pages.make(edition))["kpis/rate/"]
    assert page.description.startswith("84.6\u202f% in Oct")


def test_a_value_its_target_and_their_difference_agree() -> None:
    """84.6 % is written so beside 85.4 %, 0.8 points away, also without decimals; so it is in the chart."""
    goal = f"{_QUARTER}key_results:\n  - {{kpi: rate, target: 85.4}}\n"
    text = _kpi_page(edition_of(_files(goal, _PERCENT, "2026-09,84.2\n2026-10,84.6\n"), AS_OF))
    assert "To the target 0.8 points to go 85.4 % by 31 Dec" in text
    assert "84.6 % Oct 2026" in text
    assert "From 84.2 % in Sep to 84.6 % in Oct." in text


def test_a_value_and_what_it_changed_by_agree() -> None:
    """84.6 % is 0.2 points more than 84.4 %, on the KPI's page, in its table and on its tile."""
    edition = edition_of(
        _files(f"{_QUARTER}rollup: none\n", _PERCENT, "2026-08,84\n2026-09,84.4\n2026-10,84.6\n"), AS_OF
    )
    text = _kpi_page(edition)
    assert "84.6 % Oct 2026" in text
    assert "Against Sep +0.2 points, better from 84.4 %" in text
    assert "Oct 2026 84.6 % +0.2 Sep 2026 84.4 % +0.4 Aug 2026 84.0 % –" in text
    tile = kpi_tile(edition, formatter(edition), "rate")
    assert (tile.value, tile.change) == ("84.6\u202f%", "Up 0.2\u00a0points, better")


def test_a_ratio_has_decimals() -> None:
    """A ratio is shown with two decimals where its KPI says nothing, and its chart shows that it moves."""
    kpi = "direction: up\nunit: ratio\ncadence: monthly\n"
    files = _files(f"{_QUARTER}rollup: none\n", kpi, "2026-08,0.848\n2026-09,0.948\n2026-10,0.898\n")
    text = _kpi_page(edition_of(files, AS_OF))
    assert "0.90 Oct 2026" in text
    assert "Against Sep −0.05, worse from 0.95" in text
    assert "Lowest 0.85 in Aug, highest 0.95 in Sep." in text


@pytest.mark.parametrize(
    ("unit", "ticks", "words"),
    [
        ("percent", (84.2, 84.4, 84.6), "84.2 % 84.4 % 84.6 %"),
        ("percent", (84.0, 84.5, 85.0), "84.0 % 84.5 % 85.0 %"),
        ("ratio", (0.0, 1.0), "0 1"),
        ("currency:USD", (1_560_000.0, 1_560_500.0), "$1.56M $1.5605M"),
    ],
)
def test_words_at_grid_lines_are_exact(unit: str, ticks: tuple[float, ...], words: str) -> None:
    """What stands at a grid line is its value, whatever the decimals of the KPI."""
    fmt = Formatter("en", AS_OF)
    shown = " ".join(fmt.axis_value(unit, 0, tick, ticks) for tick in ticks)
    assert shown.replace("\u202f", " ") == words


def test_what_nobody_compares_needs_no_decimals() -> None:
    """Early in a quarter what was expected rounds to the baseline; the value is told in whole numbers."""
    result = "{title: Partners, baseline: 0, target: 10, values: {2026-10-05: 3}}"
    text = _goal_page(edition_of(_files(f"{_QUARTER}key_results:\n  - {result}\n"), date(2026, 10, 6)))
    assert "Current value: 3 on 5 Oct" in text
    assert "Target: 10 by 31 Dec" in text


def test_a_gap_before_the_last_value_is_no_first_value() -> None:
    """A KPI with values, but none for the period before, does not seem to have no earlier one."""
    goal = f"{_QUARTER}rollup: none\n"
    for rows, words in (
        ("2026-08,84\n2026-10,85\n", "No value for the period before"),
        ("2026-10,85\n", "No earlier value"),
    ):
        edition = edition_of(_files(goal, _PERCENT, rows), AS_OF)
        assert kpi_tile(edition, formatter(edition), "rate").change == words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (999_999_999, "$1B"),
        (-999_999_999, "−$1B"),
        (999_994_999, "$999.99M"),
        (999_999.6, "$1M"),
        (999_999.4, "$999,999"),
    ],
)
def test_money_that_is_rounded_to_the_next_unit(value: float, text: str) -> None:
    """A thousand millions are a billion, after rounding too."""
    assert Formatter("en", AS_OF).value(value, "currency:USD") == text


_NUMBERS = st.decimals(-1000, 1000, places=3).map(float)


@given(st.lists(_NUMBERS, min_size=2, max_size=5), st.integers(0, 2))
def test_as_few_decimals_as_needed(values: list[float], decimals: int) -> None:
    """Values that differ are written differently, with no decimal too many."""
    places = places_apart(tuple(values), decimals)
    assert len({half_up(value, places) for value in values}) == len(set(values))
    if places > decimals:
        assert len({half_up(value, places - 1) for value in values}) < len(set(values))


@given(_NUMBERS, _NUMBERS)
def test_texts_that_differ(one: float, other: float) -> None:
    """Of two values that differ, each is written so that it is not the other."""
    assume(one != other)
    fmt = Formatter("en", AS_OF)
    assert fmt.value(one, "percent", 0, among=(other,)) != fmt.value(other, "percent", 0, among=(one,))


# --- days, wins and milestones ------------------------------------------------------------------


@pytest.mark.parametrize("rule", [row.name for row in ROWS if row.counts_the_day])
def test_days_behind_are_worked_out_with_all_days(rule: str) -> None:
    """Where a rule counts the day itself the formula of the days behind has one day more."""
    goal = "title: A goal\nowner: ceo\nlevel: organization\nstart: 2026-12-01\ndue: 2026-12-31\n"
    result = "key_results:\n  - {title: Partners, baseline: 0, target: 10, values: {2026-12-31: 5}}\n"
    files = _files(goal + result)
    files["site_config.yml"] += f"status: {{rule: {rule}}}\n"
    text = _goal_page(edition_of(files, date(2026, 12, 31)))
    assert "behind: 50 % × 31 = 16 days" in text


def _wins(goal: str, kpi: str = "", rows: str = "", *, on: date) -> list[tuple[str, str]]:
    edition = edition_of(_files(goal, kpi, rows), on)
    return [(win.title, win.iso) for win in wins_of(edition, formatter(edition))]


def test_a_goal_that_held_to_its_end_is_a_win() -> None:
    """Holding is judged on the last day, so that is the day of the win."""
    goal = _QUARTER.replace("cycle: 2026-Q4", "start: 2026-10-01\ndue: 2026-11-13")
    rows = "2026-11-06,2\n2026-11-13,3\n"
    kpi = "direction: down\nunit: count\ncadence: weekly\n"
    held = f"{goal}key_results:\n  - {{kpi: rate, at_most: 5}}\n"
    assert _wins(held, kpi, rows, on=AS_OF) == [("A goal", "2026-11-13")]


def test_a_goal_achieved_by_its_children_is_a_win() -> None:
    """Of a roll-up the records tell no earlier day than the one it was due on."""
    goal = _QUARTER.replace("cycle: 2026-Q4", "start: 2026-10-01\ndue: 2026-11-13")
    files = _files(f"{goal}rollup: children\n")
    child = goal.replace("A goal", "A child")
    files["goals/two.md"] = (
        f"---\n{child}supports: [one]\nkey_results:\n  - {{title: Shipped, done: 2026-11-10}}\n---\nWhy.\n"
    )
    edition = edition_of(files, AS_OF)
    found = {win.title: win.iso for win in wins_of(edition, formatter(edition))}
    assert found == {"A goal": "2026-11-13", "A child": "2026-11-10"}


def test_a_milestone_that_came_too_late() -> None:
    """What was done after the goal ended is neither overdue nor `not done`."""
    goal = _QUARTER.replace("cycle: 2026-Q4", "start: 2026-10-01\ndue: 2026-11-01")
    steps = "{title: Late, due: 2026-10-31, done: 2026-11-02}"
    edition = edition_of(_files(f"{goal}key_results:\n  - {{title: Steps, milestones: [{steps}]}}\n"), AS_OF)
    text = _goal_page(edition)
    assert "done 2 Nov, after the goal ended" in text
    assert "milestone overdue" not in text
    assert "0 of 1 milestone." in text


@pytest.mark.parametrize(
    ("goal", "title", "description"),
    [
        (
            "state: closed\nclosed_on: 2026-11-09\nkey_results: [{title: Shipped, done: false}]\n",
            "0 % done, 0 % expected",
            "As of 9 Nov 2026: 0 % done, 0 % expected.",
        ),
        (
            "key_results: [{title: Partners, baseline: 0, target: 10, values: {2026-10-02: 1}}]\n",
            "10 % done, 1 % expected on 2 Oct",
            " 10 % done, 1 % expected on 2 Oct.",
        ),
        (
            "key_results: [{kpi: rate, target: 90}]\n",
            "18 % done, 33 % expected",
            "As of 15 Nov 2026: 18 % done, 33 % expected.",
        ),
    ],
    ids=["ended", "stale", "measured two weeks ago"],
)
def test_what_was_expected_is_of_the_day_of_the_value(goal: str, title: str, description: str) -> None:
    """What was expected when a value was measured is not said to be expected by the day of the build."""
    edition = edition_of(_files(_QUARTER + goal, _PERCENT, "2026-09,84.5\n2026-10,85.5\n"), AS_OF)
    page = pages_of(goal_pages.make(edition))["goals/one/"]
    assert page.view.meter.title.replace("\u202f", " ") == title
    assert page.description.replace("\u202f", " ").endswith(description)
    assert "by 15 Nov" not in page.description


def test_one_more_row_is_one() -> None:
    """Two slices of a period that is not over: one more row."""
    kpi = "direction: up\nunit: percent\ncadence: monthly\n"
    files = _files(f"{_QUARTER}rollup: none\n", kpi)
    files["kpis/rate.csv"] = "date,value,plan\n2026-11,84,\n2026-11,85,Starter\n"
    edition = edition_of(files, AS_OF)
    asked = Check(edition.repository, AS_OF, "internal", as_of_is_given=True, files=())
    found: list[Problem] = list(running(asked))
    assert [problem.message.endswith("(so does 1 more row)") for problem in found] == [True]


# --- words --------------------------------------------------------------------------------------


def test_an_ended_key_result_is_compared_with_its_target() -> None:
    """Missed is not `ahead of pace`, although the last value was."""
    goal = _QUARTER.replace("cycle: 2026-Q4", "start: 2026-10-01\ndue: 2026-11-01\nstate: closed")
    result = "{title: Partners, baseline: 0, target: 10, values: {2026-10-05: 7}}"
    text = _goal_page(edition_of(_files(f"{goal}key_results:\n  - {result}\n"), AS_OF))
    assert "Missed 30 points short" in text
    assert "ahead of pace" not in text


def test_home_after_the_last_goal_has_ended() -> None:
    """That no goal is active yet is said only where none has ended."""
    goal = _QUARTER.replace("cycle: 2026-Q4", "start: 2026-07-01\ndue: 2026-09-30\nstate: closed")
    edition = edition_of(_files(f"{goal}grade: 0.8\nkey_results: [{{title: Shipped, done: false}}]\n"), AS_OF)
    view = pages_of(home.make(edition))[""].view
    assert view.verdict == "No goal is active now: 1 has ended"
    assert view.attention_empty == "No goal is active now: 1 has ended."


def test_the_map_counts_goals_below_other_goals_of_the_organization() -> None:
    """An organization goal that supports another is one too."""
    files = _files(f"{_QUARTER}rollup: children\n")
    below = f"{_QUARTER.replace('A goal', 'Below')}supports: [one]\nrollup: none\n"
    files["goals/two.md"] = f"---\n{below}---\nWhy.\n"
    team = below.replace("organization", "team").replace("Below", "Team goal")
    files["goals/sales/index.md"] = "---\ntitle: Sales\n---\n"
    files["goals/sales/three.md"] = f"---\n{team}---\nWhy.\n"
    edition = edition_of(files, AS_OF)
    lead = pages_of(goal_map.make(edition))["map/"].view.lead.replace("\u00a0", " ")
    assert lead == "2 organization goals. 1 of 1 team and individual goal supports one of them."


def test_a_sentence_ends_with_one_point() -> None:
    """In some languages a date ends in a point: `7. Nov.`."""
    german = Formatter("de", AS_OF)
    assert german.say("The next was due by {day}.", day=german.day(AS_OF)) == "The next was due by 15. Nov."
    assert german.say("{day}: {words}", day="15. Nov.", words="a.") == "15. Nov.: a."
