"""Where a key result is heading, in a sentence and for its chart: beside the status, never part of it."""

from __future__ import annotations

from msgspec.structs import replace

from goalposts.charts import Chart, SeriesChart
from goalposts.charts.specification import Forecast
from goalposts.language.catalogue import N_many
from goalposts.measuring.forecast import FEWEST, KeyResultForecast, TooLittle, forecast_key_result, word_for
from goalposts.measuring.parts import state_on
from goalposts.measuring.scorecard import KeyResultScore
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.formatting import Formatter
from goalposts.pages.how import About
from goalposts.pages.signs import NO_BREAK

_SPANS = {
    "days": N_many("last {n} day", "last {n} days"),
    "weeks": N_many("last {n} week", "last {n} weeks"),
    "months": N_many("last {n} month", "last {n} months"),
    "quarters": N_many("last {n} quarter", "last {n} quarters"),
    "years": N_many("last {n} year", "last {n} years"),
    "values": N_many("last {n} value", "last {n} values"),
}


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
        return about.fmt.say("No forecast: {reason}.", reason=reason(found, about.fmt))
    assert part.target is not None
    fmt = about.fmt
    low, high = (parts.value_text(part, value, fmt) for value in (found.low, found.high))
    target = parts.value_text(part, part.target, fmt)
    values = {
        "span": span(found, fmt),
        "range": _range(low, high, fmt),
        "day": fmt.day(about.goal.due),
        "target": target,
        "likelihood": fmt.say(found.word),
    }
    if about.goal.is_stretch:
        return fmt.say(
            "At the pace of the {span}: {range} by {day}, target {target}, {likelihood}; "
            "70 % of the way, which is success: {success}.",
            **values,
            success=fmt.say(word_for(found.success)),
        )
    return fmt.say("At the pace of the {span}: {range} by {day}, target {target}, {likelihood}.", **values)


def reason(found: TooLittle, fmt: Formatter) -> str:
    """Return why there is no forecast, as the end of a sentence."""
    if found.counted is None:
        return fmt.say(found.reason)
    forms, number = found.counted
    return fmt.say_many(*forms, number, fewest=FEWEST)


def span(found: KeyResultForecast, fmt: Formatter) -> str:
    """Return the values that gave the pace: `last 8 weeks`."""
    return fmt.say_many(*_SPANS[found.span.rpartition(" ")[2]], found.values)


def _range(low: str, high: str, fmt: Formatter) -> str:
    """Return a range with its unit written once, where a word is the unit: `57 to 63 points`."""
    number, _, unit = low.partition(NO_BREAK)
    if low == high:
        return low
    begin = number if unit and high.partition(NO_BREAK)[2] == unit else low
    return fmt.say("{low} to {high}", low=begin, high=high)


def with_forecast(
    chart: Chart | None, found: KeyResultForecast | TooLittle | None, words: str
) -> Chart | None:
    """Return the chart of a key result with its forecast, drawn and in the words that describe it."""
    if not isinstance(chart, SeriesChart) or not isinstance(found, KeyResultForecast):
        return chart
    description = f"{chart.description} {words}"
    return replace(chart, forecast=Forecast(found.points), description=description)
