"""A grade has no retrospective.

A grade replaces the computed score, so everybody may know why: write the reason in `retrospective`.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report

RULE = Code(
    "G204",
    Severity.ERROR,
    "a grade without a reason",
    __doc__,
    "grade: 0.8\nretrospective: Two renewals were lost to the price change.",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each goal with a grade and no retrospective."""
    for goal in asked.repository.goals.values():
        if goal.grade is not None and not (goal.retrospective or "").strip():
            message = "has a `grade` without a `retrospective`"
            hint = "Add the reason, for example: retrospective: Two renewals were lost to the price change."
            yield report(RULE, goal, ("grade",), message, hint)
