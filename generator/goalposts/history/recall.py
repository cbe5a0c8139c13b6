"""The records of any day as an audience saw them, under the ids that they have now.

What is not told is as if it had not been: versions that were out of sight, records that are now, and what
visible versions say of them (a support, or a key result that reads such a KPI).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from pydantic import ValidationError

from goalposts.config import CyclesFields, FreshnessFields, SiteConfig, StatusFields
from goalposts.history.archive import Archive, Timeline
from goalposts.history.facts import Facts
from goalposts.history.lineages import RecordKind, Version
from goalposts.history.recalled_goals import Around, parsed, renamed
from goalposts.history.recalled_series import Form, RecalledSeries
from goalposts.loading.kpis import SPECIAL, SeriesReader, kpi_of
from goalposts.loading.people import read_cycles
from goalposts.loading.text import Document
from goalposts.loading.yaml_text import Mapping as Tree
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi, KpiFields
from goalposts.records.people import Cycle, Person, Team, TeamFields
from goalposts.records.repository import Repository

_SETTINGS: Mapping[str, Any] = {"status": StatusFields, "freshness": FreshnessFields, "cycles": CyclesFields}
_NO_TEXT = Document(Tree((), 0, 0, 0, 0, False), "", 1)
_Ids = Mapping[str, str]
"""The present id by the id that a record had."""


class _Names(Struct, frozen=True):
    """The present ids of what was in force on a day, and the teams by their folders."""

    goals: _Ids
    kpis: _Ids
    teams: _Ids
    folders: _Ids


_Versions = dict[str, tuple[Timeline, Version]]
"""What was in force by present id."""


class _InForce(Struct, frozen=True):
    """What was in force after the commit of a number."""

    number: int
    teams: _Versions
    kpis: _Versions
    goals: _Versions
    names: _Names


@dataclass
class Recall:
    """Makes the repositories of days; what did not change from one to the next is read once.

    `present` are today's records of the audience: their people and their site are those of every day.
    """

    archive: Archive
    present: Repository
    _series: RecalledSeries = field(init=False)
    _people: Mapping[str, Person] = field(init=False)
    _arounds: dict[int, Around] = field(default_factory=dict)
    _made: dict[tuple[object, ...], Any] = field(default_factory=dict)
    _last: _InForce | None = None

    def __post_init__(self) -> None:
        self._series = RecalledSeries(self.archive.read, self.present.kpis, self.present.config.fiscal_year)
        self._people = _people(self.archive, self.present)

    def expect(self, days: Iterable[date]) -> None:
        """Read the series that were in force on days, all from one process."""
        numbers = {number for day in days if (number := self.archive.number_on(day)) is not None}
        self._series.fetch(
            (timeline.id, version.series)
            for number in sorted(numbers)
            for timeline, version in self.archive.in_force(RecordKind.KPI, number)
            if version.series is not None
        )

    def on(self, day: date, only: Iterable[str] | None = None) -> Repository | None:
        """Return the records as they were at the end of a day, None where the history begins later.

        With `only` these goals and the KPIs that they read are all there is.
        """
        number = self.archive.number_on(day)
        return None if number is None else self.after(number, only)

    def after(self, number: int, only: Iterable[str] | None = None) -> Repository:
        """Return the records as they were after the commit of this number."""
        around = self._around_of(self.archive.settings(number))
        if self._last is None or self._last.number != number:
            self._last = self._in_force(number)
        teams, kpis, goals, names = self._last.teams, self._last.kpis, self._last.goals, self._last.names
        if only is not None:
            goals = {key: goals[key] for key in only if key in goals}
            kpis = self._read_by(goals, kpis, names)
        found = {key: kpi for key, each in kpis.items() if (kpi := self._kpi(each, around, names))}
        return replace(
            self.present,
            config=around.config,
            goals={
                key: goal
                for key, (_, version) in goals.items()
                if (goal := self._goal(key, version, around, (names, found)))
            },
            kpis=found,
            teams={key: team for key, (_, each) in teams.items() if (team := self._team(key, each, names))},
            people=self._people,
            cycles=around.cycles,
        )

    def _read_by(self, goals: _Versions, kpis: _Versions, names: _Names) -> _Versions:
        """Return the KPIs that goals read; their series are read from one process."""
        read = (kpi for _, version in goals.values() for kpi in self._reads(version)[0])
        keys = dict.fromkeys(names.kpis[kpi] for kpi in read if kpi in names.kpis)
        found = {key: kpis[key] for key in keys}
        self._series.fetch((key, version.series) for key, (_, version) in found.items() if version.series)
        return found

    def _reads(self, version: Version) -> tuple[tuple[str, ...], tuple[str, ...]]:
        read: tuple[tuple[str, ...], tuple[str, ...]] = self._once(("read", id(version)), _read_by, version)
        return read

    def _in_force(self, number: int) -> _InForce:
        teams, kpis, goals = (
            self._unmistakable(kind, number) for kind in (RecordKind.TEAM, RecordKind.KPI, RecordKind.GOAL)
        )
        folders = {version.path.rpartition("/")[0]: key for key, (_, version) in teams.items()}
        return _InForce(number, teams, kpis, goals, _Names(_ids(goals), _ids(kpis), _ids(teams), folders))

    def _unmistakable(self, kind: RecordKind, number: int) -> _Versions:
        """Return what was in force by present id; of two records that had one id in turn, the later one."""
        found: _Versions = {}
        for timeline, version in self.archive.in_force(kind, number):
            if timeline.is_there or timeline.id not in found:
                found[timeline.id] = (timeline, version)
        return dict(sorted(found.items()))

    def _once(self, key: tuple[object, ...], make: Any, *given: object) -> Any:
        """Return what `make` returns, made once for a key; what the ids in it belong to stays."""
        if key not in self._made:
            self._made[key] = make(*given)
        return self._made[key]

    # --- settings -----------------------------------------------------------------------------------

    def _around_of(self, facts: Facts) -> Around:
        if id(facts) not in self._arounds:
            fields = facts.fields or {}
            update = {name: _settings(self.present.config, name, fields.get(name)) for name in _SETTINGS}
            if all(getattr(self.present.config, name) == value for name, value in update.items()):
                around = Around(self.present.config, self.present.cycles)
            else:
                config = self.present.config.model_copy(update=update)
                found = read_cycles(config, _NO_TEXT.fields)
                around = Around(config, {each.id: each for each in found if isinstance(each, Cycle)})
            same = (each for each in self._arounds.values() if each == around)
            self._arounds[id(facts)] = next(same, around)
        return self._arounds[id(facts)]

    # --- records ------------------------------------------------------------------------------------

    def _team(self, key: str, version: Version, names: _Names) -> Team | None:
        fields: TeamFields | None = self._once(("team", id(version)), _fields, TeamFields, version)
        if fields is None:
            return None
        above = _folders(version.path)[1:]
        parent = names.teams.get(fields.parent) if fields.parent else _nearest(above, names.folders)
        return Team(key, fields.title, fields.lead, parent, "", version.path, tuple(fields.aliases))

    def _kpi(self, found: tuple[Timeline, Version], around: Around, names: _Names) -> Kpi | None:
        timeline, version = found
        team = names.teams.get(version.facts.text("team") or "")
        key = ("kpi", id(version), id(around), timeline.id, team)
        made: Kpi | None = self._once(key, self._read_kpi, timeline, version, around, team)
        return made

    def _read_kpi(self, timeline: Timeline, version: Version, around: Around, team: str | None) -> Kpi | None:
        facts = version.facts
        fields: KpiFields | None = self._once(("fields", id(facts)), _fields, KpiFields, version)
        if fields is None:
            return None
        form = Form(version.path.removesuffix(".md") + ".csv", fields, around.config)
        series = SeriesReader(form.path, fields, around.config)
        rows: Any = ()
        read = self._rows(timeline, version, form)
        if read is not None:
            series.columns, rows = read
            series.dimensions = tuple(name for name in series.columns if name not in SPECIAL)
        # today's rows are not copied: they remember their order
        return replace(kpi_of(fields, timeline.id, series, _NO_TEXT, around.config), team=team, rows=rows)

    def _rows(self, timeline: Timeline, version: Version, form: Form) -> Any:
        """Return the rows of a version, or those of the last one before it that was a table of values."""
        for each in reversed(timeline.entries):
            if isinstance(each, Version) and each.index <= version.index and each.series is not None:
                read = self._series.rows(each.series, timeline.id, form)
                if read is not None:
                    return read
        return None

    def _goal(
        self, key: str, version: Version, around: Around, known: tuple[_Names, Mapping[str, Kpi]]
    ) -> Goal | None:
        names, kpis = known
        read, folders = self._reads(version)
        titles = tuple([_title(kpis, names.kpis.get(kpi)) for kpi in read])
        goal: Goal | None = self._once(
            ("parsed", id(version), id(around), titles), parsed, version, around, read, titles
        )
        if goal is None:
            return None
        team = names.teams.get(goal.team) if goal.team else _nearest(folders, names.folders)
        supports = tuple([names.goals.get(each.goal) for each in goal.supports])
        reads = tuple([names.kpis.get(each.terms.kpi or "") for each in goal.key_results])
        made: Goal = self._once(
            ("goal", id(goal), key, team, supports, reads), renamed, goal, (key, team), supports, reads
        )
        return made


def _ids(found: _Versions) -> _Ids:
    return {version.id: key for key, (_, version) in found.items()}


def _folders(path: str) -> tuple[str, ...]:
    """Return the folders that a file is in, the nearest first."""
    return tuple(str(folder) for folder in PurePosixPath(path).parents)


def _title(kpis: Mapping[str, Kpi], key: str | None) -> str | None:
    kpi = kpis.get(key) if key else None
    return kpi.title if kpi else None


def _read_by(version: Version) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the KPIs that a version of a goal reads, by their ids then, and the folders that it is in."""
    results = version.facts.listed("key_results")
    kpis = (str(each["kpi"]) for each in results if isinstance(each, dict) and each.get("kpi"))
    return tuple(kpis), _folders(version.path)


def _nearest(folders: Iterable[str], teams: _Ids) -> str | None:
    return next((teams[folder] for folder in folders if folder in teams), None)


def _fields(model: Any, version: Version) -> Any:
    """Return the fields of a version, None where today's rules cannot read them."""
    try:
        return model.model_validate(version.facts.fields or {})
    except ValidationError:
        return None


def _settings(present: SiteConfig, name: str, given: Any) -> Any:
    """Return a part of the settings of a day; today's where that one cannot be read by today's rules."""
    try:
        return _SETTINGS[name].model_validate(given or {})
    except ValidationError:
        return getattr(present, name)


def _people(archive: Archive, present: Repository) -> Mapping[str, Person]:
    """Return everybody by the name they have now, also under former ids; who left the list, by the last."""
    found = {key: Person(key, name, None, None, None, (), "", 0) for key, name in archive.people.items()}
    found |= {alias: person for person in present.people.values() for alias in person.aliases}
    return found | dict(present.people)
