"""Moved goalposts that no change of the goal tells: lists, feeds and the API tell them all the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from goalposts.pages.commit_changes import this_week
from goalposts.pages.frame import formatter
from tests.history.story import Story
from tests.pages.told import company, downloads, edition_of, goal, pages

DEFAULT = goal("Rate", "key_results:\n  - {kpi: rate, target: 92}\n")
RATE = "goals/sales/rate.md"
ROWS = "date,value\n2026-W39,84.0\n2026-W40,84.1\n2026-W44,84.9\n2026-W45,85.6\n"
SIGN = "key_results:\n  - {title: Sign, done: false}\n"
RENAMED = {
    "kpis/rate.md": None,
    "kpis/rate.csv": None,
    "kpis/share.md": "---\ntitle: Share that renews\ndirection: up\nunit: percent\ncadence: weekly\n"
    "aliases: [rate]\n---\nHow.\n",
    "kpis/share.csv": ROWS,
    "goals/sales/renew.md": goal("Raise the rate", "key_results:\n  - {kpi: share, target: 92}\n"),
}
PUSH = "{custom: {push: {start: 2026-10-01, due: DUE}}}"


def restated() -> Story:
    """Returns the company, where a restated value moves the baseline of the goal `rate`."""
    story = company()
    story.commit("2026-10-05", "Promise", {RATE: DEFAULT})
    story.commit("2026-11-18", "Restate (#230)", {"kpis/rate.csv": ROWS.replace("39,84.0", "39,80.0")})
    return story


def told_of(root: Path, goal_id: str) -> tuple[Any, list[dict[str, Any]]]:
    """Returns the history of a goal as its page shows it, and its moves as the API tells them."""
    edition = edition_of(root)
    api = json.loads(downloads(edition)[f"api/v1/goals/{goal_id}.json"])
    return pages(edition)[f"goals/{goal_id}/"].view.history, [
        each for each in api["history"] if each["moved"]
    ]


def test_a_restated_value_moves_the_goalposts_of_a_goal(tmp_path: Path) -> None:
    """The goal's own history, all changes, the week, the feeds and the API tell it, under its commit."""
    edition = edition_of(restated().write(tmp_path / "r"))
    made, files = pages(edition), downloads(edition)
    told = "Baseline of Renewal rate 84\u202f% → 80\u202f% (easier): the value of 2026-W39 was restated"
    own = made["goals/rate/"].view.history.latest[0]
    assert (own.sentences, own.is_moved, own.commit.pull_request) == ((told,), True, "pull request 230")
    (week,) = [
        each for each in made["changes/"].view.weeks[0].commits if each.commit.subject == "Restate (#230)"
    ]
    assert [(each.record.words, each.is_moved) for each in week.changes] == [
        ("Goal “Raise the rate”", True),
        ("Goal “Rate”", True),
        ("KPI “Renewal rate”", False),
    ]
    assert week.changes[1].sentences == (told,)
    (lately,) = [each for each in this_week(edition, formatter(edition)) if each.commit == own.commit]
    assert [each.is_moved for each in lately.changes] == [True, True, False]  # moved goalposts first
    for feed in ("feed.xml", "goals/rate/feed.xml", "teams/sales/feed.xml", "people/lead/feed.xml"):
        assert "Goalposts moved. Goal “Rate”: baseline of Renewal rate" in files[feed], feed
    document = json.loads(files["api/v1/goals/rate.json"])["history"][0]
    assert document in json.loads(files["api/v1/changes.json"])
    facts = ("record", "id", "kind", "field", "key_result", "before", "after", "moved", "date")
    assert [document[name] for name in facts] == [
        *("goal", "rate", "key_result_changed", "baseline", "rate", "84", "80", "easier"),
        "2026-11-18T12:00:00Z",
    ]


def test_other_dates_of_a_cycle_move_its_goals(tmp_path: Path) -> None:
    """A cycle of the settings that ends later makes its goals easier."""
    story = company(cycles=PUSH.replace("DUE", "2026-12-18"))
    pushed = DEFAULT.replace("cycle: 2026-Q4", "cycle: push")
    story.commit("2026-10-05", "Promise", {RATE: pushed})
    root = story.write(tmp_path / "before")
    settings = (root / "site_config.yml").read_text(encoding="utf-8").replace("2026-12-18", "2026-12-31")
    story.commit("2026-11-18", "Push longer", {"site_config.yml": settings})
    history, moved = told_of(story.write(tmp_path / "r"), "rate")
    assert history.latest[0].sentences == ("Due 18 Dec 2026 → 31 Dec 2026 (easier)",)
    assert [(each["field"], each["key_result"], each["moved"]) for each in moved] == [("due", None, "easier")]


