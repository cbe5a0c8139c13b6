"""What a goal promised, and when: its terms from commit to commit, and the version that is the promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from msgspec import Struct, field
from pydantic import ValidationError

from goalposts.config import CyclesFields
from goalposts.history.facts import Facts
from goalposts.history.key_result_changes import Names, WrittenResult, results_of
from goalposts.history.lineages import Lineage, Version
from goalposts.records.days import parse_day
from goalposts.records.people import Cycle, default_title, named_cycle
from goalposts.records.period import CALENDAR, FiscalYear


class Calendar(Struct, frozen=True):
    """The cycles of the configuration from one commit on."""

    index: int
    fiscal: FiscalYear
    custom: Mapping[str, tuple[date, date]]
    titles: Mapping[str, str | None] = field(default_factory=dict)

    def named(self, name: str) -> Cycle | None:
        """Return a cycle by its name, None where it names none."""
        if name in self.custom:
            return Cycle(name, self.titles.get(name) or default_title(name), *self.custom[name])
        return named_cycle(name, self.fiscal)

    def dates(self, facts: Facts) -> tuple[date | None, date | None]:
        """Return when a version of a goal starts and is due, as far as that can be read."""
        start, due = (_day(facts.text(name)) for name in ("start", "due"))
        cycle = facts.text("cycle")
        if cycle is None or (start and due):
            return start, due
        named = self.named(cycle)
        return (start or named.start, due or named.due) if named else (start, due)


def _day(text: str | None) -> date | None:
    try:
        return parse_day(text) if text else None
    except ValueError:
        return None


def calendars_of(configs: list[tuple[int, Facts]]) -> tuple[Calendar, ...]:
    """Return the cycles as each readable version of the configuration set them, oldest first."""
    found = [Calendar(-1, CALENDAR, {})]
    written: Any = None
    for index, facts in configs:
        cycles = (facts.fields or {}).get("cycles")
        if cycles == written:
            continue
        try:
            fields = CyclesFields.model_validate(cycles or {})
        except ValidationError:
            continue
        written = cycles
        fiscal = FiscalYear(fields.fiscal_year_start, fields.fiscal_year_named_by)
        custom = {name: (each.start, each.due) for name, each in fields.custom.items()}
        titles = {name: each.title for name, each in fields.custom.items()}
        found.append(Calendar(index, fiscal, custom, titles))
    return tuple(found)


class Terms(Struct, frozen=True):
    """What a goal promised from the commit number `index` on, until the next terms or `until`.

    `since` and `until` are times at which they were in force (None: still); `version` is what the file said.
    """

    index: int
    version: Version
    since: datetime
    until: datetime | None
    start: date | None
    due: date | None
    results: tuple[WrittenResult, ...]

    @property
    def ambition(self) -> str:
        """Return `committed` or `stretch`."""
        return self.version.facts.text("ambition") or "committed"

    def is_promise(self) -> bool:
        """Return whether the goal was active under these terms on or after its start."""
        state = self.version.facts.text("state") or "active"
        if state != "active" or self.start is None:
            return False
        return self.until is None or self.until > datetime.combine(self.start, time(), UTC)


class Book(Struct, frozen=True):
    """What terms are read with: the cycles over time, the KPIs by any id, the day of the build.

    `times` are when each commit was there: never before the one it follows, whatever its date says.
    """

    times: tuple[datetime, ...]
    calendars: tuple[Calendar, ...]
    kpis: Names
    as_of: date

    def terms(self, lineage: Lineage) -> tuple[Terms, ...]:
        """Return the terms of a goal, oldest first: new with each version and each change of the cycles."""
        return tuple(self._terms(lineage))

    def _terms(self, lineage: Lineage) -> Iterator[Terms]:
        read: tuple[Version | None, tuple[WrittenResult, ...]] = (None, ())
        for entry, index, later in self.stretches(lineage):
            if read[0] is not entry:
                read = (entry, results_of(entry.facts.listed("key_results"), self.kpis, self.as_of))
            start, due = self.calendar(index).dates(entry.facts)
            until = self.times[later] if later < len(self.times) else None
            yield Terms(index, entry, self.times[index], until, start, due, read[1])

    def stretches(self, lineage: Lineage) -> Iterator[tuple[Version, int, int]]:
        """Return each version with the commits from and before which it was in force under one calendar."""
        for version, first, end in lineage.stretches(len(self.times)):
            starts = [first, *(each.index for each in self.calendars if first < each.index < end)]
            for index, later in zip(starts, [*starts[1:], end], strict=True):
                yield version, index, later

    def calendar(self, index: int) -> Calendar:
        """Return the cycles in force after the commit of this number."""
        return next(each for each in reversed(self.calendars) if each.index <= index)


def first_promise(terms: tuple[Terms, ...]) -> int | None:
    """Return the place of the promise: the first terms in force on or after the start, with the goal active.

    The start is the one that the terms themselves give, so a start that is moved later is a change too.
    """
    return next((number for number, each in enumerate(terms) if each.is_promise()), None)
