"""A goal has more than five key results.

The more there are, the less each one says. Two to four are usual; a goal with more is often two goals.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report

RULE = Code(
    "W106", Severity.WARNING, "many key results", __doc__, "weight: 0  # shown, not counted: a guardrail"
)
_MOST = 5


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each open goal with more than five key results that count."""
    for goal in asked.advised_goals:
        counted = [result for result in goal.key_results if result.terms.weight > 0]
        if len(counted) > _MOST:
            message = f"has {len(counted)} key results; more than {_MOST} are hard to keep in view"
            hint = "Split the goal, or give guardrails the weight 0."
            yield report(RULE, goal, ("key_results", counted[_MOST].index), message, hint)
