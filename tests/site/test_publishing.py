"""Publishing: whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from goalposts.site import publishing
from goalposts.site.publishing import PublishError, publish, staging_for
from tests.support.files import build_file_tree, read_file_tree


def put(site: Path, files: dict[str, str | bytes]) -> None:
    """Publishes the files into the folder."""
    with staging_for(site) as staging:
        build_file_tree(staging, files)
        publish(staging, site)


def test_a_new_folder_is_published_whole(tmp_path: Path) -> None:
    """The first build makes the folder, with its parents."""
    put(tmp_path / "a/site", {"index.html": "one", "x/y.html": "two"})
    assert read_file_tree(tmp_path / "a/site") == {"index.html": b"one", "x/y.html": b"two"}


def test_the_next_build_replaces_it_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """Files of the old site that the new one does not have are gone, and so is every helper file."""
    put(tmp_path / "site", {"old.html": "old", "index.html": "1"})
    put(tmp_path / "site", {"index.html": "2"})
    assert read_file_tree(tmp_path / "site") == {"index.html": b"2"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_that_fails_leaves_the_published_site(tmp_path: Path) -> None:
    """An exception while building changes nothing."""
    put(tmp_path / "site", {"index.html": "1"})
    with pytest.raises(RuntimeError), staging_for(tmp_path / "site") as staging:
        build_file_tree(staging, {"index.html": "2"})
        raise RuntimeError
    assert read_file_tree(tmp_path / "site") == {"index.html": b"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_leftovers_of_a_killed_build_are_removed(tmp_path: Path) -> None:
    """A folder that a killed build left behind is cleaned up by the next one."""
    build_file_tree(tmp_path, {".site.building-dead/index.html": "half"})
    put(tmp_path / "site", {"index.html": "1"})
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_files_are_readable_for_everybody(tmp_path: Path) -> None:
    """The web server can read the site whatever the umask of the build was."""
    before = os.umask(0o077)
    try:
        put(tmp_path / "site", {"x/index.html": "1"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "site/x").stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "site/x/index.html").stat().st_mode) == 0o644


def test_without_an_exchange_the_folder_is_moved_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system cannot exchange two folders, the site is still replaced whole."""

    def cannot(one: Path, other: Path) -> None:
        raise OSError(95, "not supported")

    put(tmp_path / "site", {"index.html": "1", "old.html": "x"})
    monkeypatch.setattr(publishing, "_exchange", cannot)
    put(tmp_path / "site", {"index.html": "2"})
    assert read_file_tree(tmp_path / "site") == {"index.html": b"2"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_no_folder_is_never_replaced(tmp_path: Path, kind: str) -> None:
    """A file or a link in the site's place is refused with words."""
    site = tmp_path / "site"
    if kind == "file":
        site.write_text("mine", encoding="utf-8")
    else:
        (tmp_path / "elsewhere").mkdir()
        site.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PublishError, match="--site-dir"):
        put(site, {"index.html": "1"})
