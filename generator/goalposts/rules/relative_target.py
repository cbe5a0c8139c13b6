"""A relative target has no baseline that it could be relative to.

`+30%`, `-15%` and `+2pp` start from the baseline: `baseline`, else the last value on or before the start
(0 for `sum` and `count`). There must be one, and it must not be 0. Before a goal has started its baseline
may still come.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.key_results import reach
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, as_private, of_type, report

RULE = Code(
    "G210", Severity.ERROR, "a relative target without a baseline", __doc__, "target: -15%\nbaseline: 42"
)
EACH = "goals"


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each relative target whose baseline is missing or 0."""
    for goal, result, terms in of_type(reach.TYPE, asked.repository.goals.values()):
        if not terms.target.is_relative or goal.state == "dropped":
            continue
        kpi = asked.repository.kpis.get(terms.kpi or "")
        if not asked.series_known(result):
            continue
        baseline = asked.baseline(goal, result)
        if baseline is None and goal.start <= asked.as_of:
            message = (
                f"`{terms.target.text}` needs a baseline, and there is no value on or before {goal.start}"
            )
        elif baseline == 0:
            message = f"`{terms.target.text}` needs a baseline other than 0"
        else:
            continue
        hint = "Write the target as a number, or add the value it starts from, for example: baseline: 42"
        problem = report(RULE, goal, ("key_results", result.index, "target"), message, hint)
        yield as_private(problem, kpi)
