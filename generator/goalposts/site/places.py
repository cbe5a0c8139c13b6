"""Which folders a site may replace: none that is not a site of ours, and none that the repository needs."""

from __future__ import annotations

import json
import os
from pathlib import Path

from goalposts.site.failures import SiteError

# folders of a repository that are read; a site in them would be read as content
_READ = ("goals", "kpis", "templates", ".git")
# a site of ours is known by the summary that each one has, and by what stands in it
_SUMMARY = "api/v1/index.json"
_KEYS = {"as_of", "audience", "commit", "counts"}
_LARGEST = 64 * 1024


class PublishError(SiteError):
    """The site cannot be put where it should be; the message says why and what to do."""


def absolute(site_dir: Path) -> Path:
    """Return the folder without `..` and `.`; links on the way to it are kept."""
    return Path(os.path.abspath(site_dir))  # noqa: PTH100  # Path.absolute() keeps `..`


def refuse_place(site_dir: Path, root: Path | None) -> None:
    """Raise `PublishError` where a site must not stand: a build replaces the whole folder."""
    if site_dir.is_symlink() or (site_dir.exists() and not site_dir.is_dir()):
        message = f"{site_dir} is not a folder. Remove it, or give another one with --site-dir."
        raise PublishError(message)
    if root is not None:
        _refuse_in_repository(site_dir.parent.resolve() / site_dir.name, root.resolve(), str(site_dir))
    if not site_dir.is_dir():
        return
    if site_dir.is_mount():
        message = (
            f"{site_dir} is a mount point, which cannot be replaced in one step. "
            "Give a folder inside it with --site-dir."
        )
        raise PublishError(message)
    try:
        names = sorted(entry.name for entry in site_dir.iterdir())
    except OSError as error:
        raise PublishError(f"{site_dir} cannot be read: {error.strerror}.") from error
    if names and not is_site(site_dir):
        message = (
            f"{site_dir} holds what no build of goalposts made (for example `{names[0]}`), and a build "
            "replaces the whole folder. Give a new or empty one with --site-dir, or empty this one."
        )
        raise PublishError(message)


def _refuse_in_repository(site_dir: Path, root: Path, shown: str) -> None:
    if holds(site_dir, root):
        message = f"{shown} holds the repository, and a build replaces the whole folder."
    elif inside := content_around(site_dir, root):
        message = f"{shown} is in the repository's folder {inside}/, which is read as content."
    else:
        return
    raise PublishError(f"{message} Give another one with --site-dir, for example {root / 'site'}.")


def holds(folder: Path, root: Path) -> bool:
    """Return whether a folder is the repository or has it in it; both are without links."""
    return root == folder or folder in root.parents


def content_around(folder: Path, root: Path) -> str | None:
    """Return in which of the repository's folders that are read a folder is, if any; without links, too."""
    return next((name for name in _READ if folder.is_relative_to(root / name)), None)


def is_site(folder: Path) -> bool:
    """Return whether a folder is a site that a build made, and no clone of a git repository."""
    if (folder / ".git").exists():
        return False
    try:
        with (folder / _SUMMARY).open("rb") as file:
            summary = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(summary, dict) and summary.keys() >= _KEYS
