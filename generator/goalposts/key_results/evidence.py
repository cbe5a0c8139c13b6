"""What a key result is measured by, and what the measuring of one type returns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from goalposts.key_results.terms import Terms
from goalposts.records.kpi import Observation
from goalposts.records.ranges import Range

STRETCH = 0.7
"""What a stretch goal needs for success, and the share of each path that it is expected to walk."""


class Evidence(Struct, frozen=True):
    """All that a type's arithmetic may look at.

    `measured_at` is m, the goal's day of measuring; `measured_on` the day that the current value belongs to,
    on which the expectation is read. `counted` are the observations that count, oldest first, none of
    them a gap; `current` is their aggregate. `baseline` is the default baseline. `tolerable` are the KPI's
    healthy and warning ranges, where its values can be compared with them, and `still_at_risk` is the
    lowest progress that the status rule still calls at risk. `counts_the_day` says that a day is over on
    the day itself: paths then begin on the eve of the start.
    """

    start: date
    due: date
    measured_at: date
    measured_on: date
    is_stretch: bool
    counted: tuple[Observation, ...]
    current: float | None
    baseline: float | None
    tolerable: tuple[Range, ...]
    still_at_risk: float
    counts_the_day: bool = False

    @property
    def factor(self) -> float:
        """Return what reach, milestones and yes/no paths are multiplied by."""
        return STRETCH if self.is_stretch else 1.0

    @property
    def path_begins(self) -> date:
        """Return the day on which nothing is expected yet: the start, or the day before it."""
        return self.start - timedelta(days=1) if self.counts_the_day else self.start

    def elapsed(self, on: date) -> float:
        """Return the share of the goal's days that is over on a day, within 0…1."""
        if on < self.start:
            return 0.0
        if self.due == self.start:
            return 1.0
        return min(1.0, (on - self.path_begins).days / (self.due - self.path_begins).days)


class Reading(Struct, frozen=True):
    """What one type says: progress as it is (None without data), and in the KPI's unit what it is made of.

    `held` is (periods in which it held, periods that count). `overdue` says that something was due before
    the day of measuring and is not done. `why` explains a missing number.
    """

    progress: float | None
    baseline: float | None = None
    target: float | None = None
    held: tuple[int, int] | None = None
    overdue: bool = False
    why: str = ""


class KeyResultType(Struct, frozen=True):
    """A type of key result.

    `keys` are the fields that make a key result one of this type. `read` returns the reading of the
    evidence; `expect` the progress that was expected on a day. `needs_values` says that it reads a KPI or
    values by hand, `judged_at_end` that it can only succeed at the end of the goal.
    """

    name: str
    keys: tuple[str, ...]
    terms: type[Terms]
    read: Callable[[Any, Evidence], Reading]
    expect: Callable[[Any, Evidence, date], float]
    needs_values: bool
    judged_at_end: bool = False
