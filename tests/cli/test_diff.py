"""`goalposts diff` and `goalposts check --base`, as somebody with a change meets them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goalposts.cli.main import main
from tests.history.story import git
from tests.support.commands import commit_all
from tests.support.files import build_file_tree, read_file_tree
from tests.support.small import SMALL

TODAY = date(2026, 11, 23)
WIN = "goals/sales/win.md"


def run(root: Path, *arguments: str) -> Result:
    """Returns what a command printed and its exit status, on a fixed day."""
    return CliRunner().invoke(main, [*arguments, "--root", str(root)], obj=lambda: TODAY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository, committed, whose working tree lowers a target."""
    folder = build_file_tree(tmp_path / "repository", SMALL)
    commit_all(folder, "Write the first goals")
    build_file_tree(folder, {WIN: SMALL[WIN].replace("target: 20", "target: 15")})
    return folder


def test_diff_with_the_working_tree(root: Path) -> None:
    """Without HEAD the files as they are now are meant; nothing is written."""
    before = read_file_tree(root)
    found = run(root, "diff", "main")
    assert found.exit_code == 0, found.output
    assert "From main to the working tree, both measured on 23 Nov 2026" in found.output
    assert "win “Win 20 customers”: easier: target 20 → 15" in found.output
    assert read_file_tree(root) == before


def test_diff_between_commits(root: Path) -> None:
    """Two commits are compared whatever the working tree holds."""
    commit_all(root, "Lower the target", on="2026-11-02")
    build_file_tree(root, {WIN: "broken"})
    found = run(root, "diff", "HEAD~1", "HEAD", "--format", "json")
    assert found.exit_code == 0
    assert [move["after"] for move in json.loads(found.output)["moves"]] == ["15"]


def test_diff_in_a_shallow_clone_says_what_it_cannot_know(root: Path, tmp_path: Path) -> None:
    """What is missing is told beside what is printed, so that programs read the same as ever."""
    commit_all(root, "Lower the target", on="2026-11-02")
    git(tmp_path, "clone", "--quiet", "--depth=2", root.as_uri(), "shallow")
    found = run(tmp_path / "shallow", "diff", "HEAD~1", "HEAD", "--format", "json")
    assert [move["after"] for move in json.loads(found.stdout)["moves"]] == ["15"]
    assert "promised before HEAD~1 is not known" in found.stderr
    assert "git fetch --unshallow" in found.stderr
    assert run(root, "diff", "HEAD~1", "HEAD").stderr == ""


def test_diff_on_another_day(root: Path) -> None:
    """Both sides are measured on the day that is asked for: before the start nothing is promised."""
    found = run(root, "diff", "main", "--as-of", "2026-09-30", "--format", "json")
    told = json.loads(found.output)
    assert (told["as_of"], told["moves"]) == ("2026-09-30", [])


def test_diff_of_a_change_that_breaks_something(root: Path) -> None:
    """A change that brings an error gives the exit status 1 and tells it."""
    build_file_tree(root, {WIN: SMALL[WIN].replace("level: team", "levle: team")})
    found = run(root, "diff", "main")
    assert found.exit_code == 1
    assert f"{WIN}:3:1: error V101" in found.output
    assert "win “Win 20 customers”: can no longer be read: was" in found.output


@pytest.mark.parametrize("command", [("diff", "nowhere"), ("check", "--base", "nowhere")])
def test_an_unknown_revision_is_wrong_usage(root: Path, command: tuple[str, ...]) -> None:
    """A name that is no commit gives the exit status 2 and says what names are known."""
    found = run(root, *command)
    assert found.exit_code == 2
    assert "`nowhere` is no commit of this clone" in found.output


def test_diff_outside_of_git(tmp_path: Path) -> None:
    """Without git there is nothing to compare with, and that is said."""
    found = run(build_file_tree(tmp_path, SMALL), "diff", "main")
    assert found.exit_code == 1
    assert "in no git repository" in found.output


def test_check_lists_only_what_the_change_brings(root: Path) -> None:
    """With --base, problems that were there before are counted, wherever their lines are now."""
    build_file_tree(root, {"goals/grow.md": SMALL["goals/grow.md"].replace("owner: ceo", "owner: nobody")})
    commit_all(root, "Name an owner who is not listed")
    build_file_tree(
        root,
        {
            "goals/grow.md": (root / "goals/grow.md").read_text().replace("title:", "# moved down\ntitle:"),
            WIN: SMALL[WIN].replace("[grow]", "[gorw]"),
        },
    )
    found = run(root, "check", "--base", "main")
    assert found.exit_code == 1
    assert "R105" in found.output
    assert "nobody" not in found.output
    assert "problems that main has too are not listed." in found.output
    told = json.loads(run(root, "check", "--base", "main", "--format", "json").output)
    assert (told["counts"]["error"], told["existing"]) == (1, 2)


def test_check_of_a_change_without_problems(root: Path) -> None:
    """Old errors do not fail a change that brings none."""
    build_file_tree(root, {"goals/grow.md": SMALL["goals/grow.md"].replace("owner: ceo", "owner: nobody")})
    commit_all(root, "Name an owner who is not listed")
    assert run(root, "check").exit_code == 1
    found = run(root, "check", "--base", "HEAD")
    assert found.exit_code == 0
    assert "No problems." in found.output
    assert run(root, "check", "--base", "HEAD", "--format", "github").output == ""


@pytest.mark.parametrize("command", [("diff", "main"), ("check", "--base", "main")])
def test_annotations_in_a_folder_of_a_larger_clone(tmp_path: Path, command: tuple[str, ...]) -> None:
    """GitHub is told the files from the top of the clone."""
    folder = build_file_tree(tmp_path / "our goals", SMALL)
    commit_all(tmp_path, "Write the first goals")
    build_file_tree(folder, {WIN: SMALL[WIN].replace("level: team", "levle: team")})
    found = run(folder, *command, "--format", "github")
    assert f"::error file=our goals/{WIN},line=3,col=1,title=V101::" in found.output
