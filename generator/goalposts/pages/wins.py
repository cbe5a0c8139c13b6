"""Wins: goals achieved, milestones done, and what owners told in check-ins, each where it is first known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages.earlier import NOTHING, WEEK, Earlier, earlier, is_achieved, won_by
from goalposts.pages.formatting import Formatter
from goalposts.pages.links import goal_url, key_result_url
from goalposts.pages.page import Edition, Prose
from goalposts.pages.reached import won_on
from goalposts.pages.sentences import why
from goalposts.pages.words import StatusView, goal_status, status_view


class Win(Struct, frozen=True):
    """One win: what kind, of which goal, and what happened, as a sentence or as the owner's own words.

    `when` is empty where the records do not tell the day; `iso` is then the goal's day of measuring.
    """

    goal_id: str
    status: StatusView
    title: str
    url: str
    sentence: str
    told: Prose | None
    when: str
    iso: str


def wins_of(edition: Edition, fmt: Formatter, days: int | None = WEEK) -> tuple[Win, ...]:
    """Return the wins that were first known in the days to `as_of`, latest first; all without `days`."""
    return latest_first(
        win
        for key, score in edition.scorecard.goals.items()
        for win in wins_since(edition, fmt, score, NOTHING if days is None else earlier(edition, key, days))
    )


def latest_first(wins: Iterable[Win]) -> tuple[Win, ...]:
    """Return wins by their days."""
    return tuple(sorted(wins, key=lambda win: (win.iso, win.title), reverse=True))


def wins_since(edition: Edition, fmt: Formatter, score: GoalScore, was: Earlier) -> Iterator[Win]:
    """Yield what is a win of a goal by now and was not, or was not known, at an earlier time."""
    goal = score.goal
    if goal.state in ("draft", "dropped"):
        return

    def win(
        day: date | None, status: StatusView, sentence: str, told: Prose | None = None, part: str = ""
    ) -> Win:
        return Win(
            goal_id=goal.id,
            status=status,
            title=goal.title,
            url=key_result_url(goal.id, part) if part else goal_url(goal.id),
            sentence=sentence,
            told=told,
            when=fmt.weekday(day) if day else "",
            iso=(day or score.measured_at).isoformat(),
        )

    def word(text: str) -> StatusView:
        return status_view(Status.ACHIEVED, fmt, word=text)

    if is_achieved(score) and not was.is_achieved:
        is_stale = score.status is not Status.ACHIEVED
        status = goal_status(score, edition.scorecard.rule, fmt) if is_stale else word(fmt.say("Achieved"))
        yield win(won_on(score), status, why(edition, fmt, score))
    else:
        # the milestones of a goal that is achieved are told by its own win
        for part, title, done in _new_steps(score, was, edition.scorecard.as_of):
            sentence = fmt.say("{words}.", words=title)
            yield win(done, word(fmt.say("Milestone done")), sentence, part=part)
    told = Counter(was.told)
    for check_in in reversed(score.check_ins):
        if not check_in.wins:
            continue
        if told[check_in.date]:
            told[check_in.date] -= 1
        else:
            yield win(check_in.date, word(fmt.say("Win")), "", Prose(check_in.wins, goal.path))


def _new_steps(score: GoalScore, was: Earlier, by: date) -> Iterator[tuple[str, str, date]]:
    """Yield the milestones that are done by a day and were not; one under another name is told by its day."""
    done = won_by(score, by).steps
    renamed = Counter(day for *name, day in was.steps if tuple(name) not in {step[:2] for step in done})
    known = {step[:2] for step in was.steps}
    for step in done:
        if step[:2] in known:
            continue
        if renamed[step[2]]:
            renamed[step[2]] -= 1
        else:
            yield step
