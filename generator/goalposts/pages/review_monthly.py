"""The monthly review: the trends of KPIs, what is asked for, and the health of the work and its data."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from msgspec import Struct

from goalposts.key_results.milestones import MilestoneFields, is_done, is_overdue
from goalposts.language.catalogue import N_
from goalposts.measuring.scorecard import GoalScore, KpiScore
from goalposts.measuring.status import Status
from goalposts.pages import kpi_words
from goalposts.pages.key_result_sentences import steps
from goalposts.pages.kpis import attention
from goalposts.pages.links import key_result_url, kpi_url
from goalposts.pages.review_parts import (
    Line,
    LineList,
    MakeLine,
    Scope,
    ToldList,
    WinList,
    goal_line,
    in_need_first,
    line_list,
    told_in,
    win_list,
)
from goalposts.pages.review_periods import period_around
from goalposts.pages.tiles import KpiTile, late_tile
from goalposts.pages.words import StatusView, kpi_status, status_view

MOST_TILES = 30
_BEHIND = (Status.OFF_TRACK, Status.AT_RISK)


class Trend(Struct, frozen=True):
    """A KPI on the last day of the month, and its change since a year before; empty where there is none."""

    tile: KpiTile
    year_ago: str


class MonthlyBody(Struct, frozen=True):
    """What a monthly review tells."""

    trends: tuple[Trend, ...]
    trends_note: str
    trends_empty: str
    needs: ToldList
    health_note: str
    lists: tuple[LineList, ...]
    wins: WinList


def kpis_of(scope: Scope) -> list[KpiScore]:
    """Return the KPIs of a review: all of them, or those of the team and those that its goals read."""
    known = scope.edition.scorecard.kpis.values()
    if scope.team is None:
        return sorted(known, key=attention)
    used = {part.terms.kpi for score in scope.live for part in score.goal.key_results}
    return sorted((one for one in known if one.kpi.team == scope.team or one.kpi.id in used), key=attention)


def monthly(scope: Scope) -> MonthlyBody:
    """Return the monthly review of a scope."""
    kpis = kpis_of(scope)
    shown = kpis[:MOST_TILES]
    note = scope.fmt.say("Last 13 periods; the shaded band is the healthy range.")
    counted = scope.fmt.say("{shown} of {all}.", shown=len(shown), all=len(kpis))
    found = _steps(scope)
    done, overdue, coming = _done(scope, found), _overdue(scope, found), _coming(scope, found)
    return MonthlyBody(
        trends=tuple(
            Trend(late_tile(scope.edition, scope.fmt, score), _year_ago(scope, score)) for score in shown
        ),
        trends_note=f"{counted} {note}" if len(shown) < len(kpis) else note,
        trends_empty=scope.fmt.say("There is no KPI."),
        needs=told_in(
            scope,
            "needs",
            (N_("Resource needs"), N_("Nobody asked for anything in this month.")),
            latest_only=True,
        ),
        health_note=scope.fmt.say_many(
            "{n}\u00a0milestone done, {overdue} overdue",
            "{n}\u00a0milestones done, {overdue} overdue",
            len(done),
            overdue=len(overdue),
        ),
        lists=(
            line_list(scope.fmt, "p_behind", (N_("Behind"), N_("No goal was behind.")), _behind(scope)),
            line_list(
                scope.fmt, "p_overdue", (N_("Overdue milestones"), N_("No milestone was overdue.")), overdue
            ),
            line_list(
                scope.fmt, "p_done", (N_("Milestones done"), N_("No milestone was done in this month.")), done
            ),
            line_list(
                scope.fmt,
                "p_coming",
                (N_("Due next month"), N_("No milestone is due in the month after.")),
                coming,
            ),
            line_list(
                scope.fmt,
                "p_stale",
                (N_("Old or missing data"), N_("Every value was up to date.")),
                _old(scope, kpis),
            ),
        ),
        wins=win_list(scope, N_("No wins recorded in this month.")),
    )


def _year_ago(scope: Scope, score: KpiScore) -> str:
    change = score.year_ago
    if change is None or change.since.value is None:
        return ""
    places = kpi_words.latest_places(score)
    before = kpi_words.before_words(scope.fmt, score.kpi, change, places)
    signed = kpi_words.signed_words(scope.fmt, score.kpi, change, places)
    return scope.fmt.say("Against a year ago: {change}, from {value}", change=signed, value=before)


def _behind(scope: Scope) -> list[MakeLine]:
    behind = [score for score in scope.live if score.shown_status in _BEHIND]
    return [partial(goal_line, scope, score) for score in in_need_first(behind)]


class _Step(Struct, frozen=True):
    """A milestone and the goal it belongs to."""

    score: GoalScore
    step: MilestoneFields
    url: str

    def line(self, scope: Scope, view: StatusView, message: str, day: date) -> Line:
        """Return the milestone in one line."""
        words = scope.fmt.say(message, title=self.step.title, day=scope.fmt.day(day))
        return Line(view, self.score.goal.title, self.url, words)


def _steps(scope: Scope) -> list[_Step]:
    """Return the milestones of all goals of the review, by the day they are due."""
    found = [
        _Step(score, step, key_result_url(score.goal.id, part.key_result.id))
        for score in scope.live
        for part in score.key_results
        for step in steps(part)
    ]
    return sorted(found, key=lambda one: (one.step.due or one.score.goal.due, one.step.title))


def _done(scope: Scope, found: list[_Step]) -> list[MakeLine]:
    view = status_view(Status.ACHIEVED, scope.fmt, word=scope.fmt.say("Done"))
    return [
        partial(one.line, scope, view, N_("{title}: done on {day}."), one.step.done)
        for one in found
        if one.step.done and scope.period.start <= one.step.done <= scope.day
    ]


def _overdue(scope: Scope, found: list[_Step]) -> list[MakeLine]:
    view = status_view(Status.AT_RISK, scope.fmt, word=scope.fmt.say("Overdue"))
    return [
        partial(one.line, scope, view, N_("{title}: was due on {day}."), one.step.due)
        for one in found
        if one.step.due and one.score.goal.state == "active" and is_overdue(one.step, scope.day)
    ]


def _coming(scope: Scope, found: list[_Step]) -> list[MakeLine]:
    following = period_around(scope.period.rhythm, scope.day + timedelta(days=1), scope.fiscal)
    view = status_view(Status.NOT_STARTED, scope.fmt, word=scope.fmt.say("Due"))
    return [
        partial(one.line, scope, view, N_("{title}: due on {day}."), one.step.due)
        for one in found
        if one.step.due
        and following.start <= one.step.due <= following.end
        and not is_done(one.step, scope.day)
        and one.score.goal.state == "active"
    ]


def _old(scope: Scope, kpis: list[KpiScore]) -> list[MakeLine]:
    """Return the KPIs and goals whose values were old or missing on the last day."""
    stale = [score for score in kpis if score.is_stale or score.latest is None]
    goals = [score for score in scope.live if score.status in (Status.STALE, Status.NO_DATA)]
    lines: list[MakeLine] = [partial(_kpi_line, scope, score) for score in stale]
    return lines + [partial(goal_line, scope, score) for score in in_need_first(goals)]


def _kpi_line(scope: Scope, score: KpiScore) -> Line:
    fmt = scope.fmt
    status = status_view(Status.NO_DATA, fmt) if score.latest is None else kpi_status(score, fmt)
    return Line(status, score.kpi.title, kpi_url(score.kpi.id), _age(scope, score))


def _age(scope: Scope, score: KpiScore) -> str:
    if score.latest is None:
        return kpi_words.missing_words(scope.fmt, score)
    return kpi_words.stale_words(scope.fmt, score, score.latest)
