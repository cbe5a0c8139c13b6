"""A goal that is not closed has a closing day.

`closed_on` belongs to `state: closed`. Without it the day would have no effect.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report_key

RULE = Code(
    "G202", Severity.ERROR, "a closing day of an open goal", __doc__, "state: closed\nclosed_on: 2026-11-13"
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each goal that has a closing day and is not closed."""
    for goal in asked.repository.goals.values():
        if goal.closed_on is not None and goal.state != "closed":
            message = f"has `closed_on`, but its state is `{goal.state}`"
            yield report_key(
                RULE, goal, ("closed_on",), message, "Write `state: closed`, or remove `closed_on`."
            )
