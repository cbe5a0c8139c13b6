"""All values of a KPI in percent lie between 0 and 1.

With `unit: percent` 85 means 85 %, and 0.85 less than one per cent. Fractions have `unit: ratio`.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.kpi import Kpi
from goalposts.rules.check import Check, report

RULE = Code("K205", Severity.WARNING, "fractions in percent", __doc__, "unit: ratio")
EACH = "kpis"


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each KPI in percent with two or more values, all of them within 0…1."""
    for kpi in asked.repository.kpis.values():
        values = [row.value for row in kpi.rows if row.value is not None]
        if kpi.unit != "percent" or len(values) < 2 or _is_meant_small(kpi):
            continue
        if any(values) and all(0 <= value <= 1 for value in values):
            message = f"is in percent, but all {len(values)} values lie between 0 and 1"
            yield report(
                RULE, kpi, ("unit",), message, "Write `unit: ratio`, or the values in percent: 85 for 85 %."
            )


def _is_meant_small(kpi: Kpi) -> bool:
    """Return whether the KPI's own range says that less than one per cent is what it is about."""
    return kpi.direction == "down" and kpi.healthy is not None and (kpi.healthy.high or 0) <= 1
