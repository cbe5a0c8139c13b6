"""A team's goals on one line of time: bars from start to due, with milestones and checkpoints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from goalposts.charts import Milestone, TimelineChart, TimelineRow
from goalposts.charts.specification import MilestoneState
from goalposts.charts.table import Rows
from goalposts.key_results.milestones import MilestoneFields, Milestones, is_done, is_overdue
from goalposts.key_results.reach import Reach
from goalposts.key_results.yes_no import YesNo
from goalposts.measuring.scorecard import GoalScore
from goalposts.pages import links
from goalposts.pages.figures import ChartFiles, files_of
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition
from goalposts.pages.rows import meter_numbers
from goalposts.pages.words import NOT_JUDGED, StatusView, goal_status
from goalposts.records.people import Team

MOST = 10
"""A row is about 60 px high: more of them are no picture any more."""


class TimelineEntry(Struct, frozen=True):
    """A goal in the table of the timeline."""

    title: str
    url: str
    status: StatusView
    start: str
    due: str
    done: str
    steps: str
    next: str


class TimelineView(Struct, frozen=True):
    """The section: a note on what is drawn, the chart with its files, and the same as a table."""

    note: str
    key: str
    chart: TimelineChart
    files: ChartFiles
    entries: tuple[TimelineEntry, ...]


def timeline_of(
    edition: Edition, fmt: Formatter, team: Team, scores: Sequence[GoalScore]
) -> TimelineView | None:
    """Return the timeline of goals that have not ended, soonest due first; None where there is none."""
    if not scores:
        return None
    ordered = sorted(scores, key=lambda score: (score.goal.due, score.goal.start, score.goal.id))
    shown = ordered[:MOST]
    note = fmt.say("Soonest due first")
    if len(ordered) > MOST:
        note = fmt.say("The {shown} of {all} goals that are due first", shown=MOST, all=len(ordered))
    rows = tuple(_row(edition, fmt, score) for score in shown)
    title = fmt.say("{team}: goals and milestones", team=team.title)
    stem = f"{links.team_url(team.id)}goals_and_milestones"
    return TimelineView(
        note=note,
        key=_key(rows, fmt),
        chart=_chart(fmt, title, shown, rows),
        files=files_of(edition, fmt, stem, title, _table(edition, fmt, shown)),
        entries=tuple(_entry(edition, fmt, score) for score in shown),
    )


def _chart(
    fmt: Formatter, title: str, shown: Sequence[GoalScore], rows: tuple[TimelineRow, ...]
) -> TimelineChart:
    first, last = min(score.goal.start for score in shown), max(score.goal.due for score in shown)
    soonest = shown[0].goal
    told = fmt.say_many(
        "{n} goal from {first} to {last}; the line of today is {today}.",
        "{n} goals from {first} to {last}; the line of today is {today}.",
        len(shown),
        first=fmt.full_day(first),
        last=fmt.full_day(last),
        today=fmt.full_day(fmt.as_of),
    )
    due = fmt.say("Due first: {goal}, {day}.", goal=soonest.title, day=fmt.full_day(soonest.due))
    return TimelineChart(
        id_prefix="p_line_of_time",
        title=title,
        description=f"{told} {due}",
        first=first,
        last=last,
        today=fmt.as_of,
        rows=rows,
        format_date=fmt.tick,
        today_word=fmt.say("today"),
    )


def _key(rows: Sequence[TimelineRow], fmt: Formatter) -> str:
    """Return what the marks mean, of those that are drawn."""
    states = {mark.state for row in rows for mark in row.milestones}
    parts = [fmt.say("Posts: start and due. Filled: done.")]
    if "done" in states:
        parts.append(fmt.say("Dot: a milestone that is done."))
    if "open" in states:
        parts.append(fmt.say("Ring: one still to do."))
    if "overdue" in states:
        parts.append(fmt.say("Triangle: one that is overdue."))
    if any(row.checkpoints for row in rows):
        parts.append(fmt.say("Diamond: a checkpoint."))
    return " ".join(parts)


def _row(edition: Edition, fmt: Formatter, score: GoalScore) -> TimelineRow:
    goal = score.goal
    status = goal_status(score, edition.scorecard.rule, fmt)
    progress, _ = meter_numbers(score)
    word = status.text
    if progress is not None:
        word = fmt.say("{status}, {share} done", status=word, share=fmt.share(progress, 0.0, 1.0))
    return TimelineRow(
        words=goal.title,
        status=word,
        start=goal.start,
        due=goal.due,
        progress=progress,
        status_class=status.css,
        milestones=tuple(_marks(score)),
        checkpoints=tuple(_checkpoints(score)),
    )


def _steps(score: GoalScore) -> list[MilestoneFields]:
    """Return the milestones of all key results, by the day each stands on."""
    found = [
        step
        for part in score.key_results
        if isinstance(part.key_result.terms, Milestones)
        for step in part.key_result.terms.milestones
    ]
    return sorted(found, key=lambda step: _day(step, score))


def _day(step: MilestoneFields, score: GoalScore) -> date:
    done = step.done if is_done(step, score.measured_at) else None
    return done or step.due or score.goal.due


def _marks(score: GoalScore) -> Iterator[Milestone]:
    on, is_judged = score.measured_at, score.status not in NOT_JUDGED
    for number, step in enumerate(_steps(score), 1):
        late = is_judged and is_overdue(step, on)
        state: MilestoneState = "done" if is_done(step, on) else "overdue" if late else "open"
        yield Milestone(number, _day(step, score), state)
    for part in score.key_results:
        terms = part.key_result.terms
        if isinstance(terms, YesNo) and terms.done is not None and terms.done <= on:
            yield Milestone(0, terms.done, "done")


def _checkpoints(score: GoalScore) -> Iterator[date]:
    for part in score.key_results:
        if isinstance(part.key_result.terms, Reach):
            yield from sorted(part.key_result.terms.checkpoints)


def _entry(edition: Edition, fmt: Formatter, score: GoalScore) -> TimelineEntry:
    progress, _ = meter_numbers(score)
    steps = _steps(score)
    done = sum(is_done(step, score.measured_at) for step in steps)
    return TimelineEntry(
        title=score.goal.title,
        url=links.goal_url(score.goal.id),
        status=goal_status(score, edition.scorecard.rule, fmt),
        start=fmt.full_day(score.goal.start),
        due=fmt.full_day(score.goal.due),
        done=fmt.share(progress, 0.0, 1.0) if progress is not None else "",
        steps=fmt.say("{done} of {all}", done=done, all=len(steps)) if steps else "",
        next=_next(score, steps, fmt),
    )


def _next(score: GoalScore, steps: Sequence[MilestoneFields], fmt: Formatter) -> str:
    """Return the milestone that is due next, overdue ones first."""
    open_ones = [step for step in steps if not is_done(step, score.measured_at) and step.due]
    if not open_ones:
        return ""
    step = min(open_ones, key=lambda step: (step.due or date.max, step.title))
    assert step.due is not None
    if is_overdue(step, score.measured_at):
        return fmt.say("{milestone}, due {day}, overdue", milestone=step.title, day=fmt.day(step.due))
    return fmt.say("{milestone}, due {day}", milestone=step.title, day=fmt.day(step.due))


def _table(edition: Edition, fmt: Formatter, scores: Sequence[GoalScore]) -> Rows:
    header = ("goal", "milestone", "status", "start", "due", "done", "progress")
    return (header, *(row for score in scores for row in _rows(edition, fmt, score)))


def _rows(edition: Edition, fmt: Formatter, score: GoalScore) -> Iterator[tuple[str | float | None, ...]]:
    goal, on = score.goal, score.measured_at
    status = goal_status(score, edition.scorecard.rule, fmt).text
    progress, _ = meter_numbers(score)
    yield goal.title, None, status, goal.start.isoformat(), goal.due.isoformat(), None, progress
    for step in _steps(score):
        due = step.due.isoformat() if step.due else None
        done = step.done.isoformat() if step.done and is_done(step, on) else None
        yield goal.title, step.title, None, None, due, done, None
