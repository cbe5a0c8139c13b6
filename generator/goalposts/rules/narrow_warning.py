"""The warning range of a KPI is not wider than its healthy range.

`warning` holds the values that are no longer healthy but not yet unhealthy, so it must reach beyond
`healthy` on some side, and on no side end before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.ranges import Range
from goalposts.rules.check import Check, report

RULE = Code(
    "K201",
    Severity.ERROR,
    "a warning range that is not wider",
    __doc__,
    "healthy: {at_least: 88}\nwarning: {at_least: 84}",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each KPI with a warning range but no healthy one, or one that is not wider."""
    for kpi in asked.repository.kpis.values():
        if kpi.warning is None:
            continue
        if kpi.healthy is None:
            message = "has a `warning` range without a `healthy` one"
            yield report(RULE, kpi, ("warning",), message, "Add, for example: healthy: {at_least: 88}")
        elif not _is_wider(kpi.warning, kpi.healthy):
            message = "the `warning` range is not wider than the `healthy` one"
            hint = "Let it reach further, for example: healthy: {at_least: 88} and warning: {at_least: 84}"
            yield report(RULE, kpi, ("warning",), message, hint)


def _is_wider(outer: Range, inner: Range) -> bool:
    (low, high), (inner_low, inner_high) = _ends(outer), _ends(inner)
    return low <= inner_low and high >= inner_high and (low, high) != (inner_low, inner_high)


def _ends(values: Range) -> tuple[float, float]:
    return (-inf if values.low is None else values.low, inf if values.high is None else values.high)
