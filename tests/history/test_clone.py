"""Clones of every sort: shallow, empty, broken, inside a larger one; and how often git is asked."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from goalposts.cache.folder import Folder
from goalposts.demo import a_year
from goalposts.history import Question, load_at, read_history
from goalposts.history.git import import_commits, open_clone, renames
from goalposts.loading.tree import load
from goalposts.records.days import parse_day
from tests.history.generated import large
from tests.history.story import Story, git, history, records, shas, told
from tests.support.small import SMALL


def small(when: str = "2026-10-01") -> Story:
    """Returns a story of the small repository and one change of it."""
    story = Story()
    story.commit(when, "Begin", dict(SMALL))
    story.commit(
        when + "T13:00", "Raise", {"goals/sales/win.md": SMALL["goals/sales/win.md"].replace("20}", "25}")}
    )
    return story


def test_a_link_is_no_mailmap(tmp_path: Path) -> None:
    """Names are not taken from a file that `.mailmap` only leads to: git does not follow it either."""
    root = small().write(tmp_path / "repository")
    (tmp_path / "names").write_text("Nobody <ada@example.org>\n")
    (root / ".mailmap").symlink_to(tmp_path / "names")
    assert {event.commit.author for event in history(root).events} == {"Ada Editor"}
    clone = open_clone(root)
    assert clone is not None
    assert clone.mailmap() == b""


@pytest.mark.parametrize("kept", [False, True])
def test_a_commit_from_the_future_is_named(tmp_path: Path, *, kept: bool) -> None:
    """On today's site a warning names the commit that is dated later, and counts those with it."""
    story = small()
    for day in ("2099-10-10", "2098-10-10"):
        story.commit(
            day, "Ease", {"goals/sales/win.md": SMALL["goals/sales/win.md"].replace("20}", day[2:4] + "}")}
        )
    story.commit("2026-10-02", "Go on", {"goals/index.md": "More.\n"})
    root = story.write(tmp_path / "repository")
    cache = Folder(tmp_path / "cache", "1") if kept else None
    asked = Question(root, records(root), parse_day("2026-11-01"), cache=cache)
    assert read_history(asked).problems == ()
    (found,) = read_history(replace(asked, is_today=True)).problems
    assert (found.code, found.severity) == ("H107", "warning")
    assert f"the commit {shas(root)[3][:7]} is dated 2099-10-10, and 1 more after today" in found.message


def test_a_shallow_clone_fails_with_the_fix(tmp_path: Path) -> None:
    """A clone with the newest commits alone is a problem that says how to fetch the rest."""
    root = small().write(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "shallow")
    found = history(tmp_path / "shallow")
    assert [problem.code for problem in found.problems] == ["H101"]
    assert "git fetch --unshallow" in found.problems[0].hint
    assert "fetch-depth: 0" in found.problems[0].hint
    assert (found.events, found.commit) == ((), None)


def test_no_repository_and_no_commit(tmp_path: Path) -> None:
    """A folder outside git, and a repository without commits, have an empty history and no problem."""
    root = small().write(tmp_path / "whole")
    repository = records(root)
    git(tmp_path, "init", "--quiet", "empty")
    (tmp_path / "plain").mkdir()
    for name in ("empty", "plain"):
        found = read_history(Question(tmp_path / name, repository, parse_day("2026-11-01")))
        assert (found.events, found.commit, found.problems) == ((), None, ())


def test_a_clone_that_git_refuses_is_a_problem(tmp_path: Path) -> None:
    """What git says about a damaged clone is told as a problem, not raised."""
    root = small().write(tmp_path / "whole")
    for pack in (root / ".git/objects").rglob("*"):
        if pack.is_file():
            pack.chmod(0o600)
            pack.write_bytes(b"")
    found = history(root)
    assert [problem.code for problem in found.problems] == ["H102"]
    assert found.events == ()


