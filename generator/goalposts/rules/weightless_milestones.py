"""All milestones of a key result have the weight 0.

Progress is the weight that is done ÷ the weight of all, so at least one milestone must count.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.key_results import milestones
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, of_type, report

RULE = Code(
    "G208",
    Severity.ERROR,
    "milestones that do not count",
    __doc__,
    "milestones:\n  - {title: Agree the rules, weight: 1}",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each key result whose milestones all have the weight 0."""
    for goal, result, terms in of_type(milestones.TYPE, asked.repository.goals.values()):
        if all(step.weight == 0 for step in terms.milestones):
            steps = ("key_results", result.index, "milestones", 0, "weight")
            message = "every milestone has the weight 0: nothing would count"
            yield report(
                RULE, goal, steps, message, "Give at least one a weight above 0, or leave `weight` out."
            )
