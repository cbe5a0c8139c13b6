"""The dates of a goal lie far outside of its cycle.

`start` and `due` may differ from the cycle's by a month; beyond that the goal stands in the wrong cycle.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.loading.goals import find_cycle
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report

RULE = Code(
    "W111", Severity.WARNING, "dates outside of the cycle", __doc__, "cycle: 2026-Q4\ndue: 2026-12-15"
)
DAYS = 31


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each open goal that starts or is due more than 31 days outside of its cycle."""
    repository = asked.repository
    for goal in asked.advised_goals:
        cycle = find_cycle(goal.cycle, repository.cycles, repository.config) if goal.cycle else None
        if cycle is None:
            continue
        hint = f"Write dates within {cycle.start} to {cycle.due}, or another cycle."
        if (cycle.start - goal.start).days > DAYS or goal.start > cycle.due:
            message = (
                f"starts on {goal.start}, but the cycle {cycle.id} runs from {cycle.start} to {cycle.due}"
            )
            yield report(RULE, goal, ("start",), message, hint)
        if (goal.due - cycle.due).days > DAYS or goal.due < cycle.start:
            message = f"is due on {goal.due}, but the cycle {cycle.id} runs from {cycle.start} to {cycle.due}"
            yield report(RULE, goal, ("due",), message, hint)
