"""No period of a KPI falls into the dates of a goal that reads it.

A quarterly KPI has no value for a goal of one month. Sums, means and bounds count whole periods: those that
begin on or after the start and end by the due day.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.key_results import BY_NAME
from goalposts.measuring.freshness import rhythm_of
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.goal import Goal, KeyResult
from goalposts.records.kpi import Kpi
from goalposts.rules.check import Check, as_private, report

RULE = Code(
    "W108",
    Severity.WARNING,
    "a KPI too slow for its goal",
    __doc__,
    "cycle: 2026-Q4  # three months of a monthly KPI",
)
EACH = "goals"


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each key result of an open goal whose first period ends after the due day."""
    for goal in asked.advised_goals:
        for result in goal.key_results:
            kpi = asked.repository.kpis.get(result.terms.kpi or "")
            if kpi is not None and asked.series_known(result) and _is_too_slow(asked, goal, result, kpi):
                dates = f"{goal.start} to {goal.due}"
                message = f"`{kpi.id}` is {kpi.cadence.value}: no period of it falls into {dates}"
                hint = "Choose a KPI that comes more often, or other dates."
                problem = report(RULE, goal, ("key_results", result.index, "kpi"), message, hint)
                yield as_private(problem, kpi)


def _is_too_slow(asked: Check, goal: Goal, result: KeyResult, kpi: Kpi) -> bool:
    rhythm = rhythm_of(kpi, asked.repository.config.fiscal_year)
    if not rhythm.is_regular:
        return False
    whole = result.terms.aggregate != "last" or BY_NAME[result.type].judged_at_end
    series = asked.values(kpi, result.terms.where, asked.as_of)
    return rhythm.first_end(goal.start, series, whole=whole) > goal.due
