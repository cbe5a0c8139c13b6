"""Files of a new site: written once, and never through a link."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from msgspec.structs import replace

from goalposts.cache.parts import Parts
from goalposts.pages.figures import ChartFiles
from goalposts.pages.page import Download, Page
from goalposts.site.failures import SiteError
from goalposts.site.figures import drawn_into
from goalposts.site.file_writing import inside, write_file
from goalposts.site.mkdocs_site import Output, write_site
from goalposts.site.new_site import NewSite

INSIDE = ("index.html", "goals/a/index.html", "files/goals/ü..png", ".nojekyll", "x" * 255)
OUTSIDE = (
    "", "..", "../x", "a/../x", "a/..", "/x", "//x", "a//x", "a/", "a/./x", "a\\..\\x", "a\0x", "a/\n/../x",
    "x" * 256, "a/" + "ü" * 128,
)  # fmt: skip


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


def test_what_a_file_of_a_site_is() -> None:
    """Only names below the folder are files of a site; whatever else is asked for is named and refused."""
    assert [inside(path) for path in INSIDE] == list(INSIDE)
    for path in OUTSIDE:
        with pytest.raises(SiteError, match="cannot be a file of the site") as told:
            inside(path)
        assert path[:200] in str(told.value)


def test_no_writer_leaves_the_folder(tmp_path: Path) -> None:
    """Whatever writes files of a site, by itself or through MkDocs, refuses what would stand elsewhere."""
    site = NewSite(tmp_path / "site", tmp_path / "published", cast(Parts, SimpleNamespace(files={})), None)
    output = Output((), (), None, lambda page: None, "Acme", None, {})
    figure = ChartFiles("../x.svg", "", "X", "X")
    (tmp_path / "site").mkdir()
    writers: tuple[Callable[[], object], ...] = (
        lambda: site.write("../x", b""),
        lambda: site.link(("../x",), {}),
        lambda: drawn_into(tmp_path / "site", draw=lambda chart: "<svg></svg>")(cast(Any, None), figure),
        lambda: write_site(replace(output, made=(Download("../x", b""),)), tmp_path / "site"),
        lambda: write_site(
            replace(output, made=(Page("a/../../x/", "x", "x", "x", "x", None),)), tmp_path / "site"
        ),
    )
    before = sorted(tmp_path.rglob("*"))
    for write in writers:
        with pytest.raises(SiteError, match="cannot be a file of the site"):
            write()
    assert sorted(tmp_path.rglob("*")) == before
