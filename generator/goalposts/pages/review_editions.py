"""Editions of earlier days: what the records say about a day, measured on that day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from goalposts.measuring.goal import Link, Measurer, children_of
from goalposts.measuring.known import known_on
from goalposts.measuring.kpi import measure_kpi, users_of
from goalposts.measuring.scorecard import Scorecard
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


@dataclass(frozen=True, slots=True)
class _Series:
    """The rows of a KPI in the order of their ends, so that those of a span are found without a search."""

    kpi: Kpi
    rows: tuple[Row, ...]
    ends: tuple[date, ...]

    def between(self, since: date, until: date) -> Kpi:
        """Return the KPI with the rows from the last value before `since` on, up to a day.

        With slices the last value of each one would have to be found: then all earlier rows are kept.
        """
        first = 0 if self.kpi.dimensions else bisect_left(self.ends, since)
        while first > 0:
            first -= 1
            if self.rows[first].value is not None:
                break
        return replace(self.kpi, rows=self.rows[first : bisect_right(self.ends, until)])


@dataclass
class Almanac:
    """What editions of one repository share: who supports whom, and the series in order.

    A review needs the goals of its period alone, with those that count in them: so the cost of all
    reviews grows with the goals' length, not with the number of goals times the number of periods.
    """

    edition: Edition
    _children: Mapping[str, tuple[Link, ...]] = field(init=False)
    _users: Mapping[str, tuple[tuple[str, str], ...]] = field(init=False)
    _series: dict[str, _Series] = field(init=False)

    def __post_init__(self) -> None:
        self._children = children_of(self.edition.repository)
        self._users = users_of(self.edition.repository.goals)
        self._series = {key: _in_order(kpi) for key, kpi in self.edition.repository.kpis.items()}

    def edition_on(self, day: date, goals: Iterable[str], kpis: Collection[str] = ()) -> Edition:
        """Return the edition of a day: these goals and KPIs measured as they stood, and no others.

        The one place that decides what was known on a day. It is made from the records as they are now:
        facts dated after the day are absent, the rest counts however late it was written down.
        """
        repository = self.edition.repository
        wanted = tuple(goals)
        needed = self._with_children(wanted)
        parts = {key: repository.goals[key] for key in repository.goals if key in needed}
        known = known_on(replace(repository, goals=parts, kpis=self._kpis(parts.values(), day)), day)
        children = {key: self._children[key] for key in parts if key in self._children}
        measurer = Measurer(known, day, self.edition.scorecard.rule, children)
        scorecard = Scorecard(
            as_of=day,
            rule=self.edition.scorecard.rule,
            goals={key: measurer.score(known.goals[key]) for key in wanted},
            kpis={
                key: measure_kpi(self._recent(key, day), repository, day, self._users.get(key, ()))
                for key in kpis
            },
        )
        return replace(self.edition, repository=known, scorecard=scorecard)

    def _with_children(self, goals: Iterable[str]) -> set[str]:
        """Return goals with all that support them, and what supports those."""
        found: set[str] = set()
        waiting = list(goals)
        while waiting:
            goal = waiting.pop()
            if goal not in found:
                found.add(goal)
                waiting += [link.child for link in self._children.get(goal, ())]
        return found

    def _kpis(self, goals: Iterable[Goal], day: date) -> dict[str, Kpi]:
        """Return the KPIs that goals read, each from the last value before the earliest goal's start on."""
        since: dict[str, date] = {}
        for goal in goals:
            for result in goal.key_results:
                name = result.terms.kpi
                if name in self._series:
                    since[name] = min(goal.start, since.get(name, goal.start))
        return {name: self._series[name].between(start, day) for name, start in since.items()}

    def _recent(self, name: str, day: date) -> Kpi:
        series = self._series[name]
        days = _REACH.get(series.kpi.cadence)
        if days is None:
            return series.kpi
        return series.between(day - timedelta(days=days), day)


def _in_order(kpi: Kpi) -> _Series:
    rows = tuple(sorted(kpi.rows, key=lambda row: (row.period.end, row.line)))
    return _Series(kpi, rows, tuple(row.period.end for row in rows))
