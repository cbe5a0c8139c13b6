"""The stretched layer of a chart, drawn by matplotlib.

Figures and axes are made for interactive plots and cost 20 to 100 ms a chart; what matplotlib
documents for back ends (`RendererBase.draw_path` with a transform and a graphics context) costs well
below one. So the lines are drawn straight with the renderer of its SVG back end: all of a chart as one
path, which costs little more than one of its lines. What it writes is cut where the lines begin, and each
piece gets the class of the stylesheet instead of a style.
https://matplotlib.org/stable/api/backend_bases_api.html#matplotlib.backend_bases.RendererBase

Importing this module imports matplotlib and takes half a second: import it where a chart is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import chain
from math import isfinite

import numpy as np
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox, BboxTransform, IdentityTransform

from goalposts.charts.frame import TOP, WIDTH, Frame, Limits
from goalposts.charts.runs import Drawn
from goalposts.charts.strokes import Strokes

_AREAS = frozenset({"band", "gap", "forecast"})
# The stylesheet and the style of files have all other looks of the roles, and keep the width of their lines.
_FORECAST = ' fill="currentColor" fill-opacity=".08"'
_FILLED = (0.0, 0.0, 0.0, 1.0)
_OUTLINE = '<path d="'
_NO_METADATA = {"Creator": None, "Date": None, "Format": None, "Type": None}
_TICK_COUNTS = (3, 4, 5, 6, 2, 1)
_LOCATORS = {count: MaxNLocator(nbins=count, steps=[1, 2, 5, 10]) for count in _TICK_COUNTS}


def draw_strokes(strokes: Sequence[Strokes], frame: Frame) -> str:
    """Return the inner `svg` that stretches with the page: lines, areas and axes, no words, no dots."""
    drawn = [(stroke, runs) for stroke in strokes if (runs := _runs(stroke))]
    return (
        f'<svg width="100%" height="100%" viewBox="0 0 {WIDTH} {frame.height}" preserveAspectRatio="none">'
        f"{''.join(_written(drawn, frame)) if drawn else ''}</svg>"
    )


def page_transform(frame: Frame) -> BboxTransform:
    """Return the transform from (ordinal of a day, scaled value) to units of the drawing, y upwards."""
    low, high = frame.limits.low, frame.limits.high
    first, last = frame.first, frame.last
    left, right = frame.left, frame.right
    if first == last:
        middle = (left + right) / 2
        first, last, left, right = first - 1, last + 1, middle - 1, middle + 1
    inner = Bbox.from_extents(left, frame.height - frame.bottom, right, frame.height - TOP)
    return BboxTransform(Bbox.from_extents(first, low, last, high), inner)


def value_ticks(limits: Limits, *, decimals: int, most: int = 3) -> list[float]:
    """Return up to three round values between the limits, in the unit of the series.

    They are multiples of 1, 2 or 5 times a power of ten, not finer than `decimals` places unless fewer than
    two such values lie between the limits.
    """
    best = _ticks(limits, 10.0**-decimals / limits.scale, most)
    if len(best) < 2:
        best = _ticks(limits, 0.0, most)
    # A tick computed as 0.30000000000000004 would be formatted well, one of 1e-17 as "0" with a minus.
    span = limits.high - limits.low
    values = [0.0 if abs(tick) < span * 1e-9 else tick * limits.scale for tick in best]
    return [value for value in values if isfinite(value)]


def _ticks(limits: Limits, step: float, most: int) -> list[float]:
    best: list[float] = []
    for count in _TICK_COUNTS:
        ticks = [float(tick) for tick in _LOCATORS[count].tick_values(limits.low, limits.high)]
        if ticks[1] - ticks[0] < step * 0.999:
            continue
        inside = [tick for tick in ticks if limits.low <= tick <= limits.high]
        if 2 <= len(inside) <= most:
            return inside
        best = best or inside[: max(1, most)]
    return best


def _runs(stroke: Strokes) -> list[Sequence[Drawn]]:
    # A run of one point is a stroke of no length, which its round cap turns into a dot.
    runs = [run if len(run) > 1 else [*run, *run] for run in stroke.runs if run]
    return [[*run, run[0]] for run in runs] if stroke.role in _AREAS else runs


def _written(drawn: Sequence[tuple[Strokes, list[Sequence[Drawn]]]], frame: Frame) -> Iterator[str]:
    """Yield the path of each stroke, cut out of the one that matplotlib wrote for all of them."""
    written = StringIO()
    renderer = RendererSVG(WIDTH, frame.height, written, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]  # matplotlib has no types here
    # filled, since lines alone would be cut at the edges of the drawing: no piece may come or go
    renderer.draw_path(renderer.new_gc(), _path_of(drawn, frame), IdentityTransform(), _FILLED)  # type: ignore[no-untyped-call]  # nor here
    outline = written.getvalue().partition(_OUTLINE)[2].partition('"')[0]
    pieces = outline.replace(" \n", "").replace("\n", "").replace("L ", "L").split("M ")[1:]
    place = 0
    for stroke, runs in drawn:
        outline = "M".join(pieces[place : place + len(runs)])
        extra = _FORECAST if stroke.role == "forecast" else ""
        yield f'<path class="{stroke.role}" d="M{outline}"{extra}/>'
        place += len(runs)


def _path_of(drawn: Sequence[tuple[Strokes, list[Sequence[Drawn]]]], frame: Frame) -> Path:
    """Return the runs of all strokes as one path: many times quicker than a path for each."""
    points = chain.from_iterable(run for _, runs in drawn for run in runs)
    vertices = np.fromiter(chain.from_iterable(points), dtype=float).reshape(-1, 2)
    codes = np.full(len(vertices), Path.LINETO, dtype=Path.code_type)
    to_page = page_transform(frame)
    end = 0
    for stroke, runs in drawn:
        start = end
        for run in runs:
            codes[end] = Path.MOVETO
            end += len(run)
            if stroke.role in _AREAS:
                codes[end - 1] = Path.CLOSEPOLY
        if stroke.on_page:
            vertices[start:end, 1] = frame.height - vertices[start:end, 1]
        else:
            vertices[start:end, 1] /= frame.limits.scale
            vertices[start:end] = to_page.transform(vertices[start:end])
    # Rounded here, not in the written text: one array operation instead of a substitution per number.
    return Path(vertices.round(2) + 0.0, codes)
