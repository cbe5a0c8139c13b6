"""A target in percentage points stands beside a KPI that is not a percentage.

`+2pp` adds two points to a value in percent: 84 % becomes 86 %. It needs a KPI with `unit: percent`.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.key_results import reach
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, as_private, of_type, report

RULE = Code(
    "G211",
    Severity.ERROR,
    "points of something that is no percentage",
    __doc__,
    "target: +2pp  # of a KPI with unit: percent",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each target in points whose KPI is not in percent."""
    for goal, result, terms in of_type(reach.TYPE, asked.repository.goals.values()):
        kpi = asked.repository.kpis.get(terms.kpi or "")
        if terms.target.kind != "points" or (terms.kpi is not None and kpi is None):
            continue
        if kpi is not None and kpi.unit == "percent":
            continue
        unit = f"the unit of `{kpi.id}` is `{kpi.unit}`" if kpi else "values by hand have no unit"
        number = terms.target.text.removesuffix("pp")
        message = f"`{terms.target.text}` means percentage points, but {unit}"
        hint = f"Write `{number}%` for a change in per cent, or the value itself."
        problem = report(RULE, goal, ("key_results", result.index, "target"), message, hint)
        yield as_private(problem, kpi)
