"""Editions of earlier days: records measured on a day, with what they say about it and nothing later."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import is_

from msgspec import Struct
from msgspec.structs import replace

from goalposts.measuring.goal import Link, Measurer, children_of
from goalposts.measuring.known import known_on
from goalposts.measuring.kpi import measure_kpi, users_of
from goalposts.measuring.scorecard import Scorecard
from goalposts.measuring.series import InOrder, in_order
from goalposts.pages.page import Edition
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi, Row
from goalposts.records.period import Cadence

# days that the changes of a KPI and its last 13 values reach back
_REACH = {
    Cadence.DAILY: 400,
    Cadence.WEEKLY: 400,
    Cadence.MONTHLY: 460,
    Cadence.QUARTERLY: 1400,
    Cadence.YEARLY: 5500,
}


class Series(Struct, frozen=True):
    """The rows of a KPI in the order of their ends, so that those of a span are found without a search."""

    kpi: Kpi
    rows: tuple[Row, ...]
    ends: tuple[date, ...]

    def between(self, since: date, until: date) -> Kpi:
        """Return the KPI with the rows from the last value before `since` on, up to a day.

        With slices the last value of each one would have to be found: then all earlier rows are kept.
        """
        if isinstance(self.rows, InOrder):
            return replace(self.kpi, rows=self.rows.between(since, until))
        return replace(self.kpi, rows=self.rows[: bisect_right(self.ends, until)])


@dataclass
class Shelf:
    """Series in order, each put in order once, whatever the number of repositories that share it.

    `present` are today's KPIs: most rows of all versions of a series are theirs.
    """

    present: Mapping[str, Kpi] = field(default_factory=dict)
    _known: dict[int, Series] = field(default_factory=dict)
    _today: dict[str, InOrder] = field(default_factory=dict)

    def series(self, kpi: Kpi) -> Series:
        """Return the series of a KPI in order."""
        len(kpi.rows)  # whoever asks looks at them, in order already or not
        found = self._known.get(id(kpi))
        if found is None:
            # the KPI is kept with its series, so no other value can get its number
            found = self._known[id(kpi)] = self._in_order(kpi)
        return found

    def _in_order(self, kpi: Kpi) -> Series:
        if not kpi.dimensions:
            every = self._without_slices(kpi)
            return Series(kpi, every, every.ends)
        # the order of the file decides between rows that end on one day
        rows = tuple(sorted(kpi.rows, key=lambda row: row.period.end))
        return Series(kpi, rows, tuple(row.period.end for row in rows))

    def _without_slices(self, kpi: Kpi) -> InOrder:
        now = self.present.get(kpi.id)
        if now is None or now.dimensions:
            return InOrder.of(kpi)
        if now.id not in self._today:
            self._today[now.id] = in_order(now)
        rows = self._today[now.id]
        if kpi.rows is now.rows:
            return rows
        if len(kpi.rows) <= len(rows) and all(map(is_, kpi.rows, rows)):
            return rows.part(0, len(kpi.rows))
        return InOrder.of(kpi)


@dataclass
class Almanac:
    """What editions of one repository share: who supports whom, and the series in order.

    A review needs the goals of its period alone, with those that count in them: so the cost of all
    reviews grows with the goals' length, not with the number of goals times the number of periods.
    """

    edition: Edition
    shelf: Shelf = field(default_factory=Shelf)
    children: Mapping[str, tuple[Link, ...]] = field(init=False)
    _users: Mapping[str, tuple[tuple[str, str], ...]] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.children = children_of(self.edition.repository)

    def edition_on(self, day: date, goals: Iterable[str], kpis: Collection[str] = ()) -> Edition:
        """Return the edition of a day: these goals and KPIs as the records know them then, and no others.

        Facts dated after the day are absent; all others count, however late they were written down.
        """
        repository = self.edition.repository
        wanted = tuple(goals)
        needed = self.with_children(wanted)
        parts = {key: repository.goals[key] for key in repository.goals if key in needed}
        known = known_on(replace(repository, goals=parts, kpis=self._kpis(parts.values(), day)), day)
        children = {key: self.children[key] for key in parts if key in self.children}
        measurer = Measurer(known, day, self.edition.scorecard.rule, children)
        scorecard = Scorecard(
            as_of=day,
            rule=self.edition.scorecard.rule,
            goals={key: measurer.score(known.goals[key]) for key in wanted},
            kpis={
                key: measure_kpi(self._recent(key, day), repository, day, self._used_by(key)) for key in kpis
            },
        )
        return self.edition.measured(known, scorecard)

    def with_children(self, goals: Iterable[str]) -> set[str]:
        """Return goals with all that support them, and what supports those."""
        found: set[str] = set()
        waiting = list(goals)
        while waiting:
            goal = waiting.pop()
            if goal not in found:
                found.add(goal)
                waiting += [link.child for link in self.children.get(goal, ())]
        return found

    def _used_by(self, kpi: str) -> tuple[tuple[str, str], ...]:
        if self._users is None:
            self._users = users_of(self.edition.repository.goals)
        return self._users.get(kpi, ())

    def _kpis(self, goals: Iterable[Goal], day: date) -> dict[str, Kpi]:
        """Return the KPIs that goals read, each from the last value before the earliest goal's start on."""
        kpis = self.edition.repository.kpis
        since: dict[str, date] = {}
        for goal in goals:
            for result in goal.key_results:
                name = result.terms.kpi
                if name is not None and name in kpis:
                    since[name] = min(goal.start, since.get(name, goal.start))
        return {name: self.shelf.series(kpis[name]).between(start, day) for name, start in since.items()}

    def _recent(self, name: str, day: date) -> Kpi:
        kpi = self.edition.repository.kpis[name]
        days = _REACH.get(kpi.cadence)
        return kpi if days is None else self.shelf.series(kpi).between(day - timedelta(days=days), day)
