"""People who get another id keep their story: it is told of the person who is there now."""

from __future__ import annotations

from pathlib import Path

import pytest

from goalposts.history import RecordKind
from tests.history.story import Story, history, told

CONFIG = "schema: 1\nsite: {name: Acme}\npeople:\n  lead: {name: Head}\n"
GOAL = "---\ntitle: Sell\nlevel: team\nvisibility: public\nowner: OWNER\ncycle: 2026-Q4\n---\nWhy.\n"


def story() -> Story:
    """Returns the story of Ann, who is `ann`, then `ann-b`, then `ann-c`."""
    story = Story()
    for when, subject, owner, person in (
        ("2026-09-01", "Begin", "ann", "{name: Ann A}"),
        ("2026-09-02", "Marry", "ann", "{name: Ann B}"),
        ("2026-09-03", "Rename", "ann-b", "{name: Ann B, aliases: [ann]}"),
        ("2026-09-04", "Again", "ann-c", "{name: Ann B, aliases: [ann, ann-b]}"),
    ):
        config = f"{CONFIG}  {owner}: {person}\n"
        story.commit(
            when, subject, {"site_config.yml": config, "goals/sell.md": GOAL.replace("OWNER", owner)}
        )
    return story


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_story_of_a_person_goes_on_under_another_id(tmp_path: Path, audience: str) -> None:
    """What was told under former ids belongs to the present one, whatever the order of the aliases."""
    found = history(story().write(tmp_path / "repository"), audience=audience)
    assert [line for line in told(found) if "person:ann" in line] == [
        "Begin | person:ann-c | created | name | None → Ann A",
        "Marry | person:ann-c | changed | name | Ann A → Ann B",
        "Rename | person:ann-c | renamed | id | ann → ann-b",
        "Again | person:ann-c | renamed | id | ann-b → ann-c",
    ]
    own = found.of(RecordKind.PERSON, "ann-c")
    assert [each.id_then for each in own] == ["ann", "ann", "ann-b", "ann-c"], "ids of entries of feeds stay"


def test_an_id_that_somebody_else_gets_later_is_not_the_same_person(tmp_path: Path) -> None:
    """Who is listed under an id that somebody gave up begins a story of their own."""
    begun = story()
    both = f"{CONFIG}  ann-c: {{name: Ann B, aliases: [ann]}}\n  ann-b: {{name: Ann Bloom}}\n"
    begun.commit("2026-09-05", "Welcome", {"site_config.yml": both})
    found = history(begun.write(tmp_path / "repository"))
    assert [line for line in told(found) if "person:ann-b" in line] == [
        "Welcome | person:ann-b | created | name | None → Ann Bloom"
    ]
    assert len(found.of(RecordKind.PERSON, "ann-c")) == 4
