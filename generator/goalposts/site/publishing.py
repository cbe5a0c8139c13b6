"""A finished folder into the published place: whole or not at all, old or new, never half.

The site is made in a folder beside the published one, under a lock, and the two are exchanged in one step.
A build that is killed leaves that folder behind; the next one removes it.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec import Struct

from goalposts.cache.published import Files, Look, look_at
from goalposts.site.failures import SiteError, is_disk_error, words_of
from goalposts.site.lock import locked
from goalposts.site.places import PublishError, absolute, refuse_place
from goalposts.site.verifying import verify

__all__ = ["Known", "PublishError", "clean_up", "make_readable", "publish", "retire", "staging_for"]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_FOLDER = stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH
_FILE = stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH


@contextlib.contextmanager
def staging_for(site_dir: Path, root: Path | None = None) -> Iterator[Path]:
    """Give an empty folder near `site_dir` to build in, under a lock; it is gone afterwards.

    The folder that it stands in may be used for what a build needs beside the site. Leftovers of builds that
    were killed are removed first. `root` is the repository, which a site must not replace. Raises
    `PublishError` where `site_dir` is no place for a site, and where the disk refuses to be written.
    """
    site_dir = absolute(site_dir)
    refuse_place(site_dir, root)
    work = None
    try:
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        with locked(_beside(site_dir, "lock")):
            _remove_leftovers(site_dir)
            work = Path(tempfile.mkdtemp(prefix=_beside(site_dir, "building-").name, dir=site_dir.parent))
            try:
                (work / "site").mkdir()
                yield work / "site"
            finally:
                shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        if work is not None and not is_disk_error(error):
            raise
        message = (
            f"The site cannot be written into {site_dir}: {words_of(error)}. What is there is as it was."
        )
        raise PublishError(message) from error


def _beside(site_dir: Path, ending: str) -> Path:
    return site_dir.with_name(f".{site_dir.name}.{ending}")


def clean_up(site_dir: Path) -> None:
    """Remove what killed builds left beside the site, for a build that has nothing to publish.

    Where another build is at work it does so itself, and nothing is waited for.
    """
    site_dir = absolute(site_dir)
    if not _leftovers(site_dir):
        return
    # what cannot be removed harms nobody, and the next build tries again
    with contextlib.suppress(OSError, PublishError), locked(_beside(site_dir, "lock"), fcntl.LOCK_NB):
        _remove_leftovers(site_dir)


def _leftovers(site_dir: Path) -> list[str]:
    prefix, lock = _beside(site_dir, "building-").name, _beside(site_dir, "lock").name
    with contextlib.suppress(FileNotFoundError), os.scandir(site_dir.parent) as found:
        return [entry.path for entry in found if entry.name.startswith(prefix) or entry.name == lock]
    return []


def _remove_leftovers(site_dir: Path) -> None:
    for path in _leftovers(site_dir):
        shutil.rmtree(path, ignore_errors=True)  # a lock is no folder: who holds it removes it


class Known(Struct, frozen=True):
    """What a build knows of the finished folder: how it was seen, and what each of its files holds.

    `before` is what the published one holds, empty where that is not known. `verified` are the pages that
    were verified when that one was published, stand in the new one again and lead to nothing that is gone.
    """

    look: Look
    contents: Files
    before: Files
    verified: Collection[str]

    @property
    def is_new(self) -> bool:
        """Return whether some file is known to be another one than the published one."""
        if not self.before:
            return False
        if self.before.keys() != self.contents.keys():
            return True
        return any(held.digest != self.before[path].digest for path, held in self.contents.items())


def publish(staging: Path, site_dir: Path, *, durable: bool = True, known: Known | None = None) -> bool:
    """Make the finished folder the published one in a single step; return whether anything was new.

    It is verified first, and where `durable` it is on the disk before it is published. Files become readable
    for everybody whatever the umask. Where every file is as it was, nothing is exchanged. On Linux the two
    folders are exchanged; where the system cannot do that, the old folder is moved aside first, which leaves
    an instant without one. The old folder is at `staging` afterwards.
    """
    site_dir = absolute(site_dir)
    look = known.look if known else look_at(staging)
    make_readable(look)
    verified = known.verified if known else ()
    verify(look.files.keys(), lambda path: (look.folder / path).read_bytes(), verified)
    if not site_dir.exists():
        _to_disk(staging, durable=durable)
        staging.rename(site_dir)
        staging.mkdir()
        _to_disk(site_dir.parent, durable=durable)
        return True
    if not (known and known.is_new) and _is_same(look, published := look_at(site_dir)):
        make_readable(published)
        return False
    _to_disk(staging, durable=durable)
    try:
        _exchange(staging, site_dir)
    except OSError as error:
        if error.errno in (errno.EBUSY, errno.EXDEV):
            message = (
                f"{site_dir} cannot be replaced in one step: it is a mount point or in use by the system. "
                "Give a folder inside it with --site-dir."
            )
            raise PublishError(message) from error
        if error.errno not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
            raise
        _move_aside(staging, site_dir)
    _to_disk(site_dir.parent, durable=durable)
    return True


def retire(staging: Path, files: Collection[str]) -> int:
    """Remove what is left at `staging` of a site with these files; return the time after that, in ns.

    Removing a link changes the state of the file that is published. Each file is removed by its name:
    looking for all of them takes as long again. What is left goes with the folder of the build.
    """
    base = f"{staging}/"
    folders = _folders_within(base, files)
    for path in files:
        if path.rpartition("/")[0] in folders:
            with contextlib.suppress(OSError):
                os.unlink(base + path)  # noqa: PTH108  # thousands of files
    for folder in sorted(folders, key=len, reverse=True):
        with contextlib.suppress(OSError):
            os.rmdir(base + folder)  # noqa: PTH106
    # by the clock of the disk, and on one that is full too
    os.utime(staging.parent)
    return staging.parent.stat().st_ctime_ns


def _folders_within(base: str, files: Collection[str]) -> set[str]:
    """Return the folders of files that are below `base`: a link in the place of one leads out of it."""
    named: set[str] = set()
    for folder in {path.rpartition("/")[0] for path in files}:
        while folder and folder not in named:
            named.add(folder)
            folder = folder.rpartition("/")[0]  # noqa: PLW2901  # up to the top
    found = {""}
    for folder in sorted(named, key=len):
        with contextlib.suppress(OSError):
            is_folder = stat.S_ISDIR(os.lstat(base + folder).st_mode)
            if is_folder and folder.rpartition("/")[0] in found:
                found.add(folder)
    return found


def _exchange(one: Path, other: Path) -> None:
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        raise OSError(errno.ENOSYS, "no renameat2")
    paths = (os.fsencode(one), os.fsencode(other))
    if renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _move_aside(staging: Path, site_dir: Path) -> None:
    aside = staging.with_name("old")
    site_dir.rename(aside)
    staging.rename(site_dir)
    aside.rename(staging)


def make_readable(look: Look) -> None:
    """Let everybody read the folder; what may be read already is not touched, since it may be live."""
    _allow(str(look.folder), look.folder.lstat(), _FOLDER)
    for path, status in look.folders.items():
        _allow(f"{look.folder}/{path}", status, _FOLDER)
    for path, status in look.files.items():
        if stat.S_ISLNK(status.st_mode):
            link = f"{look.folder}/{path}"
            raise SiteError(
                f"{link} is a symbolic link, and a site has none. Remove the plugin that made it."
            )
        _allow(f"{look.folder}/{path}", status, _FILE)


def _allow(path: str, status: os.stat_result, mode: int) -> None:
    if stat.S_IMODE(status.st_mode) != mode:
        os.chmod(path, mode)  # noqa: PTH101  # a path object for each of thousands is slow


def _is_same(one: Look, other: Look) -> bool:
    """Return whether two folders hold the same files with the same bytes."""
    return one.files.keys() == other.files.keys() and all(
        os.path.samestat(status, others := other.files[path])
        or (
            status.st_size == others.st_size
            and (one.folder / path).read_bytes() == (other.folder / path).read_bytes()
        )
        for path, status in one.files.items()
    )


def _to_disk(folder: Path, *, durable: bool) -> None:
    """Wait until what was written below the folder is on the disk: the exchange must not come before it."""
    if not durable:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if syncfs is None:
            os.sync()
        elif syncfs(handle) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
    finally:
        os.close(handle)
