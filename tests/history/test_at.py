"""The files of any commit are those that a checkout of it would have."""

from __future__ import annotations

from pathlib import Path

import pytest

from goalposts.history import load_at
from goalposts.loading.tree import load
from goalposts.problems import in_order
from tests.history.story import Story, git, shas
from tests.support.small import SMALL


@pytest.mark.parametrize("below", ["", "in/a folder/"])
def test_equals_a_checkout(tmp_path: Path, below: str) -> None:
    """Every commit of a repository with links, odd names and unused files is read as its checkout is."""
    story = Story()
    files = {f"{below}{path}": text for path, text in SMALL.items()}
    story.commit("2026-10-01", "Begin", dict(files))
    odd: dict[str, str | bytes | None] = {
        f"link:{below}goals/link.md": "../site_config.yml",
        f"{below}goals/ü ber.md": "---\ntitle: Ü\n---\n",
        f"{below}goals/.hidden.md": "hidden",
        f"{below}goals/.dir/x.md": "hidden",
        f"{below}goals/notes.txt": "not used",
        f"{below}goals/pic.png": b"\x89PNG\x00",
        f"{below}goals/latin.md": b"\xe9t\xe9",
        f"{below}kpis/deep/er.csv": "date,value\n",
        f"{below}goals/{'d/' * 31}edge.md": "---\ntitle: Edge\n---\n",
        f"{below}goals/{'d/' * 33}deep.md": "---\ntitle: Deep\n---\n",
        f"{below}goals/{'d/' * 33}.hidden/deep.md": "---\ntitle: Deep\n---\n",
        f"{below}goals/bell\x07/one.md": "---\ntitle: One\n---\n",
        f"{below}goals/bell\x07/two.md": "---\ntitle: Two\n---\n",
        f"{below}goals/latin\udce9.md": "---\ntitle: Latin\n---\n",
        f"{below}people.csv": "id,name\na,A\n",
        f"{below}README.md": "no content",
        f"{below}templates/goal.html": "<p>",
        f"{below}templates/assets/mark.svg": "<svg>",
        f"{below}templates/.hidden.html": "hidden",
        f"link:{below}templates/link.html": "goal.html",
    }
    story.commit("2026-10-02", "Odd", dict(odd))
    story.commit(
        "2026-10-03",
        "Less",
        {
            f"{below}site_config.yml": None,
            f"link:{below}kpis": "goals",
            **{f"{below}{p}": None for p in SMALL if p.startswith("goals/")},
        },
    )
    root = story.write(tmp_path / "repository")
    for sha in shas(root).values():
        git(root, "checkout", "--quiet", "--force", sha)
        git(root, "clean", "-fdq")
        wanted = load(root / below)
        found = load_at(root / below, sha)
        assert found.files == wanted.files
        assert list(found.files) == list(wanted.files)
        assert in_order(found.problems) == in_order(wanted.problems)
        assert list(found.templates.items()) == list(wanted.templates.items())
        git(root, "checkout", "--quiet", "--force", "main")


@pytest.mark.parametrize("rev", ["no-such", "--all", "main:goals", "", "main..main"])
def test_unknown_revisions(tmp_path: Path, rev: str) -> None:
    """What names no commit is a problem with the fix."""
    story = Story()
    story.commit("2026-10-01", "Begin", dict(SMALL))
    root = story.write(tmp_path / "repository")
    tree = load_at(root, rev)
    assert (dict(tree.files), [problem.code for problem in tree.problems]) == ({}, ["H103"])


def test_without_git(tmp_path: Path) -> None:
    """A folder that is in no clone is a problem."""
    assert [problem.code for problem in load_at(tmp_path, "HEAD").problems] == ["H102"]
