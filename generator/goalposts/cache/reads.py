"""What a part of the work looked at: mappings that note their keys, and hashes of what stands there.

A leaf is a thing that can be looked at: a goal, the rows of a KPI, the score of a goal; `ALL` of a kind is
looked at by whoever goes through it. A part of the work that looked at leaves of which none has changed gives
the same result, so it need not be done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar, overload

from goalposts.cache.leaves import ALL, Leaf

Value = TypeVar("Value")
Item = TypeVar("Item")


class Reads:
    """Notes leaves for whoever works now; what is worked out inside of it is noted apart."""

    def __init__(self) -> None:
        """Begin with nobody at work."""
        self._noting: list[set[Leaf]] = []
        self._leaves: dict[Leaf, Leaf] = {}
        self.limit: Callable[[Leaf, Sequence[Any]], None] | None = None
        """Notes rows in another way while it is set: those up to a day."""

    def frozen(self, found: Iterable[Leaf]) -> frozenset[Leaf]:
        """Return leaves as a set; equal ones are one object, so that a process sends few."""
        return frozenset(self._leaves.setdefault(leaf, leaf) for leaf in found)

    def note(self, kind: str, key: str) -> None:
        """Note that a leaf was looked at."""
        if self._noting:
            self._noting[-1].add((kind, key))

    def begin(self, found: set[Leaf]) -> None:
        """Note into a set from now on, until `end`."""
        self._noting.append(found)

    def end(self) -> None:
        """Note again for who was at work before."""
        self._noting.pop()

    @contextmanager
    def noting(self) -> Iterator[set[Leaf]]:
        """Give the set that fills with what is looked at inside of the block."""
        found: set[Leaf] = set()
        self._noting.append(found)
        try:
            yield found
        finally:
            self._noting.pop()


class Watched(Mapping[str, Value], Generic[Value]):
    """A mapping that notes which keys are asked for."""

    def __init__(self, kind: str, values: Mapping[str, Value], reads: Reads) -> None:
        """Watch the values as leaves of a kind."""
        self._kind, self._values, self._reads = kind, values, reads

    def only(self, keys: Iterable[str]) -> WatchedSome[Value]:
        """Return the values of some keys; nobody looks at them by that."""
        return WatchedSome(self._kind, {key: self._values[key] for key in keys}, self._reads)

    def __getitem__(self, key: str) -> Value:
        """Return a value."""
        self._reads.note(self._kind, str(key))
        return self._values[key]

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value, or the default."""
        self._reads.note(self._kind, str(key))
        return self._values.get(key, default)

    def __contains__(self, key: object) -> bool:
        """Return whether there is such a key."""
        self._reads.note(self._kind, str(key))
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        """Yield all keys."""
        self._reads.note(self._kind, ALL)
        return iter(self._values)

    def __len__(self) -> int:
        """Return how many there are."""
        self._reads.note(self._kind, ALL)
        return len(self._values)

    def values(self) -> Any:
        """Return all values."""
        self._reads.note(self._kind, ALL)
        return self._values.values()

    def items(self) -> Any:
        """Return all keys with their values."""
        self._reads.note(self._kind, ALL)
        return self._values.items()


class WatchedSome(Watched[Value]):
    """Some values of a watched mapping: whoever goes through them looks at each, and at no others."""

    def __iter__(self) -> Iterator[str]:
        """Yield the keys."""
        for key in self._values:
            self._reads.note(self._kind, key)
        return iter(self._values)

    def __len__(self) -> int:
        """Return how many there are: whoever chose them knows."""
        return len(self._values)

    def values(self) -> Any:
        """Return the values."""
        return [self._values[key] for key in self]

    def items(self) -> Any:
        """Return the keys with their values."""
        return [(key, self._values[key]) for key in self]


class WatchedRows(Sequence[Item], Generic[Item]):
    """A sequence that notes that it is looked at, as one leaf."""

    def __init__(self, leaf: Leaf, items: Sequence[Item], reads: Reads) -> None:
        """Watch the items."""
        self._leaf, self._items, self._reads = leaf, items, reads
        self._made: Any = None

    @property
    def kind(self) -> str:
        """Return the kind of the leaf; nobody looks at the items by that."""
        return self._leaf[0]

    def _look(self) -> None:
        if self._reads.limit is None:
            self._reads.note(*self._leaf)
        else:
            self._reads.limit(self._leaf, self._items)

    def touch(self) -> None:
        """Note that the items are looked at."""
        self._look()

    def remember(self, make: Callable[[Any], Any], of: Any) -> Any:
        """Return what `make` makes of a value, the first that was given: always of these items."""
        self._look()
        if self._made is None:
            self._made = make(of)
        return self._made

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        """Return an item or some of them."""
        self._look()
        return self._items[place]

    def __iter__(self) -> Iterator[Item]:
        """Yield the items."""
        self._look()
        return iter(self._items)

    def __len__(self) -> int:
        """Return how many there are."""
        self._look()
        return len(self._items)


class WatchedValue:
    """A value whose attributes are asked for: noted as one leaf, and made when the first of them is."""

    def __init__(self, leaf: Leaf, make: Callable[[], Any], reads: Reads) -> None:
        """Watch what `make` returns."""
        self._leaf, self._make, self._reads = leaf, make, reads
        self._made: Any = None

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the value."""
        if name.startswith("__"):
            raise AttributeError(name)
        self._reads.note(*self._leaf)
        if self._made is None:
            self._made = self._make()
        return getattr(self._made, name)
