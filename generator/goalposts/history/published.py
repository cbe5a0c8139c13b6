"""What else was published: the cycles that had a page, and the spans of time that reviews were made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from goalposts.history.history import History, Past
from goalposts.history.lineages import Lineage, RecordKind, Version
from goalposts.history.log import Commit
from goalposts.records.days import parse_day
from goalposts.records.ids import is_id
from goalposts.records.people import Cycle
from goalposts.records.period import FiscalYear


class PublishedCycle(Struct, frozen=True):
    """A cycle as it was last published under this id.

    `became` is the id that one commit gave to a cycle with the same dates, None where there is none.
    `removed_by` is the commit that took a custom cycle out of the settings, None where it is there. `teams`
    are those that had a goal in it, by the ids that they had then; it is None where no goal ever was.
    """

    cycle: Cycle
    became: str | None = None
    removed_by: Commit | None = None
    teams: frozenset[str] | None = None


class Lived(Struct, frozen=True):
    """A span of time in which a goal was live, as it was published until a day, under one fiscal year.

    `team` is the id that its team had then.
    """

    team: str | None
    start: date
    last: date
    until: date
    fiscal: FiscalYear


def published_cycles(history: History) -> tuple[PublishedCycle, ...]:
    """Return every cycle that had a page: the custom ones, and those that a goal was in; by id."""
    past = history.past
    if past is None:
        return ()
    found, teams = _Cycles(past), _Teams()
    for lineage in _goals(past):
        for version, index, _ in past.book.stretches(lineage):
            if name := version.facts.text("cycle"):
                found.used(name, index, teams.of(version, index))
    return tuple(replace(each, teams=found.teams.get(name)) for name, each in sorted(found.cycles.items()))


@dataclass
class _Cycles:
    past: Past
    cycles: dict[str, PublishedCycle] = field(default_factory=dict)
    teams: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for was, now in pairwise([*self.past.book.calendars, None]):
            assert was is not None
            for name in was.custom:
                cycle = was.named(name)
                assert cycle is not None
                self.cycles[name] = PublishedCycle(cycle)
                if now is None or name in now.custom:
                    continue
                new = [key for key in now.custom if key not in was.custom]
                became = next((key for key in new if now.custom[key] == was.custom[name]), None)
                self.cycles[name] = PublishedCycle(cycle, became, self.past.commits[now.index])

    def used(self, name: str, index: int, team: str | None) -> None:
        """Take in that a goal of a team was in a cycle after the commit of this number."""
        cycle = self.past.book.calendar(index).named(name)
        if cycle is not None:
            self.cycles.setdefault(cycle.id, PublishedCycle(cycle))
            self.teams[cycle.id] = self.teams.get(cycle.id, frozenset()) | ({team} if team else frozenset())


def published_lives(history: History) -> tuple[Lived, ...]:
    """Return in which spans of time goals were live, by what was published: each span once, with the
    latest day until which it was.

    Drafts are never live. What was live on a day after `until` was not published as such.
    """
    past = history.past
    if past is None:
        return ()
    latest: dict[tuple[str | None, date, date, FiscalYear], date] = {}
    teams = _Teams()
    for lineage in _goals(past):
        for version, index, later in past.book.stretches(lineage):
            calendar = past.book.calendar(index)
            start, last = calendar.dates(version.facts)
            state = version.facts.text("state") or "active"
            if start is None or last is None or state == "draft":
                continue
            closed = _day(version.facts.text("closed_on")) if state == "closed" else None
            key = (teams.of(version, index), start, min(last, closed or last), calendar.fiscal)
            until = past.commits[later].day if later < len(past.commits) else history.as_of
            latest[key] = max(until, latest.get(key, until))
    spans = [Lived(team, start, last, until, fiscal) for (team, start, last, fiscal), until in latest.items()]
    return tuple(sorted(spans, key=lambda each: (each.start, each.last, each.team or "")))


class _Teams:
    """The ids of teams over time."""

    def __init__(self) -> None:
        self._known: dict[tuple[Lineage, int], str | None] = {}

    def of(self, version: Version, index: int) -> str | None:
        """Return the id that the team of a goal had after the commit of this number."""
        folder = version.folder_team
        if named := version.facts.text("team"):
            # with anything else no site was built
            return named if is_id(named) else None
        if folder is None:
            return None
        if (folder, index) not in self._known:
            ids = [each.id for each in folder.versions if each.index <= index]
            self._known[folder, index] = ids[-1] if ids else None
        return self._known[folder, index]


def _goals(past: Past) -> Iterator[Lineage]:
    for kept in (past.lineages, past.hidden):
        yield from kept.get(RecordKind.GOAL, ())


def _day(text: str | None) -> date | None:
    try:
        return parse_day(text) if text else None
    except ValueError:
        return None
