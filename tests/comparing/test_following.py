"""What `diff` says of a change is what the history says once it is merged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from goalposts.comparing import Comparison, Viewpoint, compare, read_sides
from goalposts.history import Move, ancestry_of, load_at, moved
from goalposts.loading.tree import SourceTree, load
from tests.comparing.changes import AS_OF, COMPANY, KEEP, SERIES, WIN, Files, edited
from tests.history.story import Story, git, history

HALF = edited(WIN, "target: 20", "target: 15")
PAUSED = edited(WIN, "level:", "state: paused\nlevel:")
LATER = edited(WIN, "level:", "start: 2026-12-01\nlevel:")
LATER_HALF = {WIN: LATER[WIN].replace("target: 20", "target: 15")}
DEFAULT = edited(WIN, "baseline: 10, ", "")
HIDE = "visibility: private\nlevel:"
MORE = "goals/sales/win-more.md"

LONG = "".join(f"Sentence {number} of one long line says why. " for number in range(40))
WITH_LONG = edited(WIN, "Why.\n", f"{LONG}\n")
RENAMED = {
    WIN: None,
    MORE: WITH_LONG[WIN].replace("target: 20", "target: 15").replace("Sentence 30 of", "Sentence 30 in"),
}


def push(due: str) -> Files:
    """Returns the company with a cycle of its own that ends on a day, and a goal in it."""
    cycle = f"cycles: {{custom: {{push: {{start: 2026-10-01, due: {due}}}}}}}\n"
    settings = {"site_config.yml": COMPANY["site_config.yml"] + cycle}
    return {**settings, **edited(WIN, "cycle: 2026-Q4", "cycle: push")}


HISTORIES: dict[str, tuple[Sequence[Files], list[tuple[str | None, ...]]]] = {
    "paused before": ([PAUSED, HALF], [("win", "target", "20", "15", "easier")]),
    "paused before and after": (
        [PAUSED, {WIN: PAUSED[WIN].replace("target: 20", "target: 15")}],
        [("win", "target", "20", "15", "easier")],
    ),
    "start moved before": ([LATER, LATER_HALF], [("win", "target", "20", "15", "easier")]),
    "deleted before": ([{WIN: None}, HALF], [("win", "target", "20", "15", "easier")]),
    "deleted before, back as another": (
        [{WIN: None}, {MORE: HALF[WIN].replace("level:", "aliases: [win]\nlevel:")}],
        [("win-more", "target", "20", "15", "easier")],
    ),
    "private before": (
        [edited(WIN, "level:", "visibility: private\nlevel:"), HALF],
        [("win", "target", "20", "15", "easier")],
    ),
    "unreadable before": (
        [edited(WIN, "cycle:", "cycle: ["), HALF],
        [("win", "target", "20", "15", "easier")],
    ),
    "renamed with a word in a long line": (
        [WITH_LONG, RENAMED],
        [("win-more", "target", "20", "15", "easier")],
    ),
    "renamed beside a private copy": (
        [WITH_LONG, {**RENAMED, "goals/sales/copy.md": WITH_LONG[WIN].replace("level:", HIDE)}],
        [("win-more", "target", "20", "15", "easier")],
    ),
    "renamed twice": (
        [WITH_LONG, RENAMED, {MORE: None, WIN: WITH_LONG[WIN]}],
        [("win", "target", "15", "20", "harder")],
    ),
    "a key result removed": (
        [edited(WIN, "  - {id: plan, title: A plan, done: 2026-10-20, weight: 1}\n", "")],
        [("win", "key_result", "A plan", None, "neither")],
    ),
    "a cycle that ends later": (
        [push("2026-12-15"), push("2027-01-31")],
        [("win", "due", "2026-12-15", "2027-01-31", "easier")],
    ),
    "a cycle that ends later, of a paused goal": (
        [
            push("2026-12-15"),
            {WIN: str(push("2026-12-15")[WIN]).replace("level:", "state: paused\nlevel:")},
            push("2027-01-31"),
        ],
        [("win", "due", "2026-12-15", "2027-01-31", "easier")],
    ),
    "a default baseline restated": (
        [DEFAULT, edited(SERIES, "2026-09,10", "2026-09,12")],
        [("win", "baseline", "10", "12", "harder")],
    ),
    "a default baseline restated while paused": (
        [
            DEFAULT,
            {WIN: DEFAULT[WIN].replace("level:", "state: paused\nlevel:")},
            edited(SERIES, "2026-09,10", "2026-09,12"),
        ],
        [("win", "baseline", "10", "12", "harder")],
    ),
    "a default baseline restated, the KPI renamed": (
        [
            DEFAULT,
            {
                SERIES: None,
                "kpis/customers.md": None,
                "kpis/clients.csv": COMPANY[SERIES].replace("2026-09,10", "2026-09,12"),
                "kpis/clients.md": COMPANY["kpis/customers.md"],
                WIN: DEFAULT[WIN].replace("kpi: customers", "id: customers, kpi: clients"),
            },
        ],
        [("win", "baseline", "10", "12", "harder")],
    ),
    "a default baseline restated while a series is mended": (
        [
            DEFAULT,
            {SERIES: COMPANY[SERIES].replace(",", ";")},
            edited(SERIES, "2026-09,10", "2026-09,12"),
        ],
        [("win", "baseline", "10", "12", "harder")],
    ),
    "an old move and nothing new": ([HALF, edited(KEEP, "Why.", "Because.")], []),
}


def write(root: Path, changes: Sequence[Files]) -> Path:
    """Returns the repository of the company in which each change is a commit of October or later."""
    story = Story()
    story.commit("2026-09-20", "Begin", dict(COMPANY))
    for number, files in enumerate(changes):
        story.commit(f"2026-10-{10 + number}", f"Change {number}", dict(files))
    return story.write(root)


def diff(root: Path, base: str = "HEAD~1", head: SourceTree | None = None) -> Comparison:
    """Returns what the last commit, or another tree, does."""
    view = Viewpoint(AS_OF)
    after = head or load_at(root, "HEAD")
    sides = read_sides((base, load_at(root, base)), ("HEAD", after), view)
    return compare(*sides, view, ancestry_of(root, base))


def told(goal_id: str, move: Move) -> tuple[Any, ...]:
    """Returns what is said of a move, without the commit."""
    return (goal_id, move.field, move.before, move.after, move.effect.value)


@pytest.mark.parametrize("name", HISTORIES)
def test_goalposts_are_those_of_the_history(tmp_path: Path, name: str) -> None:
    """A change moves the goalposts that the goal's page lists under its commit, whatever went before."""
    changes, expected = HISTORIES[name]
    root = write(tmp_path / "repository", changes)
    past = history(root, str(AS_OF))
    last = git(root, "rev-parse", "HEAD")
    listed = [
        told(goal.id, move)
        for goal in past.repository.goals.values()
        for move in moved(goal, past)
        if move.commit.sha == last
    ]
    found = diff(root)
    assert [told(each.goal_id, each.move) for each in found.moves] == listed == expected
    events = [each for each in past.events if each.commit.sha == last and each.record == "goal"]
    assert [(each.id, each.change) for each in events] == [
        (each.id, change) for each in found.records if each.kind == "goal" for change in each.changes
    ]


