"""From lineages to events: what each commit changed in the records that an audience still sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, pairwise
from typing import Any

from msgspec import Struct

from goalposts.history.chronicle import Chronicle
from goalposts.history.cleaning import clean
from goalposts.history.events import Change, Event, EventKind
from goalposts.history.facts import Facts
from goalposts.history.key_result_changes import shown
from goalposts.history.lineages import Ending, Lineage, RecordKind, Unreadable, Version
from goalposts.history.naming import Naming, naming_of
from goalposts.history.record_changes import (
    Known,
    compare_configs,
    compare_goals,
    compare_kpis,
    compare_people,
    compare_series,
    compare_teams,
)
from goalposts.history.series import Series, pairs_of
from goalposts.loading.tree import CONFIG
from goalposts.records.repository import Repository

_ORDER = tuple(RecordKind)
Numbered = tuple[int, Event]
Listing = tuple[int, Mapping[str, Any], str]
"""People as the commit of a number left them, and the file that says so."""


class Told(Struct, frozen=True):
    """The lineages that an audience may be told of: of records it still sees, or saw until they were deleted.

    `goal_ids`, `kpi_ids` and `team_ids` give the present id by any id that was published. `naming` says since
    when teams and people are named; None where they are seen whether they are or not.
    """

    chronicle: Chronicle
    repository: Repository
    lineages: Mapping[RecordKind, tuple[Lineage, ...]]
    goal_ids: Mapping[str, str]
    kpi_ids: Mapping[str, str]
    team_ids: Mapping[str, str]
    naming: Naming | None = None


def present(repository: Repository, kind: RecordKind) -> Mapping[str, Any]:
    """Return the records of a kind that the audience sees now."""
    kinds: dict[RecordKind, Mapping[str, Any]] = {
        RecordKind.GOAL: repository.goals,
        RecordKind.KPI: repository.kpis,
        RecordKind.TEAM: repository.teams,
        RecordKind.PERSON: repository.people,
    }
    return kinds.get(kind, {})


def choose(chronicle: Chronicle, repository: Repository) -> Told:
    """Return what may be told: nothing of a record that is there but out of the audience's sight."""
    chosen: dict[RecordKind, tuple[Lineage, ...]] = {}
    for kind, tracker in chronicle.trackers.items():
        there = present(repository, kind)
        for lineage in tracker.lineages:
            lineage.settle(there)
        # a public site shows only teams that a public record names, and nobody names a team that is gone
        tells_ended = kind is not RecordKind.TEAM or repository.audience != "public"
        chosen[kind] = tuple(
            lineage
            for lineage in tracker.lineages
            if (lineage.id in there if lineage.ending is None else tells_ended and not lineage.ending.hidden)
        )
    naming = None
    if repository.audience == "public":
        records = (*chosen[RecordKind.GOAL], *chosen[RecordKind.KPI])
        naming = naming_of(records, chosen[RecordKind.TEAM], len(chronicle.commits))
        chosen[RecordKind.TEAM] = tuple(naming.seen(chosen[RecordKind.TEAM]))
    kinds = (RecordKind.GOAL, RecordKind.KPI, RecordKind.TEAM)
    goals, kpis, teams = (_ids(chosen[kind], present(repository, kind)) for kind in kinds)
    return Told(chronicle, repository, chosen, goals, kpis, teams, naming)


def _ids(lineages: tuple[Lineage, ...], there: Mapping[str, Any]) -> dict[str, str]:
    ids: dict[str, str] = {}
    for lineage in lineages:
        ids |= dict.fromkeys([version.id for version in lineage.versions], lineage.id)
    ids |= {alias: key for key, record in there.items() for alias in record.aliases if alias not in ids}
    return ids | {key: key for key in there}


