"""The periods that reviews are about: weeks, months and quarters that are over."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from goalposts.pages.formatting import Formatter
from goalposts.records.goal import Goal
from goalposts.records.period import FiscalYear, add_months, end_of_month

REVIEWS = "reviews/"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A kind of review: its name in addresses, as a word and as a heading, its noun, its periods' names."""

    name: str
    word: str
    title: str
    noun: str
    names: re.Pattern[str]


WEEKLY = Rhythm("weekly", "Weekly", "Weekly review", "week", re.compile(r"\d{4}-w\d{2}"))
MONTHLY = Rhythm("monthly", "Monthly", "Monthly review", "month", re.compile(r"\d{4}-\d{2}"))
QUARTERLY = Rhythm("quarterly", "Quarterly", "Quarterly review", "quarter", re.compile(r"\d{4}-q[1-4]"))
RHYTHMS = (WEEKLY, MONTHLY, QUARTERLY)


@dataclass(frozen=True, slots=True)
class ReviewPeriod:
    """A period with a review: `name` stands in its address, such as `2026-w47`; `end` is its last day."""

    rhythm: Rhythm
    name: str
    start: date
    end: date

    @property
    def url(self) -> str:
        """Return the permanent address of the review of the whole organization."""
        return f"{newest_url(self.rhythm)}{self.name}/"

    def team_url(self, team: str) -> str:
        """Return the permanent address of a team's review."""
        return f"{self.url}{team}/"


def newest_url(rhythm: Rhythm) -> str:
    """Return the address that always shows the newest review."""
    return f"review/{rhythm.name}/"


def newest_team_url(rhythm: Rhythm, team: str) -> str | None:
    """Return the address of a team's newest review; None where the team's id could be a period's name."""
    return None if rhythm.names.fullmatch(team) else f"{newest_url(rhythm)}{team}/"


@dataclass(frozen=True, slots=True)
class Lived:
    """A period that is over, and the goals that were live in it."""

    period: ReviewPeriod
    goals: tuple[Goal, ...]

    def ended(self) -> list[Goal]:
        """Return the goals whose last day lies in the period."""
        return [goal for goal in self.goals if last_day(goal) <= self.period.end]


def closed_periods(rhythm: Rhythm, goals: Iterable[Goal], as_of: date, fiscal: FiscalYear) -> list[Lived]:
    """Return the periods that are over on a day and in which a goal was live, the oldest first.

    Drafts are never live. Paused and dropped goals are as long as their dates say: nothing tells since when.
    """
    counted = [goal for goal in goals if goal.state != "draft"]
    if not counted:
        return []
    periods = []
    until = min(as_of, max(last_day(goal) for goal in counted))
    period = period_around(rhythm, min(goal.start for goal in counted), fiscal)
    while period.end <= as_of and period.start <= until:
        periods.append(period)
        period = period_around(rhythm, period.end + timedelta(days=1), fiscal)
    starts, ends = [one.start for one in periods], [one.end for one in periods]
    live: list[list[Goal]] = [[] for _ in periods]
    for goal in counted:
        for place in range(bisect_left(ends, goal.start), bisect_right(starts, last_day(goal))):
            live[place].append(goal)
    return [Lived(one, tuple(found)) for one, found in zip(periods, live, strict=True) if found]


def period_around(rhythm: Rhythm, day: date, fiscal: FiscalYear) -> ReviewPeriod:
    """Return the week, month or quarter that a day is in; quarters are those of the fiscal year."""
    if rhythm is WEEKLY:
        monday = day - timedelta(days=day.weekday())
        year, week, _ = day.isocalendar()
        return ReviewPeriod(rhythm, f"{year}-w{week:02}", monday, monday + timedelta(days=6))
    if rhythm is MONTHLY:
        return ReviewPeriod(rhythm, f"{day:%Y-%m}", day.replace(day=1), end_of_month(day))
    year = next(year for year in (day.year + 1, day.year, day.year - 1) if fiscal.first_day(year) <= day)
    first = fiscal.first_day(year)
    number = ((day.year - first.year) * 12 + day.month - first.month) // 3
    start = add_months(first, 3 * number)
    return ReviewPeriod(rhythm, f"{year}-q{number + 1}", start, end_of_month(add_months(start, 2)))


def last_day(goal: Goal) -> date:
    """Return the last day on which a goal is live: its due date, or the day it was closed before."""
    if goal.state == "closed" and goal.closed_on is not None:
        return min(goal.due, goal.closed_on)
    return goal.due


def period_words(period: ReviewPeriod, fmt: Formatter, fiscal: FiscalYear) -> str:
    """Return a period as a title names it: `week 47 of 2026`, `Nov 2026`, `Q4 2026`."""
    year, _, part = period.name.partition("-")
    if period.rhythm is WEEKLY:
        return f"week {int(part[1:])} of {year}"
    if period.rhythm is MONTHLY:
        return f"{fmt.month(period.end)} {year}"
    return f"{part.upper()} {'FY ' if fiscal.start_month != 1 else ''}{year}"
