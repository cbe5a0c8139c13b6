"""Rows of goals on one axis of time: words, and under them a bar from start to due."""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.charts.date_ticks import PHONE, TimeSpan
from goalposts.charts.glyphs import wrap
from goalposts.charts.markup import element, escape_text, figure, number, percent
from goalposts.charts.milestones import date_words
from goalposts.charts.specification import Milestone, TimelineChart, TimelineRow

_LEFT, _RIGHT = 0.015, 0.985
_LINE_PX = 17
_BAR_PX = 8
_ROW_PX = 32
_TOP_PX = 4
_FOOT_PX = 28


def draw_timeline(chart: TimelineChart) -> str:
    """Return the SVG of a timeline; its height follows the rows and the lines of their words."""
    span = TimeSpan(chart.first, chart.last, _LEFT, _RIGHT)
    parts: list[str] = []
    top = float(_TOP_PX)
    for row in chart.rows:
        lines = wrap(row.text, PHONE * (_RIGHT - _LEFT))
        parts += _row(row, span, lines, top)
        top += len(lines) * _LINE_PX + _ROW_PX
    height = int(top) + _FOOT_PX
    foot = number(height - _FOOT_PX)
    axis = element("line", class_="axis", x1=percent(_LEFT), x2=percent(_RIGHT), y1=foot, y2=foot)
    today = ""
    if chart.first <= chart.today <= chart.last:
        at = percent(span.share(chart.today))
        today = element("line", class_="today", x1=at, x2=at, y1="0", y2=foot)
    named = (chart.id_prefix, chart.title, chart.description)
    content = today + "".join(parts) + axis + "".join(date_words(span, chart.format_date))
    return figure(named, content, height=height)


def _row(row: TimelineRow, span: TimeSpan, lines: list[str], top: float) -> Iterator[str]:
    for place, line in enumerate(lines, start=1):
        baseline = number(top + place * _LINE_PX - 4)
        yield element("text", escape_text(line), class_="halo", x=percent(_LEFT), y=baseline)
    bar = top + len(lines) * _LINE_PX + 4
    left, right = _share(span, row, at_due=False), _share(span, row, at_due=True)
    yield element(
        "rect",
        class_="m-track",
        x=percent(left),
        y=number(bar),
        width=percent(max(right - left, 0.004)),
        height=str(_BAR_PX),
    )
    if row.progress is not None and row.progress > 0:
        # The fill is a share of the goal's own time, so its end beside the line of today shows the pace.
        whole = span.share(row.due) - span.share(row.start)
        end = min(max(span.share(row.start) + min(row.progress, 1.0) * whole, left), right)
        fill = element(
            "rect",
            class_="m-fill",
            x=percent(left),
            y=number(bar),
            width=percent(end - left),
            height=str(_BAR_PX),
        )
        yield element("g", fill, class_=row.status_class) if row.status_class else fill
    for milestone in row.milestones:
        yield _mark(milestone, row, span, bar + _BAR_PX / 2)


def _share(span: TimeSpan, row: TimelineRow, *, at_due: bool) -> float:
    share = span.share(row.due if at_due else row.start)
    return min(max(share, span.left), span.right)


def _mark(milestone: Milestone, row: TimelineRow, span: TimeSpan, middle: float) -> str:
    share = min(max(span.share(milestone.on), span.left), span.right)
    if milestone.state == "overdue":
        mark = element("path", class_="dot dot-s" if row.status_class else "dot", d="M0-6l6.5 11.5h-13z")
        return element(
            "svg", mark, class_=row.status_class, x=percent(share), y=number(middle), overflow="visible"
        )
    css = "dot" if milestone.state == "done" else "dot-open"
    return element("circle", class_=css, cx=percent(share), cy=number(middle), r="4.5")
