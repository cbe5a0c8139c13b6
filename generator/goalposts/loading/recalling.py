"""Files that were read before: what reading them gave may be recalled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

MadeFrom: TypeAlias = tuple[str | bytes, ...]
Recall: TypeAlias = Callable[[MadeFrom, Callable[[], Iterable[Any]]], Iterable[Any]]
"""Returns what a reader gives, given everything that it reads: recalled, or read now."""


def afresh(made_from: MadeFrom, read: Callable[[], Iterable[Any]]) -> Iterable[Any]:
    """Read now."""
    return read()
