"""The large meter of a goal: how much is done, what was expected, and both in words."""

from __future__ import annotations

from msgspec import Struct

from goalposts.charts import LargeMeter, large_meter
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition
from goalposts.pages.rows import meter_numbers
from goalposts.pages.sentences import old_day, success
from goalposts.pages.words import goal_status


class BigMeter(Struct, frozen=True):
    """The large meter of a goal with its words and its text alternative."""

    css: str
    is_old: bool
    drawing: LargeMeter
    title: str
    description: str
    start: str
    target: str


def big_meter(edition: Edition, score: GoalScore, fmt: Formatter) -> BigMeter | None:
    """Return the large meter of a goal, or None where nothing is measured."""
    if not score.is_measured:
        return None
    progress, expected = meter_numbers(score)
    goal = score.goal
    done_text, expected_text, title = _words(score, progress, expected, fmt)
    return BigMeter(
        css=goal_status(score, edition.scorecard.rule, fmt).css,
        is_old=score.status is Status.STALE,
        drawing=large_meter(progress, expected, done_text=done_text, expected_text=expected_text),
        title=title,
        description=_described(progress, expected, fmt),
        start=fmt.say("Start, {day}", day=fmt.day(goal.start)),
        target=fmt.say("Target, {day}", day=fmt.day(goal.due)),
    )


def _words(
    score: GoalScore, progress: float | None, expected: float | None, fmt: Formatter
) -> tuple[str, str, str]:
    """Return the words at the end of the bar, those at the marker, and the title."""
    expected_text = ""
    if expected is not None:
        expected_text = fmt.say("{share} expected", share=fmt.share(expected, 0.0, 1.0))
    if progress is None:
        return "", expected_text, fmt.say("No value yet")
    done = fmt.share(progress, 0.0, success(score))
    done_text = fmt.say("{share} done", share=done)
    if expected is None:
        return done_text, expected_text, done_text
    values = {"share": done, "expected": fmt.share(expected, 0.0, 1.0)}
    # key results are measured on days of their own, so only numbers that are old name one
    if day := old_day(score):
        told = fmt.say("{share} done, {expected} expected on {day}", day=fmt.day(day), **values)
        return done_text, expected_text, told
    return done_text, expected_text, fmt.say("{share} done, {expected} expected", **values)


def _described(progress: float | None, expected: float | None, fmt: Formatter) -> str:
    if progress is None:
        return fmt.say("The start post and the target post, without a bar between them.")
    if expected is None:
        return fmt.say("A bar from the start post towards the target post.")
    if expected > progress:
        return fmt.say(
            "A bar from the start post towards the target post. "
            "It ends {points} before the marker of what was expected.",
            points=fmt.points(expected - progress),
        )
    return fmt.say(
        "A bar from the start post towards the target post. It reaches the marker of what was expected."
    )
