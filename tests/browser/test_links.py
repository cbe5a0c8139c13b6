"""Links, ids and file names of the example site, without a browser."""

from __future__ import annotations

from pathlib import Path

from tests.support.example import published_at
from tests.support.links import check_folder


def test_folder_is_whole(example_folder: Path) -> None:
    """Every address and fragment resolves, ids stand once, nothing is inline, names are portable."""
    assert check_folder(example_folder, url=published_at()) == []


def test_files_are_readable_by_everybody(example_folder: Path) -> None:
    """A web server that runs as somebody else can read every file and enter every folder."""
    closed = [
        path.relative_to(example_folder).as_posix()
        for path in [example_folder, *example_folder.rglob("*")]
        if path.stat().st_mode & (0o005 if path.is_dir() else 0o004) != (0o005 if path.is_dir() else 0o004)
    ]
    assert closed == []
