"""The home page names the same KPI twice.

It could be shown only once; the other place may have been meant for another KPI.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report_setting

RULE = Code(
    "R117",
    Severity.ERROR,
    "a KPI that the home page names twice",
    __doc__,
    "home: {kpis: [net-revenue-retention, nps]}",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each KPI of the home page that stands there already."""
    seen: set[str] = set()
    for index, name in enumerate(asked.repository.config.home.kpis):
        if name in seen:
            message = f"`{name}` is named already"
            yield report_setting(RULE, asked, ("home", "kpis", index), message, "Keep one of the two.")
        seen.add(name)
