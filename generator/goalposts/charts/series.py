"""A chart of lines over time: the stretched lines, and on them the words and dots that keep their size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goalposts.charts.boxes import Box, skyline
from goalposts.charts.date_ticks import PHONE, TimeSpan, date_ticks
from goalposts.charts.frame import RIGHT, TOP, WIDTH, Frame, Limits, has_values, value_limits
from goalposts.charts.glyphs import text_px
from goalposts.charts.label_places import Placer, Spot, Words, spots_around
from goalposts.charts.markup import element, figure, percent
from goalposts.charts.runs import gap_strips, runs_of
from goalposts.charts.specification import Band, Dot, Label, SeriesChart, Shortfall
from goalposts.charts.strokes import Layout, band_edges, strokes_of

_LEFT = 15.0
_WIDEST_MARGIN = 0.3
_WIDEST_RIGHT_MARGIN = 0.24
_HALF_SHORT = 3.0
_DOT_RADIUS = {"last": 5, "status": 4.5, "open": 4.5, "outside": 5}
_SQUARE = "M-5-5h10v10h-10z"
_PX_BETWEEN_TICKS = 34
_ALONG = (0.15, 0.3, 0.45, 0.6, 0.8, 1.0)


def draw_series(chart: SeriesChart) -> str:
    """Return the SVG of a series chart; the same specification gives the same text."""
    # Importing the drawing library takes half a second, which a build with nothing to draw must not pay.
    from goalposts.charts.plotting import draw_strokes

    layout = layout_of(chart)
    lines = draw_strokes(list(strokes_of(chart, layout)), layout.frame)
    words = _words(chart, layout)
    content = lines + "".join(_dots(chart, layout.frame)) + "".join(words)
    named = (chart.id_prefix, chart.title, chart.description)
    return figure(named, content, height=chart.height, status_class=chart.status_class)


def layout_of(chart: SeriesChart) -> Layout:
    """Return the box that the lines of a chart are drawn in, its grid and its runs."""
    limits = value_limits(chart)
    values = tuple(_ticks(chart, limits))
    ticks = tuple((value, chart.format_value(value, values)) for value in values)
    margin = max((text_px(text) + 6 for _, text in ticks), default=0.0) / PHONE
    ends = [text_px(line.label) + 14 for line in chart.lines if line.label]
    right_margin = max(ends, default=0.0) / PHONE
    frame = Frame(
        chart.first.toordinal(),
        chart.last.toordinal(),
        limits,
        chart.height,
        left=max(_LEFT, min(margin, _WIDEST_MARGIN) * WIDTH),
        right=min(RIGHT, WIDTH * (1 - min(right_margin, _WIDEST_RIGHT_MARGIN))),
    )
    measured = [line for line in chart.lines if line.kind == "line"]
    # With several lines a gap of one is no gap of the chart: its line is broken, no strip covers the others.
    gaps = tuple(gap_strips(measured[0], frame)) if len(measured) == 1 else ()
    if measured and not any(value is not None for line in measured for _, value in line.points):
        gaps = ((frame.left, frame.right),)
    return Layout(frame, ticks, tuple(runs_of(line, frame) for line in chart.lines), gaps)


def _ticks(chart: SeriesChart, limits: Limits) -> list[float]:
    if not has_values(chart):
        return []
    from goalposts.charts.plotting import value_ticks

    most = int((chart.height - TOP) // _PX_BETWEEN_TICKS)
    return value_ticks(limits, decimals=chart.decimals, most=max(2, min(3, most)))


def _dots(chart: SeriesChart, frame: Frame) -> Iterator[str]:
    css = {"last": "dot", "status": "dot dot-s" if chart.status_class else "dot", "open": "dot-open"}
    for dot in _visible(chart, frame):
        x = percent(frame.across(dot.on.toordinal()) / WIDTH)
        y = percent(frame.down(dot.value) / frame.height)
        if dot.style == "outside":
            square = element("path", class_="dot dot-s", d=_SQUARE)
            yield element("svg", square, class_="s-off-track", x=x, y=y, overflow="visible")
        else:
            yield element("circle", class_=css[dot.style], cx=x, cy=y, r=str(_DOT_RADIUS[dot.style]))


def _visible(chart: SeriesChart, frame: Frame) -> list[Dot]:
    return [dot for dot in chart.dots if frame.inside(dot.on)]


def _words(chart: SeriesChart, layout: Layout) -> list[str]:
    """Return all words: first what must stand where it is, then what is most wanted."""
    frame = layout.frame
    shares = [frame.places(run) for of_line in layout.runs for run in of_line]
    placer = Placer(frame.height, frame.bottom + 1, skyline(shares), list(_obstacles(chart, frame)))
    written = [*_value_words(layout, placer), *_date_words(chart, frame, placer)]
    for label in sorted(chart.labels, key=_urgency):
        if frame.inside(label.on):
            around = _on_its_side(label, chart.shortfall, frame)
            words = Words(label.text, label.now, label.wide, stays=label.now)
            written.append(placer.place(words, around))
    written += _line_words(chart, layout, placer)
    for band in chart.bands:
        written.append(placer.place(Words(band.label), _band_spots(band, frame)))
    for left, right in layout.gaps:
        middle = (left + right) / 2 / WIDTH
        heights = [(TOP / 2, 0.92), ((TOP + frame.bottom) / 2, 0.38), (frame.bottom, -0.69)]
        spots = [Spot(middle, y, dy=dy, anchor="middle") for y, dy in heights]
        if right - left == frame.right - frame.left:
            spots.insert(0, spots.pop(1))
        written.append(placer.place(Words(chart.no_value, clear=True), spots))
    return written


def _urgency(label: Label) -> tuple[bool, bool, bool]:
    """Return the order in which labels take their places; those that may slide along a line come last."""
    return not label.now, label.wide, label.since is not None


def _obstacles(chart: SeriesChart, frame: Frame) -> Iterator[Box]:
    """Yield what words keep off: the dots, and the thick piece that is missing."""
    for dot in _visible(chart, frame):
        across, down = frame.across(dot.on.toordinal()) / WIDTH, frame.down(dot.value)
        radius = _DOT_RADIUS[dot.style] + 0.5
        yield Box(across, -radius, radius, down - radius, down + radius)
    short = chart.shortfall
    if short and frame.inside(short.on):
        across = frame.across(short.on.toordinal()) / WIDTH
        top, bottom = sorted((frame.down(short.value), frame.down(short.expected)))
        yield Box(across, -_HALF_SHORT, _HALF_SHORT, top, bottom)


def _on_its_side(label: Label, short: Shortfall | None, frame: Frame) -> Iterator[Spot]:
    """Yield the places of a label; one at an end of the shortfall is never nearer to the other end."""
    spots = _label_spots(label, frame)
    if short is None or label.on != short.on or label.value not in (short.value, short.expected):
        return spots
    own = frame.down(label.value)
    middle = (frame.down(short.value) + frame.down(short.expected)) / 2
    return (spot for spot in spots if (spot.middle - middle) * (own - middle) >= 0)


def _label_spots(label: Label, frame: Frame) -> Iterator[Spot]:
    x, y = frame.across(label.on.toordinal()) / WIDTH, frame.down(label.value)
    along: list[float] = []
    if label.since:
        first = frame.across(max(label.since.toordinal(), frame.first)) / WIDTH
        along = [x + (first - x) * share for share in _ALONG]
    return spots_around(x, y, (label.placement, label.anchor), along)


def _value_words(layout: Layout, placer: Placer) -> Iterator[str]:
    crowded = any(text_px(text) > layout.frame.left / WIDTH * PHONE for _, text in layout.ticks)
    for value, text in layout.ticks:
        yield placer.fixed(
            Words(text, css="halo" if crowded else ""), Spot(0.0, layout.frame.down(value), dy=-0.3)
        )


def _date_words(chart: SeriesChart, frame: Frame, placer: Placer) -> Iterator[str]:
    first = (
        chart.label_from if chart.label_from and chart.first <= chart.label_from < chart.last else chart.first
    )
    # of a single day both ends are those of the frame: it stands in their middle, as its dot does
    left = frame.left if first == chart.first else frame.across(first.toordinal())
    span = TimeSpan(first, chart.last, left / WIDTH, frame.right / WIDTH)
    for tick in date_ticks(span, chart.format_date, chart.periods):
        spot = Spot(span.share(tick.on), frame.height, dy=-0.3, anchor=tick.anchor)
        yield placer.fixed(Words(tick.text, wide=tick.wide, css=""), spot)


def _line_words(chart: SeriesChart, layout: Layout, placer: Placer) -> Iterator[str]:
    """Yield the names of lines, at their right ends; the topmost first, so that they keep their order."""
    frame = layout.frame
    ends = [
        (of_line[-1][-1], line)
        for line, of_line in zip(chart.lines, layout.runs, strict=True)
        if line.label and of_line
    ]
    for (day, value), line in sorted(ends, key=lambda end: -end[0][1]):
        x, y = frame.across(day) / WIDTH, frame.down(value)
        beside = [Spot(x, y, 0.6, 0.38 + nudge) for nudge in _fan(6.0)]
        above = [Spot(x, y, 0.0, -0.69 - nudge, "end") for nudge in (0.0, 0.5, 1.1, 1.8)]
        yield placer.place(Words(line.label, stays=True), [*beside, *above])


def _fan(farthest: float) -> Iterable[float]:
    yield 0.0
    steps = int(farthest / 0.25)
    for step in range(1, steps + 1):
        yield step * 0.25
        yield -step * 0.25


def _band_spots(band: Band, frame: Frame) -> Iterator[Spot]:
    """Yield the corners of a band, inside; for a thin one the places just outside."""
    top, bottom = band_edges(band, frame)
    left, right = frame.left / WIDTH, frame.right / WIDTH
    inside = [(bottom, -0.69), (top, 1.3)] if band.low is None else [(top, 1.3), (bottom, -0.69)]
    outside = [(top, -0.5), (bottom, 1.3)]
    for y, dy in (inside if bottom - top >= 18 else []) + outside:
        yield Spot(left, y, 0.62, dy)
        yield Spot(right, y, -0.62, dy, "end")
