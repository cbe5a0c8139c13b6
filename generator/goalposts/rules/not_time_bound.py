"""SMART, T: a goal is due far away, or runs for very long.

A due date within 18 months lets people act on it. A longer aim is better split: an organization goal for
each year, supported by shorter ones. A goal that runs for more than ten years often has a mistyped date.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.goal import Goal
from goalposts.records.period import add_months
from goalposts.rules.check import Check, report

RULE = Code("W105", Severity.WARNING, "a goal that is due far away", __doc__, "cycle: 2026-Q4")
_MONTHS = 18
_YEARS = 10


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each open goal that is due in more than 18 months, and each of over ten years."""
    open_goals = {goal.id for goal in asked.advised_goals}
    for goal in asked.repository.goals.values():
        if goal.id in open_goals and goal.due > add_months(asked.as_of, _MONTHS):
            message = f"not time-bound (T): it is due on {goal.due}, in more than {_MONTHS} months"
            hint = "Choose a nearer due date, and set the next step as a goal."
            yield report(RULE, goal, (_field(goal, "due"),), message, hint)
        elif (goal.due - goal.start).days > 366 * _YEARS:
            message = f"not time-bound (T): it runs for over {_YEARS} years, from {goal.start} to {goal.due}"
            hint = "Mend the date that is wrong, or set a goal for each year."
            yield report(RULE, goal, (_field(goal, "start"),), message, hint)


def _field(goal: Goal, name: str) -> str:
    return name if goal.node is not None and goal.node.get(name) else "cycle"
