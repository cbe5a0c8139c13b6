"""The package against the second implementation, on random worlds."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.cases.world import World, measured
from tests.measuring.second import Second
from tests.measuring.worlds import world_of, worlds

# numbers leave the package rounded to nine decimals
TOLERANCE = Fraction(6, 10**10)


def same(mine: Any, theirs: Any) -> bool:
    """Returns whether both say the same; numbers to nine decimals."""
    if isinstance(mine, Fraction) and isinstance(theirs, int | float):
        # a huge quotient has fewer decimals in binary
        return abs(mine - Fraction(theirs)) <= TOLERANCE + abs(mine) / 10**14
    return bool(mine == theirs)


def disagreements(world: World) -> dict[str, Any]:
    """Returns what the two implementations say differently, by goal and field."""
    second = Second(world)
    found = {}
    for key, document in measured(world).items():
        told = second.goal(key)
        for field, value in told.items():
            if not same(value, document[field]):
                found[f"{key} {field}"] = (str(value), document[field])
    return found


# Worlds are big and few are thrown away; Hypothesis would rather have them small.
CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@settings(max_examples=200, suppress_health_check=CHECKS)
@given(worlds())
def test_both_implementations_agree(world: World) -> None:
    """Two implementations of the same definition say the same of every goal of a random repository."""
    assert disagreements(world) == {}


@pytest.mark.long
@settings(max_examples=5_000, suppress_health_check=CHECKS)
@given(worlds())
def test_both_implementations_agree_on_many_worlds(world: World) -> None:
    """Two implementations of the same definition say the same of every goal of very many repositories."""
    assert disagreements(world) == {}


def test_random_worlds_reach_every_status() -> None:
    """The random worlds are no monoculture: every status stands in some, and most goals have data."""
    seen: Counter[str] = Counter()
    for seed in range(200):
        world = world_of(Random(seed))
        second = Second(world)
        seen.update(str(second.goal(key)["status"]) for key in world["goals"])
    assert len(seen) == 11, seen
    assert seen["no_data"] < seen.total() * 0.5, seen
