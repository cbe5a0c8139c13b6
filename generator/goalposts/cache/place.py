"""Which folder may be the cache: none that is published, read as content, or brought by commits."""

from __future__ import annotations

import os
from pathlib import Path

from goalposts.cache.folder import CacheRefusedError
from goalposts.site.places import content_around, holds


def refuse_place(folder: Path, root: Path, site_dir: Path) -> None:
    """Raise `CacheRefusedError` where the cache of a build of `root` into `site_dir` must not stand.

    What stands in a cache is trusted like code, and it holds what was read of private records.
    """
    here, root, site = _without_links(folder), _without_links(root), _without_links(site_dir)
    if here.is_relative_to(site):
        why = f"{folder} is in the site, which is published."
    elif holds(here, root):
        why = f"{folder} holds the repository."
    elif inside := content_around(here, root):
        why = f"{folder} is in the repository's folder {inside}/, which is read as content."
    elif told := _tracked(here):
        why = f"{folder} {told}: whoever commits one could run code in a build."
    else:
        return
    raise CacheRefusedError(f"The cache {why} Name another one with --cache-dir.")


def _without_links(path: Path) -> Path:
    # unlike those of `Path`, functions of `os` raise nothing for loops of links and what nobody may look into
    return Path(os.path.realpath(path))


def _tracked(folder: Path) -> str:
    """Return in words that a folder has files which git tracks, or may have; empty where it has none."""
    clones = (os.path.exists(each / ".git") for each in (folder, *folder.parents))  # noqa: PTH110
    if not (os.path.isdir(folder) and any(clones)):  # noqa: PTH112
        return ""
    # most caches are outside of every clone
    from goalposts.history import tracks_files
    from goalposts.history.codes import HistoryError

    try:
        return "has files that git tracks" if tracks_files(folder) else ""
    except HistoryError:
        return "is in a clone that git does not read, and may have files that git tracks"
