"""A cycle of the settings is used by no goal.

It does no harm; perhaps goals were meant to name it.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.loading.tree import CONFIG
from goalposts.loading.yaml_text import key_place
from goalposts.problem_codes import Code
from goalposts.problems import Location, Problem, Severity
from goalposts.rules.check import Check

RULE = Code("W114", Severity.INFO, "a cycle that nobody uses", __doc__, "cycle: spring-push")


def check(asked: Check) -> Iterator[Problem]:
    """Return a note for each custom cycle that no goal names."""
    if not asked.knows_all_goals:
        return
    used = {goal.cycle for goal in asked.repository.goals.values()}
    for name in asked.repository.cycles:
        if name not in used:
            node = asked.config_node
            where = Location(CONFIG) if node is None else key_place(node, CONFIG, "cycles", "custom", name)
            hint = f"Write `cycle: {name}` in its goals, or remove it."
            yield RULE.at(where, f"no goal is in the cycle `{name}`", hint, field=f"cycles.custom.{name}")
