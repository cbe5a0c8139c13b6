"""The numbers of a chart as rows."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from goalposts.charts import Dot, Forecast, Line, NetworkChart, NetworkLink, NetworkNode
from goalposts.charts.table import rows_of, rows_of_map
from tests.charts.specifications import START, renewal_rate, series


def test_a_column_for_each_line_and_a_row_for_each_day() -> None:
    """Every point of every line stands in the row of its day, a gap and a day without a point are blank."""
    chart = renewal_rate()
    header, *rows = rows_of(chart)
    assert header == ("date", "measured", "expected", "target")
    days = {on for line in chart.lines for on, _ in line.points}
    assert [row[0] for row in rows] == [day.isoformat() for day in sorted(days)]
    by_day = {row[0]: row for row in rows}
    assert by_day["2026-10-01"][1:] == (84.0, 84.0, 93.0)
    assert by_day["2026-12-31"][1:] == (None, 92.0, None)


def test_names_of_columns_are_different() -> None:
    """Two lines of the same name keep their own columns; a forecast has two; what is left out is marked."""
    on = date(2026, 10, 8)
    chart = series(
        Line("line", ((START, 1 / 3),), "EU"),
        Line("line", ((START, 2.0),), "EU"),
        forecast=Forecast(((on, 1.0, 2.0),)),
        dots=(Dot(START, 2.0, "open"),),
    )
    assert rows_of(chart) == (
        ("date", "EU", "EU 2", "forecast, low", "forecast, high", "counts"),
        ("2026-10-01", 0.333333333, 2.0, None, None, "no"),
        ("2026-10-08", None, None, 1.0, 2.0, "yes"),
    )
    assert "counts" not in rows_of(replace(chart, dots=()))[0]


def test_a_map_is_a_row_for_each_support() -> None:
    """Each line of a map is a row: who supports whom, how much, and whether it counts."""
    nodes = (
        NetworkNode("p_a", 0, "A", "on-track", ""),
        NetworkNode("p_b", 1, "B", "on-track", "", above=0, weight=2.0),
        NetworkNode("p_c", 1, "C", "dropped", "", above=0, is_counted=False),
    )
    chart = NetworkChart(("One", "Two"), nodes, (NetworkLink(2, 1),))
    assert rows_of_map(chart) == (
        ("goal", "supports", "weight", "counts"),
        ("B", "A", 2.0, "yes"),
        ("C", "A", 1.0, "no"),
        ("C", "B", 1.0, "yes"),
    )
