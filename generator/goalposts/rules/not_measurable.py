"""SMART, M: nothing says whether a goal is reached.

A goal is measured by key results, or by goals that support it. `rollup: none` says that it is not measured
on purpose; for a goal that is open this leaves everybody guessing too.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, children_of, has_parts, report

RULE = Code(
    "W102",
    Severity.WARNING,
    "a goal that is not measurable",
    __doc__,
    "key_results:\n  - {kpi: renewal-rate, target: 92}",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each open goal in which nothing counts, and that does not say `rollup: none`."""
    if not asked.knows_all_goals:
        return
    children = children_of(asked)
    for goal in asked.advised_goals:
        if goal.rollup == "none" or has_parts(goal, children.get(goal.id, ())):
            continue
        what = "has no key results, and no goal supports it"
        if goal.rollup == "children" and goal.key_results:
            what = "counts only goals that support it (`rollup: children`), and there is none"
        elif goal.rollup == "key_results" and children.get(goal.id):
            what = "counts only key results (`rollup: key_results`), and has none"
        hint = "Add, for example:\nkey_results:\n  - {kpi: renewal-rate, target: 92}"
        yield report(RULE, goal, (), f"not measurable (M): it {what}", hint)
