"""Files of a new site: written once, and never through a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goalposts.site.file_writing import write_file


def test_folders_are_made(tmp_path: Path) -> None:
    """A file is written into folders that were not there."""
    write_file(f"{tmp_path}/goals/one/index.html", b"one")
    assert (tmp_path / "goals/one/index.html").read_bytes() == b"one"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    """A file that is a second name of a published one becomes a file of its own."""
    published, made = tmp_path / "published.html", tmp_path / "made.html"
    published.write_bytes(b"published")
    os.link(published, made)
    write_file(str(made), b"new")
    assert (published.read_bytes(), made.read_bytes()) == (b"published", b"new")


def test_nothing_is_written_through_a_symbolic_link(tmp_path: Path) -> None:
    """A link that leads elsewhere is replaced, and what it leads to stays as it is."""
    elsewhere, made = tmp_path / "elsewhere.html", tmp_path / "made.html"
    made.symlink_to(elsewhere)
    write_file(str(made), b"new")
    assert not elsewhere.exists()
    assert made.read_bytes() == b"new"
    assert not made.is_symlink()


def test_a_disk_that_refuses_says_so(tmp_path: Path) -> None:
    """What the disk says is told on: a folder stands where the file should."""
    (tmp_path / "made.html").mkdir()
    with pytest.raises(OSError, match=r"made\.html"):
        write_file(f"{tmp_path}/made.html", b"new")
