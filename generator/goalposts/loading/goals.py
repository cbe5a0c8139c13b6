"""Goal files to goals, with every default filled in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import PurePosixPath

from msgspec.structs import replace

from goalposts import problem_codes as codes
from goalposts.config import SiteConfig
from goalposts.loading.key_results import KeyResultReader
from goalposts.loading.names import id_of
from goalposts.loading.recalling import Recall, afresh
from goalposts.loading.text import Document, looks_private, read_document
from goalposts.loading.tree import SourceTree
from goalposts.loading.validation import validate
from goalposts.loading.yaml_text import place
from goalposts.problems import Problem
from goalposts.records.days import in_time
from goalposts.records.goal import Goal, GoalFields, Support, default_rollup
from goalposts.records.kpi import Kpi
from goalposts.records.people import Cycle, Team, named_cycle
from goalposts.records.text import did_you_mean


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a goal's defaults come from."""

    config: SiteConfig
    kpis: Mapping[str, Kpi]
    teams: Mapping[str, Team]
    cycles: Mapping[str, Cycle]
    folders: Mapping[str, str] = field(init=False)
    """The teams by their folders."""

    def __post_init__(self) -> None:
        """Look at the paths of the teams once."""
        folders = {team.path.rpartition("/")[0]: team.id for team in self.teams.values()}
        object.__setattr__(self, "folders", folders)

    def fingerprint(self) -> bytes:
        """Return a hash of all of it that a goal can depend on: with the same one it is read the same."""
        titles = [(kpi.id, kpi.title) for kpi in self.kpis.values()]
        folders = [(team.id, team.path) for team in self.teams.values()]
        every = f"{self.config.model_dump_json()} {titles} {folders} {list(self.cycles.values())}"
        return hashlib.sha256(every.encode()).digest()


def read_goals(tree: SourceTree, around: Surroundings, recall: Recall = afresh) -> Iterator[Goal | Problem]:
    """Return every goal of the repository, and every problem of its files."""
    about = around.fingerprint()
    for path, content in tree.under("goals", ".md"):
        if PurePosixPath(path).name != "index.md":
            yield from recall(("goal", about, path, content), partial(_read, path, content, around))


def _read(path: str, content: bytes, around: Surroundings) -> Iterator[Goal | Problem]:
    document, problems = read_document(content, path)
    yield from problems
    if document is not None:
        yield from goal_of(document, content, path, around)


def goal_of(document: Document, content: bytes, path: str, around: Surroundings) -> Iterator[Goal | Problem]:
    """Return the goal in a document and every problem of it; a broken one may look private by its content."""
    fields, problems = validate(GoalFields, document.fields, path)
    found = list(problems)
    goal_id, problems = id_of(fields.id if fields else None, path)
    found += problems
    goal = None
    if fields is not None:
        reader = KeyResultReader(document.fields, path, around.kpis)
        results = reader.read(fields.key_results)
        found += reader.problems
        start, due = _dates(fields, document, path, around, found)
        if goal_id is not None and start is not None and due is not None:
            goal = Goal(
                id=goal_id,
                title=fields.title,
                level=fields.level,
                kind=fields.kind,
                owner=fields.owner,
                team=fields.team or folder_team(path, around.folders),
                contributors=tuple(fields.contributors),
                stakeholders=tuple(fields.stakeholders),
                cycle=_cycle_id(fields.cycle, around),
                start=start,
                due=due,
                supports=tuple(_support(part.to, part.weight) for part in fields.supports),
                ambition=fields.ambition,
                state=fields.state,
                closed_on=fields.closed_on,
                visibility=fields.visibility,
                rollup=fields.rollup or default_rollup(fields.key_results),
                key_results=results,
                check_ins=tuple(fields.check_ins),
                grade=fields.grade,
                retrospective=fields.retrospective,
                links=tuple(fields.links),
                tags=tuple(fields.tags),
                aliases=tuple(fields.aliases),
                body=document.body,
                path=path,
                node=document.fields,
            )
    private = fields.visibility == "private" if fields else looks_private(content)
    yield from (replace(problem, private=True) for problem in found) if private else found
    if goal is not None:
        yield goal


def _support(to: str, weight: float) -> Support:
    goal, _, part = to.partition("#")
    return Support(goal, part or None, weight)


def folder_team(path: str, teams: Mapping[str, str]) -> str | None:
    """Return the team of the nearest folder above the file that describes one; `teams` are by folder."""
    folder = path
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        if folder in teams:
            return teams[folder]
    return None


def find_cycle(name: str, cycles: Mapping[str, Cycle], config: SiteConfig) -> Cycle | None:
    """Return the cycle of a name: one of the configuration, else a year, half, quarter or month."""
    if name in cycles:
        return cycles[name]
    cycle = named_cycle(name, config.fiscal_year)
    return cycle if cycle and in_time(cycle.start) and in_time(cycle.due) else None


def _cycle_id(name: str | None, around: Surroundings) -> str | None:
    cycle = find_cycle(name, around.cycles, around.config) if name else None
    return cycle.id if cycle else None


def _dates(
    fields: GoalFields, document: Document, path: str, around: Surroundings, found: list[Problem]
) -> tuple[date | None, date | None]:
    start, due = fields.start, fields.due
    if fields.cycle is not None:
        cycle = find_cycle(fields.cycle, around.cycles, around.config)
        if cycle is None:
            where = place(document.fields, path, "cycle")
            hint = did_you_mean(fields.cycle, around.cycles) if around.cycles else ""
            hint = f"Write a year 2026, half 2026-H2, quarter 2026-Q4 or month 2026-11. {hint}".strip()
            found.append(codes.G102.at(where, f"`{fields.cycle[:60]}` is no cycle", hint, field="cycle"))
            return None, None
        start, due = start or cycle.start, due or cycle.due
    if start is None or due is None:
        missing = " and ".join(f"`{name}`" for name, day in (("start", start), ("due", due)) if day is None)
        message = f"has no `cycle`, and no {missing}"
        where = place(document.fields, path)
        found.append(codes.G101.at(where, message, "Add, for example: cycle: 2026-Q4", field="cycle"))
        return None, None
    if start > due:
        where = place(document.fields, path, "start" if fields.start else "due")
        message = f"starts on {start}, after it is due on {due}"
        hint = "Change one of the dates; `due` is the last day."
        found.append(codes.G103.at(where, message, hint, field="start" if fields.start else "due"))
        return None, None
    return start, due
