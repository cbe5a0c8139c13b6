"""What can go wrong after the records are right: in templates, in MkDocs' settings, or on the disk."""

from __future__ import annotations

import errno

# the machine says no: it is full, read-only, or belongs to somebody else
_DISK = {
    errno.EACCES, errno.EBUSY, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EMFILE, errno.ENAMETOOLONG,
    errno.ENFILE, errno.ENOSPC, errno.ENOTDIR, errno.EPERM, errno.EROFS, errno.EXDEV,
}  # fmt: skip


class SiteError(Exception):
    """The site cannot be written; the message says why and what to do."""


def is_disk_error(error: OSError) -> bool:
    """Return whether an error is about the machine's disks, which is nobody's bug."""
    return error.errno in _DISK


def words_of(error: OSError) -> str:
    """Return what the system said, with the file, and what to do where that is known."""
    said = (error.strerror or str(error)).lower()
    about = f"{error.filename}: {said}" if error.filename else said
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{about} (make room and build again)"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{about} (give another folder with --site-dir, or allow to write there)"
    return about
