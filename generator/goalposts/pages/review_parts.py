"""What the three reviews share: whom a review is about, and the lines of its lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from goalposts.measuring.scorecard import GoalScore
from goalposts.pages.counting import attention_key
from goalposts.pages.formatting import Formatter
from goalposts.pages.links import goal_url
from goalposts.pages.page import Edition, Prose
from goalposts.pages.review_periods import ReviewPeriod
from goalposts.pages.sentences import why
from goalposts.pages.wins import Win
from goalposts.pages.words import StatusView, goal_status
from goalposts.records.period import FiscalYear

# a page keeps below 1,500 elements, and a meeting has no time for more
MOST_TOLD = 12
MOST_LINES = 15
MOST_ROWS = 25


class Scope(Struct, frozen=True):
    """What one review is about: a period, and the goals of a team or of everybody on its last day.

    `edition` is measured on that day. `before` are the scores of the last day of the period before, where
    it has a review. `wins` are those of the period, of all goals: the live ones, and those of `late`, which
    had ended before and of which more was known by its last day. `team` is None for everybody. `fiscal` is
    today's fiscal year, by which quarters are named.
    """

    period: ReviewPeriod
    edition: Edition
    fmt: Formatter
    team: str | None
    live: tuple[GoalScore, ...]
    before: Mapping[str, GoalScore]
    wins: Sequence[Win]
    late: tuple[GoalScore, ...]
    fiscal: FiscalYear

    @property
    def day(self) -> date:
        """Return the last day of the period."""
        return self.period.end

    def of(self, team: str | None) -> Scope:
        """Return the same for one team; None is everybody."""
        if team is None:
            return self
        live, late = (tuple(one for one in of if one.goal.team == team) for of in (self.live, self.late))
        return replace(self, team=team, live=live, late=late)

    def ours(self, scores: Mapping[str, GoalScore]) -> list[GoalScore]:
        """Return the goals that this review is about."""
        return [score for score in scores.values() if self.team in (None, score.goal.team)]


class Told(Struct, frozen=True):
    """What an owner wrote in a check-in, with the goal and the day."""

    title: str
    url: str
    who: str
    when: str
    iso: str
    text: Prose


class ToldList(Struct, frozen=True):
    """What owners wrote under one word. `note` counts what is not shown, `empty` stands where nothing is."""

    id: str
    title: str
    told: tuple[Told, ...]
    note: str
    empty: str


class Line(Struct, frozen=True):
    """A goal in one line: its status, its title, and a sentence."""

    status: StatusView
    title: str
    url: str
    words: str


MakeLine = Callable[[], Line]
"""Returns a line of a list that may be longer than what is shown of it."""


class LineList(Struct, frozen=True):
    """Goals or steps under a heading, each in one line."""

    id: str
    title: str
    lines: tuple[Line, ...]
    note: str
    empty: str


class WinList(Struct, frozen=True):
    """The wins of a period, and how many more there are."""

    wins: tuple[Win, ...]
    note: str
    empty: str


def told_in(scope: Scope, field: str, titles: tuple[str, str], *, latest_only: bool = False) -> ToldList:
    """Return what was written in `field` of the check-ins of the period, the latest first.

    `titles` are the heading and the sentence where there is nothing. With `latest_only` a goal speaks
    through its latest check-in alone: what an older one asked for is answered.
    """
    found = []
    for score in scope.live:
        for check_in in score.check_ins[: 1 if latest_only else None]:
            text = getattr(check_in, field)
            if text and scope.period.start <= check_in.date <= scope.day:
                who = scope.edition.repository.name_of(check_in.by or score.goal.owner)
                found.append(
                    Told(
                        score.goal.title,
                        goal_url(score.goal.id),
                        who,
                        scope.fmt.weekday(check_in.date),
                        check_in.date.isoformat(),
                        Prose(text, score.goal.path),
                    )
                )
    found.sort(key=lambda one: (one.iso, one.title), reverse=True)
    title, empty = map(scope.fmt.say, titles)
    return ToldList(f"p_{field}", title, tuple(found[:MOST_TOLD]), _latest(scope, len(found)), empty)


def win_list(scope: Scope, empty: str) -> WinList:
    """Return the wins of the period."""
    ours = {score.goal.id for score in (*scope.live, *scope.late)}
    wins = [win for win in scope.wins if win.goal_id in ours]
    return WinList(tuple(wins[:MOST_TOLD]), _latest(scope, len(wins)), scope.fmt.say(empty))


def _latest(scope: Scope, number: int) -> str:
    if number <= MOST_TOLD:
        return ""
    return scope.fmt.say("the latest {shown} of {all}", shown=MOST_TOLD, all=number)


def goal_line(scope: Scope, score: GoalScore, words: str = "") -> Line:
    """Return a goal in one line, with why it stands where it stands if nothing else is said."""
    status = goal_status(score, scope.edition.scorecard.rule, scope.fmt)
    said = words or why(scope.edition, scope.fmt, score)
    return Line(status, score.goal.title, goal_url(score.goal.id), said)


def line_list(fmt: Formatter, id_: str, titles: tuple[str, str], lines: Sequence[MakeLine]) -> LineList:
    """Return lines under a heading; `titles` are the heading and the sentence where there are none.

    Only those that are shown are made.
    """
    note = ""
    if len(lines) > MOST_LINES:
        note = fmt.say("{shown} of {all}", shown=MOST_LINES, all=len(lines))
    title, empty = map(fmt.say, titles)
    return LineList(id_, title, tuple(line() for line in lines[:MOST_LINES]), note, empty)


def in_need_first(scores: Sequence[GoalScore]) -> list[GoalScore]:
    """Return goals in the order of their need for attention."""
    return sorted(scores, key=attention_key)


def checked_in(scope: Scope) -> str:
    """Return how many goals had a check-in in the period; empty where none could."""
    heard = sum(
        any(scope.period.start <= one.date <= scope.day for one in score.check_ins) for score in scope.live
    )
    if not scope.live:
        return ""
    return scope.fmt.say_many(
        "{heard} of {n}\u00a0goal had a check-in",
        "{heard} of {n}\u00a0goals had a check-in",
        len(scope.live),
        heard=heard,
    )


def spread(groups: Sequence[Sequence[GoalScore]], most: int) -> Iterator[Sequence[GoalScore]]:
    """Yield the first goals of each group, `most` of them in all."""
    left = most
    for group in groups:
        yield group[:left]
        left -= len(group[:left])
