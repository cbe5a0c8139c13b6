"""A large history is read in time: measured beside a plain `git log` of the same repository."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from goalposts.cache.folder import Folder
from goalposts.history import Question, moved, read_history
from goalposts.history.rows import compare_rows
from goalposts.records.days import parse_day
from tests.history.generated import large
from tests.history.story import Story, git, history, records

# One plain `git log --raw` of this repository takes 0.13 s where the promises were measured.
COLD = 1.0 / 0.13
CACHED = 0.2 / 0.13
SETTINGS = "schema: 1\nsite: {name: Acme}\npeople:\n  lead: {name: Head of Sales}\n"
LOG = ("log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "-M90%")


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Returns the processor time of the best of some runs, that of child processes included."""
    found = []
    for _ in range(times):
        before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        work()
        after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        found.append(
            sum(b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(before, after, strict=True))
        )
    return min(found)


def test_linear_in_events_of_one_day() -> None:
    """Four times the rows of one day and slice are compared in about four times as long."""
    found = []
    for count in (5_000, 20_000):
        events = b"date,value\n" + b"2026-10-07,1\n" * count
        before = b"date,value\n2026-08-07,1\n"
        day = parse_day("2026-10-20")
        assert compare_rows(before, events, day).added == count
        found.append(seconds(lambda old=before, new=events, day=day: compare_rows(old, new, day)))  # type: ignore[misc]
    # what is quadratic would be at sixteen
    assert found[1] < 8 * found[0] + 0.02, f"{found[0]:.2f} s, {found[1]:.2f} s"


@pytest.mark.long
def test_two_thousand_commits(tmp_path: Path) -> None:
    """1,000 goals, 1,000 KPIs and 2,000 commits: 1.0 s cold, 0.2 s from the cache."""
    root = large(1000, 2000).write(tmp_path / "repository")
    git(root, "gc", "--quiet")
    repository, day = records(root), parse_day("2026-11-23")
    log = seconds(lambda: subprocess.run(["git", *LOG], cwd=root, stdout=subprocess.DEVNULL, check=True))
    cold = seconds(lambda: read_history(Question(root, repository, day)))
    question = Question(root, repository, day, cache=Folder(tmp_path / "cache", "1"))
    read_history(question)
    cached = seconds(lambda: read_history(question))
    assert cold / log <= COLD, f"cold {cold:.2f} s, git log {log:.2f} s"
    assert cached / log <= CACHED, f"cached {cached:.2f} s, git log {log:.2f} s"


@pytest.mark.long
def test_linear(tmp_path: Path) -> None:
    """Four times the goals and commits take four times as long, give or take a third."""
    found = []
    for goals, commits in ((150, 300), (600, 1200)):
        root = large(goals, commits).write(tmp_path / f"{goals}")
        git(root, "gc", "--quiet")
        question = Question(root, records(root), parse_day("2026-11-23"))
        found.append(seconds(lambda question=question: read_history(question)))  # type: ignore[misc]
    assert found[1] / found[0] <= 4 * 1.35


@pytest.mark.long
def test_linear_in_key_results_that_are_gone(tmp_path: Path) -> None:
    """Where each commit removes a key result for good, four times of them take four times as long."""
    found = []
    for count in (1000, 4000):
        story = Story()
        for number in range(count):
            step = f"key_results: [{{title: Step {number}, done: false}}]"
            written = f"---\ntitle: Renew\nlevel: organization\nowner: lead\ncycle: 2026-Q4\n{step}\n---\n"
            story.commit("2026-10-10", "On", {"site_config.yml": SETTINGS, "goals/renew.md": written})
        known = history(story.write(tmp_path / f"{count}"))
        goal = known.repository.goals["renew"]
        assert len(moved(goal, known)) == count - 1
        found.append(seconds(lambda goal=goal, known=known: moved(goal, known)))  # type: ignore[misc]
    assert found[1] / found[0] <= 4 * 1.35, f"{found[0]:.2f} s, {found[1]:.2f} s"


@pytest.mark.long
def test_linear_to_twenty_thousand_commits(tmp_path: Path) -> None:
    """Of a thousand goals, ten times the commits take ten times as long, give or take a third."""
    found = []
    for commits in (2000, 20000):
        root = large(1000, commits, points=20).write(tmp_path / f"{commits}")
        git(root, "gc", "--quiet")
        question = Question(root, records(root), parse_day("2026-11-23"))
        found.append(seconds(lambda question=question: read_history(question), 2))  # type: ignore[misc]
    assert found[1] / found[0] <= 10 * 1.35, f"{found[0]:.2f} s, {found[1]:.2f} s"
