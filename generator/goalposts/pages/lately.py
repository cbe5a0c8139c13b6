"""Wins and milestones of a person's or a cycle's goals: what was won, and which milestones come next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from goalposts.key_results.milestones import is_done, is_overdue
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.counting import is_active
from goalposts.pages.formatting import Formatter
from goalposts.pages.key_result_sentences import steps
from goalposts.pages.page import Edition
from goalposts.pages.wins import Win, latest_first, wins_of

MOST = 12


class Ahead(Struct, frozen=True):
    """A milestone that is still to be done: its day, its goal, and `late` where its day is over."""

    title: str
    url: str
    goal: str
    when: str
    iso: str
    late: str


class Lately(Struct, frozen=True):
    """The two lists with their notes; `empty` says that there was no win."""

    wins: tuple[Win, ...]
    wins_note: str
    empty: str
    ahead: tuple[Ahead, ...]
    ahead_note: str


class Wins:
    """The wins of an edition by goal, gathered once for all pages of a kind."""

    def __init__(self, edition: Edition, fmt: Formatter, days: int | None) -> None:
        """Gather the wins that were first known in the days to `as_of`; all of them without `days`."""
        self.fmt = fmt
        self.days = days
        self._by_goal: dict[str, list[Win]] = {}
        for win in wins_of(edition, fmt, days):
            self._by_goal.setdefault(win.goal_id, []).append(win)

    def of(self, goal_id: str) -> Sequence[Win]:
        """Return the wins of one goal, latest first."""
        return self._by_goal.get(goal_id, ())

    def lately(self, scores: Sequence[GoalScore]) -> Lately | None:
        """Return the wins of the days, and the milestones ahead, of some goals; None where neither is."""
        fmt = self.fmt
        note = fmt.say("{days} days to {day}", days=self.days, day=fmt.day(fmt.as_of))
        return self._view(scores, [win for score in scores for win in self.of(score.goal.id)], note)

    def between(self, scores: Sequence[GoalScore], first: date, last: date) -> Lately | None:
        """Return the wins from one day to another, and the milestones ahead, of some goals."""
        fmt = self.fmt
        note = fmt.say("{first} to {last}", first=fmt.day(first), last=fmt.day(min(last, fmt.as_of)))
        inside = (first.isoformat(), last.isoformat())
        wins = [
            win for score in scores for win in self.of(score.goal.id) if inside[0] <= win.iso <= inside[1]
        ]
        return self._view(scores, wins, note)

    def _view(self, scores: Sequence[GoalScore], found: Iterable[Win], note: str) -> Lately | None:
        wins = latest_first(found)
        ahead = sorted(_ahead(scores, self.fmt), key=lambda one: (one.iso, one.title, one.goal))
        if not wins and not ahead:
            return None
        return Lately(
            wins=wins[:MOST],
            wins_note=_cut(note, len(wins), self.fmt),
            empty="" if wins else self.fmt.say("No wins recorded in these days."),
            ahead=tuple(ahead[:MOST]),
            ahead_note=_cut(self.fmt.say("Soonest first"), len(ahead), self.fmt),
        )


def _cut(note: str, count: int, fmt: Formatter) -> str:
    if count <= MOST:
        return note
    return fmt.say("{note}, {shown} of {all} shown", note=note, shown=MOST, all=count)


def _ahead(scores: Sequence[GoalScore], fmt: Formatter) -> Iterator[Ahead]:
    for score in scores:
        if not is_active(score, fmt.as_of) or score.status in (Status.ACHIEVED, Status.MISSED):
            continue
        for part in score.key_results:
            for step in steps(part):
                if step.due is None or is_done(step, score.measured_at):
                    continue
                yield Ahead(
                    title=step.title,
                    url=links.key_result_url(score.goal.id, part.key_result.id),
                    goal=score.goal.title,
                    when=fmt.day(step.due),
                    iso=step.due.isoformat(),
                    late=fmt.say("overdue") if is_overdue(step, score.measured_at) else "",
                )
