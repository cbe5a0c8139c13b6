"""A goal is closed without anything that says how it went.

Nothing in it is measured and it has no grade, so it counts as missed. Give it a grade and a retrospective.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, children_of, has_parts, report

RULE = Code(
    "G206",
    Severity.WARNING,
    "a closed goal without a result",
    __doc__,
    "state: closed\ngrade: 0.7\nretrospective: Seven of ten interviews were held.",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each closed goal without a grade in which nothing counts."""
    if not asked.knows_all_goals:
        return
    children = children_of(asked)
    for goal in asked.repository.goals.values():
        if goal.state == "closed" and goal.grade is None and not has_parts(goal, children.get(goal.id, ())):
            message = "is closed, but nothing in it is measured and it has no grade: it counts as missed"
            yield report(RULE, goal, ("state",), message, "Add `grade` (0 to 1) and `retrospective`.")
