"""Days and periods for the second implementation; shares no code with the package."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, NamedTuple

DAY = timedelta(days=1)
MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


class Seen(NamedTuple):
    """A row of a series: first day, last day, whether it is a single day, and the value or None."""

    first: date
    last: date
    dated: bool
    value: Any


def months_on(first: date, months: int) -> date:
    """Returns the first of a month so many months on."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def next_due(day: date, cadence: str) -> date:
    """Returns the day one step of the cadence later; month ends lead to month ends."""
    if cadence in {"daily", "weekly"}:
        return day + DAY * {"daily": 1, "weekly": 7}[cadence]
    months = MONTHS[cadence]
    end = months_on(day.replace(day=1), months + 1) - DAY
    if (day + DAY).day == 1 or day.day >= end.day:
        return end
    return end.replace(day=day.day)


def year_start(year: int, fiscal: tuple[int, str]) -> date:
    """Returns the first day of a year, calendar for `(1, …)`, else fiscal by month and naming."""
    month, named_by = fiscal
    return date(year - (1 if month > 1 and named_by == "end" else 0), month, 1)


def span(text: str, fiscal: tuple[int, str], split_month: int) -> tuple[date, date]:
    """Returns the first and last day of a period as it is written in a series."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text), date.fromisoformat(text)
    year = int(text[:4])
    if "W" in text:  # the week with 4 January is the first
        fourth = date(year, 1, 4)
        monday = fourth - DAY * fourth.weekday() + DAY * 7 * (int(text[-2:]) - 1)
        return monday, monday + DAY * 6
    if "/" in text:
        if len(text) == 7:
            first = date(year, split_month, 1)
            return first, months_on(first, 12) - DAY
        return year_start(year, fiscal), year_start(int(text[5:]) + 1, fiscal) - DAY
    start = year_start(year, fiscal)
    if "Q" in text:
        begin = months_on(start, 3 * int(text[-1]) - 3)
        return begin, months_on(begin, 3) - DAY
    if "H" in text:
        begin = months_on(start, 6 * int(text[-1]) - 6)
        return begin, months_on(begin, 6) - DAY
    if "-" in text:
        begin = date(year, int(text[-2:]), 1)
        return begin, months_on(begin, 1) - DAY
    return start, months_on(start, 12) - DAY


def around(day: date, cadence: str, fiscal: tuple[int, str]) -> tuple[date, date]:
    """Returns the cadence's own period that contains a day."""
    if cadence == "daily":
        return day, day
    if cadence == "weekly":
        return day - DAY * day.weekday(), day + DAY * (6 - day.weekday())
    months = MONTHS[cadence]
    begin = day.replace(day=1)
    while (begin.month - fiscal[0]) % months:
        begin = (begin - DAY).replace(day=1)
    return begin, months_on(begin, months) - DAY


def end_from_rows(day: date, rows: list[Seen], cadence: str, fiscal: tuple[int, str]) -> date:
    """Returns the end of the period with a day in it: where the cadence leads to from the last row before."""
    before = [row.last for row in rows if row.last <= day]
    if not before:
        return around(day, cadence, fiscal)[1]
    due = before[-1]
    while due < day:
        due = next_due(due, cadence)
    return due
