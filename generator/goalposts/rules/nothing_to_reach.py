"""A target equals its baseline.

There is nothing to reach then, and no progress that could be measured. Where the baseline is not written
but read from the KPI, this is a warning. To keep a value, use a bound such as `at_least`.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.key_results import reach
from goalposts.measuring.rounding import half_up
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, as_private, as_severity, of_type, report, shown

RULE = Code("G212", Severity.ERROR, "a target that equals its baseline", __doc__, "at_least: 92")
EACH = "goals"


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each reach result whose target is its baseline."""
    for goal, result, terms in of_type(reach.TYPE, asked.repository.goals.values()):
        if not asked.series_known(result):
            continue
        baseline = asked.baseline(goal, result)
        target = terms.target.value(baseline)
        if baseline is None or target is None or half_up(target - baseline, 9) != 0:
            continue
        written = terms.baseline is not None
        if not written and goal.state not in ("draft", "active"):
            continue
        if terms.target.kind == "percent" and baseline == 0:
            continue  # told already: a relative target needs a baseline other than 0
        message = f"the target is {shown(target)}, and so is the baseline: there is nothing to reach"
        hint = f"Change one of them. To keep the value, write a bound instead: at_least: {shown(target)}"
        problem = report(RULE, goal, ("key_results", result.index, "target"), message, hint)
        problem = problem if written else as_severity(problem, Severity.WARNING)
        yield as_private(problem, asked.repository.kpis.get(terms.kpi or ""))
