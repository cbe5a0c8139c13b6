"""Whether a clone has the branch that is published, from its files alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from goalposts.history.branches import branch_instead_of
from goalposts.pipeline import Request, check
from goalposts.problems import Problem
from goalposts.records.days import parse_day
from tests.history.story import Story, git
from tests.support.files import build_file_tree
from tests.support.small import SMALL

DAY = parse_day("2026-11-23")


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A clone with two commits on `main`."""
    story = Story()
    story.commit("2026-10-01", "Begin", dict(SMALL))
    story.commit("2026-10-02", "Go on", {"goals/index.md": "What we want.\n"})
    return story.write(tmp_path / "whole")


def told(root: Path) -> list[Problem]:
    """Returns what `goalposts check` says about the branch."""
    return [problem for problem in check(root, Request(DAY)).problems if problem.code == "H106"]


def test_a_renamed_branch_is_told(whole: Path) -> None:
    """A branch that the settings do not name is a warning at their place, wherever git keeps its name."""
    assert told(whole) == []
    git(whole, "branch", "-m", "main", "master")
    for packing in ("", "pack-refs --all"):
        if packing:
            git(whole, *packing.split())
        (found,) = told(whole)
        assert (found.path, found.field) == ("site_config.yml", "site.branch")
        assert "`branch: master`" in found.hint
    config = SMALL["site_config.yml"].replace("site: {", "site: {branch: master, ")
    assert "branch: master" in config
    build_file_tree(whole, {"site_config.yml": config})
    assert told(whole) == []


@pytest.mark.parametrize(
    "steps",
    [
        "clone URL here",
        "clone --single-branch --branch topic URL here",
        "clone --depth=1 --no-single-branch --branch topic URL here",
        "clone --branch topic URL here/checkout --detach",
        "clone --branch topic URL here/remote set-head origin --delete",
        "init --initial-branch=master here",
        "clone URL here/worktree add --quiet ../tree -b master",
    ],
)
def test_no_false_alarm(whole: Path, tmp_path: Path, steps: str) -> None:
    """Where a branch may be elsewhere, or is not made yet, nothing is said."""
    git(whole, "branch", "topic")
    first, _, then = steps.partition("/")
    git(tmp_path, *first.replace("URL", whole.as_uri()).split(), "--quiet")
    if then:
        git(tmp_path / "here", *then.split())
    for name in ("here", "tree"):
        assert branch_instead_of(tmp_path / name, "main") is None


def test_a_branch_that_no_remote_has_is_told(whole: Path, tmp_path: Path) -> None:
    """A clone that fetches every branch knows that the host has none of the name."""
    git(whole, "branch", "-m", "main", "master")
    git(tmp_path, "clone", "--quiet", whole.as_uri(), "here")
    assert branch_instead_of(tmp_path / "here", "main") == "master"
    assert branch_instead_of(tmp_path / "here", "master") is None


def test_a_folder_outside_git_has_no_branches(tmp_path: Path) -> None:
    """Without a clone nothing is said."""
    assert branch_instead_of(tmp_path, "main") is None
