"""The commits that led to a version, for whoever follows one more step: what `goalposts diff` builds on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from goalposts.history.chronicle import FactsOf
from goalposts.history.contents import Library
from goalposts.history.git import open_clone
from goalposts.history.log import Step


class Ancestry(Struct, frozen=True):
    """Every commit up to a version, oldest first, whatever its date.

    `facts_of` tells what a file said, `contents` gives the blobs that git has.
    """

    steps: tuple[Step, ...]
    facts_of: FactsOf
    contents: Callable[[Iterable[str]], Mapping[str, bytes]]

    def blobs(self) -> dict[str, str]:
        """Return the blob of every path as the last commit left it."""
        found: dict[str, str] = {}
        for step in self.steps:
            for touch in step.touches:
                if touch.new is None:
                    found.pop(touch.path, None)
                else:
                    found[touch.path] = touch.new
        return found


def ancestry_of(root: Path, rev: str) -> Ancestry | None:
    """Return the commits that led to `rev`; None where the folder is in no clone, or in a shallow one.

    Raises `HistoryError` where git does not read the clone, or knows no such commit.
    """
    clone = open_clone(root)
    if clone is None or clone.is_shallow():
        return None
    library = Library(clone, None)
    return Ancestry(library.ancestors(clone.commit(rev)), library.facts_of, library.contents)
