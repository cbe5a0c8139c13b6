"""A range of a key result ends below its beginning.

`between` names the lower value first; the other way round it could never hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.key_results import hold
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, of_type, report, shown

RULE = Code("G214", Severity.ERROR, "a range that ends below its beginning", __doc__, "between: [80, 90]")


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each hold result whose range is empty."""
    for goal, result, terms in of_type(hold.TYPE, asked.repository.goals.values()):
        if terms.between is not None and terms.between[0] > terms.between[1]:
            low, high = (shown(bound) for bound in terms.between)
            steps = ("key_results", result.index, "between")
            message = f"begins at {low}, above its end {high}"
            yield report(RULE, goal, steps, message, f"Write [{high}, {low}].")
