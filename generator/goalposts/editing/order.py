"""Where a dated entry belongs in a list that people keep in order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any


def place_in_order(keys: Sequence[Any], new: Any) -> int:
    """Return the place of a new entry among entries with these keys: the number of entries before it.

    The order is the one that most neighbours have, oldest first where there is none. Among equal keys the
    new one comes last.
    """
    if newest_first(keys):
        before = [index for index, key in enumerate(keys) if key >= new]
    else:
        before = [index for index, key in enumerate(keys) if key <= new]
    return before[-1] + 1 if before else 0


def newest_first(keys: Sequence[Any]) -> bool:
    """Return whether most keys are smaller than the one before."""
    down = sum(later < earlier for earlier, later in pairwise(keys))
    up = sum(later > earlier for earlier, later in pairwise(keys))
    return bool(down > up)


def is_ordered(keys: Sequence[Any]) -> bool:
    """Return whether the keys rise or fall all the way; equal neighbours are in order."""
    steps = [(earlier <= later, earlier >= later) for earlier, later in pairwise(keys)]
    return all(up for up, _ in steps) or all(down for _, down in steps)
