"""A goal supports the same goal or key result twice.

Only one of the two weights could count.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report
from goalposts.rules.support_steps import support_steps

RULE = Code(
    "R116",
    Severity.ERROR,
    "a goal that is supported twice",
    __doc__,
    "supports: [{to: grow-revenue-by-20, weight: 2}]",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each reference of a goal that repeats an earlier one."""
    for goal in asked.repository.goals.values():
        seen: set[tuple[str, str | None]] = set()
        for index, support in enumerate(goal.supports):
            name = (support.goal, support.key_result)
            if name in seen:
                shown = "#".join(part for part in name if part)
                message = f"`{shown}` is supported already"
                yield report(RULE, goal, support_steps(goal, index), message, "Keep one of the two.")
            seen.add(name)
