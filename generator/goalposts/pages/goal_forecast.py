"""Where a key result is heading, in a sentence and for its chart: beside the status, never part of it."""

from __future__ import annotations

from dataclasses import replace

from goalposts.charts import Chart, SeriesChart
from goalposts.charts.specification import Forecast
from goalposts.measuring.forecast import KeyResultForecast, TooLittle, forecast_key_result, word_for
from goalposts.measuring.parts import state_on
from goalposts.measuring.scorecard import KeyResultScore
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.formatting import NO_BREAK
from goalposts.pages.how import About


def forecast_of(about: About, part: KeyResultScore) -> KeyResultForecast | TooLittle | None:
    """Return the forecast of a key result, why there is none, or None where nobody would ask for one."""
    goal, as_of = about.goal, about.edition.scorecard.as_of
    is_live = state_on(goal, as_of) == "active" and goal.start <= as_of < goal.due
    if part.key_result.type != "reach" or not is_live:
        return None
    return forecast_key_result(part, goal, as_of)


def sentence(about: About, part: KeyResultScore, found: KeyResultForecast | TooLittle | None) -> str:
    """Return the forecast in words: `At the pace of the last 8 weeks: 88 % to 93 % by 31 Dec, …`."""
    if found is None:
        return ""
    if isinstance(found, TooLittle):
        return f"No forecast: {found.reason}."
    assert part.target is not None
    fmt = about.fmt
    low, high = (parts.value_text(part, value, fmt) for value in (found.low, found.high))
    target = parts.value_text(part, part.target, fmt)
    words = (
        f"At the pace of the {found.span}: {_range(low, high)} by "
        f"{fmt.day(about.goal.due)}, target {target}, {found.word}"
    )
    if about.goal.is_stretch:
        words += f"; 70 % of the way, which is success: {word_for(found.success)}"
    return f"{words}."


def _range(low: str, high: str) -> str:
    """Return a range with its unit written once, where a word is the unit: `57 to 63 points`."""
    number, _, unit = low.partition(NO_BREAK)
    if low == high:
        return low
    return f"{number} to {high}" if unit and high.partition(NO_BREAK)[2] == unit else f"{low} to {high}"


def with_forecast(
    chart: Chart | None, found: KeyResultForecast | TooLittle | None, words: str
) -> Chart | None:
    """Return the chart of a key result with its forecast, drawn and in the words that describe it."""
    if not isinstance(chart, SeriesChart) or not isinstance(found, KeyResultForecast):
        return chart
    description = f"{chart.description} {words}"
    return replace(chart, forecast=Forecast(found.points), description=description)
