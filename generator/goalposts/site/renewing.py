"""The site of a preview, brought up to date file by file: it belongs to one program, which alone reads it.

Thousands of files that stay as they are cost nothing so. What others read is published in one step instead.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from goalposts.cache.published import Files, Held, look_at, mark_of
from goalposts.site.publishing import make_readable
from goalposts.site.verifying import verify


class Renewal(Struct, frozen=True):
    """The hashes of all files of the new site, and what its folder holds now.

    `verified` are the pages that stay, and led to nothing that is missing.
    """

    files: Mapping[str, bytes]
    standing: Files
    verified: Collection[str]


def renew(staging: Path, site_dir: Path, renewal: Renewal) -> Files:
    """Move new files from `staging` into the site, remove those that it has no more; return what it holds.

    The site is verified first: where it would not be whole, it stays as it is and `SiteError` is raised. What
    is in neither `staging` nor what the folder holds is not looked at.
    """
    look, files = look_at(staging), renewal.files

    def read(path: str) -> bytes:
        return ((staging if path in look.files else site_dir) / path).read_bytes()

    make_readable(look)
    verify(files.keys(), read, renewal.verified)
    _remove(site_dir, (path for path in renewal.standing if path not in files))
    for path in look.files:
        _move(staging / path, site_dir / path)
    new = {path: mark_of((site_dir / path).lstat()) for path in look.files}
    return {
        path: Held(digest, new[path] if path in new else renewal.standing[path].mark)
        for path, digest in files.items()
    }


def _remove(site_dir: Path, paths: Iterable[str]) -> None:
    """Remove files and the folders that they leave empty."""
    for path in paths:
        file = site_dir / path
        file.unlink(missing_ok=True)
        folder = file.parent
        while folder != site_dir and folder.is_dir() and not os.listdir(folder):  # noqa: PTH208  # the names do
            folder.rmdir()
            folder = folder.parent


def _move(made: Path, published: Path) -> None:
    if not published.parent.exists():
        for folder in reversed([folder for folder in published.parents if not folder.exists()]):
            folder.mkdir()
            folder.chmod(made.parent.stat().st_mode)
    made.replace(published)
