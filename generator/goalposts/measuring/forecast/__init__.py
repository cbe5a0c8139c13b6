"""Where a number is heading: a range by the due date, and how likely the target is. Never a status.

    forecast(values, horizon)               a range for one series, so many periods after its last value
    forecast_key_result(score, goal, as_of) the same for a reach result, with likelihood and span

Both return `TooLittle` with the reason where there is no forecast. `docs/forecast.md` has the method, its
sources, and how often its ranges held what they promise.
"""

from __future__ import annotations

from goalposts.measuring.forecast.key_result import KeyResultForecast, forecast_key_result
from goalposts.measuring.forecast.likelihood import word_for
from goalposts.measuring.forecast.method import FEWEST, Forecast, TooLittle, forecast

__all__ = [
    "FEWEST",
    "Forecast",
    "KeyResultForecast",
    "TooLittle",
    "forecast",
    "forecast_key_result",
    "word_for",
]
