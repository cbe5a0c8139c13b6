"""Days as people write them: one form, in years that people mean. Imports nothing that takes time."""

from __future__ import annotations

import re
from datetime import date

DATE_PATTERN = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DATE = re.compile(DATE_PATTERN)


def parse_day(text: str) -> date:
    """Return the day that `YYYY-MM-DD` names; `ValueError` for any other form and for days that are none."""
    if not _DATE.fullmatch(text):
        raise ValueError(f"{shown(text)} is not a date of the form YYYY-MM-DD")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{shown(text)} is not a day of the calendar") from None
    if not in_time(day):
        raise ValueError(f"{shown(text)} {OUT_OF_TIME}")
    return day


OUT_OF_TIME = "lies outside of the years 1600 to 2999"


def in_time(day: date) -> bool:
    """Return whether a day lies in years that people mean; at the ends of the calendar sums of days fail."""
    return 1600 <= day.year <= 2999


def shown(value: object) -> str:
    """Return a value for a message: its text, cut where it is long."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`"
