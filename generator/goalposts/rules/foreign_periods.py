"""A series has periods that do not fit the KPI's cadence.

A monthly KPI has months, or days on which the month's value was taken. When the next value is due follows
from the cadence, so a monthly KPI with quarters would soon look stale.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.period import Cadence, Form
from goalposts.rules.check import Check, report_row

RULE = Code(
    "K204",
    Severity.WARNING,
    "periods that do not fit the cadence",
    __doc__,
    "cadence: quarterly  # for rows such as 2026-Q4",
)
EACH = "kpis"

_FITTING = {
    Cadence.DAILY: {Form.DAY},
    Cadence.WEEKLY: {Form.DAY, Form.WEEK},
    Cadence.MONTHLY: {Form.DAY, Form.MONTH},
    Cadence.QUARTERLY: {Form.DAY, Form.QUARTER},
    Cadence.YEARLY: {Form.DAY, Form.YEAR, Form.SPLIT_YEAR, Form.YEARS},
}


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each KPI with periods of another form, at the first such row."""
    for kpi in asked.repository.kpis.values():
        fitting = _FITTING.get(kpi.cadence)
        strange = [row for row in kpi.rows if fitting and row.period.form not in fitting]
        if strange:
            row, others = strange[0], len(strange) - 1
            more = (
                f", and so do {others} more rows"
                if others > 1
                else ", and so does one more row"
                if others
                else ""
            )
            message = f"{row.period.label} does not fit `cadence: {kpi.cadence.value}`{more}"
            right = next((c.value for c, forms in _FITTING.items() if row.period.form in forms), "irregular")
            hint = f"Write periods that fit, or `cadence: {right}` in {kpi.path}."
            yield report_row(RULE, kpi, row.line, message, hint)
