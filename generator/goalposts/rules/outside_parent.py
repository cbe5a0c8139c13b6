"""The dates of a goal lie far outside of those of a goal it supports.

What happens more than a month before a goal starts, or after it is due, cannot help it.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, as_private, report
from goalposts.rules.outside_cycle import DAYS
from goalposts.rules.support_steps import support_steps

RULE = Code(
    "W112",
    Severity.WARNING,
    "dates outside of the supported goal's",
    __doc__,
    "cycle: 2026-Q4\nsupports: [grow-revenue-by-20]",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each open goal that reaches more than 31 days beyond what it supports."""
    goals = asked.repository.goals
    for goal in asked.advised_goals:
        for index, support in enumerate(goal.supports):
            other = goals.get(support.goal)
            if other is None or other.id == goal.id:
                continue
            if (other.start - goal.start).days > DAYS or (goal.due - other.due).days > DAYS:
                message = (
                    f"runs from {goal.start} to {goal.due}, but supports `{other.id}`, "
                    f"which runs from {other.start} to {other.due}"
                )
                hint = "Change the dates of one, or support a goal of the same time."
                yield as_private(report(RULE, goal, support_steps(goal, index), message, hint), other)
