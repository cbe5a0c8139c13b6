"""Charts that were drawn before, by the hash of all that is on them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from types import FunctionType, MethodType
from typing import Any

from goalposts.cache.book import Book, key_of
from goalposts.cache.prints import names_of
from goalposts.language.catalogue import Catalogue
from goalposts.records.kpi import Kpi

# how an object prints that says nothing of its value
_ADDRESS = re.compile(r" at 0x[0-9a-f]+>")


class Drawings:
    """Draws charts, or recalls the drawing. `added` are the new ones, for the process that keeps the book."""

    def __init__(self, book: Book, kind: str, draw: Callable[[Any], str]) -> None:
        """Recall from the book what `draw` drew; `kind` stands for the language and its words."""
        self._book, self._kind, self._draw = book, kind, draw
        self.added: list[tuple[bytes, bytes]] = []

    def __call__(self, chart: Any) -> str:
        """Return the markup of a chart."""
        words = described(chart)
        if words is None:
            return self._draw(chart)
        key = key_of(self._kind, words)
        kept = self._book.get(key)
        if kept is None:
            kept = self._draw(chart).encode()
            self._book.put(key, kept)
            self.added.append((key, kept))
        return kept.decode()


def described(chart: Any) -> str | None:
    """Return a text that is the same for equal charts alone; None where there is none.

    Functions that write words are told by their code's name and by what they know.
    """
    try:
        parts = [_part(getattr(chart, name)) for name in names_of(type(chart)) or ()]
    except ValueError:
        return None
    text = f"{type(chart).__name__}({', '.join(parts)})"
    return None if _ADDRESS.search(text) else text


def _part(value: Any) -> str:
    # plain values tell all of themselves when they print, and hundreds of points print in one call
    return _described(value) if callable(value) else repr(value)


def _described(value: Any) -> str:
    if isinstance(value, Catalogue):
        return "catalogue"  # it comes with the templates and the language
    if isinstance(value, MethodType):
        return f"{value.__func__.__qualname__} of {_described(value.__self__)}"
    if isinstance(value, partial):
        known = {name: _described(each) for name, each in value.keywords.items()}
        return f"{_described(value.func)} with {[_described(each) for each in value.args]} {known}"
    if isinstance(value, FunctionType):
        cells = [_described(cell.cell_contents) for cell in value.__closure__ or ()]
        return f"{value.__module__} {value.__qualname__} {value.__code__.co_firstlineno} {cells}"
    if (names := names_of(type(value))) is not None:
        # of a KPI only its values are many, and no word on an axis is made from where it stands in its file
        left_out = ("node", "rows", "blob") if isinstance(value, Kpi) else ()
        parts = [(name, getattr(value, name)) for name in names if name not in left_out]
        return f"{type(value).__name__}({', '.join(f'{name}={_described(part)}' for name, part in parts)})"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_described, value))}]"
    text = repr(value)
    if _ADDRESS.search(text):
        raise ValueError(text)
    return text
