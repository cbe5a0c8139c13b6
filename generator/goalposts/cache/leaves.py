"""Leaves: what can be looked at. Each has a number, so that what thousands of parts looked at stays small."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import TypeAlias

Leaf: TypeAlias = tuple[str, str]
"""A kind of thing and its key."""

Looked: TypeAlias = frozenset[Leaf] | bytes
"""The leaves that somebody looked at: themselves, or the numbers that one `LeafNumbers` gave them."""

ALL = "*"
"""The key that whoever goes through a kind looks at."""


class LeafNumbers:
    """The numbers of leaves. They belong to one process: one that is forked from it would give its own."""

    def __init__(self, leaves: Iterable[Leaf] = ()) -> None:
        """Give numbers to leaves in their order."""
        self._numbers = {leaf: number for number, leaf in enumerate(leaves)}

    def __iter__(self) -> Iterator[Leaf]:
        """Yield the leaves in the order of their numbers."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Return how many leaves have a number."""
        return len(self._numbers)

    def get(self, leaf: Leaf) -> int | None:
        """Return the number of a leaf, None where it has none."""
        return self._numbers.get(leaf)

    def packed(self, looked: Looked) -> bytes:
        """Return the numbers of leaves, given now where one has none."""
        if isinstance(looked, bytes):
            return looked
        numbers = self._numbers
        return array("I", [numbers.setdefault(leaf, len(numbers)) for leaf in looked]).tobytes()


def unpacked(numbers: bytes) -> memoryview:
    """Return packed numbers one by one."""
    return memoryview(numbers).cast("I")
