"""Rows of goals on one axis of time: words, and under them a bar between its two posts.

The bar is the meter of all pages laid on a calendar: a post where the goal starts, one where it is due, and
between them the share that is done. Where the fill ends before the line of today, the goal is behind an
even pace.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from goalposts.charts.date_ticks import PHONE, TimeSpan
from goalposts.charts.glyphs import MARGIN, SPACED, text_px, wrap
from goalposts.charts.markup import element, escape_text, figure, number, percent
from goalposts.charts.milestones import date_words
from goalposts.charts.shapes import BOX, SHAPES, shape_markup
from goalposts.charts.specification import Milestone, TimelineChart, TimelineRow

_LEFT, _RIGHT = 0.015, 0.985
_LINE_PX = 17
_ICON_PX = 14
_TEXT_PX = 20
_BAR_PX = 8
_TRACK_PX = 2
_POST_PX = 14
_BETWEEN_PX = 18
_TOP_PX = 20
_FOOT_PX = 28
_SPACE = 8
_STATUS = ' class="tl-status"'


class _Words(Struct, frozen=True):
    """The lines of a row's title and of its status, which stands at the end of the title where it can."""

    title: Sequence[str]
    status: Sequence[str]
    is_beside: bool

    @property
    def count(self) -> int:
        return len(self.title) + len(self.status) - self.is_beside


def draw_timeline(chart: TimelineChart) -> str:
    """Return the SVG of a timeline; its height follows the rows and the lines of their words."""
    span = TimeSpan(chart.first, chart.last, _LEFT, _RIGHT)
    parts: list[str] = []
    top = float(_TOP_PX)
    for row in chart.rows:
        words = _words(row)
        parts += _row(row, span, words, top)
        top += words.count * _LINE_PX + _POST_PX + _BETWEEN_PX
    height = int(top) + _FOOT_PX
    foot = number(height - _FOOT_PX)
    axis = element("line", class_="axis", x1=percent(_LEFT), x2=percent(_RIGHT), y1=foot, y2=foot)
    named = (chart.id_prefix, chart.title, chart.description)
    dates = "".join(date_words(span, chart.format_date))
    return figure(named, "".join([*_today(chart, span, foot), *parts, axis, dates]), height=height)


def _today(chart: TimelineChart, span: TimeSpan, foot: str) -> Iterator[str]:
    if not chart.first <= chart.today <= chart.last:
        return
    share = span.share(chart.today)
    at = percent(share)
    yield element("line", class_="today", x1=at, x2=at, y1="16", y2=foot)
    # near an end the word leans inwards
    half = text_px(chart.today_word) / 2 / PHONE
    anchor = "" if share < half else "t-end" if share > 1 - half else "t-mid"
    yield element("text", escape_text(chart.today_word), class_=anchor, x=at, y="11")


def _words(row: TimelineRow) -> _Words:
    room = (PHONE * (_RIGHT - _LEFT) - _TEXT_PX + MARGIN) / SPACED
    # a number and its unit stay on one line
    title = wrap(row.words.replace(" %", "\u00a0%"), room, bold=True)
    status = wrap(row.status, room)
    last = text_px(title[-1], bold=True) if title else room
    return _Words(title, status, len(status) == 1 and last + _SPACE + text_px(status[0]) <= room)


def _row(row: TimelineRow, span: TimeSpan, words: _Words, top: float) -> Iterator[str]:
    yield _title(row, words, top)
    bar = top + words.count * _LINE_PX + 3
    left, right = _inside(span, row.start), _inside(span, row.due)
    yield _bar("m-track", (left, max(right - left, 0.004)), (bar, _TRACK_PX))
    if row.progress is not None and row.progress > 0:
        # the fill is a share of the goal's own time, of which only a part may be on the axis
        whole = span.share(row.due) - span.share(row.start)
        end = min(max(span.share(row.start) + min(row.progress, 1.0) * whole, left), right)
        fill = _bar("m-fill", (left, end - left), (bar, _BAR_PX))
        yield element("g", fill, class_=row.status_class) if row.status_class else fill
    for at in (left, right):
        yield element(
            "rect", class_="m-post", x=percent(min(at, 0.99)), y=number(bar), width="2", height=str(_POST_PX)
        )
    middle = bar + _POST_PX / 2
    for day in row.checkpoints:
        yield _diamond(_inside(span, day), middle)
    for milestone in row.milestones:
        yield _mark(milestone, row, span, middle)


def _title(row: TimelineRow, words: _Words, top: float) -> str:
    """Return the shape of the status, the title, and the status as a word beside it or under it."""
    name = row.status_class.removeprefix("s-")
    shape = ""
    if name in SHAPES:
        scale = number(_ICON_PX / BOX)
        drawn = shape_markup(name)
        shape = f'<g class="tl-icon" transform="translate(0 1) scale({scale})">{drawn}</g>'
    spans = [
        f'<tspan{css} x="{_TEXT_PX}" y="{place * _LINE_PX - 4}">{escape_text(line)}</tspan>'
        for place, (css, line) in enumerate(_lines(words), start=1)
    ]
    if words.is_beside:
        spans.append(f'<tspan{_STATUS} dx="{_SPACE}">{escape_text(words.status[0])}</tspan>')
    text = f'<text class="tl-words halo">{"".join(spans)}</text>'
    return element(
        "svg", shape + text, class_=row.status_class, x=percent(_LEFT), y=number(top), overflow="visible"
    )


def _lines(words: _Words) -> Iterator[tuple[str, str]]:
    yield from (("", line) for line in words.title)
    if not words.is_beside:
        yield from ((_STATUS, line) for line in words.status)


def _bar(css: str, across: tuple[float, float], down: tuple[float, int]) -> str:
    """Return a bar in the middle of the posts; `down` is the top of the posts and the height of the bar."""
    left, width = across
    top, height = down
    y = number(top + (_POST_PX - height) / 2)
    return element("rect", class_=css, x=percent(left), y=y, width=percent(width), height=str(height))


def _inside(span: TimeSpan, day: date) -> float:
    """Return where a day stands; what lies outside the axis stands at its end."""
    return min(max(span.share(day), span.left), span.right)


def _diamond(share: float, middle: float) -> str:
    mark = element("path", class_="dot-open", d="M0-5l5 5-5 5-5-5z")
    return element("svg", mark, x=percent(share), y=number(middle), overflow="visible")


def _mark(milestone: Milestone, row: TimelineRow, span: TimeSpan, middle: float) -> str:
    share = _inside(span, milestone.on)
    if milestone.state == "overdue":
        mark = element("path", class_="dot dot-s" if row.status_class else "dot", d="M0-7l7.5 13h-15z")
        return element(
            "svg", mark, class_=row.status_class, x=percent(share), y=number(middle), overflow="visible"
        )
    css = "dot" if milestone.state == "done" else "dot-open"
    return element("circle", class_=css, cx=percent(share), cy=number(middle), r="5")
