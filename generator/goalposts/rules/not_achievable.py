"""SMART, A: a target stands beside no past performance.

Whether a target can be achieved shows when it stands beside its baseline: the value that is written, or
the KPI's last value on or before the start. Without one there is no progress either.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.key_results import reach
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, as_private, of_type, report

RULE = Code("W103", Severity.WARNING, "a target without a baseline", __doc__, "baseline: 84\ntarget: 92")
EACH = "goals"


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each target of an open goal that has no baseline."""
    for goal, result, terms in of_type(reach.TYPE, asked.advised_goals):
        kpi = asked.repository.kpis.get(terms.kpi or "")
        if not asked.series_known(result):
            continue
        if asked.baseline(goal, result) is not None:
            continue
        if terms.target.is_relative and goal.start <= asked.as_of:
            continue  # an error already
        message = (
            f"not known to be achievable (A): there is no baseline, and no value on or before {goal.start}"
        )
        hint = "Add the value it starts from, for example: baseline: 84"
        problem = report(RULE, goal, ("key_results", result.index), message, hint)
        yield as_private(problem, kpi)
