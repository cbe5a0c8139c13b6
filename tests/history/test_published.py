"""What else was published: cycles, and the teams whose reviews and slides had pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from goalposts.history import former_addresses, key_result_addresses, published_cycles, published_lives
from tests.history.story import Story, history, told

CONFIG = "schema: 1\nsite: {name: Acme}\npeople:\n  lead: {name: Head}\n"
GOAL = (
    "---\ntitle: Win\nlevel: team\nowner: lead\ncycle: 2026-Q4\nteam: sales\n"
    "key_results:\n  - {id: sign, title: Sign, done: false}\n---\nWhy.\n"
)
TEAM = "---\ntitle: Sales\n---\nWe sell.\n"
ELSEWHERE = (
    "../../../../../victim",
    "/etc",
    "a/b",
    "..",
    "b" * 400,
    "Sales",
    "sales/",
    '"sales\\0"',
    "sales\\n",
)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_no_id_was_never_published(tmp_path: Path, name: str) -> None:
    """A version that names what cannot be an id has no address, however soon it was mended."""
    story = Story()
    story.commit("2026-09-20", "Begin", {"site_config.yml": CONFIG, "goals/sales/index.md": TEAM})
    broken = GOAL.replace("team: sales", f"team: {name}").replace("id: sign", f"id: {name}")
    people = {"people.csv": f"id,name\n{name},Eve\n"}
    story.commit("2026-10-01", "Break", {"goals/sales/win.md": broken, **people})
    named = GOAL.replace("title: Win", f"id: {name}\ntitle: Win").replace("cycle: 2026-Q4", f"cycle: {name}")
    story.commit("2026-10-02", "Break more", {"goals/sales/win.md": named})
    story.commit("2026-11-01", "Mend", {"goals/sales/win.md": GOAL, "people.csv": None})
    found = history(story.write(tmp_path / "repository"))
    assert {each.team for each in published_lives(found)} <= {"sales", None}
    assert [(each.cycle.id, each.teams) for each in published_cycles(found)] == [
        ("2026-Q4", frozenset({"sales"}))
    ]
    ids = {each.id for each in former_addresses(found)} | {each.id for each in key_result_addresses(found)}
    assert ids == {"win", "sales", "lead", "sign"}


def test_every_id_has_a_history(tmp_path: Path) -> None:
    """An id may end with a hyphen or hold two in a row: its record has a history like any other."""
    story = Story()
    given = GOAL.replace("title: Win", "id: w--n-\ntitle: Win").replace("id: sign", "id: s--n-")
    story.commit("2026-09-20", "Begin", {"site_config.yml": CONFIG, "goals/win.md": given})
    without = given.partition("key_results")[0]
    story.commit("2026-10-01", "Drop", {"goals/win.md": f"{without}rollup: none\n---\nWhy.\n"})
    found = history(story.write(tmp_path / "repository"))
    assert "Begin | goal:w--n- | created | title | None → Win" in told(found)
    assert [each.id for each in key_result_addresses(found)] == ["s--n-"]
