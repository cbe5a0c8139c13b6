"""A team that a goal, a KPI, a person or another team names does not exist.

A team is a folder below `goals/` with an `index.md`; its id is the name of the folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.loading.tree import CONFIG
from goalposts.problem_codes import Code
from goalposts.problems import Location, Problem, Severity
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi
from goalposts.rules.check import Check, report, report_setting
from goalposts.rules.who import not_a_team

RULE = Code(
    "R104",
    Severity.ERROR,
    "an unknown team",
    __doc__,
    "goals/sales/index.md:\n---\ntitle: Sales\nlead: sales-lead\n---",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each team that is named and does not exist."""
    repository = asked.repository
    records: list[Goal | Kpi] = [*repository.goals.values(), *repository.kpis.values()]
    for record in records:
        if record.team is not None and (found := not_a_team(asked, record.team)):
            yield report(RULE, record, ("team",), *found)
    for team in repository.teams.values():
        if team.parent is not None and (found := not_a_team(asked, team.parent)):
            yield report(RULE, team, ("parent",), *found)
    for person in repository.people.values():
        if person.team is not None and (found := not_a_team(asked, person.team)):
            if person.path == CONFIG:
                yield report_setting(RULE, asked, ("people", person.id, "team"), *found)
            else:
                yield RULE.at(Location(person.path, person.line), *found, field="team")