def test_another_cycle_says_which_dates_moved(tmp_path: Path) -> None:
    """The cycle is what was changed; the dates that moved with it, and which way, are told beside it."""
    story = company()
    story.commit("2026-10-05", "Promise", {RATE: DEFAULT})
    story.commit("2026-11-18", "Take longer", {RATE: DEFAULT.replace("2026-Q4", "2026")})
    history, moved = told_of(story.write(tmp_path / "r"), "rate")
    first, *others = history.latest[0].sentences
    assert "2026-Q4" in first or "Q4" in first
    assert others[0] == "start 1 Oct 2026 → 1 Jan 2026 (neither easier nor harder)"
    assert [each["field"] for each in moved][:1] == ["start"]
    assert all(each["moved"] for each in moved)


@pytest.mark.parametrize("bound", ["at_least", "above"])
def test_a_bound_that_moves_says_which_way(tmp_path: Path, bound: str) -> None:
    """Bounds are targets: what is told of them is told once, with its effect."""
    story = company()
    bounded = DEFAULT.replace("target: 92", f"{bound}: 92")
    story.commit("2026-10-05", "Promise", {RATE: bounded})
    story.commit("2026-11-18", "Lower", {RATE: bounded.replace("92", "90")})
    history, moved = told_of(story.write(tmp_path / "r"), "rate")
    (sentence,) = history.latest[0].sentences
    assert sentence.endswith("92\u202f% → 90\u202f% (easier)")
    assert [(each["field"], each["moved"]) for each in moved] == [(bound, "easier")]


def test_a_goal_that_was_renamed_since_keeps_the_entry_of_its_feed(tmp_path: Path) -> None:
    """The entry is named by the id that the goal had then, as every other entry is."""
    story = restated()
    before = downloads(edition_of(story.write(tmp_path / "before")))["goals/rate/feed.xml"]
    story.commit("2026-11-19", "Rename", {RATE: None, "goals/sales/renewals.md": DEFAULT})
    after = downloads(edition_of(story.write(tmp_path / "after")))["goals/renewals/feed.xml"]
    ids = re.findall("<entry><id>(.*?)</id>", before)
    assert [each.partition("/")[2] for each in ids] == ["goal/rate", "goal/rate"]
    assert ids == re.findall("<entry><id>(.*?)</id>", after)[1:]


def test_what_moved_keeps_its_words_when_the_key_result_gets_another_id(tmp_path: Path) -> None:
    """A key result that goes with its KPI to another id is still marked as moved, with title and unit."""
    story = company()
    story.commit("2026-11-19", "Rename the KPI", dict(RENAMED))
    edition = edition_of(story.write(tmp_path / "r"))
    document = json.loads(downloads(edition)["api/v1/goals/renew.json"])
    assert [(each["id"], each["moved"]) for each in document["key_results"]] == [("share", True)]
    told = [each["text"] for each in document["history"] if each["moved"]]
    assert told == ["target of Share that renews 93\u202f% → 92\u202f% (easier)"]
    made = pages(edition)
    (move,) = made["goals/renew/"].view.moved.moves
    assert move.sentence == "The target of “Share that renews” went from 93\u202f% to 92\u202f%"
    places = str(made["health/"].view)
    assert "goals/sales/renew.md?plain=1#L8" in places, "the line of the target, not that of the list"


def test_what_was_told_of_a_key_result_that_is_gone_names_it_by_its_title(tmp_path: Path) -> None:
    """Its id, which was made from the title, is no name for readers."""
    story = company()
    calls = "  - {title: All the calls, values: {2026-10-05: 12}, baseline: 10, target: 100}\n"
    for day, results in (
        ("2026-10-01", calls),
        ("2026-11-17", calls.replace("100", "90")),
        ("2026-11-18", ""),
    ):
        story.commit(day, "Change", {"goals/sales/calls.md": goal("Calls", SIGN + results)})
    _, moves = told_of(story.write(tmp_path / "r"), "calls")
    assert [each["text"] for each in moves] == [
        "key result “All the calls” removed",
        "target of All the calls 100 → 90 (easier)",
    ]
