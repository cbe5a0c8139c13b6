"""Charts that were drawn before, by the fingerprint of all that is on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goalposts.cache.book import Book, key_of
from goalposts.cache.prints import fingerprint


class Drawings:
    """Draws charts, or recalls the drawing. `added` are the new ones, for the process that keeps the book."""

    def __init__(self, book: Book, kind: str, draw: Callable[[Any], str]) -> None:
        """Recall from the book what `draw` drew; `kind` stands for the language and its words."""
        self._book, self._kind, self._draw = book, kind, draw
        self.added: list[tuple[bytes, bytes]] = []

    def __call__(self, chart: Any) -> str:
        """Return the markup of a chart."""
        made = fingerprint((type(chart).__name__, chart))
        if made is None:
            return self._draw(chart)
        key = key_of(self._kind, made)
        kept = self._book.get(key)
        if kept is None:
            kept = self._draw(chart).encode()
            self._book.put(key, kept)
            self.added.append((key, kept))
        return kept.decode()
