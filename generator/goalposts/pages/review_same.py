"""Whether today's records say the same about a day as those of the day: asked before anything is measured.

What numbers are made of is compared, not texts: most goals and series say the same for ever, and a goal that
does need not be measured twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from goalposts.measuring.known import goal_known_on
from goalposts.pages.review_editions import Shelf
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi, Row

UNDATED = ("draft", "paused", "dropped")
"""States of which nothing tells since when a goal has them."""


def as_on(then: Goal, now: Goal) -> Goal:
    """Return today's goal in the state of an earlier day, where nothing dates the one that it has now.

    A goal that is dropped later was not dropped on that day, and today's record does not say that it was.
    """
    if then.state == now.state or not {then.state, now.state} & set(UNDATED):
        return now
    return replace(now, state=then.state, closed_on=then.closed_on, grade=then.grade)


@dataclass
class Same:
    """Compares records of a day with those of today; remembers what it has found for both."""

    shelf: Shelf
    _goals: dict[tuple[int, int], bool] = field(default_factory=dict)
    _kpis: dict[tuple[int, int], date | None] = field(default_factory=dict)
    _held: list[object] = field(default_factory=list)

    def goals(self, then: Goal, now: Goal, day: date) -> bool:
        """Return whether two versions of a goal say the same of a day."""
        if then is now:
            return True
        key = (id(then), id(now))
        if key not in self._goals:
            self._held += (then, now)
            self._goals[key] = _numbers(then) == _numbers(now)
        if self._goals[key]:
            return True
        return _numbers(goal_known_on(then, day)) == _numbers(goal_known_on(as_on(then, now), day))

    def kpis(self, then: Kpi, now: Kpi, day: date) -> bool:
        """Return whether two versions of a KPI say the same of a day."""
        len(now.rows)  # whoever asks looks at them, compared already or not
        if then is now:
            return True
        key = (id(then), id(now))
        if key not in self._kpis:
            self._held += (then, now)
            self._kpis[key] = self._first_difference(then, now)
        first = self._kpis[key]
        return first is None or first > day

    def _first_difference(self, then: Kpi, now: Kpi) -> date | None:
        """Return the end of the first period of which two versions say something else; None where none is."""
        if _definition(then) != _definition(now):
            return date.min
        if then.rows is now.rows:
            return None
        was, are = self.shelf.series(then).rows, self.shelf.series(now).rows
        for old, new in zip(was, are, strict=False):
            if old is not new and _cells(old) != _cells(new):
                return min(old.period.end, new.period.end)
        if len(was) == len(are):
            return None
        longer, both = (was, len(are)) if len(was) > len(are) else (are, len(was))
        return longer[both].period.end


def _numbers(goal: Goal) -> tuple[object, ...]:
    """Return what a goal's numbers and its badge are made of."""
    return (
        (goal.start, goal.due, goal.state, goal.closed_on, goal.grade, goal.ambition, goal.rollup),
        goal.supports,
        [(part.id, part.type, part.terms) for part in goal.key_results],
        goal.check_ins,
    )


def _definition(kpi: Kpi) -> tuple[object, ...]:
    return (
        (kpi.direction, kpi.unit, kpi.cadence, kpi.grace_days, kpi.aggregate, kpi.fiscal, kpi.dimensions),
        (kpi.healthy, kpi.warning),
    )


def _cells(row: Row) -> tuple[object, ...]:
    return row.period, row.value, row.slice
