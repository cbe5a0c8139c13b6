"""A checkpoint does not lie between the start and the due day.

Checkpoints bend the expected path on its way. It begins at the baseline on `start` and ends at the target
on `due`, so a checkpoint lies after the one and before the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.key_results import reach
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, of_type, report_key

RULE = Code(
    "G213",
    Severity.ERROR,
    "a checkpoint outside of the goal's dates",
    __doc__,
    "checkpoints: {2026-10-31: 85, 2026-11-30: 88}",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each checkpoint on or before the start, and on or after the due day."""
    for goal, result, terms in of_type(reach.TYPE, asked.repository.goals.values()):
        for day in terms.checkpoints:
            if not goal.start < day < goal.due:
                steps = ("key_results", result.index, "checkpoints", day.isoformat())
                message = f"the checkpoint on {day} does not lie between {goal.start} and {goal.due}"
                hint = "Write a day between the two. `target` is what is expected on the due day."
                yield report_key(RULE, goal, steps, message, hint)
