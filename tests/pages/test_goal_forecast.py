"""The forecast of a key result in words and in its chart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goalposts.charts import SeriesChart
from goalposts.measuring.forecast import KeyResultForecast, forecast_key_result
from goalposts.pages import goal
from goalposts.pages.goal import GoalView
from goalposts.pages.goal_key_results import KeyResultView
from tests.pages.company import edition_of, html_of, pages_of
from tests.pages.goals_in_states import AS_OF, STATES, files_of, in_state


def _weeks(number: int) -> str:
    """Returns so many weekly values that rise by about half a point, up to 15 November."""
    rows = []
    for back in range(number):
        day = date(2026, 11, 15) - timedelta(days=7 * (number - 1 - back))
        year, week, _ = day.isocalendar()
        rows.append(f"{year}-W{week:02},{84 + back * 0.5 + (back % 3) * 0.1:.1f}")
    return "\n".join(["date,value", *rows, ""])


def _files(number: int) -> dict[str, str]:
    """Returns the files of a company whose goal has so many weekly values and a baseline."""
    files = {**files_of("off track"), "kpis/rate.csv": _weeks(number)}
    text = files["goals/sales/it.md"].replace("target: 92", "baseline: 84, target: 92")
    return {**files, "goals/sales/it.md": text}


def _result(fields: str, number: int = 12, as_of: date = AS_OF) -> KeyResultView:
    files = _files(number)
    files["goals/sales/it.md"] = files["goals/sales/it.md"].replace(
        "cycle: 2026-Q4\n", f"cycle: 2026-Q4\n{fields}"
    )
    edition = edition_of(files, as_of)
    view = pages_of(goal.make(edition))["goals/it/"].view
    assert isinstance(view, GoalView)
    return view.key_results[0]


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_sentence() -> None:
    """The range, the day, the target and how likely it is are the forecast's own."""
    edition = edition_of(_files(12), AS_OF)
    score = edition.scorecard.goals["it"]
    found = forecast_key_result(score.key_results[0], score.goal, AS_OF)
    assert isinstance(found, KeyResultForecast)
    assert _plain(_result("").forecast) == (
        f"At the pace of the last 12 weeks: {found.low:.1f} % to {found.high:.1f} % by 31 Dec, "
        f"target 92.0 %, {found.word}."
    )


def test_the_chart() -> None:
    """The range is drawn from the last value to the due date."""
    chart = _result("").chart
    assert isinstance(chart, SeriesChart)
    assert chart.forecast is not None
    assert chart.forecast.points[0][0] == date(2026, 11, 15)
    assert chart.forecast.points[-1][0] <= date(2026, 12, 31)


def test_too_few_values() -> None:
    """Where there is too little to go by the page says so, and the chart has no range."""
    result = _result("", number=5)
    assert result.forecast == "No forecast: only 5 values so far; a forecast needs 8."
    assert isinstance(result.chart, SeriesChart)
    assert result.chart.forecast is None


def test_a_stretch_goal_has_two_likelihoods() -> None:
    """For a stretch goal the way to success, 70 % of it, is told too."""
    assert "70 % of the way, which is success: " in _plain(_result("ambition: stretch\n").forecast)


@pytest.mark.parametrize(
    "state", ["draft", "paused", "dropped", "not started", "closed with a grade", "missed"]
)
def test_no_forecast_of_what_does_not_run(state: str) -> None:
    """Goals that do not run have no forecast, and no word about it."""
    edition, _ = in_state(state)
    view = pages_of(goal.make(edition))["goals/it/"].view
    assert isinstance(view, GoalView)
    assert [result.forecast for result in view.key_results if result.forecast] == []


@pytest.mark.parametrize("state", ["holding", "milestones", "yes or no"])
def test_only_targets_have_one(state: str) -> None:
    """Results that hold, milestones and yes or no have no forecast, and no word about it."""
    assert state in STATES
    edition, _ = in_state(state)
    view = pages_of(goal.make(edition))["goals/it/"].view
    assert [result.forecast for result in view.key_results] == [""]


def test_it_never_changes_the_status() -> None:
    """A goal that is off track stays so, however rosy its forecast."""
    edition = edition_of(_files(12), AS_OF)
    page = pages_of(goal.make(edition))["goals/it/"]
    assert _plain(page.view.key_results[0].forecast) in _plain(html_of(edition, page))
    assert page.view.status.word == edition.scorecard.goals["it"].status.value.replace("_", " ").capitalize()
