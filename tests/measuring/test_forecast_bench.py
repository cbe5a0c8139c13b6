"""The benchmark of forecasts can be run, which nobody does each day."""

from __future__ import annotations

from bench.forecast import report
from bench.forecast_series import made_up


def test_a_report_can_be_made() -> None:
    """Of a few series it tells how often ranges held, for every method, and which widening they ask for."""
    told = "".join(report({"made up": list(made_up())[:60]}))
    assert [line.split(" | ")[1] for line in told.splitlines() if line.startswith("| made up (")] == [
        "ours",
        "straight line",
        "last value",
    ]
    assert "The training half asks for a widening of " in told
