"""Where understood history may be kept between builds. What is kept can be deleted at any time."""

from __future__ import annotations

from typing import Protocol


class Cache(Protocol):
    """A place for bytes under a name."""

    def get(self, name: str) -> bytes | None:
        """Return what was put under the name, or None where it is unknown or damaged."""

    def put(self, name: str, content: bytes) -> None:
        """Keep the bytes under the name; a cache that cannot be written keeps nothing."""
