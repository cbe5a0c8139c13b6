"""The numbers of a chart as rows: of a series a row a day, of a map a row for each line."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from goalposts.charts.network import NetworkChart
from goalposts.charts.specification import LineKind, SeriesChart

Cell: TypeAlias = str | float | None
"""Words, a number, or nothing: numbers stay numbers wherever they are written."""

Rows: TypeAlias = tuple[tuple[Cell, ...], ...]
"""The names of the columns, then the rows."""

_NAMES: dict[LineKind, str] = {"line": "measured", "path": "expected", "target": "target"}
_DECIMALS = 9


def rows_of(chart: SeriesChart) -> Rows:
    """Return the points of a chart by day: a column for each line, blank where the line has no point.

    A forecast adds its lowest and highest value, and periods that do not count are marked.
    """
    columns: list[tuple[str, dict[date, float | None]]] = []
    for line in sorted(chart.lines, key=lambda line: list(_NAMES).index(line.kind)):
        columns.append((_unused(line.label or _NAMES[line.kind], columns), dict(line.points)))
    if chart.forecast:
        columns.append(("forecast, low", {on: low for on, low, _ in chart.forecast.points}))
        columns.append(("forecast, high", {on: high for on, _, high in chart.forecast.points}))
    left_out = {dot.on for dot in chart.dots if dot.style == "open"}
    days = sorted({on for _, points in columns for on in points})
    marks = ("counts",) if left_out else ()
    header = ("date", *(name for name, _ in columns), *marks)
    return (header, *(_row(on, columns, left_out) for on in days))


def rows_of_map(chart: NetworkChart) -> Rows:
    """Return who supports whom on a map: a row for each line, with its weight and whether it counts."""
    nodes = chart.nodes
    own = [
        (node.words, nodes[node.above].words, node.weight, _yes(is_so=node.is_counted))
        for node in nodes
        if node.above is not None
    ]
    more = [
        (nodes[link.lower].words, nodes[link.upper].words, link.weight, _yes(is_so=link.is_counted))
        for link in chart.links
    ]
    return (("goal", "supports", "weight", "counts"), *own, *more)


def _yes(*, is_so: bool) -> str:
    return "yes" if is_so else "no"


def _unused(name: str, columns: list[tuple[str, dict[date, float | None]]]) -> str:
    taken = {other for other, _ in columns}
    names = (name, *(f"{name} {number}" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each not in taken)


def _row(
    on: date, columns: list[tuple[str, dict[date, float | None]]], left_out: set[date]
) -> tuple[Cell, ...]:
    values = tuple(_rounded(points.get(on)) for _, points in columns)
    marks = ("no" if on in left_out else "yes",) if left_out else ()
    return (on.isoformat(), *values, *marks)


def _rounded(value: float | None) -> float | None:
    # a path is computed: its last digits are noise
    return None if value is None else round(value, _DECIMALS) + 0.0
