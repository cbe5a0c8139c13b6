"""Badges: the status of a goal as a small picture, for a README, a wiki or a dashboard elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalposts.charts.badge import Badge, draw_badge
from goalposts.measuring.scorecard import GoalScore
from goalposts.pages import links
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.page import Download, Edition
from goalposts.pages.sentences import outcome
from goalposts.pages.words import goal_status


def make(edition: Edition) -> Iterator[Download]:
    """Yield the badge of every goal."""
    return make_some(edition, tuple(edition.repository.goals))


def make_some(edition: Edition, goals: Sequence[str]) -> Iterator[Download]:
    """Yield the badges of some goals."""
    fmt = formatter(edition)
    for goal_id in goals:
        badge = badge_of(edition, edition.scorecard.goals[goal_id], fmt)
        yield Download(links.badge_url(goal_id), draw_badge(badge))


def badge_of(edition: Edition, score: GoalScore, fmt: Formatter) -> Badge:
    """Return what a goal's badge says: `at risk, 46 %`; read aloud it has the title and the day too."""
    status = goal_status(score, edition.scorecard.rule, fmt)
    message = ", ".join(part for part in (status.text, outcome(score, fmt)) if part)
    message = message[:1].lower() + message[1:]
    day = fmt.full_day(edition.scorecard.as_of)
    title = fmt.say("{title}: {status}, as of {day}", title=score.goal.title, status=message, day=day)
    return Badge(fmt.say("goal"), status.icon, message, title)
