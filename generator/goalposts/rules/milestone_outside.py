"""A milestone is due outside of the goal's dates.

Before the start it could not be expected of the goal, after the due day it could not help it.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.key_results import milestones
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, of_type, report

RULE = Code(
    "G209",
    Severity.WARNING,
    "a milestone outside of the goal's dates",
    __doc__,
    "milestones:\n  - {title: Agree the rules, due: 2026-10-16}",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each milestone of an open goal that is due outside of the goal's dates."""
    for goal, result, terms in of_type(milestones.TYPE, asked.advised_goals):
        for index, step in enumerate(terms.milestones):
            if step.due is not None and not goal.start <= step.due <= goal.due:
                steps = ("key_results", result.index, "milestones", index, "due")
                message = f"is due on {step.due}; the goal runs from {goal.start} to {goal.due}"
                yield report(RULE, goal, steps, message, f"Write a day from {goal.start} to {goal.due}.")
