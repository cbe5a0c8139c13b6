"""The quarterly review: progress tied back to objectives, wins, what to recalibrate and to reprioritize."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from msgspec import Struct

from goalposts.language.catalogue import N_
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages.counting import share_on_track
from goalposts.pages.links import goal_url
from goalposts.pages.review_parts import (
    MOST_ROWS,
    LineList,
    Scope,
    WinList,
    goal_line,
    in_need_first,
    line_list,
    spread,
    win_list,
)
from goalposts.pages.review_periods import ReviewPeriod, last_day, period_around
from goalposts.pages.rows import GoalRow, Link, goal_row
from goalposts.pages.standing import completion_words
from goalposts.pages.words import LEVEL_HEADINGS, StatusView, goal_status
from goalposts.records.goal import Goal

_DECIDED = (Status.ACHIEVED, Status.MISSED)
_NOT_GOING_ON = ("paused", "dropped")


class Objective(Struct, frozen=True):
    """A goal of the organization, and the goals of the review that lead up to it."""

    id: str
    status: StatusView | None
    heading: Link
    note: str
    rows: tuple[GoalRow, ...]


class Rate(Struct, frozen=True):
    """The completion of one level in the quarter and in the one before, in words."""

    level: str
    now: str
    before: str


class QuarterlyBody(Struct, frozen=True):
    """What a quarterly review tells."""

    objectives: tuple[Objective, ...]
    objectives_note: str
    wins: WinList
    recalibrate: tuple[LineList, ...]
    reprioritize: tuple[LineList, ...]
    rates: tuple[Rate, ...]
    rates_note: str
    quarters: tuple[str, str]


def quarterly(scope: Scope, names: tuple[str, str]) -> QuarterlyBody:
    """Return the quarterly review of a scope; `names` are those of the quarter and the one before."""
    before = period_around(scope.period.rhythm, scope.period.start - timedelta(days=1), scope.fiscal)
    following = period_around(scope.period.rhythm, scope.day + timedelta(days=1), scope.fiscal)
    groups = _objectives(scope)
    shown = sum(len(group.rows) for group in groups)
    below = sum(score.goal.level != "organization" for score in scope.live)
    return QuarterlyBody(
        objectives=tuple(groups),
        objectives_note=_shown(scope, shown, below) if shown < below else "",
        wins=win_list(scope, N_("No wins recorded in this quarter.")),
        recalibrate=_recalibrate(scope),
        reprioritize=_reprioritize(scope, following),
        rates=tuple(_rates(scope, before)),
        rates_note=_undecided(scope),
        quarters=names,
    )


def _shown(scope: Scope, shown: int, number: int) -> str:
    return scope.fmt.say_many(
        "{shown} of {n}\u00a0goal shown", "{shown} of {n}\u00a0goals shown", number, shown=shown
    )


# --- tied back to objectives ---------------------------------------------------------------------


def _objectives(scope: Scope) -> list[Objective]:
    """Return the organization's goals with what leads up to them, then what leads to none."""
    below: dict[str | None, list[GoalScore]] = {}
    for score in scope.live:
        if score.goal.level == "organization":
            below.setdefault(score.goal.id, [])
        else:
            below.setdefault(_objective_of(scope, score.goal), []).append(score)
    alone = below.pop(None, [])
    ids = sorted(key for key in below if key is not None)
    in_order = sorted(ids, key=lambda key: (scope.edition.repository.goals[key].title.casefold(), key))
    groups = [in_need_first(below[key]) for key in in_order] + ([in_need_first(alone)] if alone else [])
    shown = [
        tuple(goal_row(scope.edition, scope.fmt, one.goal.id) for one in few)
        for few in spread(groups, MOST_ROWS)
    ]
    found = [_objective(scope, key, below[key], rows) for key, rows in zip(in_order, shown, strict=False)]
    if alone:
        found.append(
            Objective(
                "p_alone", None, Link(scope.fmt.say("Leads to no goal of the organization")), "", shown[-1]
            )
        )
    return found


def _objective(scope: Scope, key: str, below: Sequence[GoalScore], rows: tuple[GoalRow, ...]) -> Objective:
    known = scope.edition.scorecard.goals
    status = goal_status(known[key], scope.edition.scorecard.rule, scope.fmt) if key in known else None
    share = share_on_track(below, scope.day)
    note = ""
    if share.active:
        note = scope.fmt.say_many(
            "{good} of {n}\u00a0goal on track",
            "{good} of {n}\u00a0goals on track",
            share.active,
            good=share.good,
        )
    heading = Link(scope.edition.repository.goals[key].title, goal_url(key))
    return Objective(f"p_goal-{key}", status, heading, note, rows)


