"""Files to records: the whole repository as values, and everything that is wrong with its files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from goalposts import problem_codes as codes
from goalposts.loading.goals import Surroundings, read_goals
from goalposts.loading.kpis import read_kpis
from goalposts.loading.people import (
    read_config,
    read_cycles,
    read_introduction,
    read_people,
    read_teams,
    stand_in,
)
from goalposts.loading.recalling import Recall, afresh
from goalposts.loading.tree import SourceTree
from goalposts.loading.yaml_text import Mapping, place
from goalposts.problems import Location, Problem
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi
from goalposts.records.people import Cycle, Person, Team
from goalposts.records.repository import Repository

Record = TypeVar("Record", Goal, Kpi, Team, Person, Cycle)

# what an audience may see, by `visibility`
AUDIENCES = {"public": ("public",), "internal": ("public", "internal")}


class Parsed(Struct, frozen=True):
    """A repository of all records, private ones too (None without a configuration), and the problems.

    `config_node` is the configuration with the place of every field; `introduction_line` the line of
    `goals/index.md` on which the introduction begins.
    """

    repository: Repository | None
    problems: tuple[Problem, ...]
    config_node: Mapping | None = None
    introduction_line: int = 1


def parse(tree: SourceTree, recall: Recall = afresh) -> Parsed:
    """Return every record that the files hold, and every problem that reading them found."""
    problems: list[Problem] = list(tree.problems)
    config, config_node, found = read_config(tree)
    problems += found
    is_whole = config is not None and config_node is not None
    if config is None or config_node is None:
        # the other files are read all the same, so that everything wrong with them is told at once
        config, config_node = stand_in(config_node)
    cycles = _by_id(read_cycles(config, config_node), problems)
    people = _by_id(read_people(tree, config, config_node), problems)
    teams = _by_id(read_teams(tree), problems, taken=people)
    kpis = _by_id(read_kpis(tree, config, recall), problems)
    goals = _by_id(read_goals(tree, Surroundings(config, kpis, teams, cycles), recall), problems)
    introduction, line, found = read_introduction(tree)
    problems += found
    if not is_whole:
        # a cycle may be listed in the part of the configuration that cannot be read
        return Parsed(None, tuple(problem for problem in problems if problem.code != codes.G102.code))
    repository = Repository(config, goals, kpis, teams, people, cycles, introduction)
    return Parsed(repository, tuple(problems), config_node, line)


def for_audience(repository: Repository, audience: str) -> Repository:
    """Return the repository without the records that the audience may not see.

    A `public` repository has only the people and teams that a public record names, and people in no other.
    """
    visible = AUDIENCES[audience]
    goals = {key: goal for key, goal in repository.goals.items() if goal.visibility in visible}
    kpis = {key: kpi for key, kpi in repository.kpis.items() if kpi.visibility in visible}
    people, teams = repository.people, repository.teams
    if audience == "public":
        teams = _named_teams(repository, goals.values(), kpis.values())
        named = _named(goals.values(), kpis.values()) | {team.lead for team in teams.values()}
        people = {
            key: person if person.team in teams else replace(person, team=None)
            for key, person in people.items()
            if key in named
        }
    return replace(repository, goals=goals, kpis=kpis, people=people, teams=teams, audience=audience)


def _named(goals: Iterable[Goal], kpis: Iterable[Kpi]) -> set[str | None]:
    named: set[str | None] = set()
    for goal in goals:
        named |= {goal.owner, goal.team, *goal.contributors, *goal.stakeholders}
        named |= {result.terms.owner for result in goal.key_results}
        named |= {check_in.by for check_in in goal.check_ins}
    for kpi in kpis:
        named |= {kpi.owner, kpi.team}
    return named


def _named_teams(repository: Repository, goals: Iterable[Goal], kpis: Iterable[Kpi]) -> dict[str, Team]:
    wanted = {name for name in _named(goals, kpis) if name is not None and name in repository.teams}
    for name in tuple(wanted):
        seen: set[str] = set()
        above = repository.teams[name].parent
        while above is not None and above in repository.teams and above not in seen:
            seen.add(above)
            above = repository.teams[above].parent
        wanted |= seen
    return {key: team for key, team in repository.teams.items() if key in wanted}


def _by_id(
    found: Iterable[Record | Problem], problems: list[Problem], *, taken: Any = None
) -> dict[str, Record]:
    """Return the records by id; clashes within the kind or with `taken` are problems."""
    records: dict[str, Record] = {}
    for each in found:
        if isinstance(each, Problem):
            problems.append(each)
            continue
        other = records.get(each.id) or (taken or {}).get(each.id)
        if other is not None:
            where = _where(each)
            message = f"the id `{each.id}` is used twice; the other stands in {_where(other)}"
            hint = "Give one of the two another id (for a goal or KPI: rename the file, or write `id`)."
            # the message names both files, so either one makes it private
            private = "private" in (getattr(each, "visibility", ""), getattr(other, "visibility", ""))
            problems.append(codes.I101.at(where, message, hint, field="id", private=private))
            continue
        records[each.id] = each
    return dict(sorted(records.items()))


def _where(record: Any) -> Location:
    if isinstance(record, Person):
        return Location(record.path, record.line)
    if isinstance(record, Cycle):
        return Location("site_config.yml")
    return place(record.node, record.path, "id")
