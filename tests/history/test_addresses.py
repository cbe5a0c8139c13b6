"""Former addresses: what became of every id that was ever published."""

from __future__ import annotations

from pathlib import Path

from goalposts.history import RecordKind, former_addresses, key_result_addresses
from tests.history.story import Story, history

CONFIG = "schema: 1\nsite: {name: Acme}\npeople:\n  lead: {name: Head, aliases: [boss]}\n"


def goal(title: str, more: str = "") -> str:
    """Returns a goal file whose body is like no other's."""
    words = f"{title} words " * 30
    return f"---\ntitle: {title}\nlevel: team\nowner: lead\ncycle: 2026-Q4\n{more}---\n{words}\n"


def test_what_became_of_each(tmp_path: Path) -> None:
    """Present, renamed, aliased, deleted and succeeded ids are told apart."""
    story = Story()
    story.commit(
        "2026-09-01",
        "Begin",
        {
            "site_config.yml": CONFIG.replace("lead:", "gone: {name: Gone}\n  lead:"),
            "goals/stays.md": goal("Stays", "aliases: [never-was]\n"),
            "goals/one.md": goal("One"),
            "goals/dropped.md": goal("Dropped"),
            "goals/old.md": goal("Old"),
            "goals/chain.md": goal("Chain"),
            "goals/sales/index.md": "---\ntitle: Sales\n---\nWe.\n",
            "kpis/rate.md": "---\ntitle: Rate\ndirection: up\ncadence: monthly\n---\nHow.\n",
        },
    )
    story.commit(
        "2026-09-02",
        "Rename",
        {
            "goals/one.md": None,
            "goals/two.md": goal("One"),
            "goals/chain.md": None,
            "goals/chain-2.md": goal("Chain"),
        },
    )
    story.commit("2026-09-03", "Rename again", {"goals/two.md": None, "goals/three.md": goal("One")})
    story.commit(
        "2026-09-04",
        "Delete (#9)",
        {
            "goals/dropped.md": None,
            "goals/old.md": None,
            "goals/chain-2.md": None,
            "kpis/rate.md": None,
            "goals/sales/index.md": None,
        },
    )
    story.commit(
        "2026-09-05",
        "Succeed",
        {
            "goals/stays.md": goal("Stays", "aliases: [never-was, old]\n"),
            "goals/one.md": goal("Quite new"),
            "site_config.yml": CONFIG,
        },
    )
    root = story.write(tmp_path / "repository")
    found = [
        (
            str(each.kind),
            each.id,
            str(each.fate),
            each.now,
            each.title,
            each.deleted_by and each.deleted_by.pull_request,
        )
        for each in former_addresses(history(root))
    ]
    assert found == [
        ("goal", "chain", "deleted", None, "Chain", 9),
        ("goal", "chain-2", "deleted", None, "Chain", 9),
        ("goal", "dropped", "deleted", None, "Dropped", 9),
        ("goal", "never-was", "alias", "stays", None, None),
        ("goal", "old", "alias", "stays", None, 9),
        ("goal", "one", "present", "one", None, None),
        ("goal", "stays", "present", "stays", None, None),
        ("goal", "three", "present", "three", None, None),
        ("goal", "two", "renamed", "three", None, None),
        ("kpi", "rate", "deleted", None, "Rate", 9),
        ("team", "sales", "deleted", None, "Sales", 9),
        ("person", "boss", "alias", "lead", None, None),
        ("person", "gone", "deleted", None, "Gone", None),
        ("person", "lead", "present", "lead", None, None),
    ]


def test_key_results(tmp_path: Path) -> None:
    """Key-result ids that were published lead to the result that took their place, or are gone."""
    story = Story()
    move = "  - {id: b, title: Move, done: false}\n"
    first = "key_results:\n  - {title: Sign, done: false}\n" + move + "  - {title: Old, done: false}\n"
    then = "key_results:\n  - {title: Sign, done: false, aliases: [signed]}\n" + move.replace("b", "c", 1)
    story.commit("2026-09-01", "Begin", {"site_config.yml": CONFIG, "goals/g.md": goal("G", first)})
    story.commit("2026-09-02", "Change", {"goals/g.md": goal("G", then)})
    story.commit("2026-09-03", "Again", {"goals/g.md": goal("G", then.replace("id: c", "id: d"))})
    root = story.write(tmp_path / "repository")
    assert [(each.goal, each.id, each.now) for each in key_result_addresses(history(root))] == [
        ("g", "b", "d"),
        ("g", "c", "d"),
        ("g", "d", "d"),
        ("g", "old", None),
        ("g", "sign", "sign"),
        ("g", "signed", "sign"),
    ]


def test_without_git(tmp_path: Path) -> None:
    """Where nothing is known of the past, the present ids and aliases are still addresses."""
    story = Story()
    story.commit(
        "2026-09-01", "Begin", {"site_config.yml": CONFIG, "goals/g.md": goal("G", "aliases: [f]\n")}
    )
    root = story.write(tmp_path / "repository")
    (root / ".git").rename(tmp_path / "elsewhere")
    found = history(root)
    assert found.events == ()
    goals = [(each.id, each.now) for each in former_addresses(found) if each.kind is RecordKind.GOAL]
    assert goals == [("f", "g"), ("g", "g")]


def test_an_id_that_two_records_had(tmp_path: Path) -> None:
    """A record that takes over the id of another one that is still told of is warned about, with its line."""
    story = Story()
    story.commit(
        "2026-09-01",
        "Begin",
        {"site_config.yml": CONFIG, "goals/one.md": goal("One"), "goals/two.md": goal("Two")},
    )
    story.commit(
        "2026-09-02",
        "Rename both",
        {
            "goals/one.md": None,
            "goals/first.md": goal("One"),
            "goals/two.md": None,
            "goals/second.md": goal("Two"),
        },
    )
    story.commit("2026-09-03", "Bring back nothing", {"goals/second.md": goal("Two", "aliases: [two]\n")})
    root = story.write(tmp_path / "fine")
    assert history(root).problems == ()
    story.commit(
        "2026-09-04",
        "Take over",
        {
            "goals/one.md": goal("Another", "id: one\n"),
            "goals/second.md": goal("Two", "aliases: [two, other]\n"),
            "goals/third.md": goal("Third", "aliases: [two]\n"),
        },
    )
    found = history(story.write(tmp_path / "taken")).problems
    assert [(each.code, each.severity, str(each.location), each.message) for each in found] == [
        (
            "H104",
            "warning",
            "goals/one.md:6:5",
            (
                "the id `one` was that of the goal `first` until 2026-09-02; "
                "old links to that one lead to this goal now"
            ),
        ),
        (
            "H104",
            "warning",
            "goals/third.md:6:10",
            (
                "the former id `two` was that of the goal `second` until 2026-09-02; "
                "old links to that one lead to this goal now"
            ),
        ),
    ]
