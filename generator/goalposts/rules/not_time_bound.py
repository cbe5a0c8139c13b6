"""SMART, T: a goal is due far away.

A due date within 18 months lets people act on it. A longer aim is better split: an organization goal for
each year, supported by shorter ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.period import add_months
from goalposts.rules.check import Check, report

RULE = Code("W105", Severity.WARNING, "a goal that is due far away", __doc__, "cycle: 2026-Q4")
_MONTHS = 18


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each open goal that is due in more than 18 months."""
    for goal in asked.advised_goals:
        if goal.due > add_months(asked.as_of, _MONTHS):
            node = goal.node
            steps = ("due",) if node is not None and node.get("due") else ("cycle",)
            message = f"not time-bound (T): it is due on {goal.due}, in more than {_MONTHS} months"
            yield report(
                RULE, goal, steps, message, "Choose a nearer due date, and set the next step as a goal."
            )
