"""Where a cache may stand: never in what is published or read, and never where commits bring files along."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from goalposts.cache.folder import CacheRefusedError, Folder
from goalposts.cache.place import refuse_place
from tests.support.commands import commit_all, goalposts, run
from tests.support.files import build_file_tree, read_file_tree
from tests.support.small import SMALL


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A goals repository."""
    return build_file_tree(tmp_path / "root", SMALL)


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        ("site", "is in the site, which is published"),
        ("site/kept/here", "is in the site"),
        (".", "holds the repository"),
        ("..", "holds the repository"),
        ("goals", "folder goals/, which is read as content"),
        ("kpis/kept", "folder kpis/"),
        ("templates/kept", "folder templates/"),
        (".git/kept", r"folder \.git/"),
    ],
)
def test_some_places_are_refused(root: Path, folder: str, why: str) -> None:
    """The message says which folder it is and why, also where a link leads there."""
    with pytest.raises(CacheRefusedError, match=f"{why}.*--cache-dir"):
        refuse_place(root / folder, root, root / "site")
    (root / "link").symlink_to(root)
    with pytest.raises(CacheRefusedError, match=why):
        refuse_place(root / "link" / folder, root, root / "site")


@pytest.mark.parametrize("folder", [".cache", "made/kept", "../kept", "sites", "goals.cache"])
def test_others_are_not(root: Path, folder: str) -> None:
    """A build server often keeps only what stands in the clone."""
    run(["git", "init", "--quiet", "."], cwd=root)
    refuse_place(root / folder, root, root / "site")
    Folder(root / folder, "1").put("name", b"content")
    commit_all(root, "Begin")
    refuse_place(root / folder, root, root / "site")


def test_a_folder_of_which_git_tracks_a_file_is_refused(root: Path) -> None:
    """Values are read as they were written: a commit must not bring any, in the repository or around it."""
    build_file_tree(root, {".cache/0a/" + "0" * 38: "code"})
    refuse_place(root / ".cache", root, root / "site")
    commit_all(root.parent, "Begin")
    (root / "link").symlink_to(".cache")
    for folder in (".cache", ".cache/0a", "link"):
        with pytest.raises(CacheRefusedError, match="files that git tracks"):
            refuse_place(root / folder, root, root / "site")


def test_where_git_does_not_tell_it_is_refused(root: Path) -> None:
    """A clone that git refuses may hold anything."""
    run(["git", "init", "--quiet", "."], cwd=root)
    (root / ".cache").mkdir()
    (root / ".git" / "index").write_bytes(b"damaged")
    with pytest.raises(CacheRefusedError, match="in a clone that git does not read"):
        refuse_place(root / ".cache", root, root / "site")


@pytest.mark.parametrize("folder", ["loop", "loop/kept", "file/kept", "x" * 300, "shut/kept"])
def test_a_place_that_cannot_be_looked_at_is_no_error(
    root: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loops of links, names that are too long, folders of others: at worst nothing is kept there."""
    build_file_tree(root, {"file": ""})
    (root / "loop").symlink_to("loop")
    stat = os.stat

    def refusing(path: object, *given: Any, **options: Any) -> os.stat_result:
        if "shut/" in str(path):  # whoever runs the tests may be allowed to look everywhere
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return stat(path, *given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "stat", refusing)
    refuse_place(root / folder, root, root / "site")


def test_a_build_goes_on_without_it(root: Path) -> None:
    """The build says so, keeps nothing there, and its site is that of a build without a cache."""
    before = read_file_tree(root)
    asked = ("build", "--root", root, "--as-of", "2026-11-23")
    told = goalposts(*asked, "--site-dir", root.parent / "one", "--cache-dir", root / "goals", cwd=root)
    assert f"The cache {root / 'goals'} is in the repository's folder goals/" in told
    assert read_file_tree(root) == before
    inside = root.parent / "two" / "kept"
    told = goalposts(*asked, "--site-dir", inside.parent, "--cache-dir", inside, cwd=root)
    assert "is in the site, which is published" in told
    assert not os.path.lexists(inside)
    assert read_file_tree(inside.parent) == read_file_tree(root.parent / "one")