def test_a_machine_without_git_is_told_so(tmp_path: Path) -> None:
    """Where the command is missing, what is to be installed is said, not what git says about the folder."""
    root = small().write(tmp_path / "whole")
    command = [sys.executable, "-m", "goalposts", "build", "--root", str(root), "--site-dir", "site"]
    path = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**path, "PATH": str(tmp_path / "nothing")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "H102: the command `git` is missing\n    Install git" in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_goals_repository_in_a_larger_one(tmp_path: Path) -> None:
    """Paths are relative to the goals repository, and what else the clone holds is not told."""
    story = Story()
    story.commit(
        "2026-10-01",
        "Begin",
        {f"deep/er/{path}": text for path, text in SMALL.items()} | {"goals/no.md": "no"},
    )
    story.commit("2026-10-02", "Elsewhere", {"goals/no.md": "nothing", "deep/x.md": "x"})
    root = story.write(tmp_path / "whole") / "deep/er"
    found = history(root)
    assert told(found) == [
        each.replace("Raise", "")
        for each in told(history(small().write(tmp_path / "own")))
        if "Begin" in each
    ]
    assert {event.path for event in found.events if event.path} <= set(SMALL)


def test_the_branch_of_the_settings(tmp_path: Path) -> None:
    """The history is that of the branch that is published, also while another one is checked out."""
    story = small()
    story.commit(
        "2026-10-05",
        "Draft",
        {"goals/grow.md": SMALL["goals/grow.md"].replace("Grow", "More")},
        branch="draft",
        parent=2,
    )
    root = story.write(tmp_path / "repository")
    git(root, "checkout", "--quiet", "draft")
    assert "Draft" not in {event.commit.subject for event in history(root).events}
    asked = Question(root, records(root), parse_day("2026-11-01"), rev="draft")
    assert read_history(asked).events[-1].commit.subject == "Draft"
    unknown = Question(root, records(root), parse_day("2026-11-01"), rev="--output=x")
    assert [problem.code for problem in read_history(unknown).problems] == ["H103"]
    git(root, "branch", "--quiet", "-D", "main")
    assert history(root).events[-1].commit.subject == "Draft"


