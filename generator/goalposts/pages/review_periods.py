"""The periods that reviews are about: weeks, months and quarters that are over."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import Struct

from goalposts.language.catalogue import N_
from goalposts.pages.formatting import Formatter
from goalposts.pages.rows import Link
from goalposts.records.goal import Goal
from goalposts.records.period import FiscalYear, add_months, end_of_month

REVIEWS = "reviews/"


class Rhythm(Struct, frozen=True):
    """A kind of review: its name in addresses, as a word and as a heading, and its periods' names."""

    name: str
    word: str
    title: str
    names: re.Pattern[str]

    def __reduce__(self) -> tuple[object, ...]:
        """Return how it is pickled: there is one of each."""
        return rhythm_named, (self.name,)


def rhythm_named(name: str) -> Rhythm:
    """Return the kind of review of a name."""
    return next(rhythm for rhythm in RHYTHMS if rhythm.name == name)


WEEKLY = Rhythm("weekly", N_("Weekly"), N_("Weekly review"), re.compile(r"\d{4}-w\d{2}"))
MONTHLY = Rhythm("monthly", N_("Monthly"), N_("Monthly review"), re.compile(r"\d{4}-\d{2}"))
QUARTERLY = Rhythm("quarterly", N_("Quarterly"), N_("Quarterly review"), re.compile(r"\d{4}-q[1-4]"))
RHYTHMS = (WEEKLY, MONTHLY, QUARTERLY)


class ReviewPeriod(Struct, frozen=True):
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


def newest_links(fmt: Formatter) -> tuple[Link, ...]:
    """Return the addresses that always show the newest reviews, as links."""
    return tuple(Link(fmt.say(rhythm.word), newest_url(rhythm)) for rhythm in RHYTHMS)


def newest_team_url(rhythm: Rhythm, team: str) -> str | None:
    """Return the address of a team's newest review; None where the team's id could be a period's name."""
    return None if rhythm.names.fullmatch(team) else f"{newest_url(rhythm)}{team}/"


def periods_between(
    rhythm: Rhythm, span: tuple[date, date], as_of: date, fiscal: FiscalYear
) -> list[ReviewPeriod]:
    """Return the periods from the one around the first day of a span to its last, as far as they are over."""
    periods = []
    period = period_around(rhythm, span[0], fiscal)
    while period.end <= as_of and period.start <= span[1]:
        periods.append(period)
        period = period_around(rhythm, period.end + timedelta(days=1), fiscal)
    return periods


def is_live(goal: Goal, period: ReviewPeriod) -> bool:
    """Return whether a goal was live in a period: drafts never are."""
    return goal.state != "draft" and goal.start <= period.end and last_day(goal) >= period.start


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
        return fmt.say("week {number} of {year}", number=int(part[1:]), year=year)
    if period.rhythm is MONTHLY:
        return f"{fmt.month(period.end)} {year}"
    if fiscal.start_month != 1:
        year = fmt.say("FY {year}", year=year)
    return fmt.say("Q{number} {year}", number=part[1:], year=year)
