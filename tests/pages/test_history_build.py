"""The history of a build: whose it is, what stops it, and how a site is made without it."""

from __future__ import annotations

from pathlib import Path

from goalposts.pipeline import Request, build, check
from tests.history.story import git, shas
from tests.pages.told import AS_OF, company, edition_of


def test_the_commit_is_the_last_that_showed_something(tmp_path: Path) -> None:
    """A commit of a private goal is not the one that the site names."""
    story = company()
    hidden = "---\ntitle: Secret\nlevel: team\nowner: lead\ncycle: 2026-Q4\nvisibility: private\n---\n"
    story.commit("2026-11-18", "Secret plans", {"goals/sales/secret.md": hidden})
    edition = edition_of(story.write(tmp_path / "r"))
    assert edition.commit is not None
    assert edition.commit.sha == shas(tmp_path / "r")[5]


def test_moved_goalposts_are_known_by_goal(tmp_path: Path) -> None:
    """The edition has the moves of the goals that have any."""
    edition = edition_of(company().write(tmp_path / "r"))
    assert {key: [move.after for move in each] for key, each in edition.moves.items()} == {"renew": ["92"]}


def test_a_shallow_clone_builds_nothing(tmp_path: Path) -> None:
    """Checking and building a shallow clone ends with the fix, and the folder stays as it was."""
    root = company().write(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "shallow")
    checked = check(tmp_path / "shallow", Request(AS_OF))
    assert [problem.code for problem in checked.problems if problem.code[0] == "H"] == ["H101"]
    built = build(tmp_path / "shallow", tmp_path / "site", Request(AS_OF))
    assert built.pages == 0
    assert [problem.code for problem in built.problems if problem.code[0] == "H"] == ["H101"]
    assert not (tmp_path / "site").exists()


def test_a_site_without_history(tmp_path: Path) -> None:
    """With `history: false` a shallow clone is built; the pages name no commit."""
    root = company(history="false").write(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "shallow")
    assert not [each for each in check(tmp_path / "shallow", Request(AS_OF)).problems if each.code[0] == "H"]
    edition = edition_of(tmp_path / "shallow")
    assert (edition.history, edition.commit, edition.moves) == (None, None, {})
    assert build(tmp_path / "shallow", tmp_path / "site", Request(AS_OF, with_search=False)).pages


def test_a_folder_outside_git_is_built(tmp_path: Path) -> None:
    """A folder that is no clone has an empty history and no problem."""
    root = company().write(tmp_path / "r")
    (root / ".git").rename(tmp_path / "elsewhere")
    edition = edition_of(root)
    assert edition.history is not None
    assert (edition.history.events, edition.history.problems, edition.commit) == ((), (), None)
