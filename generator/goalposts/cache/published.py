"""What a published folder holds, file by file, so that the next build knows whether it still does."""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

_NOTHING: Mapping[str, os.stat_result] = MappingProxyType({})
_READABLE = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH

Mark = tuple[int, int, int, int]
"""Number, size, and time of change of a file, and the time since when its state is the same, or earlier.

Whoever writes to the file changes one of the first three, or its state at a later time.
"""


class Held(NamedTuple):
    """A file: the hash of its content, and the mark it had when that was known; None: it must be read."""

    digest: bytes
    mark: Mark | None


Files = Mapping[str, Held]
"""Every file of a folder by its path, with `/`."""


class Listing(dict[str, Held]):
    """Files of a published folder. They are pickled as one value: thousands of small ones take long."""

    def __reduce__(self) -> tuple[Callable[[bytes], Listing], tuple[bytes]]:
        """Return how they are pickled."""
        return _listing, (marshal.dumps([(path, *held) for path, held in self.items()]),)


def _listing(kept: bytes) -> Listing:
    return Listing((path, Held(digest, mark)) for path, digest, mark in marshal.loads(kept))


class Look(Struct, frozen=True):
    """What was seen of a folder in one walk: the state of every file and folder below it, by its path."""

    folder: Path
    files: Mapping[str, os.stat_result]
    folders: Mapping[str, os.stat_result]


def look_at(folder: Path, known: Mapping[str, os.stat_result] = _NOTHING) -> Look:
    """Return what is below a folder now; paths have `/`. What vanishes meanwhile is left out.

    Of some files the state is `known`.
    """
    files: dict[str, os.stat_result] = {}
    folders: dict[str, os.stat_result] = {}
    waiting = [("", str(folder))]
    while waiting:
        prefix, base = waiting.pop()
        try:
            with os.scandir(base) as entries:
                for entry in entries:
                    path = prefix + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((f"{path}/", entry.path))
                        folders[path] = entry.stat(follow_symlinks=False)
                    else:
                        files[path] = known.get(path) or entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
    return Look(folder, files, folders)


def contents_of(look: Look, known: Mapping[str, bytes]) -> Files:
    """Return what every file of a folder holds that is not published yet; of some the hash is `known`."""
    return {
        path: Held(known.get(path) or _digest(f"{look.folder}/{path}"), mark_of(status))
        for path, status in look.files.items()
    }


def as_published(files: Files, since: int) -> Files:
    """Return the files with the marks that they have where they are published, untouched since a time.

    Being linked, and no longer linked, changes the state of a file, but nothing else that its mark tells.
    """
    return Listing((path, Held(held.digest, _since(held.mark, since))) for path, held in files.items())


def _since(mark: Mark | None, since: int) -> Mark | None:
    return mark and (*mark[:3], since)


def look_again(files: Files, site_dir: Path) -> Files | None:
    """Return the files with marks of today where the folder holds exactly them; else None.

    A file with its mark is what it was; others are read. Every file must be readable for everybody.
    """
    found = Listing()
    for path, status in look_at(site_dir).files.items():
        held = files.get(path)
        if held is None:
            return None
        if not _has_mark(status, held.mark):
            readable = stat.S_ISREG(status.st_mode) and status.st_mode & _READABLE == _READABLE
            if not readable or _digest(f"{site_dir}/{path}") != held.digest:
                return None
            held = Held(held.digest, mark_of(status))
        found[path] = held
    return found if len(found) == len(files) else None


def state_of(held: Held, name: str) -> os.stat_result | None:
    """Return the state of a file that is what it was, else None; with its mark it is, else it is read."""
    try:
        status = os.lstat(name)
        if _has_mark(status, held.mark):
            return status
        readable = stat.S_ISREG(status.st_mode) and status.st_mode & _READABLE == _READABLE
        return status if readable and _digest(name) == held.digest else None
    except OSError:
        return None


def digest_of(content: bytes) -> bytes:
    """Return the hash by which the content of a file is known."""
    return hashlib.sha256(content).digest()[:20]


def mark_of(status: os.stat_result) -> Mark:
    """Return the mark of a file."""
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _has_mark(status: os.stat_result, mark: Mark | None) -> bool:
    return mark is not None and (
        status.st_mtime_ns == mark[2]
        and status.st_ino == mark[0]
        and status.st_size == mark[1]
        and status.st_ctime_ns <= mark[3]
    )


def _digest(name: str) -> bytes:
    with open(name, "rb") as file:  # noqa: PTH123  # thousands of files
        return digest_of(file.read())