def narrate(told: Told, series: Series, as_of: date) -> tuple[Event, ...]:
    """Return every event, oldest first; those of one commit by kind of record, then by path."""
    fiscal = told.repository.config.fiscal_year
    narrator = _Narrator(told, series, Known(as_of, told.goal_ids.get, told.kpi_ids.get, fiscal))
    numbered = [*narrator.settings(), *narrator.people()]
    for lineages in told.lineages.values():
        for lineage in lineages:
            numbered += narrator.lineage(lineage)
    numbered.sort(key=lambda each: (each[0], _ORDER.index(each[1].record), each[1].path, each[1].id_then))
    return tuple(event for _, event in numbered)


class _Narrator:
    def __init__(self, told: Told, series: Series, known: Known) -> None:
        self._told = told
        self._commits = told.chronicle.commits
        self._series = series
        self._known = known

    def lineage(self, lineage: Lineage) -> Iterator[Numbered]:
        was: Version | None = None
        ending: Ending | None = None
        last_id = lineage.id
        pairs = {}
        if lineage.kind is RecordKind.KPI:
            found = pairs_of(lineage, self._commits, self._series.broken)
            pairs = {version.index: pair for version, pair in found}
        for entry in lineage.entries:
            changes: Iterable[Change] = ()
            version = was
            if isinstance(entry, Version):
                changes = self._changes(lineage.kind, was, entry, ending)
                if entry.index in pairs:
                    rows = self._series.rows[pairs[entry.index]]
                    changes = chain(changes, compare_series(rows, entry.facts, self._known))
                version = was = entry
                ending = None
            elif isinstance(entry, Unreadable):
                changes = (Change(EventKind.UNREADABLE),)
            else:
                ending = entry
                if was is not None and not entry.hidden:
                    changes = (Change(EventKind.DELETED, "title", before=_title(was)),)
            if version is None:
                continue
            title, commit = _title(version), self._commits[entry.index]
            for change in changes:
                path = version.path
                if change.field in ("value", "series"):
                    path = path.removesuffix(".md") + ".csv"
                yield entry.index, Event(commit, lineage.kind, last_id, version.id, title, path, change)

    def _changes(
        self, kind: RecordKind, was: Version | None, now: Version, ending: Ending | None
    ) -> Iterator[Change]:
        if was is None:
            yield Change(EventKind.CREATED, "title", after=_title(now))
        else:
            if ending is not None and not ending.hidden:
                yield Change(EventKind.RECREATED, "title", after=_title(now))
            if was.id != now.id:
                yield Change(EventKind.RENAMED, "id", was.id, now.id)
            if was.path != now.path:
                yield Change(EventKind.MOVED, "path", clean(was.path), clean(now.path))
            yield from self._compare(kind, was, now)

    def _compare(self, kind: RecordKind, was: Version, now: Version) -> Iterator[Change]:
        if kind is RecordKind.GOAL:
            yield from _team(was, now, self._told.team_ids)
            yield from compare_goals(was.facts, now.facts, self._known)
        elif kind is RecordKind.KPI:
            yield from compare_kpis(was.facts, now.facts)
        else:
            yield from filter(self._may_tell, compare_teams(was.facts, now.facts))

    def settings(self) -> Iterator[Numbered]:
        """Return the events of the configuration and of the home page's introduction."""
        chronicle = self._told.chronicle
        title = self._told.repository.config.site.name
        for (_, was), (index, now) in pairwise(chronicle.configs):
            for change in compare_configs(was, now):
                yield index, Event(self._commits[index], RecordKind.CONFIG, "", "", title, CONFIG, change)
        homes = [(-1, Facts({})), *chronicle.homes]
        for (_, was), (index, now) in pairwise(homes):
            if was.body != now.body and now.fields is not None:
                change = Change(EventKind.BODY)
                yield (
                    index,
                    Event(self._commits[index], RecordKind.HOME, "", "", title, "goals/index.md", change),
                )

    def people(self) -> Iterator[Numbered]:
        """Return the events of people: of all who are or were listed, to the public only of those it sees.

        Each is told of by the present id, also of what was before somebody got it.
        """
        there, naming = self._told.repository.people, self._told.naming
        every = self._told.chronicle.people
        listed: list[Listing] = [(-1, {}, ""), *(every if naming is None else self._named(every, naming))]
        final = listed[-1][1]
        present = {alias: key for key, person in there.items() for alias in person.aliases}
        for (_, was, _), (index, now, path) in reversed(tuple(pairwise(listed))):
            former = _renamed(was, now)
            for key in sorted({*was, *now} - set(former.values())):
                old, known = former.get(key, key), present.get(key, key)
                if was.get(old) == now.get(key) and old == key:
                    continue
                if known not in there and (naming or key in final):
                    continue
                for change in filter(self._may_tell, _person(old, key, was.get(old), now.get(key))):
                    title = name_of(key, now.get(key) or was.get(old))
                    yield (
                        index,
                        Event(self._commits[index], RecordKind.PERSON, known, key, title, path, change),
                    )
            present |= {old: present.get(key, key) for key, old in former.items()}

    def _named(self, every: list[Listing], naming: Naming) -> Iterator[Listing]:
        """Yield the lists with those alone who were named by then, as if they had come with that."""
        since: dict[str, int] = {}
        for key, person in self._told.repository.people.items():
            ids = (key, *person.aliases)
            if (first := naming.person(*ids)) is not None:
                since |= dict.fromkeys(ids, first)
        for index in sorted({*(index for index, _, _ in every), *since.values()}):
            _, people, path = next((each for each in reversed(every) if each[0] <= index), (0, {}, ""))
            yield (
                index,
                {key: each for key, each in people.items() if since.get(key, index + 1) <= index},
                path,
            )

    def _may_tell(self, change: Change) -> bool:
        """Return whether everybody is seen whom a change of a team or a person names."""
        repository = self._told.repository
        if self._told.naming is None or change.field not in ("lead", "parent", "team"):
            return True
        seen = repository.people if change.field == "lead" else repository.teams
        return {change.before, change.after} <= {None, *seen}


