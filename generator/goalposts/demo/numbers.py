"""The series of the invented company: a trend, a season and a little chance that is the same every time."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

_SEED = 20_417


class Shape(Struct, frozen=True):
    """How a series runs: from one value to another in a year, by how much it swings and scatters."""

    start: float
    end: float
    swing: float
    scatter: float
    decimals: int


def weeks(first: date, last: date) -> Iterator[tuple[str, date]]:
    """Return the ISO weeks that end between two days, with the Sunday on which each ends."""
    sunday = first + timedelta(days=6 - first.weekday())
    while sunday <= last:
        year, week, _ = sunday.isocalendar()
        yield f"{year}-W{week:02}", sunday
        sunday += timedelta(days=7)


def months(first: date, last: date) -> Iterator[tuple[str, date]]:
    """Return the months that end between two days, with the last day of each."""
    day = first.replace(day=1)
    while True:
        following = (day + timedelta(days=31)).replace(day=1)
        end = following - timedelta(days=1)
        if end > last:
            return
        if end >= first:
            yield f"{day:%Y-%m}", end
        day = following


def value(name: str, shape: Shape, end: date, begin: date) -> str:
    """Return the value of the period that ends on a day, as it is written; the year begins on `begin`."""
    share = (end - begin).days / 365
    # one generator a value: a longer series changes none of those before it
    chance = random.Random(f"{_SEED} {name} {(end - begin).days}").random() * 2 - 1
    trend = shape.start + (shape.end - shape.start) * share
    season = shape.swing * math.sin(2 * math.pi * (share * 2 + 0.1))
    return f"{trend + season + shape.scatter * chance:.{shape.decimals}f}"
