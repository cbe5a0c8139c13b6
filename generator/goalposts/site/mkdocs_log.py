"""What MkDocs says while it works: heard, so that it can be told, or kept back."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def heard(log: logging.Logger) -> Iterator[list[str]]:
    """Give a list that fills with what is warned of inside the block."""
    ear = _Ear()
    # ProperDocs has a name of its own there, and plugins keep that of MkDocs
    logs = [logging.getLogger(name) for name in {"mkdocs", log.name.partition(".")[0]}]
    for each in logs:
        each.addHandler(ear)
    try:
        yield ear.told
    except Exception as error:
        for said in ear.told:
            error.add_note(said)
        raise
    finally:
        for each in logs:
            each.removeHandler(ear)


class _Ear(logging.Handler):
    """Remembers each warning and each error once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remember what was said."""
        said = f"MkDocs: {record.getMessage()}"
        if said not in self.told:
            self.told.append(said)


@contextmanager
def silent(log: logging.Logger, *levels: int) -> Iterator[None]:
    """Keep back what MkDocs says at some levels; what goes wrong is told by whoever catches it."""

    def is_told(record: logging.LogRecord) -> bool:
        return record.levelno not in levels

    log.addFilter(is_told)
    try:
        yield
    finally:
        log.removeFilter(is_told)
