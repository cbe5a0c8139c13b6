"""A drawn map: goals in columns, and lines from each to what it supports, as wide as the support weighs.

A goal is a rule with its words below, and the lines join the rules. Whatever hangs below a goal has its
rows to itself, so a line never runs through words: it bends between the columns and crosses one only in a
row of its own. The columns stretch with the page; words keep their size and are set for the narrowest
page that shows the map.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from goalposts.charts.glyphs import wrap
from goalposts.charts.markup import element, escape_text, number, percent
from goalposts.charts.shapes import shape_markup

NARROWEST = 900
"""Px across the narrowest map: on smaller screens a list stands for it."""

_BOLD = 1.12
_LINE_PX = 17
_ICON_PX = 14
_TEXT_X = 21
_TOP = 28
_GAP_PX = 16
_LEFT = 0.016
_BETWEEN = 0.07
_STRETCH = 1000
_LINE_WIDTH = 1.5
_LEAST, _MOST = 0.75, 9.0


class NetworkNode(Struct, frozen=True):
    """A goal on the map. `anchor` is the id on the page that it leads to; `status` the name of its shape.

    `column` counts from the left; `above` is the place in the list of the goal below which it is drawn,
    None for the uppermost. `weight` is that of its support, `is_counted` whether it counts there.
    """

    anchor: str
    column: int
    words: str
    status: str
    note: str
    above: int | None = None
    weight: float = 1.0
    is_counted: bool = True


class NetworkLink(Struct, frozen=True):
    """One more support of a goal that is drawn below another: places in the list of goals."""

    lower: int
    upper: int
    weight: float = 1.0
    is_counted: bool = True


class NetworkChart(Struct, frozen=True):
    """Goals in an order in which each stands after the one above it, with the headings of the columns."""

    headings: tuple[str, ...]
    nodes: tuple[NetworkNode, ...]
    links: tuple[NetworkLink, ...] = ()

    def __post_init__(self) -> None:
        for place, node in enumerate(self.nodes):
            if node.above is not None and not 0 <= node.above < place:
                raise ValueError(f"a goal must stand after the one above it: {node.anchor!r}")
            if not 0 <= node.column < len(self.headings):
                raise ValueError(f"there is no column {node.column} for {node.anchor!r}")


@dataclass(slots=True)
class _Layout:
    """Where everything stands: the columns that are used, the lines of words, the top of each goal."""

    chart: NetworkChart
    left: dict[int, float]
    width: float
    lines: list[list[str]]
    below: dict[int | None, list[int]]
    tops: dict[int, float] = field(default_factory=dict)

    def height_of(self, place: int) -> float:
        return (len(self.lines[place]) + 1) * _LINE_PX + _GAP_PX

    def put(self, place: int, top: float) -> float:
        """Put a goal and all below it; return where the next one may begin."""
        self.tops[place] = top
        own = self.chart.nodes[place].column
        bottom, right = top + self.height_of(place), top
        beside = [child for child in self.below.get(place, ()) if self.chart.nodes[child].column > own]
        under = [child for child in self.below.get(place, ()) if self.chart.nodes[child].column == own]
        for child in beside:
            right = self.put(child, right)
        bottom = max(bottom, right)
        for child in under:
            bottom = self.put(child, bottom)
        return bottom


def draw_network(chart: NetworkChart) -> str:
    """Return the SVG of a map. It is hidden from being read aloud: the list beside it says the same."""
    layout = _laid_out(chart)
    bottom = float(_TOP + 10)
    for place in layout.below.get(None, ()):
        bottom = layout.put(place, bottom)
    height = int(bottom)
    parts = [
        element("text", escape_text(chart.headings[column]), class_="net-head", x=percent(left), y="14")
        for column, left in layout.left.items()
    ]
    inner = "".join(_lines(layout))
    parts.append(
        f'<svg width="100%" height="{height}" viewBox="0 0 {_STRETCH} {height}" preserveAspectRatio="none">'
        f"{inner}</svg>"
    )
    parts += [_node(layout, place) for place in range(len(chart.nodes))]
    return f'<svg class="chart network" height="{height}" aria-hidden="true">{"".join(parts)}</svg>'


def _laid_out(chart: NetworkChart) -> _Layout:
    used = sorted({node.column for node in chart.nodes})
    count = max(len(used), 1)
    # brackets of goals under each other need room left of the first column
    begin = _LEFT if any(_has_bracket(chart, node, used[0]) for node in chart.nodes) else 0.0
    width = (1 - begin - _BETWEEN * (count - 1)) / count
    left = {column: begin + place * (width + _BETWEEN) for place, column in enumerate(used)}
    room = (width * NARROWEST - _TEXT_X) / _BOLD
    below: dict[int | None, list[int]] = {}
    for place, node in enumerate(chart.nodes):
        below.setdefault(node.above, []).append(place)
    lines = [wrap(_joined(node.words), room) for node in chart.nodes]
    return _Layout(chart, left, width, lines, below)


def _joined(words: str) -> str:
    """Return words with each per cent sign tied to its number."""
    return words.replace(" %", "\u00a0%")


def _has_bracket(chart: NetworkChart, node: NetworkNode, column: int) -> bool:
    return node.column == column and node.above is not None and chart.nodes[node.above].column == column


def _node(layout: _Layout, place: int) -> str:
    """Return a goal: its rule, its shape, its words and its status, all of it a link into the list."""
    node, top = layout.chart.nodes[place], layout.tops[place]
    left = layout.left[node.column]
    rule = element(
        "line",
        class_="axis",
        x1=percent(left),
        x2=percent(left + layout.width),
        y1=number(top),
        y2=number(top),
    )
    spans = "".join(
        f'<tspan x="{_TEXT_X}" y="{row * _LINE_PX}">{escape_text(line)}</tspan>'
        for row, line in enumerate(layout.lines[place], start=1)
    )
    last = (len(layout.lines[place]) + 1) * _LINE_PX
    words = f'<text class="net-words">{spans}</text>'
    words += f'<text class="net-note" x="{_TEXT_X}" y="{last}">{escape_text(node.note)}</text>'
    scale = number(_ICON_PX / 16)
    shape = f'<g transform="translate(0 5) scale({scale})">{shape_markup(node.status)}</g>'
    inside = element(
        "svg",
        shape + words,
        class_=f"net-node s-{node.status}",
        x=percent(left),
        y=number(top),
        overflow="visible",
    )
    return f'{rule}<a href="#{escape_text(node.anchor)}" tabindex="-1">{inside}</a>'


def _lines(layout: _Layout) -> Iterator[str]:
    nodes = layout.chart.nodes
    for place, node in enumerate(nodes):
        if node.above is not None:
            yield _line(layout, NetworkLink(place, node.above, node.weight, node.is_counted), is_own=True)
    for link in layout.chart.links:
        yield _line(layout, link, is_own=False)


def _line(layout: _Layout, link: NetworkLink, *, is_own: bool) -> str:
    nodes = layout.chart.nodes
    upper, lower = nodes[link.upper], nodes[link.lower]
    start, end = layout.tops[link.upper], layout.tops[link.lower]
    width = min(max(_LINE_WIDTH * link.weight, _LEAST), _MOST)
    if upper.column >= lower.column:
        path = _bracket(layout, lower.column, (start, end), _depth(nodes, link.lower))
    else:
        path = _bend(layout, (upper.column, lower.column), (start, end))
    css = "net-line" if is_own else "net-line net-more"
    return element(
        "path",
        class_=css if link.is_counted else f"{css} net-uncounted",
        d=path,
        stroke_width=number(width),
    )


def _bend(layout: _Layout, columns: tuple[int, int], ends: tuple[float, float]) -> str:
    """Return a line that bends in the gap right of the upper goal's column, then runs straight."""
    first = (layout.left[columns[0]] + layout.width) * _STRETCH
    bent, last = first + _BETWEEN * _STRETCH, layout.left[columns[1]] * _STRETCH
    start, end = number(ends[0]), number(ends[1])
    middle = number((first + bent) / 2)
    straight = f"H{number(last)}" if last > bent + 1 else ""
    return f"M{number(first)} {start}C{middle} {start} {middle} {end} {number(bent)} {end}{straight}"


def _bracket(layout: _Layout, column: int, ends: tuple[float, float], depth: int) -> str:
    """Return a line left of a column, from a goal to one under it; deeper ones stand nearer."""
    left = layout.left[column] * _STRETCH
    out = number(left - max(12 - 4 * depth, 3))
    return f"M{number(left)} {number(ends[0])}H{out}V{number(ends[1])}H{number(left)}"


def _depth(nodes: Sequence[NetworkNode], place: int) -> int:
    """Return how many goals of the same column a goal hangs below, less one."""
    depth, above = -1, nodes[place].above
    while above is not None and nodes[above].column == nodes[place].column:
        depth, above = depth + 1, nodes[above].above
    return max(depth, 0)
