"""Since when records name teams and people: to the public these are there only where one of them does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from goalposts.history.facts import Facts
from goalposts.history.lineages import Lineage, Unreadable, Version

_Name = str | Lineage | None
"""An id, the path of a team's file, or a team."""
_Spans = dict[_Name, list[tuple[int, int]]]
"""From and before which commits something was named."""


class Naming(Struct, frozen=True):
    """The number of the commit from which on each team and, by an id, each person was named."""

    teams: Mapping[Lineage, int]
    people: Mapping[str, int]

    def person(self, *ids: str) -> int | None:
        """Return since when a person was named by any of these ids, None where nothing ever did."""
        return min((self.people[each] for each in ids if each in self.people), default=None)

    def seen(self, teams: Iterable[Lineage]) -> Iterator[Lineage]:
        """Yield the teams that were named, as if they had come with the commit that did it first."""
        for team in teams:
            if team in self.teams:
                yield _since(team, self.teams[team])


def people_in(facts: Facts) -> set[str]:
    """Return everybody, and the teams, whom a version of a goal or KPI names beside its own team."""
    names = {str(facts.text("owner"))}
    for name in ("contributors", "stakeholders"):
        names |= {str(each) for each in facts.listed(name)}
    for name, key in (("key_results", "owner"), ("check_ins", "by")):
        names |= {str(each.get(key)) for each in facts.listed(name) if isinstance(each, dict)}
    return names


def naming_of(records: Iterable[Lineage], teams: Iterable[Lineage], end: int) -> Naming:
    """Return since when records name teams and people; `end` is the number after the last commit.

    A team that is named names its lead and the team that it is part of.
    """
    spans: _Spans = defaultdict(list)
    for record in records:
        for version, first, last in record.stretches(end):
            for name in (*people_in(version.facts), version.facts.text("team") or version.folder_team):
                spans[name].append((first, last))
    found: dict[Lineage, int] = {}
    is_new = True
    while is_new:
        is_new = False
        for team in teams:
            since = _first(team, spans, end)
            if since is not None and since < found.get(team, end):
                found[team], is_new = since, True
                _name_around(team, since, spans, end)
    people = {name: min(first for first, _ in each) for name, each in spans.items() if isinstance(name, str)}
    return Naming(found, people)


def _first(team: Lineage, spans: _Spans, end: int) -> int | None:
    """Return the first commit after which the team was there and named."""
    return min(
        (
            max(start, first)
            for version, start, stop in team.stretches(end)
            for name in (version.id, version.path, team)
            for first, last in spans.get(name, ())
            if max(start, first) < min(stop, last)
        ),
        default=None,
    )


def _name_around(team: Lineage, since: int, spans: _Spans, end: int) -> None:
    for version, start, stop in team.stretches(end):
        if stop > since:
            for name in (version.facts.text("lead"), *_above(version)):
                spans[name].append((max(start, since), stop))


def _above(version: Version) -> Iterator[str]:
    """Yield the team that a team says it is part of, else the files of those in whose folders it may be."""
    if parent := version.facts.text("parent"):
        yield parent
        return
    folder = version.path.removesuffix("/index.md")
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        yield f"{folder}/index.md"


def _since(team: Lineage, since: int) -> Lineage:
    before = [each for each in team.entries if each.index <= since and not isinstance(each, Unreadable)]
    entries = [replace(before[-1], index=since), *(each for each in team.entries if each.index > since)]
    return Lineage(team.kind, entries, team.later, team.now)
