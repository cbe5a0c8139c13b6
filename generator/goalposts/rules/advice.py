"""What the rules tell an audience about the records that it sees."""

from __future__ import annotations

from collections.abc import Iterable

from goalposts.loading.parse import for_audience
from goalposts.loading.tree import CONFIG, PEOPLE
from goalposts.problems import Problem, Severity, in_order
from goalposts.records.repository import Repository
from goalposts.rules import RULES, check_all
from goalposts.rules.check import Check


def advice(asked: Check, problems: Iterable[Problem], audience: str) -> tuple[Problem, ...]:
    """Return the warnings and infos on the records that an audience sees, found as if there were no others.

    `problems` are those of all records. The rules are asked again about the visible records alone: nothing
    that a hidden one took part in, not even a count, is in what they say. What the reading found stands in
    the file of one record.
    """
    visible = for_audience(asked.repository, audience)
    paths = {CONFIG, PEOPLE}
    paths |= {goal.path for goal in visible.goals.values()} | {team.path for team in visible.teams.values()}
    paths |= {path for kpi in visible.kpis.values() for path in (kpi.path, kpi.csv_path)}
    found: Iterable[Problem] = problems
    if not _sees_all(visible, asked.repository):
        codes = {rule.RULE.code for rule in RULES}
        rules = check_all(asked.over(visible))
        found = (*(problem for problem in problems if problem.code not in codes), *rules)
    return in_order(
        problem
        for problem in found
        if problem.path in paths and not problem.private and problem.severity is not Severity.ERROR
    )


def _sees_all(visible: Repository, repository: Repository) -> bool:
    """Return whether no record is hidden: then the rules would say the same again."""
    return all(
        len(getattr(visible, kind)) == len(getattr(repository, kind))
        for kind in ("goals", "kpis", "teams", "people")
    )
