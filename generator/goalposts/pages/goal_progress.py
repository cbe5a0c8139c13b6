"""Progress over time of a goal: its numbers on week ends, drawn against what was expected, and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from goalposts.charts import Dot, Label, Line, SeriesChart, Shortfall
from goalposts.charts.table import Rows
from goalposts.measuring.over_time import ProgressPoint
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.figures import ChartFiles, files_of
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition
from goalposts.pages.sentences import success
from goalposts.pages.words import goal_status

_HEIGHT = 170
# less than half a point is shown as none
_LEAST_GAP = 0.005


class ProgressRow(Struct, frozen=True):
    """A day in the table: done, expected and the difference, in words."""

    on: str
    iso: str
    done: str
    expected: str
    behind: str


class ProgressView(Struct, frozen=True):
    """The section: a note on its lines, the chart with its files, and its numbers as rows, latest first."""

    note: str
    chart: SeriesChart
    files: ChartFiles
    rows: tuple[ProgressRow, ...]


def progress_of(
    edition: Edition, score: GoalScore, points: Sequence[ProgressPoint], fmt: Formatter
) -> ProgressView | None:
    """Return the progress of a goal over time; None where fewer than two days have a number."""
    known = [point for point in points if point.progress is not None]
    if len(known) < 2:
        return None
    stem = f"{links.goal_url(score.goal.id)}progress_over_time"
    title = fmt.say("{goal}: progress over time", goal=score.goal.title)
    return ProgressView(
        note=fmt.say("Solid: done. Dashed: expected. Thin line: success."),
        chart=_chart(edition, score, points, fmt),
        files=files_of(edition, fmt, stem, title, _table(points)),
        rows=tuple(_row(point, fmt) for point in reversed(points)),
    )


def _chart(
    edition: Edition, score: GoalScore, points: Sequence[ProgressPoint], fmt: Formatter
) -> SeriesChart:
    goal, wanted = score.goal, success(score)
    known = [(point.on, point.progress) for point in points if point.progress is not None]
    on, done = known[-1]
    expected = points[-1].expected
    is_short = expected > done and score.status is not Status.PAUSED
    now = fmt.say("{share} done", share=fmt.share(done, 0.0, wanted))
    labels = [
        Label(now, on, done, "below" if is_short else "above", now=True),
        Label(
            fmt.say("success {share}", share=fmt.share(wanted)), goal.due, wanted, "below", since=goal.start
        ),
    ]
    if is_short:
        words = fmt.say("{share} expected", share=fmt.share(expected, 0.0, 1.0))
        labels.append(Label(words, on, expected, "above"))
    return SeriesChart(
        id_prefix="p_over_time",
        title=fmt.say(
            "Progress from {start} to {due}", start=fmt.full_day(goal.start), due=fmt.full_day(goal.due)
        ),
        description=_described(points, fmt),
        first=goal.start,
        last=goal.due,
        lines=(
            Line("target", ((goal.start, wanted), (goal.due, wanted))),
            Line("path", tuple((point.on, point.expected) for point in points if _is_told(point))),
            Line("line", tuple(known)),
        ),
        format_value=lambda value, _: fmt.share(value),
        format_date=fmt.tick,
        height=_HEIGHT,
        shortfall=Shortfall(on, done, expected) if is_short else None,
        dots=(Dot(on, done, "status"),),
        labels=tuple(labels),
        status_class=goal_status(score, edition.scorecard.rule, fmt).css,
        from_zero=True,
    )


def _is_told(point: ProgressPoint) -> bool:
    # before the first value nothing is expected, and a line along the ground would say otherwise
    return point.progress is not None or point.expected > 0


def _described(points: Sequence[ProgressPoint], fmt: Formatter) -> str:
    known = [(point, point.progress) for point in points if point.progress is not None]
    (first, then), (last, now) = known[0], known[-1]
    words = {
        "first": fmt.share(then, 0.0, 1.0),
        "last": fmt.share(now, 0.0, 1.0),
        "since": fmt.full_day(first.on),
        "until": fmt.full_day(last.on),
        "expected": fmt.share(last.expected, 0.0, 1.0),
    }
    if words["first"] == words["last"]:
        told = fmt.say("{last} on {since} and again on {until}, when {expected} was expected.", **words)
    else:
        told = fmt.say("From {first} on {since} to {last} on {until}, when {expected} was expected.", **words)
    sentences = [told]
    low, high = min(value for _, value in known), max(value for _, value in known)
    if low < min(then, now) or high > max(then, now):
        ends = {"low": fmt.share(low, 0.0), "high": fmt.share(high, 1.0)}
        sentences.append(fmt.say("The lowest was {low}, the highest {high}.", **ends))
    return " ".join(sentences)


def _row(point: ProgressPoint, fmt: Formatter) -> ProgressRow:
    done, behind = fmt.say("no value yet"), ""
    if point.progress is not None:
        done = fmt.share(point.progress, 0.0, 1.0)
        gap = point.expected - point.progress
        points = fmt.points(abs(gap))
        behind = fmt.say("as expected")
        if abs(gap) >= _LEAST_GAP:
            ahead = fmt.say("{points} ahead", points=points)
            behind = fmt.say("{points} behind", points=points) if gap > 0 else ahead
    expected = fmt.share(point.expected, 0.0, 1.0) if _is_told(point) else ""
    return ProgressRow(fmt.full_day(point.on), point.on.isoformat(), done, expected, behind)


def _table(points: Sequence[ProgressPoint]) -> Rows:
    rows = ((point.on.isoformat(), point.progress, point.expected) for point in points)
    return (("date", "progress", "expected"), *rows)
