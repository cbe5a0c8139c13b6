"""Commits that are dated after the day of a build: they are not told, but records are known through them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goalposts.history import History, RecordKind, former_addresses, moved
from goalposts.history.recall import Recall
from tests.history.story import Files, Story, git, history, told

CONFIG = "schema: 1\nsite: {name: Acme}\npeople:\n  lead: {name: Head}\n"


def goal(title: str, target: int = 100, more: str = "") -> str:
    """Returns a goal file whose body is like no other's."""
    words = f"{title} words " * 30
    result = f"key_results:\n  - {{id: sign, title: Sign, values: {{}}, baseline: 0, target: {target}}}\n"
    return f"---\ntitle: {title}\nlevel: team\nowner: lead\ncycle: 2026-Q4\n{more}{result}---\n{words}\n"


BEGIN: Files = {
    "site_config.yml": CONFIG,
    "goals/win.md": goal("Win"),
    "kpis/rate.md": "---\ntitle: Rate\ndirection: up\ncadence: monthly\n---\nHow.\n",
    "kpis/rate.csv": "date,value\n2026-08,1\n",
}


def write(tmp_path: Path, *commits: tuple[str, str, Files]) -> Path:
    """Returns a repository with a goal whose target was lowered, and these commits."""
    story = Story()
    story.commit("2026-09-01", "Begin", BEGIN)
    story.commit("2026-10-10", "Lower", {"goals/win.md": goal("Win", 50)})
    for when, subject, files in commits:
        story.commit(when, subject, files)
    return story.write(tmp_path / "repository")


def moves(found: History, goal_id: str) -> list[str]:
    """Returns the moved goalposts of a goal by the commits that moved them."""
    return [
        f"{move.commit.subject}: {move.before} → {move.after}"
        for move in moved(found.repository.goals[goal_id], found)
    ]


def addresses(found: History, kind: RecordKind = RecordKind.GOAL) -> dict[str, tuple[str, str | None]]:
    """Returns what became of each id of a kind."""
    return {each.id: (str(each.fate), each.now) for each in former_addresses(found) if each.kind is kind}


def test_a_rename_with_a_wrong_clock_is_told_of_the_next_commit(tmp_path: Path) -> None:
    """A goal that a commit from the future renamed, and the next one edited, is still the same goal."""
    root = write(
        tmp_path,
        ("2036-11-03", "Wrong clock", {"goals/win.md": None, "goals/gain.md": goal("Win", 50)}),
        ("2026-11-04", "Right clock", {"goals/gain.md": goal("Gain", 50)}),
    )
    found = history(root)
    assert [each for each in told(found) if each.startswith("Right")] == [
        "Right clock | goal:gain | renamed | id | win → gain",
        "Right clock | goal:gain | moved | path | goals/win.md → goals/gain.md",
        "Right clock | goal:gain | changed | title | Win → Gain",
        "Right clock | goal:gain | body",
    ]
    assert moves(found, "gain") == ["Lower: 100 → 50"]
    assert addresses(found) == {"win": ("renamed", "gain"), "gain": ("present", "gain")}


def test_two_renames_with_a_wrong_clock_are_one(tmp_path: Path) -> None:
    """Of a goal that was renamed twice before the next commit, only the last name was ever published."""
    root = write(
        tmp_path,
        ("2036-11-03", "Wrong", {"goals/win.md": None, "goals/mid.md": goal("Win", 50)}),
        ("2036-11-03", "Still wrong", {"goals/mid.md": goal("Gain", 50)}),
        ("2036-11-04", "Wrong again", {"goals/mid.md": None, "goals/gain.md": goal("Gain", 50)}),
        ("2026-11-04", "Right", {"goals/other.md": goal("Other")}),
    )
    found = history(root)
    assert "Right | goal:gain | renamed | id | win → gain" in told(found)
    assert moves(found, "gain") == ["Lower: 100 → 50"]
    assert addresses(found)["win"] == ("renamed", "gain")
    assert "mid" not in addresses(found)


def test_another_goal_at_a_renamed_path_is_another_one(tmp_path: Path) -> None:
    """Where a renamed file was deleted and its path used anew before the next commit, nothing was renamed."""
    root = write(
        tmp_path,
        ("2036-11-03", "Wrong", {"goals/win.md": None, "goals/gain.md": goal("Win", 50)}),
        ("2036-11-04", "Wrong again", {"goals/gain.md": None}),
        ("2026-11-04", "Right", {"goals/gain.md": goal("Quite another")}),
    )
    found = history(root)
    assert [each for each in told(found) if each.startswith("Right")] == [
        "Right | goal:gain | created | title | None → Quite another",
        "Right | goal:win | deleted | title | Win → None",
    ]
    assert moves(found, "gain") == []
    assert addresses(found) == {"win": ("deleted", None), "gain": ("present", "gain")}


