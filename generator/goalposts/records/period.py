"""Periods: the forms a date may take in a series, and the days that each one covers."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct


class Form(StrEnum):
    """How a period is written."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPLIT_YEAR = "split_year"
    YEARS = "years"


class Cadence(StrEnum):
    """How often a KPI gets a value; `irregular` rows are events."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    IRREGULAR = "irregular"


class Period(Struct, frozen=True, gc=False):
    """A span of days with a name; `start` and `end` are its first and its last day."""

    start: date
    end: date
    form: Form
    label: str

    @property
    def is_day(self) -> bool:
        """Return whether the period is a single dated day."""
        return self.form is Form.DAY


class FiscalYear(Struct, frozen=True):
    """How fiscal years run: the month they start in, and which calendar year names them.

    `named_by` is `start` or `end`: a year from July 2026 to June 2027 is 2026 or 2027. A fiscal year
    that starts in January is the calendar year under either name.
    """

    start_month: int = 1
    named_by: str = "end"

    def first_day(self, year: int) -> date:
        """Return the first day of the fiscal year named `year`."""
        shift = 1 if self.named_by == "end" and self.start_month > 1 else 0
        return date(year - shift, self.start_month, 1)


CALENDAR = FiscalYear()

# A split year names a fiscal year; where the site has none, it is read as the commonest: April to March.
_SPLIT_YEAR_DEFAULT_MONTH = 4

_FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    (Form.DAY, re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)),
    (Form.WEEK, re.compile(r"(\d{4})-[Ww](\d{2})", re.ASCII)),
    (Form.MONTH, re.compile(r"(\d{4})-(\d{2})", re.ASCII)),
    (Form.QUARTER, re.compile(r"(\d{4})-[Qq]([1-4])", re.ASCII)),
    (Form.HALF, re.compile(r"(\d{4})-[Hh]([12])", re.ASCII)),
    (Form.YEAR, re.compile(r"(\d{4})", re.ASCII)),
    (Form.SPLIT_YEAR, re.compile(r"(\d{4})/(\d{2})", re.ASCII)),
    (Form.YEARS, re.compile(r"(\d{4})/(\d{4})", re.ASCII)),
)


# all series of a site, and the versions of its goals, name the same few periods
@lru_cache(maxsize=1 << 14)
def parse_period(text: str, fiscal: FiscalYear = CALENDAR, *, split_month: int | None = None) -> Period:
    """Return the period that `text` names.

    `fiscal` says how quarters, halves and years run; `split_month` in which month a split year such as
    `2015/16` begins (default: April). Raises `ValueError` with a message for people where the text is
    none of the documented forms or names a day that does not exist.
    """
    for form, pattern in _FORMS:
        if match := pattern.fullmatch(text):
            numbers = [int(group) for group in match.groups()]
            if numbers[0] == 0:
                raise ValueError("there is no year 0000")
            start, end = _span(form, numbers, fiscal, split_month or _SPLIT_YEAR_DEFAULT_MONTH)
            return Period(start, end, form, text.upper())
    raise ValueError("not a day, week, month, quarter, half, year, split year or range of years")


def _span(form: Form, numbers: list[int], fiscal: FiscalYear, split_month: int) -> tuple[date, date]:
    year = numbers[0]
    try:
        if form is Form.DAY:
            day = date(*numbers)
            return day, day
        if form is Form.WEEK:
            monday = date.fromisocalendar(year, numbers[1], 1)
            return monday, monday + timedelta(days=6)
        if form is Form.MONTH:
            return date(year, numbers[1], 1), end_of_month(date(year, numbers[1], 1))
        if form is Form.SPLIT_YEAR:
            if numbers[1] != (year + 1) % 100:
                raise ValueError(f"a split year ends one year after it begins: {year}/{(year + 1) % 100:02}")
            start = date(year, split_month, 1)
            return start, add_months(start, 12) - timedelta(days=1)
        if form is Form.YEARS:
            if numbers[1] < year:
                raise ValueError("a range of years ends before it begins")
            return fiscal.first_day(year), fiscal.first_day(numbers[1] + 1) - timedelta(days=1)
        months, part = {Form.QUARTER: (3, numbers[-1]), Form.HALF: (6, numbers[-1])}.get(form, (12, 1))
        start = add_months(fiscal.first_day(year), months * (part - 1))
        return start, add_months(start, months) - timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise ValueError(_friendly(str(error), form)) from error


def _friendly(message: str, form: Form) -> str:
    known = ("split year", "range of years")
    if any(word in message for word in known):
        return message
    if form is Form.WEEK:
        return "there is no such ISO week"
    return "there is no such day" if form is Form.DAY else f"there is no such {form.value}"


@lru_cache(maxsize=1 << 14)
def end_of_month(day: date) -> date:
    """Return the last day of the month that `day` is in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


@lru_cache(maxsize=1 << 14)
def add_months(day: date, months: int) -> date:
    """Return the day so many months later; the last day of a month stays a last day."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    last = end_of_month(first)
    return last if day == end_of_month(day) or day.day > last.day else first.replace(day=day.day)


_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_STEPS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.YEARLY: 12}


def step(day: date, cadence: Cadence) -> date:
    """Return the day one step of the cadence later; `irregular` has no step and raises `ValueError`."""
    if cadence is Cadence.DAILY:
        return day + _DAY
    if cadence is Cadence.WEEKLY:
        return day + _WEEK
    if cadence is Cadence.IRREGULAR:
        raise ValueError("irregular KPIs have no next date")
    return add_months(day, _STEPS[cadence])


def natural_period(day: date, cadence: Cadence, fiscal: FiscalYear = CALENDAR) -> tuple[date, date]:
    """Return the first and last day of the cadence's own period around `day`.

    Weeks are ISO weeks; quarters and years follow `fiscal`.
    """
    if cadence in (Cadence.DAILY, Cadence.IRREGULAR):
        return day, day
    if cadence is Cadence.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if cadence is Cadence.MONTHLY:
        return day.replace(day=1), end_of_month(day)
    months = _STEPS[cadence]
    offset = (day.month - fiscal.start_month) % 12 % months
    start = add_months(day.replace(day=1), -offset)
    return start, add_months(start, months) - timedelta(days=1)
