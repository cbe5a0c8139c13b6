"""A key result reads a slice of a KPI that has no value, now or ever.

`where` names columns of the KPI's CSV and a value of each. For every date the row counts that has exactly
these dimensions and blanks in all others; where the KPI has `aggregate`, else the rows with every dimension
filled. Where neither exists the series is always a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.goal import KeyResult
from goalposts.records.kpi import Kpi
from goalposts.records.text import did_you_mean
from goalposts.rules.check import Check, as_private, joined, key_results, report, report_key

RULE = Code(
    "R109",
    Severity.ERROR,
    "a slice without values",
    __doc__,
    "key_results:\n  - kpi: renewal-rate\n    where: {plan: Enterprise}\n    target: 92",
)
EACH = "goals"


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each key result whose slice has an unknown column or value, or no number."""
    for goal, result in key_results(asked.repository.goals):
        kpi = asked.repository.kpis.get(result.terms.kpi or "")
        if kpi is None or not kpi.columns or kpi.csv_path in asked.unread:
            continue
        steps = ("key_results", result.index)
        unknown = [name for name in result.terms.where if name not in kpi.dimensions]
        for name in unknown:
            hint = did_you_mean(name, kpi.dimensions)
            message = f"the series of `{kpi.id}` has no dimension `{name[:60]}`"
            yield as_private(report_key(RULE, goal, (*steps, "where", name), message, hint), kpi)
        if unknown or not kpi.dimensions or not kpi.rows:
            continue
        missing = list(_unknown_values(kpi, result))
        for name, wanted, known in missing:
            message = f"no row of `{kpi.id}` has `{wanted[:60]}` in the column `{name}`"
            hint = did_you_mean(wanted, known)
            yield as_private(report(RULE, goal, (*steps, "where", name), message, hint), kpi)
        if not missing and kpi.dimensions and not asked.values(kpi, result.terms.where, date.max):
            place = (*steps, "where") if result.terms.where else (*steps, "kpi")
            yield as_private(report(RULE, goal, place, *_always_a_gap(kpi, result)), kpi)


def _unknown_values(kpi: Kpi, result: KeyResult) -> Iterator[tuple[str, str, list[str]]]:
    for name, wanted in result.terms.where.items():
        index = kpi.dimensions.index(name)
        known = {row.slice[index] for row in kpi.rows} - {""}
        if wanted not in known:
            yield name, wanted, sorted(known)


def _always_a_gap(kpi: Kpi, result: KeyResult) -> tuple[str, str]:
    open_names = [name for name in kpi.dimensions if name not in result.terms.where]
    message = f"this series of `{kpi.id}` is always a gap: its columns are {joined(kpi.dimensions)}"
    if not open_names:
        return message, "Fill in values for this slice, or choose another one."
    row = next((row for row in kpi.rows if all(row.slice)), None)
    index = kpi.dimensions.index(open_names[0])
    example = row.slice[index] if row else "…"
    added = f"where: {{{open_names[0]}: {example}}}"
    if kpi.aggregate is None:
        return message, f"Add {added}, rows with blanks in {joined(open_names)}, or `aggregate` to the KPI."
    return message, f"Add {added}, or rows with blanks in {joined(open_names)}."
