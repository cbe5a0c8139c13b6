"""The lock of a build: a file beside the site, which whoever holds it removes."""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from goalposts.site.places import PublishError

# a commit can bring what stands there: no link is followed, no pipe waited for, and nothing is emptied
_OPEN = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_MODE = 0o666


@contextlib.contextmanager
def locked(path: Path, patience: int = 0) -> Iterator[None]:
    """Hold the lock; a build that waits for it goes on when the one before has ended, even by force.

    With `fcntl.LOCK_NB` as `patience` it raises `BlockingIOError` where another build holds it. Raises
    `PublishError` where something else than an ordinary file stands there.
    """
    while True:
        with _opened(path) as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | patience)
            if not _is_still(handle, path):
                # its holder removed the file before it let go: the next one is another file
                continue
            try:
                yield
            finally:
                with contextlib.suppress(OSError):
                    path.unlink()
            return


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    try:
        handle = os.open(path, _OPEN, _MODE)
    except OSError:
        with contextlib.suppress(FileNotFoundError):
            _refuse_special(path, path.lstat())
        raise
    try:
        _refuse_special(path, os.fstat(handle))
        yield handle
    finally:
        os.close(handle)


def _refuse_special(path: Path, status: os.stat_result) -> None:
    if stat.S_ISREG(status.st_mode):
        return
    found = "a symbolic link" if stat.S_ISLNK(status.st_mode) else "not an ordinary file"
    message = f"{path} is {found}, and a build has its lock there. Remove it, or give another --site-dir."
    raise PublishError(message)


def _is_still(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except FileNotFoundError:
        return False
