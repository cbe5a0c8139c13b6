"""A key result, or the home page, reads a KPI that does not exist.

KPIs are named by their id: the name of their file in `kpis/` without `.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.text import did_you_mean
from goalposts.rules.check import Check, hintable, key_results, report, report_setting

RULE = Code(
    "R101", Severity.ERROR, "an unknown KPI", __doc__, "key_results:\n  - {kpi: renewal-rate, target: 92}"
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each key result and each place of the home page whose KPI does not exist."""
    kpis = asked.repository.kpis
    for goal, result in key_results(asked.repository.goals):
        name = result.terms.kpi
        if name is not None and name not in kpis and not asked.is_unread("kpis", name):
            hint = did_you_mean(name, hintable(kpis, goal))
            steps = ("key_results", result.index, "kpi")
            yield report(RULE, goal, steps, f"there is no KPI `{name}`", hint)
    for index, name in enumerate(asked.repository.config.home.kpis):
        if name not in kpis and not asked.is_unread("kpis", name):
            hint = did_you_mean(name, hintable(kpis, None))
            yield report_setting(RULE, asked, ("home", "kpis", index), f"there is no KPI `{name}`", hint)
