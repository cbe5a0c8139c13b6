"""The slides of a deck: one idea each, at most four lines beside a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from goalposts.charts import Chart, MilestoneChart, SeriesChart
from goalposts.measuring.scorecard import ChildScore, GoalScore, KeyResultScore
from goalposts.measuring.status import Status, StatusRule
from goalposts.pages import links
from goalposts.pages.counting import (
    count_shown,
    count_statuses,
    counts_in_words,
    doubts_in_words,
    share_on_track,
)
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.goal_charts import chart_of
from goalposts.pages.goal_reasons import reasons
from goalposts.pages.key_result_sentences import against_expected
from goalposts.pages.page import Edition, Prose
from goalposts.pages.rows import Link, MeterView, goal_meter
from goalposts.pages.sentences import done_and_expected, verdict, why
from goalposts.pages.wins import Win
from goalposts.pages.words import (
    JUDGED,
    LEVEL_HEADINGS,
    LEVEL_WORDS,
    StatusView,
    goal_status,
    key_result_status,
    status_inside,
)

MOST_LINES = 4
MOST_ROWS = 6
MOST_MARKS = 40
_HEIGHT = 210
"""Px of a series on a slide at a text size of 13 px, as in the stylesheet."""
_LONG = 170
"""Letters of a reason that still fit on a slide; where there are more, the shorter one is shown."""


class Line(Struct, frozen=True):
    """A line of a slide: what, how it stands, and the numbers or the owner's words."""

    words: str
    address: str | None
    status: StatusView | None
    note: str = ""
    told: Prose | None = None


class Standing(Struct, frozen=True):
    """Some goals on the slide of where we stand: how many, and a shape for each up to forty."""

    words: str
    share: str
    spoken: str
    marks: tuple[StatusView, ...]


class GoalBody(Struct, frozen=True):
    """A goal: its verdict and why, a chart or else its meter, and its key results or what supports it."""

    level: str
    address: str
    status: StatusView
    verdict: str
    reasons: str
    chart: Chart | None
    is_steps: bool
    meter: MeterView | None
    numbers: tuple[str, str]
    lines: tuple[Line, ...]
    more: str


class StandingBody(Struct, frozen=True):
    """Where we stand: the verdict, the goals level by level, and how many have each status."""

    verdict: str
    note: str
    rows: tuple[Standing, ...]
    key: tuple[StatusView, ...]


class RowsBody(Struct, frozen=True):
    """A list of lines, or the sentence that says that there are none."""

    lines: tuple[Line, ...]
    more: str
    empty: str


class TitleBody(Struct, frozen=True):
    """The first slide: what it is about, when, and where the same is found as a page."""

    dates: str
    page: Link


class Slide(Struct, frozen=True):
    """One slide: `kind` is `title`, `standing`, `goal` or `rows`, and says what `body` is."""

    kind: str
    title: str
    body: TitleBody | StandingBody | GoalBody | RowsBody


def standing_slide(edition: Edition, fmt: Formatter, scores: Sequence[GoalScore], said: str) -> Slide:
    """Return the slide of where some goals stand."""
    rule = edition.scorecard.rule
    key = tuple(
        replace(view, word=fmt.say("{n} {status}", n=n, status=view.word.lower()))
        for view, n in count_shown(scores, rule, fmt)
    )
    rows = []
    for level, words in LEVEL_HEADINGS.items():
        of_level = [score for score in scores if score.goal.level == level]
        if of_level:
            rows.append(_standing(fmt.say(words), of_level, fmt, rule))
    doubts = doubts_in_words(scores, fmt)
    in_all = fmt.say_many("{n}\u00a0goal in all.", "{n}\u00a0goals in all.", len(scores))
    note = f"{in_all} {doubts}".strip() if scores else ""
    return Slide("standing", fmt.say("Where we stand"), StandingBody(said, note, tuple(rows), key))


def _standing(words: str, scores: Sequence[GoalScore], fmt: Formatter, rule: StatusRule) -> Standing:
    share = share_on_track(scores, fmt.as_of)
    few = len(scores) <= MOST_MARKS
    return Standing(
        words=words,
        share=fmt.say("{good} of {active} on track", good=share.good, active=share.active)
        if share.active
        else fmt.say_many("{n}\u00a0goal", "{n}\u00a0goals", len(scores)),
        spoken=". ".join(
            filter(None, [counts_in_words(count_statuses(scores), fmt), doubts_in_words(scores, fmt)])
        ),
        marks=tuple(view for view, n in count_shown(scores, rule, fmt) for _ in range(n)) if few else (),
    )


def goal_slide(edition: Edition, fmt: Formatter, score: GoalScore, number: int) -> Slide:
    """Return the slide of a goal; `number` is that of the slide, which keeps the ids of charts apart."""
    goal, repository = score.goal, edition.repository
    status = goal_status(score, edition.scorecard.rule, fmt)
    chart = _chart(edition, score, fmt, number)
    said = verdict(edition, fmt, score)
    parts = [fmt.say(LEVEL_WORDS[goal.level]), repository.name_of(goal.team) if goal.team else ""]
    parts += [repository.name_of(goal.owner), fmt.say("due {day}", day=fmt.day(goal.due))]
    every = list(_lines(edition, fmt, score))
    needs = score.check_ins[0].needs if score.check_ins and score.goal.state == "active" else None
    asks = [Line(fmt.say("Asks for"), None, None, told=Prose(needs, goal.path))] if needs else []
    shown = every[: MOST_LINES - len(asks)]
    body = GoalBody(
        level=", ".join(part for part in parts if part),
        address=links.goal_url(goal.id),
        status=status,
        verdict=said,
        reasons=_reasons(edition, fmt, score, said),
        chart=chart,
        is_steps=isinstance(chart, MilestoneChart),
        meter=goal_meter(score, status) if score.is_measured else None,
        numbers=done_and_expected(score, fmt),
        lines=(*shown, *asks),
        more=_more(len(every) - len(shown), fmt),
    )
    return Slide("goal", goal.title, body)


