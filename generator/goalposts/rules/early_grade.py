"""A goal that is not closed has a grade or a retrospective.

Both are written when a goal is closed; before that they have no effect on its numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report_key

RULE = Code("G205", Severity.WARNING, "a grade before the end", __doc__, "state: closed\ngrade: 0.8")


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each grade and each retrospective of a goal that is neither closed nor dropped."""
    for goal in asked.repository.goals.values():
        if goal.state in ("closed", "dropped"):
            continue
        given = {"grade": goal.grade is not None, "retrospective": bool(goal.retrospective)}
        for name in (name for name, there in given.items() if there):
            message = f"has a `{name}`, but its state is `{goal.state}`"
            yield report_key(RULE, goal, (name,), message, f"Write `state: closed`, or remove `{name}`.")
