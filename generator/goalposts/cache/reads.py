"""What a part of the work looked at: mappings that note their keys, and hashes of what stands there.

A leaf is a thing that can be looked at: a goal, the rows of a KPI, the score of a goal; `ALL` of a kind is
looked at by whoever goes through it. A part of the work that looked at the same leaves with the same hashes
gives the same result, so it need not be done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar, overload

from goalposts.cache.book import key_of

Value = TypeVar("Value")
Item = TypeVar("Item")

Leaf = tuple[str, str]
"""A kind of thing and its key."""

ALL = "*"
_ABSENT = b"absent"


class Reads:
    """Notes leaves for whoever works now; what is worked out inside of it is noted apart."""

    def __init__(self) -> None:
        """Begin with nobody at work."""
        self._noting: list[set[Leaf]] = []

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


class WatchedRows(Sequence[Item], Generic[Item]):
    """A sequence that notes that it is looked at, as one leaf."""

    def __init__(self, leaf: Leaf, items: Sequence[Item], reads: Reads) -> None:
        """Watch the items."""
        self._leaf, self._items, self._reads = leaf, items, reads
        self._made: Any = None

    def remember(self, make: Callable[[Any], Any], of: Any) -> Any:
        """Return what `make` makes of a value, the first that was given: always of these items."""
        self._reads.note(*self._leaf)
        if self._made is None:
            self._made = make(of)
        return self._made

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        """Return an item or some of them."""
        self._reads.note(*self._leaf)
        return self._items[place]

    def __iter__(self) -> Iterator[Item]:
        """Yield the items."""
        self._reads.note(*self._leaf)
        return iter(self._items)

    def __len__(self) -> int:
        """Return how many there are."""
        self._reads.note(*self._leaf)
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


class Ledger:
    """The leaves that are worked out from others: which ones each was worked out from."""

    def __init__(self, reads: Reads) -> None:
        """Begin empty."""
        self.reads = reads
        self.closures: dict[Leaf, frozenset[Leaf]] = {}

    @contextmanager
    def working_out(self, kind: str, key: str) -> Iterator[None]:
        """Note what a leaf is worked out from."""
        with self.reads.noting() as found:
            yield
        self.closures[kind, key] = frozenset(found)


class Derived(Mapping[str, Value], Generic[Value]):
    """A mapping whose values are worked out when they are asked for, each once."""

    def __init__(
        self, kind: str, keys: Callable[[], Iterable[str]], make: Callable[[str], Value], ledger: Ledger
    ) -> None:
        """Work values out by `make`; `keys` gives all keys in order."""
        self._kind, self._keys, self._make, self._ledger = kind, keys, make, ledger
        self._known: dict[str, Value] = {}
        self._names: dict[str, None] | None = None

    def _all(self) -> dict[str, None]:
        if self._names is None:
            with self._ledger.reads.noting():
                self._names = dict.fromkeys(self._keys())
        return self._names

    def __getitem__(self, key: str) -> Value:
        """Return a value."""
        self._ledger.reads.note(self._kind, key)
        if key not in self._known:
            if key not in self._all():
                raise KeyError(key)
            with self._ledger.working_out(self._kind, key):
                self._known[key] = self._make(key)
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        """Return whether there is such a key."""
        self._ledger.reads.note(self._kind, str(key))
        return key in self._all()

    def __iter__(self) -> Iterator[str]:
        """Yield all keys."""
        self._ledger.reads.note(self._kind, ALL)
        return iter(self._all())

    def __len__(self) -> int:
        """Return how many there are."""
        self._ledger.reads.note(self._kind, ALL)
        return len(self._all())

    def items(self) -> Any:
        """Return all keys with their values."""
        self._ledger.reads.note(self._kind, ALL)
        with self._ledger.reads.noting():
            return [(key, self[key]) for key in self._all()]

    def values(self) -> Any:
        """Return all values."""
        return [value for _, value in self.items()]

    def work_out(self) -> None:
        """Work all values out now: processes that are forked later share them."""
        with self._ledger.reads.noting():
            for key in self._all():
                self[key]


class Digests:
    """The hash of every leaf as it is now; what was worked out before is taken over where it still holds."""

    def __init__(self, ledger: Ledger, before: Before) -> None:
        """Begin with what the last build knew."""
        self._ledger, self._before = ledger, before
        self._base: dict[str, Mapping[str, bytes]] = {}
        self._derived: dict[str, Mapping[str, Any]] = {}
        self.known: dict[Leaf, bytes] = {}

    def add(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Add leaves by their hashes, in order."""
        self._base[kind] = values

    def add_derived(self, kind: str, values: Mapping[str, Any]) -> None:
        """Add leaves that are worked out."""
        self._derived[kind] = values

    def of(self, leaf: Leaf) -> bytes:
        """Return the hash of a leaf."""
        if leaf not in self.known:
            self.known[leaf] = self._work_out(leaf)
        return self.known[leaf]

    def same(self, leaves: Iterable[Leaf]) -> bool:
        """Return whether the leaves are as they were at the last build."""
        before = self._before.digests
        return all(leaf in before and self.of(leaf) == before[leaf] for leaf in leaves)

    def _work_out(self, leaf: Leaf) -> bytes:
        kind, key = leaf
        if kind in self._base:
            values = self._base[kind]
            if key == ALL:
                return key_of(*(part for name, digest in values.items() for part in (name, digest)))
            return values.get(key, _ABSENT)
        values = self._derived[kind]
        if key == ALL:
            with self._ledger.reads.noting():
                keys = list(values)
            return key_of(*(part for name in keys for part in (name, self.of((kind, name)))))
        return self._from_closure(leaf, values)

    def _from_closure(self, leaf: Leaf, values: Mapping[str, Any]) -> bytes:
        closures = self._ledger.closures
        earlier, hash_then = self._before.closures.get(leaf), self._before.digests.get(leaf)
        if earlier is not None and hash_then is not None and self.same(earlier):
            # what looks at the same things is the same, even if it looks at fewer of them the next time
            closures.setdefault(leaf, earlier)
            return hash_then
        if leaf not in closures:
            with self._ledger.reads.noting():
                if leaf[1] not in values:
                    return _ABSENT
                values[leaf[1]]
        parts = [part for each in sorted(closures[leaf]) for part in (*each, self.of(each))]
        return key_of(*parts)


class Before:
    """What the last build knew: the hashes of leaves, and what some were worked out from."""

    def __init__(
        self,
        digests: Mapping[Leaf, bytes] | None = None,
        closures: Mapping[Leaf, frozenset[Leaf]] | None = None,
    ) -> None:
        """Keep both; without them nothing is known."""
        self.digests = digests or {}
        self.closures = closures or {}
