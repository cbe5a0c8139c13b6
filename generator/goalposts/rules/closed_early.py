"""A goal is closed before it is due, and does not say when.

The score is read on the day of closing, so a goal that is closed early needs `closed_on`.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report

RULE = Code(
    "G203",
    Severity.ERROR,
    "a goal closed early without a day",
    __doc__,
    "state: closed\nclosed_on: 2026-11-13",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each closed goal that is due later and has no closing day.

    For a chosen day in the past it is no problem: the goal was open on that day.
    """
    for goal in asked.repository.goals.values():
        if goal.state == "closed" and goal.closed_on is None and goal.due > asked.as_of:
            if asked.as_of_is_given:
                continue
            message = f"is closed, but due on {goal.due}; expected the day it was closed"
            hint = f"Add, for example: closed_on: {max(goal.start, asked.as_of)}"
            yield report(RULE, goal, ("state",), message, hint)
