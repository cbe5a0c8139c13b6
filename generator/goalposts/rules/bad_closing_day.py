"""`closed_on` lies outside of the goal's dates, or in the future.

It is the day on which a goal was closed before it was due: not before `start`, not after `due`, and not
after the day of the build. When a site is built for a chosen day in the past, a later `closed_on` is only
noted: on that day the goal was still open.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, as_severity, report

RULE = Code(
    "G201", Severity.ERROR, "a closing day outside of the goal's dates", __doc__, "closed_on: 2026-11-13"
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each closing day before the start, after the due day, or after today."""
    for goal in asked.repository.goals.values():
        day = goal.closed_on
        if day is None:
            continue
        hint = f"Write the day it was closed, from {goal.start} to {goal.due}, or leave it out."
        if day < goal.start:
            message = f"was closed on {day}, before it starts on {goal.start}"
            yield report(RULE, goal, ("closed_on",), message, hint)
        elif day > goal.due:
            message = f"was closed on {day}, after it was due on {goal.due}"
            yield report(RULE, goal, ("closed_on",), message, hint)
        elif day > asked.as_of:
            message = f"was closed on {day}, which is after {asked.as_of}"
            problem = report(RULE, goal, ("closed_on",), message, hint)
            yield as_severity(problem, Severity.INFO) if asked.as_of_is_given else problem
