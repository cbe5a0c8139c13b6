"""A target lies on the worse side of its baseline.

The KPI says which direction is better. To allow a value to get worse, but not too far, use a bound such as
`at_least`.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.key_results import reach
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, as_private, of_type, report, shown

RULE = Code(
    "W110",
    Severity.WARNING,
    "a target against the direction",
    __doc__,
    "target: -15%  # of a KPI with direction: down",
)
EACH = "goals"


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each target of an open goal that makes its KPI worse."""
    for goal, result, terms in of_type(reach.TYPE, asked.advised_goals):
        kpi = asked.repository.kpis.get(terms.kpi or "")
        if kpi is None or not asked.series_known(result):
            continue
        if kpi.direction not in ("up", "down") or terms.aggregate == "count":  # a count counts rows
            continue
        baseline = asked.baseline(goal, result)
        target = terms.target.value(baseline)
        if baseline is None or target is None or target == baseline:
            continue
        if (target > baseline) != (kpi.direction == "up"):
            way = "below" if target < baseline else "above"
            better = f"`{kpi.id}` is better {kpi.direction}"
            message = f"the target {shown(target)} lies {way} the baseline {shown(baseline)}, but {better}"
            hint = "Check the sign and the numbers. To keep a bound, write `at_least` or `at_most`."
            problem = report(RULE, goal, ("key_results", result.index, "target"), message, hint)
            yield as_private(problem, kpi)