def _renamed(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, str]:
    """Return the former id of everybody who is new under an id and lists one that is gone."""
    new = {key: _aliases(now[key]) for key in now if key not in was}
    found: dict[str, str] = {}
    for key, aliases in new.items():
        gone = (
            alias for alias in aliases if alias in was and alias not in now and alias not in found.values()
        )
        if (former := next(gone, None)) is not None:
            found[key] = former
    return found


def _person(old: str, key: str, was: Any, now: Any) -> Iterator[Change]:
    if was is None:
        yield Change(EventKind.CREATED, "name", after=name_of(key, now))
    elif now is None:
        yield Change(EventKind.DELETED, "name", before=name_of(key, was))
    else:
        if old != key:
            yield Change(EventKind.RENAMED, "id", old, key)
        yield from compare_people(was, now)


def _aliases(person: Any) -> list[str]:
    listed = person.get("aliases") if isinstance(person, dict) else None
    return [str(alias) for alias in listed] if isinstance(listed, list) else []


def name_of(key: str, person: Any) -> str:
    """Return what a person is called in a version of the list, or the id."""
    return (shown(person.get("name")) if isinstance(person, dict) else None) or key


def _team(was: Version, now: Version, teams: Mapping[str, str]) -> Iterator[Change]:
    """Return the change of a goal's team: the one it names, else that of the folder it is in.

    A team that was renamed, with its folder or alone, is the same team.
    """
    before, after = was.facts.text("team"), now.facts.text("team")
    if before == after and (before is not None or was.path == now.path):
        return
    if before is None and after is None and now.was_in is now.folder_team:
        return
    old = before or (now.was_in.id if now.was_in else None)
    new = after or (now.folder_team.id if now.folder_team else None)
    if teams.get(old or "", old) != teams.get(new or "", new):
        yield Change(EventKind.CHANGED, "team", old, new)


def _title(version: Version) -> str:
    return shown((version.facts.fields or {}).get("title")) or version.id