@pytest.mark.parametrize(
    ("branch", "checkout", "told_of"),
    [
        ("main~1", "--detach origin/main", "Raise"),
        ("main~1", "-b topic origin/main", "Begin"),
        ("main", "--detach origin/main~1", "Raise"),
        ("main", "--detach origin/side", "Raise"),
        ("main~1", "--detach origin/side", "Aside"),
    ],
)
def test_a_branch_that_is_left_behind(tmp_path: Path, branch: str, checkout: str, told_of: str) -> None:
    """Where a server fetches and checks commits out, its own old branch does not hide what came since.

    What is beside or before the branch, and another branch that is checked out, are not what is published.
    """
    story = small()
    side = {"goals/grow.md": SMALL["goals/grow.md"].replace("Grow", "More")}
    story.commit("2026-10-05", "Aside", side, branch="side", parent=1)
    root = story.write(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", str(root), "kept")
    kept = tmp_path / "kept"
    git(kept, "reset", "--quiet", "--hard", f"origin/{branch}")
    git(kept, "checkout", "--quiet", *checkout.split())
    last = history(kept).commit
    assert last is not None
    assert last.subject == told_of


def test_a_clone_without_its_contents_fails_with_the_fix(tmp_path: Path) -> None:
    """Where a partial clone cannot fetch what it leaves out, a problem says how to get all of it."""
    root = small().write(tmp_path / "whole")
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", root.as_uri(), "partial")
    partial = tmp_path / "partial"
    git(partial, "remote", "set-url", "origin", (tmp_path / "nowhere").as_uri())
    found = history(partial)
    assert [problem.code for problem in found.problems] == ["H105"]
    assert [problem.code for problem in load_at(partial, "HEAD~1").problems] == ["H105"]
    fix = "git fetch --refetch --no-filter"
    assert fix in found.problems[0].hint
    git(partial, "remote", "set-url", "origin", root.as_uri())
    git(partial, *fix.split()[1:])
    git(partial, "remote", "set-url", "origin", (tmp_path / "nowhere").as_uri())
    assert told(history(partial)) == told(history(root))


def test_a_hook_names_no_clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git tells a hook of its own clone changes nothing: the folder says which clone is meant."""
    root = small().write(tmp_path / "whole")
    (tmp_path / "other").mkdir()
    git(tmp_path / "other", "init", "--quiet")
    for name in ("GIT_DIR", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(tmp_path / "other/.git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "other"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other/index"))
    assert [event.commit.subject for event in history(root).events][-1] == "Raise"
    assert load_at(root, "HEAD") == load(root)
    assert renames({"a.md": b"one\n" * 9}, {"b.md": b"one\n" * 9}) == {"b.md": "a.md"}
    import_commits(tmp_path / "made", a_year(date(2026, 3, 1))[0])
    assert (tmp_path / "made/.git").is_dir()
    assert os.environ["GIT_DIR"] == str(tmp_path / "other/.git")


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The git commands that are started."""
    importlib.import_module("git")  # which asks git for its version
    started: list[list[str]] = []
    real = subprocess.Popen.__init__

    def counting(self: Any, command: Any, *rest: Any, **more: Any) -> None:
        started.append(list(command))
        real(self, command, *rest, **more)

    monkeypatch.setattr(subprocess.Popen, "__init__", counting)
    return started


def test_git_is_asked_a_bounded_number_of_times(tmp_path: Path, processes: list[list[str]]) -> None:
    """As many processes for a large repository as for a small one, and fewer with a cache."""
    counts = []
    for goals, commits in ((3, 4), (40, 60)):
        root = large(goals, commits, points=10).write(tmp_path / f"{goals}")
        repository = records(root)
        processes.clear()
        read_history(Question(root, repository, parse_day("2026-11-23")))
        counts.append(len(processes))
        cache = Folder(tmp_path / f"cache-{goals}", "1")
        question = Question(root, repository, parse_day("2026-11-23"), cache=cache)
        first = read_history(question)
        processes.clear()
        assert read_history(question).events == first.events
        assert len(processes) <= 2, processes
    assert counts[0] == counts[1] <= 6


def test_the_cache_is_never_wrong(tmp_path: Path) -> None:
    """With an empty, full, outdated or damaged cache the history is the same."""
    story = small()
    root = story.write(tmp_path / "repository")
    folder = tmp_path / "cache"
    clean = history(root)

    def cached() -> Folder:
        return Folder(folder, "1")

    for _ in range(2):
        assert history(root, cache=cached()).events == clean.events
    kept = sorted(folder.glob("*/*"))
    assert kept
    for damage in (b"", b"{}", kept[0].read_bytes()[:-3], kept[-1].read_bytes() + b"x"):
        for path in kept:
            path.write_bytes(damage)
        assert history(root, cache=cached()).events == clean.events
    story.commit("2026-10-06", "More", {"kpis/customers.csv": SMALL["kpis/customers.csv"] + "2026-11,15\n"})
    newer = story.write(tmp_path / "newer")
    (newer / ".git").rename(root / ".git-new")
    (root / ".git").rename(tmp_path / "old-git")
    (root / ".git-new").rename(root / ".git")
    wanted = history(root).events
    assert wanted != clean.events
    assert history(root, cache=cached()).events == wanted


def test_a_cache_that_cannot_be_written(tmp_path: Path) -> None:
    """A cache in a place that is no folder keeps nothing and stops nothing."""
    root = small().write(tmp_path / "repository")
    (tmp_path / "file").write_text("in the way")
    cache = Folder(tmp_path / "file/cache", "1")
    assert history(root, cache=cache).events == history(root).events
    assert load(root).problems == ()


@pytest.mark.parametrize("setting", ["off", "combined", "first-parent", "separate"])
def test_settings_of_the_user_change_nothing(tmp_path: Path, setting: str) -> None:
    """What came by a merge is told whatever git is set to print of merges."""
    story = small()
    raised = SMALL["goals/sales/win.md"].replace("20}", "30}")
    side = story.commit("2026-10-02", "Raise again", {"goals/sales/win.md": raised}, branch="side", parent=2)
    story.commit("2026-10-03", "Merge", {"goals/sales/win.md": raised}, merges=(side,))
    root = story.write(tmp_path / "repository")
    wanted = told(history(root))
    assert any(line.startswith("Merge | goal:win") for line in wanted)
    git(root, "config", "log.diffMerges", setting)
    assert told(history(root)) == wanted