def _objective_of(scope: Scope, goal: Goal) -> str | None:
    """Return the nearest goal of the organization above a goal."""
    goals = scope.edition.repository.goals
    waiting, seen = [goal], {goal.id}
    while waiting:
        above = waiting.pop(0)
        if above.level == "organization":
            return above.id
        for support in above.supports:
            if support.goal in goals and support.goal not in seen:
                seen.add(support.goal)
                waiting.append(goals[support.goal])
    return None


# --- what to change ------------------------------------------------------------------------------


def _recalibrate(scope: Scope) -> tuple[LineList, ...]:
    off = [score for score in scope.live if score.shown_status is Status.OFF_TRACK]
    risk = [score for score in scope.live if score.shown_status is Status.AT_RISK]
    early = [
        score for score in scope.live if score.status is Status.ACHIEVED and last_day(score.goal) > scope.day
    ]
    return (
        _lines(scope, "p_off_track", (N_("Off track"), N_("No goal was off track.")), off),
        _lines(scope, "p_at_risk", (N_("At risk"), N_("No goal was at risk.")), risk),
        _lines(
            scope, "p_early", (N_("Reached early"), N_("No goal reached its target before its time.")), early
        ),
    )


def _reprioritize(scope: Scope, following: ReviewPeriod) -> tuple[LineList, ...]:
    over = [score for score in scope.live if last_day(score.goal) <= scope.day and not _is_off(score)]
    soon = [
        score
        for score in scope.live
        if following.start <= last_day(score.goal) <= following.end and not _is_off(score)
    ]
    off = [score for score in scope.live if _is_off(score)]
    said = {one.goal.id: scope.fmt.say("Due on {day}.", day=scope.fmt.day(one.goal.due)) for one in soon}
    return (
        _lines(scope, "p_ended", (N_("Ended in this quarter"), N_("No goal ended.")), over),
        line_list(
            scope.fmt,
            "p_soon",
            (N_("Ends in the quarter after"), N_("No goal ends in the quarter after.")),
            [partial(goal_line, scope, score, said[score.goal.id]) for score in in_need_first(soon)],
        ),
        _lines(scope, "p_off", (N_("Paused or dropped"), N_("No goal was paused or dropped.")), off),
    )


def _is_off(score: GoalScore) -> bool:
    return score.goal.state in _NOT_GOING_ON


def _lines(scope: Scope, id_: str, titles: tuple[str, str], scores: Sequence[GoalScore]) -> LineList:
    lines = [partial(goal_line, scope, score) for score in in_need_first(scores)]
    return line_list(scope.fmt, id_, titles, lines)


# --- completion ----------------------------------------------------------------------------------


def _rates(scope: Scope, before: ReviewPeriod) -> list[Rate]:
    """Return the completion of goals that ended in the quarter and in the one before, by level."""
    ours = scope.ours(scope.edition.scorecard.goals)
    rates = []
    for level, title in {"": N_("All"), **LEVEL_HEADINGS}.items():
        of_level = [score for score in ours if level in ("", score.goal.level)]
        now, then = _completion(scope, of_level, scope.period), _completion(scope, of_level, before)
        if level == "" or now or then:
            none = scope.fmt.say("none decided")
            rates.append(Rate(scope.fmt.say(title), now or none, then or none))
    return rates


def _completion(scope: Scope, scores: Sequence[GoalScore], period: ReviewPeriod) -> str:
    ended = [score for score in scores if period.start <= last_day(score.goal) <= period.end]
    return completion_words(scope.fmt, [score for score in ended if not _is_off(score)])


def _undecided(scope: Scope) -> str:
    """Return how many goals ended without being decided by the last day, and by when they are."""
    waiting = [
        score
        for score in scope.live
        if last_day(score.goal) <= scope.day and score.status not in _DECIDED and not _is_off(score)
    ]
    if not waiting:
        return ""
    return scope.fmt.say_many(
        "{n}\u00a0goal ended with the quarter and was not decided on its last day: "
        "final values come after it.",
        "{n}\u00a0goals ended with the quarter and were not decided on its last day: "
        "final values come after it.",
        len(waiting),
    )
