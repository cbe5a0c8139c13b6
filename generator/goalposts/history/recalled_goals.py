"""Goals of old versions: read from their facts, and given the ids that records have now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from goalposts.config import SiteConfig
from goalposts.history.lineages import Version
from goalposts.loading.goals import Surroundings, goal_of
from goalposts.loading.text import Document
from goalposts.loading.yaml_text import Mapping as Tree
from goalposts.loading.yaml_text import Node, Scalar, Sequence
from goalposts.records.goal import Goal, Support
from goalposts.records.people import Cycle


class Around(Struct, frozen=True):
    """What the records of a day are read with. It is one value as long as the settings are the same."""

    config: SiteConfig
    cycles: Mapping[str, Cycle]


def renamed(
    goal: Goal, now: tuple[str, str | None], supports: tuple[str | None, ...], reads: tuple[str | None, ...]
) -> Goal:
    """Return a goal with the present ids of itself and its team, of what it supports and what it reads."""
    kept = [
        Support(to, each.key_result, each.weight)
        for each, to in zip(goal.supports, supports, strict=True)
        if to is not None
    ]
    results = []
    for result, kpi in zip(goal.key_results, reads, strict=True):
        if result.terms.kpi == kpi:
            results.append(result)
        elif kpi is not None:
            # its own id may be made of that of the KPI, so it is kept
            results.append(replace(result, terms=result.terms.model_copy(update={"kpi": kpi})))
    return replace(goal, id=now[0], team=now[1], supports=tuple(kept), key_results=tuple(results))


def parsed(
    version: Version, around: Around, read: tuple[str, ...], titles: tuple[str | None, ...]
) -> Goal | None:
    """Return a version as a goal without its body, None where today's rules cannot read it.

    `titles` are those of the KPIs that it reads, by the ids in `read`.
    """
    kpis: dict[str, Any] = {key: _Titled(title) for key, title in zip(read, titles, strict=True) if title}
    return as_goal(version, Surroundings(around.config, kpis, {}, around.cycles))


def as_goal(version: Version, around: Surroundings) -> Goal | None:
    """Return a version as a goal, without its body; None where today's rules cannot read it."""
    document = Document(_tree(version.facts.fields or {}), "", 1)
    found = goal_of(document, b"", version.path, around)
    return next((each for each in found if isinstance(each, Goal)), None)


class _Titled(Struct, frozen=True):
    """All that a key result takes from its KPI."""

    title: str


def _tree(value: Any) -> Tree:
    """Return plain fields as the tree of a front matter, without places."""
    node = _node(value)
    assert isinstance(node, Tree)
    return node


def _node(value: Any) -> Node:
    if isinstance(value, dict):
        entries = tuple((Scalar(str(key), False, 0, 0, 0, 0), _node(each)) for key, each in value.items())
        return Tree(entries, 0, 0, 0, 0, False)
    if isinstance(value, list):
        return Sequence(tuple(_node(each) for each in value), 0, 0, 0, 0, False)
    if value is None:
        return Scalar("null", True, 0, 0, 0, 0)
    return Scalar(str(value), False, 0, 0, 0, 0)
