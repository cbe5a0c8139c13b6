"""What an audience is told: nothing of what it could not see, as if it had never been."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from goalposts.history import Fate, History, RecordKind, former_addresses, key_result_addresses, moved
from tests.history.story import Story, history, records, told
from tests.support.amount import amount

CONFIG = "schema: 1\nsite: {name: Acme}\npeople:\n  lead: {name: Head}\n  other: {name: Other}\n"
KPI = "---\ntitle: Rate\ndirection: up\ncadence: monthly\nvisibility: public\n---\nHow.\n"


def goal(title: str, visibility: str, more: str = "") -> str:
    """Returns a goal file."""
    fields = f"title: {title}\nlevel: team\nowner: lead\ncycle: 2026-Q4\nvisibility: {visibility}\n"
    return f"---\n{fields}{more}---\nWhy.\n"


def test_private_interludes(tmp_path: Path) -> None:
    """Of a record that was private for a while, the versions before and after it are told, and no other."""
    story = Story()
    story.commit(
        "2026-09-01",
        "Begin",
        {"site_config.yml": CONFIG, "goals/a.md": goal("One", "public"), "goals/b.md": goal("B", "public")},
    )
    story.commit("2026-09-02", "Two", {"goals/a.md": goal("Two", "public")})
    story.commit("2026-09-03", "Hide", {"goals/a.md": goal("Three", "private")})
    story.commit("2026-09-04", "Change in private", {"goals/a.md": goal("Four", "private")})
    story.commit("2026-09-05", "Show", {"goals/a.md": goal("Five", "public")})
    story.commit("2026-09-06", "Secret", {"goals/secret.md": goal("Secret", "private")})
    story.commit("2026-09-07", "Take away", {"goals/b.md": goal("B", "private")})
    root = story.write(tmp_path / "repository")
    found = history(root, audience="public")
    assert [each for each in told(found) if "goal:" in each] == [
        "Begin | goal:a | created | title | None → One",
        "Two | goal:a | changed | title | One → Two",
        "Show | goal:a | changed | title | Two → Five",
    ]
    fates = {address.id: address for address in former_addresses(found) if address.kind is RecordKind.GOAL}
    assert set(fates) == {"a", "b"}
    assert fates["b"] == replace(fates["b"], fate=Fate.HIDDEN, title=None, deleted_by=None, now=None)


def test_internal_records_of_a_public_site(tmp_path: Path) -> None:
    """A record counts for the public from the commit that made it public, and so do its people."""
    story = Story()
    files = {
        "site_config.yml": CONFIG,
        "goals/p.md": goal("P", "public"),
        "goals/i.md": goal("I", "internal"),
    }
    story.commit("2026-09-01", "Begin", dict(files))
    story.commit(
        "2026-09-02", "Quiet", {"goals/i.md": goal("Ii", "internal"), "people.csv": "id,name\nghost,Ghost\n"}
    )
    story.commit(
        "2026-09-03", "Open", {"goals/i.md": goal("Open", "public"), "people.csv": "id,name\nghost,Gone\n"}
    )
    story.commit(
        "2026-09-04",
        "Quiet again",
        {"people.csv": "id,name\nghost,Ghost\n", "goals/j.md": goal("J", "internal")},
    )
    root = story.write(tmp_path / "repository")
    assert told(history(root, audience="public")) == [
        "Begin | goal:p | created | title | None → P",
        "Begin | person:lead | created | name | None → Head",
        "Open | goal:i | created | title | None → Open",
    ]
    commit = history(root, audience="public").commit
    assert commit is not None
    assert commit.subject == "Open"
    inside = history(root).commit
    assert inside is not None
    assert inside.subject == "Quiet again"


def test_references_to_hidden_records(tmp_path: Path) -> None:
    """A goal's history names no goal and no KPI that the audience does not know."""
    story = Story()
    results = "supports: [secret]\nkey_results:\n  - {kpi: hidden, target: 5}\n"
    results += "  - {kpi: rate, baseline: 1, target: 9}\n"
    kept = "key_results:\n  - {kpi: rate, baseline: 1, target: 8}\n"
    hidden = KPI.replace("public", "private")
    story.commit(
        "2026-09-01",
        "Begin",
        {
            "site_config.yml": CONFIG,
            "goals/p.md": goal("P", "public", results),
            "kpis/rate.md": KPI,
            "goals/secret.md": goal("S", "private"),
            "kpis/hidden.md": hidden,
            "kpis/hidden.csv": "date,value\n",
        },
    )
    story.commit(
        "2026-10-03",
        "Mend",
        {"goals/p.md": goal("P", "public", kept), "kpis/hidden.csv": "date,value\n2026-09,1\n"},
    )
    root = story.write(tmp_path / "repository")
    found = history(root, audience="public")
    assert [each for each in told(found) if each.startswith("Mend")] == [
        "Mend | goal:p | key_result_changed | rate | target | 9 → 8",
    ]
    assert [move.field for move in moved(records(root, "public").goals["p"], found)] == ["target"]
    assert [each.id for each in key_result_addresses(found)] == ["rate"]


def seen(found: History) -> tuple[object, ...]:
    """Returns everything that a site shows of a history, without the ids of commits."""
    told_of = tuple(replace(event, commit=replace(event.commit, sha="")) for event in found.events)
    addresses = tuple(
        replace(each, deleted_by=each.deleted_by and replace(each.deleted_by, sha=""))
        for each in former_addresses(found)
    )
    goals = found.repository.goals.values()
    moves = tuple(
        replace(move, commit=replace(move.commit, sha="")) for goal in goals for move in moved(goal, found)
    )
    last = found.commit and replace(found.commit, sha="")
    return told_of, addresses, key_result_addresses(found), moves, last


@pytest.mark.parametrize("seed", range(amount(5, 60)))
def test_private_records_leave_no_trace(tmp_path: Path, seed: int) -> None:
    """The history is the same as that of a repository in which the private records never were."""
    chance = random.Random(seed)
    with_private, without = Story(), Story()
    for number in range(14):
        files: dict[str, str | bytes | None] = {"site_config.yml": CONFIG} if number == 0 else {}
        public = dict(files)
        for n in chance.sample(range(5), 2):
            terms = f"title: Done {n}, values: {{2026-10-02: 3}}, target: {chance.randint(5, 9)}"
            more = f"key_results:\n  - {{{terms}, baseline: 0}}\n"
            path = f"goals/{chance.choice(['', 't/'])}open-{n}.md" if number == 0 else f"goals/open-{n}.md"
            public[path] = (
                None if chance.random() < 0.2 and number > 2 else goal(f"T{number}", "internal", more)
            )
        secret = {
            f"goals/secret-{n}.md": None
            if chance.random() < 0.2 and number > 2
            else goal(f"S{number}", "private")
            for n in chance.sample(range(3), chance.randint(0, 2))
        }
        secret |= {
            "kpis/s.md": KPI.replace("public", "private"),
            "kpis/s.csv": f"date,value\n2026-08,{number}\n",
        }
        files |= public
        when = datetime.fromtimestamp(1790000000 + number * 86400 * 5, UTC).strftime("%Y-%m-%dT%H:%M")
        with_private.commit(when, f"Commit {number}", {**files, **secret})
        without.commit(when, f"Commit {number}", public)
    roots = [story.write(tmp_path / name) for story, name in ((with_private, "with"), (without, "without"))]
    assert seen(history(roots[0])) == seen(history(roots[1]))
