"""Counting goals: which run, which are over, and which share of them is on track."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages.formatting import Formatter
from goalposts.pages.words import ATTENTION, COUNTED, STATUS_WORDS

_GOOD = (Status.ON_TRACK, Status.ACHIEVED)
NEEDS_ATTENTION = (Status.OFF_TRACK, Status.AT_RISK, Status.STALE)


@dataclass(frozen=True, slots=True)
class Share:
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


def counts_in_words(counts: Sequence[tuple[Status, int]]) -> str:
    """Return counts as a list: `3 on track, 1 at risk`."""
    return ", ".join(f"{number} {STATUS_WORDS[status].lower()}" for status, number in counts)


def attention_key(score: GoalScore) -> tuple[int, float, date, str]:
    """Return the key that sorts goals by how much they need attention, then by their gap and due date."""
    return ATTENTION.index(score.shown_status), -(score.gap or 0.0), score.goal.due, score.goal.id


def needs_attention(score: GoalScore, as_of: date) -> bool:
    """Return whether an active goal is behind or stale, by its numbers or by its owner's word."""
    return is_active(score, as_of) and score.shown_status in NEEDS_ATTENTION
