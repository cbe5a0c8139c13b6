"""Which leaves are not what they were at the last build of the same kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from goalposts.cache.derived import Derived, Ledger, WorkedOut
from goalposts.cache.leaves import ALL, Leaf, LeafNumbers, Looked, unpacked

Hashes = Mapping[str, bytes]
"""The hash of each leaf of a kind, by its key and in order."""


class Before(Struct, frozen=True):
    """What the last build knew: the hashes of what was read, the order of keys, and what was worked out."""

    base: Mapping[str, Hashes] = field(default_factory=dict)
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    worked_out: Mapping[str, Mapping[str, WorkedOut]] = field(default_factory=dict)


class Changes:
    """Tells of leaves whether they have changed.

    Kinds are added before anybody asks about them; one that is worked out from others comes after those.
    """

    def __init__(self, ledger: Ledger, before: Before, numbers: LeafNumbers) -> None:
        """Compare with what the last build knew, which says by `numbers` what was looked at."""
        self._ledger, self._before, self._numbers = ledger, before, numbers
        self._base: dict[str, Hashes] = {}
        self._derived: dict[str, Derived[Any]] = {}
        self._waiting: list[str] = []
        self._changed: set[Leaf] = set()
        self._changed_numbers: set[int] = set()
        self._is_judging = False
        ledger.settle = self._settle

    def add(self, kind: str, hashes: Hashes) -> None:
        """Add leaves that are what their hashes say."""
        self._base[kind] = hashes
        before = self._before.base.get(kind, {})
        changed = {key for key in before.keys() | hashes.keys() if before.get(key) != hashes.get(key)}
        self._note(kind, changed, is_other_order=[*before] != [*hashes])

    def add_derived(self, values: Derived[Any]) -> None:
        """Add leaves that are worked out from those that were added before."""
        self._derived[values.kind] = values
        values.written_in(self._ledger)
        self._waiting.append(values.kind)

    def none_of(self, looked: Looked) -> bool:
        """Return whether none of the leaves that were looked at has changed."""
        self._settle()
        return self._is_as_it_was(looked)

    def after(self) -> Before:
        """Return what this build knows, for the next one: what was looked at is told by numbers."""
        worked_out: dict[str, dict[str, WorkedOut]] = {kind: {} for kind in self._derived}
        packed = self._numbers.packed
        for (kind, key), each in self._ledger.known.items():
            is_packed = isinstance(each.closure, bytes)
            worked_out[kind][key] = each if is_packed else replace(each, closure=packed(each.closure))
        orders = {kind: tuple(values.all_keys()) for kind, values in self._derived.items()}
        return Before(self._base, orders, worked_out)

    def _settle(self) -> None:
        # a kind that is judged works out values of its own, from kinds that were judged before
        if self._waiting and not self._is_judging:
            self._is_judging = True
            while self._waiting:
                self._judge(self._derived[self._waiting.pop(0)])
            self._is_judging = False

    def _judge(self, values: Derived[Any]) -> None:
        """Find out which values of a kind have changed: what was worked out from the same is the same."""
        before, now = self._before.worked_out.get(values.kind, {}), values.all_keys()
        changed = {key for key in now if key not in before}
        known = self._ledger.known
        for key, was in before.items():
            if key in now and self._is_as_it_was(was.closure):
                known.setdefault((values.kind, key), was)
            elif not (key in now and values.digest and self._digest(values, key) == was.digest):
                changed.add(key)
        is_other_order = self._before.orders.get(values.kind) != tuple(now)
        self._note(values.kind, changed, is_other_order=is_other_order)

    def _digest(self, values: Derived[Any], key: str) -> bytes:
        with self._ledger.reads.noting():
            values[key]
        return self._ledger.known[values.kind, key].digest

    def _is_as_it_was(self, looked: Looked) -> bool:
        if isinstance(looked, bytes):
            return self._changed_numbers.isdisjoint(unpacked(looked))
        return looked.isdisjoint(self._changed)

    def _note(self, kind: str, changed: set[str], *, is_other_order: bool) -> None:
        leaves = {(kind, key) for key in changed}
        if changed or is_other_order:
            leaves.add((kind, ALL))
        self._changed |= leaves
        # a leaf without a number was looked at by nobody
        numbers = map(self._numbers.get, leaves)
        self._changed_numbers.update(number for number in numbers if number is not None)
