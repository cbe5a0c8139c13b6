"""Blockers: what owners said stands in the way of their goals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from msgspec import Struct

from goalposts.measuring.scorecard import GoalScore
from goalposts.pages import links
from goalposts.pages.counting import is_active
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Prose

BLOCKER_DAYS = 30


class Blocker(Struct, frozen=True):
    """What stands in the way of a goal, in its owner's words."""

    title: str
    url: str
    when: str
    iso: str
    told: Prose
    needs: Prose | None


def blockers_of(fmt: Formatter, scores: Sequence[GoalScore]) -> Iterator[Blocker]:
    """Yield the blockers of active goals, by the newest check-in of each, if it is recent."""
    since = fmt.as_of - timedelta(days=BLOCKER_DAYS - 1)
    for score in scores:
        # an older check-in's blocker is answered by a newer one that names none
        newest = score.check_ins[0] if score.check_ins else None
        if newest and newest.blockers and newest.date >= since and is_active(score, fmt.as_of):
            needs = Prose(newest.needs, score.goal.path) if newest.needs else None
            yield Blocker(
                score.goal.title,
                links.goal_url(score.goal.id),
                fmt.day(newest.date),
                newest.date.isoformat(),
                Prose(newest.blockers, score.goal.path),
                needs,
            )
