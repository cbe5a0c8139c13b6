"""Files put in their places: whole or not at all, never through a link, never over somebody else's change."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from goalposts.editing.refusal import RefusedError


def write_files(root: Path, changes: Mapping[str, bytes], was: Mapping[str, bytes]) -> None:
    """Write files below `root`; `was` holds what those that exist contained when the edit was made.

    A file that exists keeps its permissions. Raises `RefusedError` where a file has changed meanwhile or
    exists and should not, and where its place is behind a link; `OSError` where it cannot be written. Of
    several new files all are written or none.
    """
    for path in changes:
        _check_place(root, path, was.get(path))
    made: list[Path] = []
    try:
        for path, content in changes.items():
            target = root / path
            _make_folders(target.parent, made)
            if path not in was:
                made.append(target)
            with naming(target):
                _put(target, content)
    except BaseException:
        for path_made in reversed(made):
            with suppress(OSError):
                path_made.rmdir() if path_made.is_dir() else path_made.unlink()
        raise


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Make a folder, with those above it, that a block fills; where that fails, all that is new is removed.

    What was in the folder before stays.
    """
    was = set(folder.iterdir()) if folder.exists() else set()
    made: list[Path] = []
    try:
        with naming(folder):
            _make_folders(folder, made)
            yield
    except BaseException:
        new = set(folder.iterdir()) - was if folder.is_dir() else ()
        with suppress(OSError):
            for each in new:
                shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()
            for each in reversed(made):
                each.rmdir()
        raise


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error that says no file, such as that of a full disk, say which one was written."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def _check_place(root: Path, path: str, was: bytes | None) -> None:
    target = root / path
    for folder in (target, *target.parents):
        if folder == root:
            break
        if folder.is_symlink():
            raise RefusedError(f"{path} is behind a symbolic link", "Put the file or folder itself there.")
    if was is None and os.path.lexists(target):
        raise RefusedError(f"{path} exists already", "Nothing is overwritten. Choose another id.")
    if was is not None and target.read_bytes() != was:
        raise RefusedError(f"{path} was changed by somebody else meanwhile", "Run the command again.")


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Make a folder, with those above it, and note each that was made."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


def _put(target: Path, content: bytes) -> None:
    # the loader passes over names that begin with a point, so nobody ever reads half a file
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    with _removed_on_failure(unfinished):
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            unfinished.chmod(stat.S_IMODE(target.stat().st_mode))
        unfinished.replace(target)
    with suppress(OSError):  # not every system lets a folder be opened
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _removed_on_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise
