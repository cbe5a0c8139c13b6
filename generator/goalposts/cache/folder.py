"""The folder of the cache: bytes under names, whole or absent, bounded in size, the user's own."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

ENVIRONMENT = "GOALPOSTS_CACHE_DIR"
MOST_BYTES = 512 * 1024 * 1024
_FORM = b"goalposts cache 1\n"
_HEAD = len(_FORM) + 32
_UNFINISHED = ".unfinished-"
_OURS = re.compile(rf"[0-9a-f]{{38}}|{re.escape(_UNFINISHED)}.*")
# git leaves the folder out, wherever it is, and programs that make backups know what it is
_MARKS = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": (
        "Signature: 8a477f597d28d172789f06886806bc55\n"
        "# What Goalposts keeps between builds. It may be deleted at any time. See https://bford.info/cachedir/\n"
    ),
}


class CacheRefusedError(Exception):
    """A folder cannot be the cache; the message says why and what to do."""


def default_folder() -> Path | None:
    """Return where the cache is: what the environment names, else in the user's folder for caches."""
    if given := os.environ.get(ENVIRONMENT):
        return Path(given)
    try:
        home = Path.home()
    except RuntimeError:  # nobody knows who the user is
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "goalposts"
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    return (Path(base) if base else home / ".cache") / "goalposts"


class Folder:
    """Files of a folder, each with a hash of its content before it; names are hashed, so any may be used.

    `version` stands for the code and its libraries: what others kept is never read.
    """

    def __init__(self, path: Path, version: str) -> None:
        """Take the folder, which is made when something is put into it; raise `CacheRefusedError`."""
        self._path = path
        self._version = version
        self._check()

    def _check(self) -> None:
        try:
            status = self._path.lstat()
        except OSError:
            return
        shown = f"The cache {self._path}"
        if not stat.S_ISDIR(status.st_mode):
            raise CacheRefusedError(f"{shown} is not a folder. Name another one with --cache-dir.")
        if hasattr(os, "geteuid"):
            if status.st_uid != os.geteuid():
                raise CacheRefusedError(f"{shown} belongs to somebody else. Name another with --cache-dir.")
            if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                raise CacheRefusedError(f"Others may write into {self._path}. Say: chmod 700 {self._path}")

    def _file(self, name: str) -> Path:
        key = hashlib.sha256(f"{self._version}\x00{name}".encode("utf-8", "surrogateescape")).hexdigest()[:40]
        return self._path / key[:2] / key[2:]

    def get(self, name: str) -> bytes | None:
        """Return what was put under the name, or None where it is unknown or damaged."""
        path = self._file(name)
        try:
            with path.open("rb", buffering=0) as file:
                head, content = file.read(_HEAD), file.readall()  # megabytes are not copied once more
        except OSError:
            return None
        if head != _FORM + hashlib.sha256(content).digest():
            return None
        with suppress(OSError):
            os.utime(path)  # what is used last is kept longest
        return content

    def put(self, name: str, content: bytes) -> None:
        """Keep the bytes under the name, whole or not at all; a full or read-only disk keeps nothing."""
        path = self._file(name)
        with suppress(OSError):
            if not self._path.is_dir():
                self._begin()
            path.parent.mkdir(mode=0o700, exist_ok=True)
            handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_FORM + hashlib.sha256(content).digest())
                    file.write(content)
                Path(unfinished).replace(path)
            except OSError:
                Path(unfinished).unlink(missing_ok=True)
                raise

    def _begin(self) -> None:
        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, text in _MARKS.items():
            mark = self._path / name
            mark.touch(mode=0o600)
            mark.write_text(text, encoding="utf-8")

    def prune(self, most: int = MOST_BYTES) -> None:
        """Delete what was not used for longest, until no more than `most` bytes are left."""
        found = sorted(self._files(), key=lambda each: each[0], reverse=True)
        total = 0
        for _, size, path in found:
            total += size
            if total > most:
                with suppress(OSError):
                    path.unlink()

    def _files(self) -> Iterator[tuple[int, int, Path]]:
        """Yield what stands in the folder as this class names it: other files are somebody else's."""
        with suppress(OSError):
            for path in self._path.glob("[0-9a-f][0-9a-f]/*"):
                if not _OURS.fullmatch(path.name):
                    continue
                with suppress(OSError):
                    status = path.lstat()
                    if stat.S_ISREG(status.st_mode):
                        yield status.st_mtime_ns, status.st_size, path
