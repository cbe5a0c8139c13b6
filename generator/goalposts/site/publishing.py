"""A finished folder into the published place: whole or not at all, old or new, never half."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from goalposts.site.failures import SiteError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class PublishError(SiteError):
    """The site cannot be put where it should be; the message says why and what to do."""


@contextlib.contextmanager
def staging_for(site_dir: Path) -> Iterator[Path]:
    """Give an empty folder beside `site_dir` to build in, under a lock; it is gone afterwards.

    Leftovers of builds that were killed are removed first.
    """
    parent = site_dir.parent
    parent.mkdir(parents=True, exist_ok=True)
    if site_dir.is_symlink() or (site_dir.exists() and not site_dir.is_dir()):
        message = f"{site_dir} is not a folder. Remove it, or give another one with --site-dir."
        raise PublishError(message)
    prefix = f".{site_dir.name}.building-"
    with _locked(parent / f".{site_dir.name}.lock"):
        for left in parent.glob(f"{prefix}*"):
            shutil.rmtree(left, ignore_errors=True)
        staging = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            with contextlib.suppress(OSError):
                path.unlink()


def publish(staging: Path, site_dir: Path) -> None:
    """Make the finished folder the published one in a single step, and remove the old one.

    Files become readable for everybody whatever the umask. On Linux the two folders are exchanged; where
    the system cannot do that, the old folder is moved aside first, which leaves an instant without one.
    """
    _make_readable(staging)
    if not site_dir.exists():
        staging.rename(site_dir)
        staging.mkdir()
        return
    try:
        _exchange(staging, site_dir)
    except OSError as error:
        if error.errno not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
            raise
        aside = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}.building-", dir=site_dir.parent)) / "old"
        site_dir.rename(aside)
        staging.rename(site_dir)
        aside.rename(staging)
        aside.parent.rmdir()


def _exchange(one: Path, other: Path) -> None:
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        raise OSError(errno.ENOSYS, "no renameat2")
    paths = (os.fsencode(one), os.fsencode(other))
    if renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _make_readable(folder: Path) -> None:
    for base, _, names in os.walk(folder):
        Path(base).chmod(stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH)
        for name in names:
            (Path(base) / name).chmod(stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH)
