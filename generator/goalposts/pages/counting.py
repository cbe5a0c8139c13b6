"""Counting goals: which run, which are over, and which share of them is on track."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status, StatusRule
from goalposts.pages.formatting import Formatter
from goalposts.pages.links import hyphened
from goalposts.pages.words import (
    ATTENTION,
    COUNTED,
    StatusView,
    goal_status,
    reported_words,
    status_inside,
)

_GOOD = (Status.ON_TRACK, Status.ACHIEVED)
NEEDS_ATTENTION = (Status.OFF_TRACK, Status.AT_RISK, Status.STALE)


class Share(Struct, frozen=True):
    """How many of the active goals are on track or achieved."""

    good: int
    active: int

    def percent(self, fmt: Formatter) -> str:
        """Return the share as text, `75 %`; empty where there is no active goal."""
        return fmt.share(self.good / self.active, 1.0) if self.active else ""


def is_over(score: GoalScore, as_of: date) -> bool:
    """Return whether a goal has ended: closed, dropped, or past its due date with a final judgement."""
    if score.goal.state in ("closed", "dropped"):
        return True
    return score.status in (Status.ACHIEVED, Status.MISSED) and score.goal.due < as_of


def is_active(score: GoalScore, as_of: date) -> bool:
    """Return whether a goal counts in shares: its state is active, and it has not ended."""
    return score.goal.state == "active" and not is_over(score, as_of)


def share_on_track(scores: Iterable[GoalScore], as_of: date) -> Share:
    """Return (on track + achieved) of the active goals."""
    active = [score for score in scores if is_active(score, as_of)]
    return Share(sum(score.status in _GOOD for score in active), len(active))


def count_statuses(scores: Iterable[GoalScore]) -> list[tuple[Status, int]]:
    """Return how many goals have each status, from good to not judged; none without goals."""
    counts = Counter(score.status for score in scores)
    return [(status, counts[status]) for status in COUNTED if counts[status]]


def count_shown(
    scores: Iterable[GoalScore], rule: StatusRule, fmt: Formatter
) -> list[tuple[StatusView, int]]:
    """Return how often each shape and colour stands for a goal, from good to not judged.

    Where owner and numbers differ it is the worse of the two, and if that is the owner's both are named; a
    goal that is not measured has its own.
    """
    views = Counter(_shown(score, rule, fmt) for score in scores)
    order = [hyphened(status) for status in COUNTED]
    return sorted(views.items(), key=lambda counted: (order.index(counted[0].icon), counted[0].word))


def _shown(score: GoalScore, rule: StatusRule, fmt: Formatter) -> StatusView:
    is_reported = score.is_measured and score.disagrees and score.shown_status is not score.status
    note = reported_words(score.shown_status, fmt) if is_reported else ""
    return replace(goal_status(score, rule, fmt), note=note)


def doubts_in_words(scores: Iterable[GoalScore], fmt: Formatter) -> str:
    """Return what stands against goals that are on track by their numbers; empty where nothing does.

    `Of those on track, one is provisional.`
    """
    good = [score for score in scores if score.status is Status.ON_TRACK and score.is_measured]
    told = []
    if n := sum(score.disagrees for score in good):
        told.append(
            fmt.say_many(
                "{n} is reported otherwise by the owner",
                "{n} are reported otherwise by the owner",
                n,
                n=fmt.spelled(n),
            )
        )
    if n := sum(score.provisional_until is not None for score in good):
        told.append(fmt.say_many("{n} is provisional", "{n} are provisional", n, n=fmt.spelled(n)))
    if n := sum(score.stale_parts[0] > 0 for score in good):
        told.append(
            fmt.say_many(
                "{n} rests partly on old values", "{n} rest partly on old values", n, n=fmt.spelled(n)
            )
        )
    return fmt.say("Of those on track, {doubts}.", doubts=fmt.listed(told)) if told else ""


def counts_in_words(counts: Sequence[tuple[Status, int]], fmt: Formatter) -> str:
    """Return counts as a list: `3 on track, 1 at risk`."""
    return ", ".join(
        fmt.say("{n} {status}", n=fmt.number(number), status=status_inside(status, fmt))
        for status, number in counts
    )


def attention_key(score: GoalScore) -> tuple[int, float, date, str]:
    """Return the key that sorts goals by how much they need attention, then by their gap and due date."""
    return ATTENTION.index(score.shown_status), -(score.gap or 0.0), score.goal.due, score.goal.id


def needs_attention(score: GoalScore, as_of: date) -> bool:
    """Return whether an active goal is behind or stale, by its numbers or by its owner's word."""
    return is_active(score, as_of) and score.shown_status in NEEDS_ATTENTION
