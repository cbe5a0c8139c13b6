"""A series has periods that overlap, such as a month and the quarter that contains it.

Both would count in a sum, and a chart would jump between them. Keep one length of period; totals are made
by `aggregate`. Ranges of years may overlap, since rolling means are written so.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.kpi import Kpi, Row
from goalposts.records.period import Cadence, Form
from goalposts.rules.check import Check, report_row

RULE = Code(
    "K203", Severity.WARNING, "periods that overlap", __doc__, "date,value\n2026-10,85.4\n2026-11,86.1"
)
EACH = "kpis"


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each KPI with overlapping periods of different forms, at the first such row."""
    for kpi in asked.repository.kpis.values():
        if kpi.cadence is Cadence.IRREGULAR:
            continue
        if found := _overlap(kpi):
            row, other = found
            message = f"{row.period.label} overlaps {other.period.label} on line {other.line}"
            yield report_row(
                RULE, kpi, row.line, message, "Keep periods of one length, and remove the others."
            )


def _overlap(kpi: Kpi) -> tuple[Row, Row] | None:
    slices: dict[tuple[str, ...], list[Row]] = {}
    for row in kpi.rows:
        if row.value is not None and row.period.form is not Form.YEARS:
            slices.setdefault(row.slice, []).append(row)
    found: list[tuple[Row, Row]] = []
    for rows in slices.values():
        if len({row.period.form for row in rows}) == 1:
            continue
        rows.sort(key=lambda row: (row.period.start, row.period.end))
        longest = rows[0]
        for row in rows[1:]:
            if row.period.start <= longest.period.end and row.period.form is not longest.period.form:
                found.append((row, longest) if row.line > longest.line else (longest, row))
            if row.period.end > longest.period.end:
                longest = row
    return min(found, key=lambda pair: pair[0].line, default=None)
