"""The line of milestones: posts of time in per cent, marks of a fixed size, no stretched layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from goalposts.charts.date_ticks import DESK, PHONE, TimeSpan, date_ticks
from goalposts.charts.glyphs import text_px
from goalposts.charts.markup import clean_text, element, escape_text, figure, percent
from goalposts.charts.specification import DateFormat, Milestone, MilestoneChart, MilestoneState

_LEFT, _RIGHT, _AXIS_END = 0.0415, 0.985, 0.985
_ROOM = 4
_TICK = "M-3.4 46.3l2.4 2.4 4.4-4.9"
_TRIANGLE = "M0 36l10 18h-20z"
_DRAWN_FIRST: tuple[MilestoneState, ...] = ("open", "done", "overdue")


def draw_milestones(chart: MilestoneChart) -> str:
    """Return the SVG of a milestone chart."""
    span = TimeSpan(chart.first, chart.last, _LEFT, _RIGHT)
    today = _share(span, chart.today)
    parts = [
        element("line", class_="axis", x1="0", x2=percent(_AXIS_END), y1="46", y2="46"),
        element("rect", class_="bar", x=percent(_LEFT), y="43", width=percent(today - _LEFT), height="6"),
    ]
    for state in _DRAWN_FIRST:
        marks = (each for each in chart.milestones if each.state == state)
        parts += [_mark(each.state, _share(span, each.on), chart.status_class) for each in marks]
    parts += _numbers(chart, span)
    parts += date_words(span, chart.format_date)
    named = (chart.id_prefix, chart.title, chart.description)
    return figure(named, "".join(parts), height=chart.height)


def _mark(state: MilestoneState, share: float, status_class: str) -> str:
    """Return the mark of a milestone, on the line 46 px below the top."""
    match state:
        case "done":
            mark = '<circle class="dot dot-s" cy="46" r="8"/>' + element("path", class_="cut", d=_TICK)
            css = "s-on-track"
        case "overdue":
            mark = element("path", class_="dot dot-s" if status_class else "dot", d=_TRIANGLE)
            css = status_class
        case "open":
            mark, css = '<circle class="dot-open" cy="46" r="7"/>', ""
    return element("svg", mark, class_=css, x=percent(share), overflow="visible")


def date_words(span: TimeSpan, format_date: DateFormat) -> Iterator[str]:
    """Yield the labels of a time axis at the foot of a drawing."""
    anchors = {"start": "", "middle": "t-mid", "end": "t-end"}
    for tick in date_ticks(span, format_date):
        yield element(
            "text",
            escape_text(tick.text),
            class_=f"{anchors[tick.anchor]} {'wide' if tick.wide else ''}".strip(),
            x=percent(span.share(tick.on)),
            y="100%",
            dy="-.3em",
        )


def _share(span: TimeSpan, on: date) -> float:
    """Return where a day stands; what lies before the start or after the end stands at that end."""
    return min(max(span.share(on), span.left), span.right)


def _numbers(chart: MilestoneChart, span: TimeSpan) -> Iterator[str]:
    """Yield the numbers above the marks; those that would touch on a phone are written as one text."""
    clusters = _clusters(chart.milestones, span)
    for place, cluster in enumerate(clusters):
        beside = ""
        if len(cluster) == 1 and cluster[0].state == "overdue":
            word = clean_text(chart.overdue)
            neighbours = [*clusters[max(0, place - 1) : place], *clusters[place + 1 : place + 2]]
            if _has_room(cluster, neighbours, span, f" {word}"):
                beside = f'<tspan class="wide"> {escape_text(word)}</tspan>'
        yield element(
            "text",
            escape_text(_numbering(cluster)) + beside,
            class_="t-mid",
            x=percent(_middle(cluster, span)),
            y="30",
        )


def _has_room(
    cluster: Sequence[Milestone], neighbours: Sequence[Sequence[Milestone]], span: TimeSpan, word: str
) -> bool:
    """Say whether a word fits behind the number of a cluster on a desk."""
    left, right = _extent(cluster, span, DESK)
    left, right = left - text_px(word) / 2, right + text_px(word) / 2
    others = [_extent(each, span, DESK) for each in neighbours]
    apart = all(end + _ROOM <= left or right + _ROOM <= start for start, end in others)
    return apart and left >= 0 and right <= DESK


def _clusters(milestones: Sequence[Milestone], span: TimeSpan) -> list[list[Milestone]]:
    clusters = [[each] for each in sorted(milestones, key=lambda each: (each.on, each.number))]
    merged = True
    while merged:
        merged = False
        for left, right in pairwise(clusters):
            if _extent(left, span, PHONE)[1] + _ROOM > _extent(right, span, PHONE)[0]:
                clusters[clusters.index(left)] = left + right
                clusters.remove(right)
                merged = True
                break
    return clusters


def _middle(cluster: Sequence[Milestone], span: TimeSpan) -> float:
    return (_share(span, cluster[0].on) + _share(span, cluster[-1].on)) / 2


def _extent(cluster: Sequence[Milestone], span: TimeSpan, width: float) -> tuple[float, float]:
    half = text_px(_numbering(cluster)) / 2
    return _middle(cluster, span) * width - half, _middle(cluster, span) * width + half


def _numbering(cluster: Sequence[Milestone]) -> str:
    """Return numbers as they are spoken of: 2, 3, 4, 7 → `2–4, 7`."""
    spans: list[list[int]] = []
    for each in sorted(milestone.number for milestone in cluster):
        if spans and each == spans[-1][-1] + 1:
            spans[-1].append(each)
        else:
            spans.append([each])
    return ", ".join(f"{s[0]}–{s[-1]}" if len(s) > 2 else ", ".join(map(str, s)) for s in spans)
