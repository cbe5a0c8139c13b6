"""The owner of a goal is not listed.

A goal has one accountable owner: a person (or a role) under `people:` in `site_config.yml` or in
`people.csv`. Whoever leaves stays listed with `left`. On closed and dropped goals this is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, as_severity, report
from goalposts.rules.who import not_a_person

RULE = Code("R102", Severity.ERROR, "an unknown owner", __doc__, "people:\n  cs-lead: {name: Ada Moore}")


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each goal whose owner is not a listed person."""
    for goal in asked.repository.goals.values():
        if found := not_a_person(asked, goal.owner):
            problem = report(RULE, goal, ("owner",), *found)
            is_open = goal.state in ("draft", "active", "paused")
            yield problem if is_open else as_severity(problem, Severity.WARNING)
