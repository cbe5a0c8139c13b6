"""A series has values of periods that are not over.

They count from the last day of their period on.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import C107
from goalposts.problems import Problem
from goalposts.rules.check import Check, report_row

RULE = C107
EACH = "kpis"


def check(asked: Check) -> Iterator[Problem]:
    """Return a note for each KPI with values of periods that end after the day, at the first such row."""
    for kpi in asked.repository.kpis.values():
        running = [row for row in kpi.rows if row.period.end > asked.as_of and row.value is not None]
        if running:
            row = min(running, key=lambda row: (row.period.end, row.line))
            others = len(running) - 1
            more = f"; {others} more {'row counts' if others == 1 else 'rows count'} later" if others else ""
            same = all(other.period == row.period for other in running)
            if others and same:
                more = " (so does 1 more row)" if others == 1 else f" (so do {others} more rows)"
            what = "lies in the future" if row.period.start > asked.as_of else "is not over"
            message = f"{row.period.label} {what}: it counts from {row.period.end}{more}"
            yield report_row(RULE, kpi, row.line, message, "Nothing needs to be done, if the date is right.")
