"""The commits of a clone, read into the cache before anybody asks for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from goalposts.history.cache import Cache
from goalposts.history.codes import HistoryError
from goalposts.history.contents import Library
from goalposts.history.git import open_clone
from goalposts.history.lineages import RecordKind


class Asked(Struct, frozen=True):
    """What will be asked of the clone around `root`: a branch, or `rev`, for an audience on a day."""

    root: Path
    branch: str
    audience: str
    as_of: date
    rev: str | None = None


def read_ahead(asked: Asked, cache: Cache) -> None:
    """Put the commits, what they say and what they changed in series into the cache.

    What cannot be read is told by `read_history`, which finds the same.
    """
    try:
        clone = open_clone(asked.root)
        tip = clone.tip(asked.branch, asked.rev) if clone else None
        if clone is not None and tip is not None:
            is_asked_for = asked.rev is not None
            library = Library(clone, cache)
            found = library.chronicle(tip, asked.audience, asked.as_of, is_asked_for=is_asked_for)
            library.compare(found.lineages(RecordKind.KPI), found.commits)
    except HistoryError:
        return
