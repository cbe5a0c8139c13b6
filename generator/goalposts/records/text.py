"""Small text questions that several records ask."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like `word`, or None where none is near."""
    names = sorted(known)
    folded = {name.lower().replace("_", "-"): name for name in names}
    matches = difflib.get_close_matches(word.lower().replace("_", "-"), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `Did you mean …?`, or the list of what is known where nothing is near."""
    names = sorted(known)
    if near := nearest(word, names):
        return f"Did you mean `{near}`?"
    if not names:
        return "There is none yet."
    shown = ", ".join(f"`{name}`" for name in names[:12])
    return f"Known: {shown}{', …' if len(names) > 12 else ''}."


def flow(value: Any, *, inside: bool = False) -> str:
    """Return a value as YAML on one line; `inside` a list or mapping more texts need quotes."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow(part, inside=True)}' for key, part in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(flow(part, inside=True) for part in value)}]"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f'"{text}"' if inside and re.search(r"[,:#\[\]{}]", text) else text
