"""Where a folder stands in its clone, found without git."""

from __future__ import annotations

from pathlib import Path

from goalposts.loading.clone import branch_of, git_folders, place_in_clone, top_of
from tests.support.files import build_file_tree

HEAD = {".git/HEAD": "ref: refs/heads/topics/one\n"}


def test_a_folder_of_a_clone(tmp_path: Path) -> None:
    """A folder below the top is named from there; the top, and a folder in no clone, have no name."""
    top = build_file_tree(tmp_path / "clone", {**HEAD, "company goals/q/site_config.yml": ""})
    assert place_in_clone(top / "company goals/q") == "company goals/q/"
    assert place_in_clone(top) == ""
    assert [*git_folders(top / "company goals")] == [top / ".git"]
    alone = build_file_tree(tmp_path / "alone", {"a": "", ".git/x": "no clone"})
    assert (place_in_clone(alone), top_of(alone), [*git_folders(alone)]) == ("", None, [])


def test_a_link_to_a_folder(tmp_path: Path) -> None:
    """A link is as good as the folder that it leads to."""
    top = build_file_tree(tmp_path / "clone", {**HEAD, "goals/site_config.yml": ""})
    (tmp_path / "link").symlink_to(top / "goals")
    assert place_in_clone(tmp_path / "link") == "goals/"


def test_a_work_tree(tmp_path: Path) -> None:
    """Of a work tree its own folder comes first, then that of the clone that it belongs to."""
    git = build_file_tree(
        tmp_path / "clone/.git", {"worktrees/w/HEAD": "", "worktrees/w/commondir": "../..\n"}
    )
    files = {".git": f"gitdir: {git}/worktrees/w\n", "q/a": ""}
    tree = build_file_tree(tmp_path / "tree", files)
    assert [*git_folders(tree / "q")] == [git / "worktrees/w", git]
    assert place_in_clone(tree / "q") == "q/"


def test_the_branch_of_a_clone(tmp_path: Path) -> None:
    """The branch that is out is that of a clone which begins in the folder itself; a commit is no branch."""
    top = build_file_tree(tmp_path / "clone", {**HEAD, "goals/a": ""})
    assert branch_of(top) == "topics/one"
    assert branch_of(top / "goals") is None
    build_file_tree(top, {".git/HEAD": "3f9c2ab\n"})
    assert branch_of(top) is None
    assert branch_of(tmp_path / "nowhere") is None
