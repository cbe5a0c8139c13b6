"""Where understood history may be kept between builds. What is kept can be deleted at any time."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Protocol

_FORM = b"goalposts history 1\n"


class Cache(Protocol):
    """A place for bytes under a name."""

    def get(self, name: str) -> bytes | None:
        """Return what was put under the name, or None where it is unknown or damaged."""

    def put(self, name: str, content: bytes) -> None:
        """Keep the bytes under the name; a cache that cannot be written keeps nothing."""


class FolderCache:
    """A cache in a folder: one file a name, each with the hash of its content before it.

    `version` is the generator's: what another version kept is never read.
    """

    def __init__(self, folder: Path, version: str) -> None:
        """Keep the folder; it is made when something is put into it."""
        self._folder = folder
        self._version = version

    def _path(self, name: str) -> Path:
        key = hashlib.sha256(f"{self._version}\x00{name}".encode()).hexdigest()[:40]
        return self._folder / f"history-{key}"

    def get(self, name: str) -> bytes | None:
        """Return what was put under the name, or None where it is unknown or damaged."""
        try:
            kept = self._path(name).read_bytes()
        except OSError:
            return None
        form, digest, content = (
            kept[: len(_FORM)],
            kept[len(_FORM) : len(_FORM) + 32],
            kept[len(_FORM) + 32 :],
        )
        if form != _FORM or hashlib.sha256(content).digest() != digest:
            return None
        return content

    def put(self, name: str, content: bytes) -> None:
        """Keep the bytes under the name: whole or not at all, whatever ends the program meanwhile."""
        with suppress(OSError):  # a full or read-only disk costs time, not the build
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, unfinished = tempfile.mkstemp(dir=self._folder, prefix=".history-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_FORM + hashlib.sha256(content).digest() + content)
                Path(unfinished).replace(self._path(name))
            except OSError:
                Path(unfinished).unlink(missing_ok=True)
                raise
