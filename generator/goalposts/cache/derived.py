"""Leaves that are worked out from others, such as scores: each once, when it is asked for, or recalled."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from msgspec import Struct

from goalposts.cache.leaves import ALL, Leaf, Looked
from goalposts.cache.reads import Reads

Value = TypeVar("Value")


class WorkedOut(Struct, frozen=True):
    """What is known of a leaf that was worked out: from which leaves, the hash of its value, and the value.

    The hash is empty where a value counts as another one as soon as it was worked out from something else;
    `kept` is None where values are not kept.
    """

    closure: Looked
    digest: bytes = b""
    kept: bytes | None = None


@dataclass
class Ledger:
    """What is known of the leaves that are worked out: by this build, or by the last one and still true.

    `settle` finds out which of the last build's are still true, before any of them is recalled.
    """

    reads: Reads
    known: dict[Leaf, WorkedOut] = field(default_factory=dict)
    settle: Callable[[], None] = lambda: None

    @contextmanager
    def working_out(self) -> Iterator[set[Leaf]]:
        """Give the set that fills with what a leaf is worked out from, whatever limits who asks for it."""
        limit, self.reads.limit = self.reads.limit, None
        try:
            with self.reads.noting() as found:
                yield found
        finally:
            self.reads.limit = limit


class Derived(Mapping[str, Value], Generic[Value]):
    """A mapping whose values are worked out when they are asked for, each once.

    `digest` gives the hash of a value, so that one that comes out the same again changes nothing; without it
    a value is another one as soon as it was worked out from something else. Values are `kept` for the next
    builds where that is said.
    """

    def __init__(self, kind: str, keys: Callable[[], Iterable[str]], make: Callable[[str], Value]) -> None:
        """Work values out by `make`; `keys` gives all keys in order."""
        self.kind, self._keys, self._make = kind, keys, make
        self.digest: Callable[[Value], bytes] | None = None
        self.kept = False
        self._known: dict[str, Value] = {}
        self._names: dict[str, None] | None = None
        self._ledger = Ledger(Reads())

    def written_in(self, ledger: Ledger) -> None:
        """Write in a ledger what values are worked out from."""
        self._ledger = ledger

    def all_keys(self) -> dict[str, None]:
        """Return all keys in order; nobody looks at them by that."""
        if self._names is None:
            with self._ledger.reads.noting():
                self._names = dict.fromkeys(self._keys())
        return self._names

    def has(self, key: str) -> bool:
        """Return whether there is such a key; nobody looks at it by that."""
        return key in self.all_keys()

    def __getitem__(self, key: str) -> Value:
        """Return a value."""
        self._ledger.reads.note(self.kind, key)
        if key not in self._known:
            if not self.has(key):
                raise KeyError(key)
            self._known[key] = self._recalled(key)
        return self._known[key]

    def _recalled(self, key: str) -> Value:
        """Return a value as the last build kept it, where it still holds; else it is worked out."""
        leaf = (self.kind, key)
        self._ledger.settle()
        before = self._ledger.known.get(leaf)
        if before is not None and before.kept is not None:
            value: Value = pickle.loads(before.kept)
            return value
        with self._ledger.working_out() as closure:
            value = self._make(key)
        digest = self.digest(value) if self.digest else b""
        kept = pickle.dumps(value, protocol=5) if self.kept else None
        self._ledger.known[leaf] = WorkedOut(self._ledger.reads.frozen(closure), digest, kept)
        return value

    def __contains__(self, key: object) -> bool:
        """Return whether there is such a key."""
        self._ledger.reads.note(self.kind, str(key))
        return key in self.all_keys()

    def __iter__(self) -> Iterator[str]:
        """Yield all keys."""
        self._ledger.reads.note(self.kind, ALL)
        return iter(self.all_keys())

    def __len__(self) -> int:
        """Return how many there are."""
        self._ledger.reads.note(self.kind, ALL)
        return len(self.all_keys())

    def items(self) -> Any:
        """Return all keys with their values."""
        self._ledger.reads.note(self.kind, ALL)
        with self._ledger.reads.noting():
            return [(key, self[key]) for key in self.all_keys()]

    def values(self) -> Any:
        """Return all values."""
        return [value for _, value in self.items()]


class Unlisted(Derived[bytes]):
    """Hashes of which any may be asked for: there is no list of all keys."""

    def __init__(self, kind: str, make: Callable[[str], bytes], before: Mapping[str, WorkedOut]) -> None:
        """Work them out by `make`; `before` are those that the last build worked out."""
        super().__init__(kind, tuple, make)
        self.digest = bytes
        self._before = before

    def all_keys(self) -> dict[str, None]:
        """Return the keys that may have changed."""
        return dict.fromkeys(self._before)

    def has(self, key: str) -> bool:
        """Return whether there may be a value."""
        return True

    def _recalled(self, key: str) -> bytes:
        """Return the hash that the last build worked out, where it still holds."""
        self._ledger.settle()
        known = self._ledger.known.get((self.kind, key))
        return known.digest if known else super()._recalled(key)
