"""All key results of a goal have the weight 0.

A weight of 0 is shown and not counted; at least one key result must count.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report

RULE = Code(
    "G207",
    Severity.ERROR,
    "key results that do not count",
    __doc__,
    "key_results:\n  - {kpi: nps, target: 70, weight: 1}",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each goal whose key results all have the weight 0."""
    for goal in asked.repository.goals.values():
        if goal.key_results and all(result.terms.weight == 0 for result in goal.key_results):
            first = goal.key_results[0].index
            message = "every key result has the weight 0: nothing would count"
            hint = "Give at least one key result a weight above 0, or leave `weight` out."
            yield report(RULE, goal, ("key_results", first, "weight"), message, hint)
