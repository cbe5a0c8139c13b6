"""The stretched layer of a chart, drawn by matplotlib.

Figures and axes are made for interactive plots and cost 20 to 100 ms a chart; what matplotlib
documents for back ends (`RendererBase.draw_path` with a transform and a graphics context) costs well
below one. So the lines are drawn straight with the renderer of its SVG back end, and what it writes
is rewritten into markup that follows the page: every role is drawn in a colour of its own, by which
each path is recognised and gets the class of the stylesheet instead of a style.
https://matplotlib.org/stable/api/backend_bases_api.html#matplotlib.backend_bases.RendererBase

Importing this module imports matplotlib and takes half a second: import it where a chart is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import StringIO
from math import isfinite

import numpy as np
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox, BboxTransform, IdentityTransform

from goalposts.charts.frame import TOP, WIDTH, Frame, Limits
from goalposts.charts.runs import Drawn
from goalposts.charts.strokes import ROLES, Role, Strokes

_AREAS = frozenset({"band", "gap", "forecast"})
# The sentinel of a role is a near-black blue: matplotlib leaves pure black out of what it writes.
_SENTINELS = {role: (0.0, 0.0, index / 255, 1.0) for index, role in enumerate(ROLES, start=1)}
_ROLE_OF: dict[str, Role] = {f"#0000{index:02x}": role for index, role in enumerate(ROLES, start=1)}
# The stylesheet keeps the width of .line, .path and .target; the other strokes say it themselves.
_EXTRA = {
    "grid": ' vector-effect="non-scaling-stroke"',
    "axis": ' vector-effect="non-scaling-stroke"',
    "short": ' vector-effect="non-scaling-stroke"',
    "forecast": ' fill="currentColor" fill-opacity=".08"',
}
_WRITTEN = re.compile(r'<path d="([^"]*)" style="[^"]*(#[0-9a-f]{6})[^"]*"/>')
_NO_METADATA = {"Creator": None, "Date": None, "Format": None, "Type": None}
_TICK_COUNTS = (3, 4, 5, 6, 2, 1)
_LOCATORS = {count: MaxNLocator(nbins=count, steps=[1, 2, 5, 10]) for count in _TICK_COUNTS}


def draw_strokes(strokes: Sequence[Strokes], frame: Frame) -> str:
    """Return the inner `svg` that stretches with the page: lines, areas and axes, no words, no dots."""
    written = StringIO()
    renderer = RendererSVG(WIDTH, frame.height, written, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]  # matplotlib has no types here
    to_page = page_transform(frame)
    for stroke in strokes:
        path = _path_of(stroke, frame, to_page)
        if path is None:
            continue
        context = renderer.new_gc()
        context.set_foreground(_SENTINELS[stroke.role], isRGBA=True)
        area = stroke.role in _AREAS
        if area:
            context.set_linewidth(0)
        fill = _SENTINELS[stroke.role] if area else None
        renderer.draw_path(context, path, IdentityTransform(), fill)  # type: ignore[no-untyped-call]  # nor here
    return (
        f'<svg width="100%" height="100%" viewBox="0 0 {WIDTH} {frame.height}" preserveAspectRatio="none">'
        f"{''.join(_rewritten(written.getvalue()))}</svg>"
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

    They are multiples of 1, 2 or 5 times a power of ten, not finer than `decimals` places.
    """
    step = 10.0**-decimals / limits.scale
    best: list[float] = []
    for count in _TICK_COUNTS:
        ticks = [float(tick) for tick in _LOCATORS[count].tick_values(limits.low, limits.high)]
        if ticks[1] - ticks[0] < step * 0.999:
            continue
        inside = [tick for tick in ticks if limits.low <= tick <= limits.high]
        if 2 <= len(inside) <= most:
            best = inside
            break
        best = best or inside[: max(1, most)]
    # A tick computed as 0.30000000000000004 would be formatted well, one of 1e-17 as "0" with a minus.
    span = limits.high - limits.low
    values = [0.0 if abs(tick) < span * 1e-9 else tick * limits.scale for tick in best]
    return [value for value in values if isfinite(value)]


def _path_of(stroke: Strokes, frame: Frame, to_page: BboxTransform) -> Path | None:
    # A run of one point is a stroke of no length, which its round cap turns into a dot.
    runs = [run if len(run) > 1 else [*run, *run] for run in stroke.runs if run]
    points = [point for run in runs for point in (_closed(run) if stroke.role in _AREAS else run)]
    if not points:
        return None
    vertices = np.array(points, dtype=float)
    if stroke.on_page:
        vertices[:, 1] = frame.height - vertices[:, 1]
    else:
        vertices[:, 1] /= frame.limits.scale
        vertices = to_page.transform(vertices)
    # Rounded here, not in the written text: one array operation instead of a substitution per number.
    path = Path(vertices.round(2) + 0.0, list(_codes(runs, area=stroke.role in _AREAS)))
    path.should_simplify = False
    return path


def _codes(runs: Sequence[Sequence[Drawn]], *, area: bool) -> Iterator[int]:
    for run in runs:
        yield int(Path.MOVETO)
        yield from [int(Path.LINETO)] * (len(run) - 1)
        if area:
            yield int(Path.CLOSEPOLY)


def _closed(run: Sequence[Drawn]) -> list[Drawn]:
    return [*run, run[0]]


def _rewritten(markup: str) -> Iterator[str]:
    """Yield each path that matplotlib wrote, with a class for its colour and no style."""
    for written, colour in _WRITTEN.findall(markup):
        role = _ROLE_OF[colour]
        outline = written.replace(" \n", "").replace("\n", "").replace("M ", "M").replace("L ", "L").strip()
        yield f'<path class="{role}" d="{outline}"{_EXTRA.get(role, "")}/>'
