"""Where a reference of `supports` stands in a goal's file; not a rule itself."""

from __future__ import annotations

from goalposts.loading.yaml_text import Mapping, Sequence
from goalposts.records.goal import Goal
from goalposts.rules.check import Steps


def support_steps(goal: Goal, index: int) -> Steps:
    """Return the way to reference number `index`: the item itself, or its `to`."""
    node = goal.node.get("supports") if isinstance(goal.node, Mapping) else None
    item = node.items[index] if isinstance(node, Sequence) and index < len(node.items) else None
    return ("supports", index, "to") if isinstance(item, Mapping) else ("supports", index)
