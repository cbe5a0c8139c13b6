"""What was won of a goal by the end of an earlier day, by what was known then: so that a win is told once.

Values come in after their period, and milestones and closes are written down later than they happen. So a win
belongs to the days in which it was first known, and not to those in which it happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from goalposts.history import EventKind
from goalposts.key_results.milestones import is_done
from goalposts.measuring.goal import Measurer, children_of
from goalposts.measuring.measure import rule_of
from goalposts.measuring.over_time import links_below
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages.key_result_sentences import steps
from goalposts.pages.page import Edition
from goalposts.pages.review_causes import Causes
from goalposts.pages.review_moments import records_on
from goalposts.pages.review_periods import last_day
from goalposts.records.days import parse_day

WEEK = 7
MONTH = 30
"""A week, as on the page of a team, is short for one person."""


class Earlier(Struct, frozen=True):
    """What was won of a goal already.

    `steps` are the milestones done: key result, title and day. `told` are the days of check-ins with a win.
    """

    is_achieved: bool = False
    steps: tuple[tuple[str, str, date], ...] = ()
    told: tuple[date, ...] = ()


NOTHING = Earlier()


_NOT_TOLD = (EventKind.CHECK_IN_CHANGED, EventKind.KEY_RESULT_ADDED)
"""After these it is not known which wins were there before."""
_DONE = (EventKind.MILESTONE_DONE, EventKind.MILESTONE_ADDED)


def is_achieved(score: GoalScore) -> bool:
    """Return whether a goal is achieved, or was until its values were too old to say so."""
    return Status.ACHIEVED in (score.status, score.last_status)


def won_by(score: GoalScore, day: date) -> Earlier:
    """Return what a score says was won: a goal as it stands, milestones and check-ins up to a day."""
    if score.goal.state == "draft":
        return NOTHING
    return Earlier(
        is_achieved(score),
        tuple(
            (part.key_result.id, step.title, step.done)
            for part in score.key_results
            for step in steps(part)
            if step.done and is_done(step, day)
        ),
        tuple(one.date for one in score.check_ins if one.wins and one.date <= day),
    )


def names_of(edition: Edition) -> list[str]:
    """Return the names by which pages ask `find_earlier`: one for each goal and number of days."""
    return [f"{days} {goal}" for days in (WEEK, MONTH) for goal in edition.repository.goals]


def earlier(edition: Edition, goal: str, days: int) -> Earlier:
    """Return what was won of a goal some days before the day of the edition: as it is known, or found now."""
    name = f"{days} {goal}"
    known: Earlier | None = edition.days.earlier.get(name)
    return find_earlier(edition, name) if known is None else known


def find_earlier(edition: Edition, name: str) -> Earlier:
    """Return what was won of a goal some days before the day of the edition, by the name of both.

    It is what today's records say of that day, without what commits after it tell, as git does. Only where
    such a commit may have made the goal achieved are the records of the day recalled. A goal that was written
    down after it was over brings no wins.
    """
    days, _, goal = name.partition(" ")
    score = edition.scorecard.goals[goal]
    day = edition.scorecard.as_of - timedelta(days=int(days))
    known = won_by(score, day)
    if known == NOTHING:
        return known
    below = links_below(edition.scorecard, (goal,))
    later = _Later.of(edition, day)
    if later and later.may_differ(score, below):
        records = records_on(edition, day, below)
        if records is not None and goal in records.goals:
            measurer = Measurer(records, day, rule_of(records.config), children_of(records))
            return won_by(measurer.score(records.goals[goal]), day)
        if records is not None:
            return NOTHING if last_day(score.goal) > day else replace(known, is_achieved=True)
    elif later:
        known = later.without(known, goal)
    if not known.is_achieved or last_day(score.goal) <= day:
        return known
    measurer = Measurer(edition.repository, day, edition.scorecard.rule, below)
    return replace(known, is_achieved=is_achieved(measurer.score(score.goal)))


class _Later(Struct, frozen=True):
    """What commits after a day changed about it."""

    edition: Edition
    causes: Causes

    @classmethod
    def of(cls, edition: Edition, day: date) -> _Later | None:
        """Return what is known of later commits; None where the site tells no history."""
        if edition.history is None:
            return None
        fiscal = edition.repository.config.fiscal_year
        return cls(edition, Causes(edition.history, lambda one: one.commit.day > day, fiscal, day))

    def may_differ(self, score: GoalScore, below: Iterable[str]) -> bool:
        """Return whether the records of the day must be looked at, since events do not tell enough."""
        goal, causes = score.goal.id, self.causes
        own = causes.of_goal(goal, closed=True)
        if causes.is_there(goal) or any(event.kind in _NOT_TOLD for event in own):
            return True
        if own or not is_achieved(score):
            return is_achieved(score)
        # what lies after its last day changes nothing
        causes = replace(causes, day=min(causes.day, score.measured_at))
        if any(causes.of_goal(key, closed=True) or causes.is_there(key) for key in below if key != goal):
            return True
        goals, kpis = self.edition.repository.goals, self.edition.repository.kpis
        read = {part.terms.kpi for key in below for part in goals[key].key_results}
        return any(causes.of_kpi(kpis[key]) for key in sorted(filter(None, read)) if key in kpis)

    def without(self, known: Earlier, goal: str) -> Earlier:
        """Return what was won of a goal without what was written down later.

        A milestone that has another name now is told by its day.
        """
        events = self.causes.of_goal(goal, closed=True)
        done = {(one.change.part, one.change.of): one.change.after for one in events if one.kind in _DONE}
        names = {step[:2] for step in known.steps}
        renamed = {(name[0], day) for name, day in done.items() if name not in names}
        told = Counter(one.change.of for one in events if one.kind is EventKind.CHECK_IN_ADDED)
        return Earlier(
            known.is_achieved,
            tuple(
                (part, title, day)
                for part, title, day in known.steps
                if (part, title) not in done and (part, day.isoformat()) not in renamed
            ),
            tuple((Counter(known.told) - Counter({parse_day(of): n for of, n in told.items()})).elements()),
        )
