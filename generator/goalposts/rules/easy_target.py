"""A target was reached in the first fifth of the goal's time.

Then it asks for nothing more. Raise it, or close the goal and set the next one; who moved it, and when, is
shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from goalposts.key_results import reach
from goalposts.measuring.key_result import Frame, measure_key_result
from goalposts.measuring.measure import rule_of
from goalposts.measuring.rounding import half_up
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, as_private, of_type, report, shown

RULE = Code("W109", Severity.WARNING, "a target that was reached at once", __doc__, "target: 95")
EACH = "goals"

_EARLY = 5


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each target of an active goal that was reached by a fifth of its days."""
    config = asked.repository.config
    rule = rule_of(config)
    for goal, result, terms in of_type(reach.TYPE, asked.live_goals):
        if goal.start > asked.as_of or not asked.series_known(result):
            continue
        kpi = asked.repository.kpis.get(terms.kpi or "")
        on = min(asked.as_of, goal.start + timedelta(days=goal.days // _EARLY))
        frame = Frame(goal, on, on, rule, config.fiscal_year, config.freshness.manual_days, None)
        reading = measure_key_result(result, kpi, frame).reading
        if reading.progress is None or reading.target is None or reading.baseline is None:
            continue
        if reading.progress >= 1 and half_up(reading.target - reading.baseline, 9) != 0:
            target = shown(reading.target)
            message = f"the target of {target} was reached by {on}, in the first fifth of the time"
            hint = "Raise the target, or close the goal and set the next one."
            problem = report(RULE, goal, ("key_results", result.index, "target"), message, hint)
            yield as_private(problem, kpi)