def test_the_files_as_they_are(tmp_path: Path) -> None:
    """Files that are not committed yet are told as if they were."""
    root = write(tmp_path / "repository", HISTORIES["renamed with a word in a long line"][0])
    committed = diff(root)
    git(root, "reset", "--quiet", "--mixed", "HEAD~1")
    found = diff(root, "HEAD", load(root))
    assert found.moves and [told(each.goal_id, each.move) for each in found.moves] == [
        told(each.goal_id, each.move) for each in committed.moves
    ]


def test_commits_after_the_day(tmp_path: Path) -> None:
    """What commits before the change did is not told of it, also where they are later than the day."""
    story = Story()
    story.commit("2026-09-20", "Begin", dict(COMPANY))
    story.commit("2026-12-10", "Lower", dict(HALF))
    story.commit("2026-12-11", "Words", edited(KEEP, "Why.", "Because."))
    found = diff(story.write(tmp_path / "repository"))
    assert not found.moves
    assert [each.id for each in found.records] == ["keep"]


def test_a_shallow_clone(tmp_path: Path) -> None:
    """Without the commits before, the two versions are compared as they are."""
    root = write(tmp_path / "repository", [HALF, COMPANY])
    git(tmp_path, "clone", "--quiet", "--depth=2", root.as_uri(), "shallow")
    found = diff(tmp_path / "shallow")
    assert [each.move.after for each in found.moves] == ["20"]
