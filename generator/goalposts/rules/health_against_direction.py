"""The healthy range of a KPI does not fit its direction.

With `direction: none` a KPI has no health; `hold` needs a range to hold; where up is better the range has a
lower bound, where down is better an upper one.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.kpi import Kpi
from goalposts.rules.check import Check, report

RULE = Code(
    "K202",
    Severity.WARNING,
    "a range against the direction",
    __doc__,
    "direction: up\nhealthy: {at_least: 88}",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each KPI whose healthy range contradicts its direction."""
    for kpi in asked.repository.kpis.values():
        if found := _found(kpi):
            yield report(RULE, kpi, ("direction",) if kpi.healthy is None else ("healthy",), *found)


def _found(kpi: Kpi) -> tuple[str, str] | None:
    healthy = kpi.healthy
    if healthy is None:
        if kpi.direction != "hold":
            return None
        return (
            "is to hold, but has no `healthy` range to hold",
            "Add, for example: healthy: {between: [80, 90]}",
        )
    if kpi.direction == "none":
        return "has a `healthy` range, but `direction: none` has no health", "Write `up`, `down` or `hold`."
    if kpi.direction == "up" and healthy.low is None:
        return "has only an upper bound, but up is better", "Write `at_least`, or `direction: down`."
    if kpi.direction == "down" and healthy.high is None:
        return "has only a lower bound, but down is better", "Write `at_most`, or `direction: up`."
    return None
