"""One repository told from its first commit to its last, and every event of it, written down by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from goalposts.history import EventKind, RecordKind
from tests.history.acme import acme
from tests.history.story import git, history, told


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of the story."""
    return acme().write(tmp_path_factory.mktemp("story") / "repository")


TABLE = """
Begin | home: | body
Begin | team:revenue | created | title | None → Sales
Begin | kpi:renewal | created | title | None → Renewal rate
Begin | kpi:renewal | values_added | 2026-08 | value | None → 84 | ×2
Begin | goal:grow | created | title | None → Grow
Begin | goal:keep | created | title | None → Raise teh renewal rate
Begin | person:ceo | created | name | None → Chief Executive
Begin | person:lead | created | name | None → Head of Sales
Mend a typo (#12) | goal:keep | changed | title | Raise teh renewal rate → Raise the renewal rate
Oktoberwerte für été | kpi:renewal | values_added | 2026-09 | value | None → 85
Restate August and more | kpi:renewal | value_restated | 2026-08 | value | 84 → 80.5
Restate August and more | goal:keep | milestone_done | warnings/Agree rules | done | None → 2026-10-15
Restate August and more | goal:keep | milestone_changed | warnings/Alerts | due | 2026-11-18 → 2026-12-01
Restate August and more | goal:keep | milestone_added | warnings/Review | None → Review
Team text | team:revenue | changed | lead | lead → ceo
Team text | team:revenue | body
Aim higher | goal:keep | key_result_changed | renewal | target | 92 → 93
Merge pull request #214 from acme/raise | goal:keep | key_result_changed | renewal | target | 93 → 91
Octopus | kpi:y | created | title | None → Why rate
Octopus | goal:why | created | title | None → Ex
By mail to <script>alert(1)</script> | goal:keep | check_in_added | 2026-10-21 | status | None → at_risk
Move to a folder of its own | goal:keep | moved | path | goals/sales/renew.md → goals/sales/q4/renew.md
Move to a folder of its own | goal:keep | changed | due | None → 2027-01-15
Move to a folder of its own | goal:keep | changed | ambition | committed → stretch
Move to a folder of its own | goal:keep | changed | supports | grow → grow, x
Rename the file | goal:keep | renamed | id | renew → keep
Rename the file | goal:keep | moved | path | goals/sales/q4/renew.md → goals/sales/q4/keep.md
Rename by alias | goal:why | renamed | id | x → why
Rename by alias | goal:why | moved | path | goals/x.md → goals/why.md
Rename by alias | goal:why | changed | title | Ex → Quite another text
Rename by alias | goal:why | body
Rename by alias | goal:spare | created | title | None → Größe zählt
Delete a KPI | kpi:y | deleted | title | Why rate → None
Delete a KPI | goal:spare | deleted | title | Größe zählt → None
Bring it back | kpi:y | recreated | title | None → Why rate
Bring it back | goal:spare | recreated | title | None → Größe zählt doch
Bring it back | goal:spare | changed | title | Größe zählt → Größe zählt doch
Bring it back | kpi:y | changed | unit | percent → ratio
Bring it back | kpi:y | changed | healthy | None → at_least: 0.9
Break a file | kpi:y | unreadable | series
Break a file | goal:why | unreadable
Mend it | kpi:y | values_added | 2026-10/plan=Pro | value | None → 2 | ×2
Mend it | goal:why | changed | state | active → paused
Settings | config: | changed | status | rule: pace → rule: viva
Settings | home: | body
Settings | person:lead | changed | name | Head of Sales → Sales Lead
Settings | person:new | created | name | None → New One
Rename the team | team:revenue | renamed | id | sales → revenue
Rename the team | team:revenue | moved | path | goals/sales/index.md → goals/revenue/index.md
Rename the team | team:revenue | changed | title | Sales → Revenue
Rename the team | goal:keep | moved | path | goals/sales/q4/keep.md → goals/revenue/q4/keep.md
Rename the team | goal:keep | body
Notes | kpi:renewal | value_removed | 2026-09 | value | 85.0 → None
Notes | kpi:renewal | series_edited | series
"""


def test_every_event_and_no_other(root: Path) -> None:
    """The history tells exactly the changes that were made, each once, under the record's present id."""
    assert sorted(told(history(root, "2026-11-10"))) == sorted(TABLE.strip().split("\n"))


def test_order(root: Path) -> None:
    """Events are in the order of their commits."""
    subjects = list(dict.fromkeys(event.commit.subject for event in history(root, "2026-11-10").events))
    wanted = list(dict.fromkeys(line.split(" | ")[0] for line in TABLE.strip().split("\n")))
    assert subjects == wanted


def test_people_are_named_without_addresses(root: Path) -> None:
    """Authors are told by the names of .mailmap, co-authors by the names of trailers; marks are taken out."""
    commits = {event.commit.subject: event.commit for event in history(root).events}
    assert commits["Oktoberwerte für été"].author == "Zoë Ångström"
    assert commits["Oktoberwerte für été"].co_authors == ("Bob B.",)
    assert commits["Restate August and more"].author == 'Eve [31m& "script"'
    assert str(commits["Begin"].when) == "2026-09-01 12:00:00+00:00"


def test_pull_requests(root: Path) -> None:
    """The number of a pull or merge request is read from the forms that hosts write."""
    numbers = {event.commit.subject: event.commit.pull_request for event in history(root).events}
    assert {subject.split()[0]: number for subject, number in numbers.items() if number} == {
        "Mend": 12,
        "Merge": 214,
        "Octopus": 77,
    }


def test_check_ins_carry_what_was_said(root: Path) -> None:
    """A check-in's event has its confidence and texts; one that is dated after the day is not told."""
    found = [event for event in history(root, "2026-11-10").events if event.kind is EventKind.CHECK_IN_ADDED]
    assert [event.change.more for event in found] == [(("confidence", "4"), ("wins", "Two renewed"))]


def test_last_visible_commit(root: Path) -> None:
    """A commit that changed nothing on the site is not the one that the site shows."""
    commit = history(root).commit
    assert commit is not None
    assert commit.subject == "Notes"


@pytest.mark.parametrize("day", ["2026-08-31", "2026-10-16", "2026-10-19", "2026-10-28"])
def test_later_commits_are_as_if_absent(root: Path, day: str) -> None:
    """On an earlier day nothing is told that was committed later, and all of the settings that was not."""
    until = history(root, day)
    assert all(event.commit.day.isoformat() <= day for event in until.events)
    settings = (RecordKind.CONFIG, RecordKind.HOME)
    wanted = [e for e in history(root).events if e.record in settings and e.commit.day.isoformat() <= day]
    assert [event for event in until.events if event.record in settings] == wanted
    assert bool(until.events) == (day > "2026-09")


def test_of_one_record(root: Path) -> None:
    """The events of a record are found by its present id, under whatever id they happened."""
    found = history(root).of(RecordKind.GOAL, "keep")
    assert {event.id_then for event in found} == {"renew", "keep"}
    assert git(root, "status", "--porcelain") == ""
