"""What is drawn of a series chart: areas, grid, axis and lines, as runs of points with a role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from goalposts.charts.frame import RIGHT, TOP, Frame
from goalposts.charts.runs import Drawn
from goalposts.charts.specification import Band, LineKind, SeriesChart

Role: TypeAlias = Literal["band", "gap", "grid", "axis", "forecast", "target", "path", "line", "short"]
"""What a stroke stands for; also its class in the stylesheet."""

ROLES: tuple[Role, ...] = ("band", "gap", "grid", "axis", "forecast", "target", "path", "line", "short")
_LINE_KINDS: tuple[LineKind, ...] = ("target", "path", "line")


class Strokes(Struct, frozen=True):
    """What is drawn in one role: runs of (ordinal of a day, value) in the unit of the series.

    With `on_page` they are (units of the width, px from the top) instead. Roles that are areas
    (band, gap, forecast) are closed and filled.
    """

    role: Role
    runs: Sequence[Sequence[Drawn]]
    on_page: bool = False


class Layout(Struct, frozen=True):
    """What is known of a chart before its words are placed: `ticks` are (value, words) of grid lines,
    `runs` those of each line, `gaps` (left, right) in units of the width.
    """

    frame: Frame
    ticks: tuple[tuple[float, str], ...]
    runs: tuple[list[list[Drawn]], ...]
    gaps: tuple[tuple[float, float], ...]


def strokes_of(chart: SeriesChart, layout: Layout) -> Iterator[Strokes]:
    """Yield what is drawn of a chart without its words and dots, the lowest layer first."""
    frame = layout.frame
    for band in chart.bands:
        top, bottom = band_edges(band, frame)
        if bottom - top > 0.5:
            yield Strokes("band", [_rectangle(frame.left, top, frame.right, bottom)], on_page=True)
    gaps = [_rectangle(left, TOP / 2, right, frame.bottom) for left, right in layout.gaps]
    yield Strokes("gap", gaps, on_page=True)
    levels = [frame.down(value) for value, _ in layout.ticks]
    yield Strokes("grid", [[(0, y), (RIGHT, y)] for y in levels if y < frame.bottom - 0.5], on_page=True)
    yield Strokes("axis", [[(frame.left, frame.bottom), (frame.right, frame.bottom)]], on_page=True)
    if chart.forecast:
        yield Strokes("forecast", [_forecast_outline(chart, frame)])
    for role in _LINE_KINDS:
        runs = [
            run
            for line, of_line in zip(chart.lines, layout.runs, strict=True)
            if line.kind == role
            for run in of_line
        ]
        yield Strokes(role, runs)
    if chart.shortfall and frame.inside(chart.shortfall.on):
        day = chart.shortfall.on.toordinal()
        yield Strokes("short", [[(day, chart.shortfall.value), (day, chart.shortfall.expected)]])


def _rectangle(left: float, top: float, right: float, bottom: float) -> list[Drawn]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _forecast_outline(chart: SeriesChart, frame: Frame) -> list[Drawn]:
    points = chart.forecast.points if chart.forecast else ()
    inside = [(on.toordinal(), low, high) for on, low, high in points if frame.inside(on)]
    return [*((day, high) for day, _, high in inside), *((day, low) for day, low, _ in reversed(inside))]


def band_edges(band: Band, frame: Frame) -> tuple[float, float]:
    """Return the top and the bottom of a band in px from the top, within the drawing."""
    top = TOP / 2 if band.high is None else frame.down(band.high)
    bottom = frame.bottom if band.low is None else frame.down(band.low)
    return min(max(top, TOP / 2), frame.bottom), min(max(bottom, TOP / 2), frame.bottom)
