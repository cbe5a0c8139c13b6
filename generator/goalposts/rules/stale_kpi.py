"""A KPI that an active goal reads has had no value for too long.

After the end of the next period and its days of grace the KPI is stale, and so is what reads it. Add the
missing rows to its CSV. Irregular KPIs are stale after `freshness.manual_days`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from goalposts.measuring.freshness import rhythm_of
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi, Observation
from goalposts.rules.check import Check, is_private, joined, report_row, shown

RULE = Code("W113", Severity.WARNING, "a stale KPI", __doc__, "date,value\n2026-11-20,86.4")
EACH = "kpis"

Where = tuple[tuple[str, str], ...]
"""The columns of a slice with their values."""


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each stale series that an active goal reads, at its last row."""
    for kpi in asked.repository.kpis.values():
        for where, goals in _readers(asked, kpi).items():
            values = asked.values(kpi, dict(where), asked.as_of)
            if not values:
                continue
            last = values[-1]
            late = _late(asked, kpi, last)
            if asked.as_of > late:
                value = "" if last.value is None else shown(last.value)
                of = f" of {', '.join(part for _, part in where)}" if where else ""
                message = (
                    f"the last value{of} is {value}, for {last.period.label}; the next was due by {late}"
                )
                named = [goal.id for goal in goals if is_private(kpi) or not is_private(goal)]
                message += f" (read by {joined(named)})" if named else ""
                hint = f"Add the missing rows to {kpi.csv_path}."
                yield report_row(RULE, kpi, last.line or kpi.rows[-1].line, message, hint)


def _readers(asked: Check, kpi: Kpi) -> Mapping[Where, list[Goal]]:
    """Return the goals that read each series of a KPI, by the slice."""
    found: dict[Where, list[Goal]] = {}
    for goal_id, result_id in asked.users.get(kpi.id, ()):
        goal = asked.repository.goals[goal_id]
        result = next(one for one in goal.key_results if one.id == result_id)
        if not asked.is_live(goal) or goal.start > asked.as_of or not asked.series_known(result):
            continue
        if is_private(goal) and not is_private(kpi):
            continue  # what a private goal reads is no concern of those who cannot see it
        readers = found.setdefault(tuple(result.terms.where.items()), [])
        if not readers or readers[-1] is not goal:
            readers.append(goal)
    return found


def _late(asked: Check, kpi: Kpi, last: Observation) -> date:
    rhythm = rhythm_of(kpi, asked.repository.config.fiscal_year)
    if rhythm.is_regular:
        return rhythm.late(rhythm.next_end(last))
    return last.period.end + timedelta(days=asked.repository.config.freshness.manual_days)
