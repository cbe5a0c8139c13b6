"""Small text questions that several records ask."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


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
