"""Commits that are dated after the day of a build: they are not told, but records are known through them."""

from __future__ import annotations

from pathlib import Path

from goalposts.history import History, RecordKind, former_addresses, moved
from tests.history.story import Files, Story, history, told

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