def test_a_goal_that_is_renamed_later_is_the_same(tmp_path: Path) -> None:
    """Before its rename a goal has the history of its file, under its present id; the rename is not told."""
    root = write(tmp_path)
    day_before = history(root, "2026-10-31")
    root = write(
        tmp_path / "later",
        ("2026-11-10", "Rename", {"goals/win.md": None, "goals/mid.md": goal("Win", 50)}),
        ("2026-11-11", "Edit", {"goals/mid.md": goal("Gain", 20)}),
        ("2026-11-12", "Again", {"goals/mid.md": None, "goals/gain.md": goal("Gain", 20)}),
    )
    found = history(root, "2026-10-31")
    assert told(found) == [each.replace("goal:win", "goal:gain") for each in told(day_before)]
    assert moves(found, "gain") == moves(day_before, "win") == ["Lower: 100 → 50"]
    assert addresses(found) == {"win": ("renamed", "gain"), "gain": ("present", "gain")}
    assert found.commit == day_before.commit
    assert found.archive is not None
    on_the_day = Recall(found.archive, found.repository).on(date(2026, 10, 31))
    assert on_the_day is not None
    assert [(each.id, each.title) for each in on_the_day.goals.values()] == [("gain", "Win")]


def test_kpis_and_teams_that_are_renamed_later_are_the_same(tmp_path: Path) -> None:
    """What a goal read, and the team whose folder it was in, have their present ids."""
    result = "key_results:\n  - {kpi: rate, baseline: 1, target: 9}\n"
    renewed = goal("Renew").partition("key_results")[0]
    story = Story()
    story.commit(
        "2026-09-01",
        "Begin",
        {
            **BEGIN,
            "goals/sales/index.md": "---\ntitle: Sales\n---\nWe sell.\n",
            "goals/sales/renew.md": f"{renewed}{result}---\nWhy.\n",
        },
    )
    story.commit(
        "2026-11-10",
        "Rename",
        {
            "kpis/rate.md": None,
            "kpis/rate.csv": None,
            "goals/sales/index.md": None,
            "goals/sales/renew.md": None,
            "kpis/share.md": BEGIN["kpis/rate.md"],
            "kpis/share.csv": "date,value\n2026-08,1\n2026-09,2\n",
            "goals/growth/index.md": "---\ntitle: Sales\n---\nWe sell.\n",
            "goals/growth/renew.md": f"{renewed}{result.replace('rate', 'share')}---\nWhy.\n",
        },
    )
    found = history(story.write(tmp_path / "repository"), "2026-10-31")
    assert [each for each in told(found) if "kpi:" in each or "team:" in each] == [
        "Begin | kpi:share | values_added | 2026-08 | value | None → 1",
        "Begin | kpi:share | created | title | None → Rate",
        "Begin | team:growth | created | title | None → Sales",
    ]
    assert addresses(found, RecordKind.KPI)["rate"] == ("renamed", "share")
    assert addresses(found, RecordKind.TEAM)["sales"] == ("renamed", "growth")
    assert found.archive is not None
    on_the_day = Recall(found.archive, found.repository).on(date(2026, 10, 31))
    assert on_the_day is not None
    assert on_the_day.goals["renew"].team == "growth"
    assert [result.terms.kpi for result in on_the_day.goals["renew"].key_results] == ["share"]
    assert len(on_the_day.kpis["share"].rows) == 1


def test_the_files_of_an_older_commit_have_its_names(tmp_path: Path) -> None:
    """Where a commit before the rename is checked out, the goal has its id of then."""
    root = write(tmp_path, ("2026-11-10", "Rename", {"goals/win.md": None, "goals/gain.md": goal("Win", 50)}))
    git(root, "checkout", "--quiet", "HEAD~1")
    found = history(root, "2026-10-31")
    assert moves(found, "win") == ["Lower: 100 → 50"]
    assert addresses(found) == {"win": ("present", "win")}


@pytest.mark.parametrize("more", ["id: hush\n", ""])
def test_a_goal_that_is_hidden_later_stays_hidden(tmp_path: Path, more: str) -> None:
    """Nothing is told of a goal that was renamed and made private, nor by a new goal that took its id."""
    hidden = goal("Win", 50, f"{more}visibility: private\n")
    root = write(
        tmp_path,
        ("2026-11-10", "Rename", {"goals/win.md": None, "goals/gain.md": goal("Win", 50)}),
        ("2026-11-11", "Hide", {"goals/gain.md": hidden}),
        ("2026-11-12", "Another", {"goals/win.md": goal("Another", 7)}),
    )
    found = history(root, "2026-10-31")
    assert not [each for each in told(found) if "goal:" in each]
    assert moves(found, "win") == []
    assert addresses(found) == {"win": ("present", "win")}
    git(root, "rm", "--quiet", "goals/win.md")
    assert addresses(history(root, "2026-10-31")) == {"win": ("hidden", None)}


def test_an_id_that_another_goal_takes_later(tmp_path: Path) -> None:
    """Where a goal takes another one's former id after the day, each has its own history."""
    root = write(
        tmp_path,
        ("2026-10-12", "Second", {"goals/second.md": goal("Second", 30)}),
        ("2026-10-13", "Lower it", {"goals/second.md": goal("Second", 20)}),
        ("2026-11-10", "Make way", {"goals/win.md": None, "goals/gain.md": goal("Win", 50)}),
        ("2026-11-11", "Take", {"goals/second.md": None, "goals/win.md": goal("Second", 20)}),
    )
    found = history(root, "2026-10-31")
    assert moves(found, "gain") == ["Lower: 100 → 50"]
    assert moves(found, "win") == ["Lower it: 30 → 20"]
