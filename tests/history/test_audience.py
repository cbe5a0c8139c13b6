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


@pytest.mark.parametrize("path", ["goals/b.md", "goals/hush.md"])
@pytest.mark.parametrize("kind", ["goals", "kpis"])
def test_renamed_and_hidden_at_once(tmp_path: Path, path: str, kind: str) -> None:
    """A record that gets another id and is hidden by one commit leaves a bare address."""
    before, after = "goals/b.md".replace("goals", kind), path.replace("goals", kind)
    given = {"goals": goal("Merger", "public"), "kpis": KPI.replace("Rate", "Merger")}[
        kind
    ] + "A long text.\n" * 30
    hidden = given.replace(
        "visibility: public", "visibility: private" + ("\nid: hush" if before == after else "")
    )
    story = Story()
    story.commit("2026-09-01", "Begin", {"site_config.yml": CONFIG, before: given})
    story.commit("2026-09-02", "Hush", {before: None, after: hidden})
    story.commit(
        "2026-09-03", "Hush again", {after: hidden.replace("id: hush", "id: hush-again") + "More.\n"}
    )
    root = story.write(tmp_path / "repository")
    found = history(root)
    assert not [line for line in told(found) if "Merger" in line or "Hush" in line]
    (address,) = [one for one in former_addresses(found) if one.id == "b"]
    assert (address.fate, address.title, address.deleted_by) == (Fate.HIDDEN, None, None)


def test_people_whom_hidden_records_named(tmp_path: Path) -> None:
    """Who was named by a record that is out of sight now keeps an address, without name and commit."""
    story = Story()
    named = goal("Plan", "public").replace("owner: lead", "owner: ghost")
    story.commit(
        "2026-09-01",
        "Begin",
        {"site_config.yml": CONFIG, "people.csv": "id,name\nghost,Ghost\n", "goals/a.md": goal("A", "public"),
         "goals/plan.md": named},
    )  # fmt: skip
    story.commit("2026-09-02", "Hide", {"goals/plan.md": named.replace("public", "internal")})
    story.commit("2026-09-03", "Ghost was dismissed", {"people.csv": "id,name\n"})
    found = history(story.write(tmp_path / "repository"), audience="public")
    (address,) = [one for one in former_addresses(found) if one.id == "ghost"]
    assert (address.fate, address.title, address.deleted_by) == (Fate.HIDDEN, None, None)


def test_teams_that_only_people_name(tmp_path: Path) -> None:
    """To the public a person is in no team that no public record names, now and in the history."""
    story = Story()
    people = "id,name,team\nlead,Head,{team}\n"
    team = {f"goals/{name}/index.md": f"---\ntitle: {name}\n---\n" for name in ("open", "layoffs")}
    public = goal("A", "public", "team: open\n")
    config = "schema: 1\nsite: {name: Acme}\n"
    files = {
        "site_config.yml": config,
        "people.csv": people.format(team="layoffs"),
        "goals/a.md": public,
        **team,
    }
    story.commit("2026-09-01", "Begin", files)
    root = story.write(tmp_path / "before")
    assert records(root, "public").people["lead"].team is None
    assert records(root).people["lead"].team == "layoffs"
    story.commit("2026-09-02", "Move", {"people.csv": people.format(team="open")})
    root = story.write(tmp_path / "after")
    assert records(root, "public").people["lead"].team == "open"
    assert not [line for line in told(history(root, audience="public")) if "layoffs" in line]
    assert [line for line in told(history(root)) if "layoffs → open" in line]


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
    for day in ("2027-01-31", "2026-10-20"):
        assert seen(history(roots[0], day)) == seen(history(roots[1], day))
