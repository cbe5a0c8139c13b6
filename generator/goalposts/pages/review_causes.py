"""Why today's records say otherwise of a day: the commits after it that changed what they say about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from goalposts.history import Change, Event, EventKind, History, RecordKind
from goalposts.records.days import parse_day
from goalposts.records.kpi import Kpi
from goalposts.records.period import CALENDAR, FiscalYear, parse_period

_NEW = (EventKind.VALUES_ADDED, EventKind.CHECK_IN_ADDED, EventKind.MILESTONE_DONE)
_ALWAYS = (
    EventKind.KEY_RESULT_ADDED,
    EventKind.KEY_RESULT_REMOVED,
    EventKind.MILESTONE_ADDED,
    EventKind.MILESTONE_REMOVED,
    EventKind.MILESTONE_CHANGED,
)
_CHECK_INS = (EventKind.CHECK_IN_ADDED, EventKind.CHECK_IN_CHANGED, EventKind.CHECK_IN_REMOVED)
_THERE = (EventKind.CREATED, EventKind.RECREATED, EventKind.DELETED)
_GOAL = ("start", "due", "cycle", "ambition", "rollup", "supports")
_CLOSE = ("state", "closed_on", "grade")
_DATES = ("start", "due", "cycle", "closed_on")
_NOT_LIVE = ("draft", "dropped")
_NOT_NUMBERS = ("id", "title", "owner", "aliases")
_KPI = ("unit", "direction", "cadence", "grace_days", "aggregate", "periods", "healthy", "warning")

Wanted = Callable[[Event], bool]


class Causes(Struct, frozen=True):
    """What commits changed about a day, those of events that are later.

    `fiscal` is the fiscal year of today's settings.
    """

    history: History
    is_later: Wanted
    fiscal: FiscalYear
    day: date

    def of_goal(self, goal: str, *, closed: bool) -> tuple[Event, ...]:
        """Return what changed in a goal's own file that its numbers of the day are made of.

        How it was closed is part of that where it was closed by the day.
        """
        return tuple(
            self._later(
                RecordKind.GOAL,
                goal,
                lambda event: self._touches_goal(event) or (closed and event.change.field in _CLOSE),
            )
        )

    def of_kpi(self, kpi: Kpi) -> tuple[Event, ...]:
        """Return what changed in a KPI's definition, or in its values of periods over by the day."""
        fiscal = self.fiscal if kpi.fiscal else CALENDAR
        found = []
        for event in self._later(RecordKind.KPI, kpi.id, lambda _: True):
            change = event.change
            if change.field == "value":
                # of several values that came at once the earliest period says whether one is over
                first = dict(change.more).get("first", change.of)
                try:
                    is_over = parse_period(first, fiscal).end <= self.day
                except ValueError:
                    continue
                if is_over:
                    found.append(event)
            elif change.field in _KPI or event.kind in _THERE:
                found.append(event)
        return tuple(found)

    def is_there(self, goal: str) -> tuple[Event, ...]:
        """Return when a goal came, went, was given other dates, or began or ended to count at all."""
        return tuple(
            self._later(
                RecordKind.GOAL,
                goal,
                lambda event: event.kind in _THERE or event.change.field in _DATES or _begins(event.change),
            )
        )

    def _later(self, kind: RecordKind, key: str, wanted: Wanted) -> Iterator[Event]:
        for event in self.history.of(kind, key):
            if self.is_later(event) and wanted(event):
                yield event

    def _touches_goal(self, event: Event) -> bool:
        kind, change = event.kind, event.change
        if kind in _CHECK_INS:
            return self._by_the_day(change.of)
        if kind is EventKind.MILESTONE_DONE:
            return self._by_the_day(change.after)
        if kind is EventKind.KEY_RESULT_CHANGED:
            if change.field == "done":
                return self._by_the_day(change.after) or self._by_the_day(change.before)
            return change.field not in _NOT_NUMBERS
        return kind in _ALWAYS or (kind is EventKind.CHANGED and change.field in _GOAL)

    def _by_the_day(self, text: str | None) -> bool:
        try:
            return text is not None and parse_day(text) <= self.day
        except ValueError:
            return False


def _begins(change: Change) -> bool:
    """Return whether a goal is live by its state before or after a change, and not by the other one."""
    states = [(state or "active") in _NOT_LIVE for state in (change.before, change.after)]
    return change.field == "state" and states[0] is not states[1]


def is_news(event: Event) -> bool:
    """Return whether a change only adds what was not known, and corrects nothing that was."""
    if event.kind is EventKind.KEY_RESULT_CHANGED and event.change.field == "done":
        return event.change.before in (None, "false")
    return event.kind in _NEW
