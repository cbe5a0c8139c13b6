"""SMART, R: a goal supports nothing.

Strategy comes first: team and individual goals support a goal above them that is live. Development goals
stand for themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report

RULE = Code("W104", Severity.WARNING, "an orphan", __doc__, "supports: [keep-the-customers-we-have]")


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each open team or individual goal that supports no goal that is live."""
    goals = asked.repository.goals
    for goal in asked.advised_goals:
        if goal.level == "organization" or goal.kind == "development":
            continue
        known = [goals[support.goal] for support in goal.supports if support.goal in goals]
        if any(asked.is_live(other) or (goal.state == other.state == "draft") for other in known):
            continue
        if not goal.supports:
            hint = "Add the goal it serves, for example: supports: [keep-the-customers-we-have]"
            yield report(RULE, goal, (), "not relevant yet (R): it supports no goal", hint)
        elif len(known) == len(goal.supports):  # else a reference is wrong, and told already
            over = ", ".join(f"`{other.id}`" for other in known)
            message = f"not relevant any more (R): what it supports is not live: {over}"
            yield report(RULE, goal, ("supports",), message, "Name a goal that is active and not over.")
