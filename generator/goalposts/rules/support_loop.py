"""Goals support each other in a circle.

Each goal would then be part of its own progress. The goals of a loop are named in order; take out one
reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, as_private, report
from goalposts.rules.loops import loops
from goalposts.rules.support_steps import support_steps

RULE = Code(
    "R107",
    Severity.ERROR,
    "goals that support each other in a circle",
    __doc__,
    "supports: [grow-revenue-by-20]",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each loop, at the reference of its first goal."""
    goals = asked.repository.goals
    ways = {key: [part.goal for part in goal.supports if part.goal in goals] for key, goal in goals.items()}
    for loop in loops(ways):
        first = goals[loop[0]]
        following = loop[1 % len(loop)]
        index = next(number for number, part in enumerate(first.supports) if part.goal == following)
        path = " → ".join(f"`{name}`" for name in (*loop, loop[0]))
        message = "supports itself" if len(loop) == 1 else f"goals support each other in a circle: {path}"
        problem = report(RULE, first, support_steps(first, index), message, "Remove one of these references.")
        yield as_private(problem, *(goals[name] for name in loop))