def _reasons(edition: Edition, fmt: Formatter, score: GoalScore, said: str) -> str:
    """Return why a goal stands so, in the words that a slide has room for, without repeating the verdict."""
    text = reasons(edition, fmt, score)
    if len(text) > _LONG:
        text = why(edition, fmt, score)
        far = said.partition(": ")[2]
        if far and text.lower().startswith((f"{far.lower()}. ", f"{far.lower()}: ")):
            text = capitalised(text[len(far) + 2 :])
    reported = score.reported.status if score.disagrees and score.reported else None
    if reported and (score.status not in JUDGED or score.shown_status is score.status):
        word = status_inside(Status(reported), fmt)
        text += " " + fmt.say("The owner reported {status}.", status=word)
    return text.strip()


def _chart(edition: Edition, score: GoalScore, fmt: Formatter, number: int) -> Chart | None:
    """Return the chart of the key result that is furthest behind and has one: a series before milestones."""
    counted = [part for part in score.key_results if part.is_counted and part.has_data]
    counted.sort(key=lambda part: (part.key_result.id != score.worst, -(part.gap or 0.0)))
    charts = [chart for part in counted if (chart := chart_of(edition.scorecard, score, part, fmt))]
    series: list[Chart] = [chart for chart in charts if isinstance(chart, SeriesChart)]
    chosen = next(iter([*series, *charts]), None)
    if isinstance(chosen, SeriesChart):
        chosen = replace(chosen, height=_HEIGHT)
    return replace(chosen, id_prefix=f"p_chart{number}") if chosen else None


def _lines(edition: Edition, fmt: Formatter, score: GoalScore) -> Iterator[Line]:
    """Yield the key results of a goal, or the goals that it is measured by, those furthest behind first."""
    rule = edition.scorecard.rule

    def behind(part: KeyResultScore | ChildScore) -> float:
        if isinstance(part, ChildScore):
            return (part.progress - part.expected) * part.weight
        return -(part.gap or 0.0)

    for part in sorted(score.key_results, key=lambda part: (not part.is_counted, behind(part))):
        address = links.key_result_url(score.goal.id, part.key_result.id)
        note = against_expected(part, score.measured_at, fmt) or (fmt.say(part.why) if part.why else "")
        yield Line(part.key_result.title, address, key_result_status(part, rule, fmt), note)
    for child in sorted((one for one in score.children if one.counts), key=behind):
        below = edition.scorecard.goals[child.goal_id]
        note = "".join(done_and_expected(below, fmt))
        yield Line(below.goal.title, links.goal_url(child.goal_id), goal_status(below, rule, fmt), note)


def wins_slide(fmt: Formatter, wins: Sequence[Win]) -> Slide:
    """Return the slide of wins, the latest first."""
    lines = tuple(
        Line(
            win.title,
            win.url,
            replace(win.status, note=win.when),
            win.sentence.rstrip("."),
            win.told,
        )
        for win in wins[:MOST_ROWS]
    )
    return Slide(
        "rows",
        fmt.say("Wins"),
        RowsBody(lines, _more(len(wins) - MOST_ROWS, fmt), fmt.say("No wins recorded in this time.")),
    )


def help_slide(edition: Edition, fmt: Formatter, scores: Sequence[GoalScore]) -> Slide:
    """Return the slide of what needs help: what owners ask for, else what stands in their way."""
    lines = []
    for score in scores:
        newest = score.check_ins[0] if score.check_ins else None
        text = (newest.needs or newest.blockers) if newest else None
        if text and score.goal.state == "active" and score.status not in (Status.ACHIEVED, Status.MISSED):
            status = goal_status(score, edition.scorecard.rule, fmt)
            told = Prose(text, score.goal.path)
            lines.append(Line(score.goal.title, links.goal_url(score.goal.id), status, told=told))
    more, empty = _more(len(lines) - MOST_ROWS, fmt), fmt.say("Nobody asks for help.")
    return Slide("rows", fmt.say("What needs help"), RowsBody(tuple(lines[:MOST_ROWS]), more, empty))


def ended_slide(edition: Edition, fmt: Formatter, scores: Sequence[GoalScore]) -> Slide:
    """Return the slide of goals that have ended, with their scores."""
    lines = tuple(_ended(edition, fmt, score) for score in scores[:MOST_ROWS])
    more, empty = _more(len(scores) - MOST_ROWS, fmt), fmt.say("Nothing has ended yet.")
    return Slide("rows", fmt.say("What ended"), RowsBody(lines, more, empty))


def _ended(edition: Edition, fmt: Formatter, score: GoalScore) -> Line:
    goal = score.goal
    status = goal_status(score, edition.scorecard.rule, fmt)
    note = why(edition, fmt, score)
    return Line(goal.title, links.goal_url(goal.id), status, note.rstrip("."))


def rest_slide(fmt: Formatter, title: str, lines: Sequence[Line]) -> Slide:
    """Return the slide that leads to what has no slide of its own."""
    return Slide("rows", title, RowsBody(tuple(lines[:MOST_ROWS]), _more(len(lines) - MOST_ROWS, fmt), ""))


def _more(count: int, fmt: Formatter) -> str:
    return fmt.say_many("and {n} more", "and {n} more", count) if count > 0 else ""
