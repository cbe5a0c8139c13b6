"""Books: many small values in one file, each under the hash of all that it was made from."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

# a value that was not used when the book was last written so many times is forgotten
_BUILDS = 8
# more than this part of a book is not added to it without writing it again
_FEW = 0.125


class Shelf(Protocol):
    """Where books stand: a folder, or the memory of a preview."""

    def get(self, name: str) -> bytes | None:
        """Return what was put under the name, or None."""

    def put(self, name: str, content: bytes) -> None:
        """Keep the bytes under the name."""


class Memory:
    """The shelf of a preview: it lasts as long as the program, and its site belongs to the program alone.

    Values that nobody changes are kept on it as they are.
    """

    def __init__(self) -> None:
        """Begin empty."""
        self._kept: dict[str, bytes] = {}
        self.values: dict[str, Any] = {}

    def get(self, name: str) -> bytes | None:
        """Return what was put under the name, or None."""
        return self._kept.get(name)

    def put(self, name: str, content: bytes) -> None:
        """Keep the bytes under the name."""
        self._kept[name] = content


def recall(shelf: Shelf, name: str) -> Any:
    """Return the value that was kept under a name, or None."""
    if isinstance(shelf, Memory):
        return shelf.values.get(name)
    kept = shelf.get(name)
    return None if kept is None else pickle.loads(kept)


def keep(shelf: Shelf, name: str, value: object) -> None:
    """Keep a value that nobody changes under a name."""
    if isinstance(shelf, Memory):
        shelf.values[name] = value
    else:
        shelf.put(name, pickle.dumps(value, protocol=5))


def key_of(*parts: str | bytes) -> bytes:
    """Return the hash of parts; where one ends and the next begins counts."""
    made = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(len(content).to_bytes(8, "big"))
        made.update(content)
    return made.digest()[:20]


class Book:
    """Values by key. What was read or written is kept for the next builds, the rest for a few of them.

    A book of thousands of values stands in one file, and those that were added since in a second one. When
    those are many, the first one is written again, without what was not used for long.
    """

    def __init__(self, shelf: Shelf | None, name: str) -> None:
        """Open the book; without a shelf it is empty and keeps nothing."""
        self._shelf, self._name, self._added = shelf, f"book {name}", f"book {name}, added"
        self._old = _read(shelf, self._name)
        self._kept: dict[bytes, tuple[int, bytes]] = self._old | _read(shelf, self._added)
        self._used: dict[bytes, bytes] = {}
        self._is_new = False

    def get(self, key: bytes) -> bytes | None:
        """Return the value of a key, or None."""
        if key in self._used:
            return self._used[key]
        if key in self._kept:
            return self._used.setdefault(key, self._kept[key][1])
        return None

    def put(self, key: bytes, value: bytes) -> None:
        """Add a value."""
        self._used[key] = value
        self._is_new = True

    def take(self, added: Iterable[tuple[bytes, bytes]]) -> None:
        """Add the values that another process found."""
        for key, value in added:
            self.put(key, value)

    def use(self, keys: Iterable[bytes]) -> None:
        """Count values as used without looking at them."""
        for key in keys:
            self.get(key)

    def close(self) -> None:
        """Keep the book, where it has something new, with what others added meanwhile; it is empty then."""
        if self._shelf is not None and self._is_new:
            self._keep(self._shelf)
        self._old, self._kept, self._used, self._is_new = {}, {}, {}, False

    def _keep(self, shelf: Shelf) -> None:
        added = _read(shelf, self._added)
        added |= {key: (0, value) for key, value in self._used.items() if key not in self._old}
        if _size(added) < _FEW * _size(self._old):
            shelf.put(self._added, pickle.dumps(added, protocol=5))
            return
        old = _read(shelf, self._name) | added
        kept = {key: (age + 1, value) for key, (age, value) in old.items()}
        kept |= {key: (0, value) for key, value in self._used.items()}
        left = {key: (age, value) for key, (age, value) in kept.items() if age < _BUILDS}
        shelf.put(self._name, pickle.dumps(left, protocol=5))
        shelf.put(self._added, pickle.dumps({}, protocol=5))


def _size(values: Mapping[bytes, tuple[int, bytes]]) -> int:
    return sum(len(value) for _, value in values.values())


def _read(shelf: Shelf | None, name: str) -> dict[bytes, tuple[int, bytes]]:
    kept = shelf.get(name) if shelf else None
    if kept is None:
        return {}
    found: dict[bytes, tuple[int, bytes]] = pickle.loads(kept)
    return found
