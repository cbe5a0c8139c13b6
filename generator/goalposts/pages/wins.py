"""Wins of the last days: goals achieved, milestones done, and what owners told in check-ins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from goalposts.key_results.milestones import is_done
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages.formatting import Formatter
from goalposts.pages.key_result_sentences import steps
from goalposts.pages.links import goal_url, key_result_url
from goalposts.pages.page import Edition, Prose
from goalposts.pages.reached import won_on
from goalposts.pages.sentences import why
from goalposts.pages.words import StatusView, status_view

DAYS = 7


class Win(Struct, frozen=True):
    """One win: what kind, of which goal, and what happened, as a sentence or as the owner's own words."""

    goal_id: str
    status: StatusView
    title: str
    url: str
    sentence: str
    told: Prose | None
    when: str
    iso: str


def wins_of(edition: Edition, fmt: Formatter, days: int = DAYS) -> tuple[Win, ...]:
    """Return the wins of the days to `as_of`, latest first; a week of them if nothing else is asked for."""
    since = edition.scorecard.as_of - timedelta(days=days - 1)
    found = [win for score in edition.scorecard.goals.values() for win in _wins(edition, fmt, score, since)]
    return tuple(sorted(found, key=lambda win: (win.iso, win.title), reverse=True))


def _wins(edition: Edition, fmt: Formatter, score: GoalScore, since: date) -> Iterator[Win]:
    goal = score.goal
    if goal.state in ("draft", "dropped"):
        return
    until = edition.scorecard.as_of

    def win(day: date, word: str, sentence: str, told: Prose | None = None, url: str = "") -> Win:
        status = status_view(Status.ACHIEVED, fmt, word=word)
        return Win(
            goal_id=goal.id,
            status=status,
            title=goal.title,
            url=url or goal_url(goal.id),
            sentence=sentence,
            told=told,
            when=fmt.weekday(day),
            iso=day.isoformat(),
        )

    day = won_on(score) if score.status is Status.ACHIEVED else None
    achieved = day is not None and since <= day <= until
    if achieved and day:
        yield win(day, fmt.say("Achieved"), why(edition, fmt, score))
    for part in score.key_results:
        for step in steps(part):
            # the milestones of a goal that is achieved are told by its own win
            if not achieved and step.done and since <= step.done and is_done(step, until):
                url = key_result_url(goal.id, part.key_result.id)
                yield win(
                    step.done, fmt.say("Milestone done"), fmt.say("{words}.", words=step.title), url=url
                )
    for check_in in score.check_ins:
        if check_in.wins and since <= check_in.date <= until:
            yield win(check_in.date, fmt.say("Win"), "", Prose(check_in.wins, goal.path))
