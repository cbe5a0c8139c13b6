"""What every import format agrees to: its signature, its record in the registry, and its one exception."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from goalposts.importing.report import ImportReport

Progress = Callable[[str], None]
"""Called with one line of text for each record that is read."""


class ImportRefusedError(Exception):
    """The import cannot start: the source is not of the format, or the destination is not empty.

    The message says what was found and what was expected. Nothing has been written.
    """


class ImportFormat(Struct, frozen=True):
    """One format that can be imported: its name, what it is in one line, and the function that does it."""

    name: str
    description: str
    run: Callable[[Path, Path, Progress], ImportReport]
