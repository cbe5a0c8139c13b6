"""The settings name a status rule that does not exist.

`status: rule:` is the name of a preset. A rule of your own is written with `basis`, `on_track`, `at_risk`.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.measuring.status import PRESETS
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.text import did_you_mean
from goalposts.rules.check import Check, report_setting

RULE = Code("S101", Severity.ERROR, "an unknown status rule", __doc__, "status: {rule: pace}")


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem where the status rule is none of the presets."""
    name = asked.repository.config.status.rule
    if name is not None and name not in PRESETS:
        message = f"there is no status rule `{name[:60]}`"
        yield report_setting(RULE, asked, ("status", "rule"), message, did_you_mean(name, PRESETS))
