"""A person or team that a record names is not listed.

Contributors and stakeholders are people or teams; `by` of a check-in, the owner of a key result or of a
KPI, and the lead of a team are people.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.goal import Goal
from goalposts.rules.check import Check, Steps, report
from goalposts.rules.who import nobody, not_a_person

RULE = Code("R103", Severity.ERROR, "an unknown person", __doc__, "contributors: [support, renewals-manager]")


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each name, other than a goal's owner, that nobody is listed under."""
    for goal in asked.repository.goals.values():
        for steps, name in _anybody(goal):
            if found := nobody(asked, name):
                yield report(RULE, goal, steps, *found)
        for steps, name in _people(goal):
            if found := not_a_person(asked, name):
                yield report(RULE, goal, steps, *found)
    for kpi in asked.repository.kpis.values():
        if kpi.owner is not None and (found := not_a_person(asked, kpi.owner)):
            yield report(RULE, kpi, ("owner",), *found)
    for team in asked.repository.teams.values():
        if team.lead is not None and (found := not_a_person(asked, team.lead)):
            yield report(RULE, team, ("lead",), *found)


def _anybody(goal: Goal) -> Iterator[tuple[Steps, str]]:
    for index, name in enumerate(goal.contributors):
        yield ("contributors", index), name
    for index, name in enumerate(goal.stakeholders):
        yield ("stakeholders", index), name


def _people(goal: Goal) -> Iterator[tuple[Steps, str]]:
    for index, check_in in enumerate(goal.check_ins):
        if check_in.by is not None:
            yield ("check_ins", index, "by"), check_in.by
    for result in goal.key_results:
        if result.terms.owner is not None:
            yield ("key_results", result.index, "owner"), result.terms.owner
