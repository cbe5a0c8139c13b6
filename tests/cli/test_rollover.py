"""`goalposts rollover`: what the next cycle begins with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goalposts.cli.main import main
from goalposts.editing.judging import judge
from goalposts.loading.tree import load
from goalposts.records.repository import Repository
from tests.support.files import build_file_tree, read_file_tree

TODAY = date(2026, 12, 20)

COMPANY = {
    "site_config.yml": "schema: 1\nsite: {name: Acme}\npeople: {ceo: {name: C}, ann: {name: A}}\n",
    "goals/index.md": "We sell.\n",
    "goals/grow.md": (
        "---\ntitle: Grow\nlevel: organization\nowner: ceo\nstart: 2026-10-01\ndue: 2027-12-31\n"
        "rollup: children\n---\nWhy.\n"
    ),
    "goals/sales/index.md": "---\ntitle: Sales\nlead: ann\n---\nWe sell.\n",
    "goals/sales/win.md": """---
# the goal that pays for the rest
title: Win customers
level: team
owner: ann # accountable
cycle: 2026-Q4 # 2026-10-01 to 2026-12-31
supports: [grow]
key_results:
  # the number
  - kpi: customers
    baseline: 10 # where it begins: the value of 2026-09
    target: 30
    checkpoints: # on the way
      2026-10-31: 15
      2026-11-30: 22
  - id: plan
    title: A plan
    done: 2026-10-20
  - id: steps
    title: Steps
    milestones:
      - {title: First, done: 2026-10-10}
      - title: Second # the hard one
        due: 2026-11-30
      - {title: Third, due: 2027-02-01}
check_ins:
  - date: 2026-11-16
    status: on_track
    # said in the meeting
  - {date: 2026-11-02, status: at_risk}
tags: [new] # free words
aliases: [win-them]
---
Why it matters.
""",
    "goals/sales/call.md": (
        "---\nid: call-all-2026-q4\ntitle: Call all\nlevel: individual\nowner: ann\ncycle: 2026-Q4\n"
        "supports:\n  - win#customers\n  - {to: win#plan, weight: 2}\n"
        "key_results: [{title: Called, done: false}]\n---\nWhy.\n"
    ),
    "goals/sales/done.md": (
        "---\ntitle: Done\nlevel: team\nowner: ann\ncycle: 2026-Q4\nsupports: [grow]\n"
        "key_results: [{title: It, done: 2026-11-01}]\n---\nWhy.\n"
    ),
    "goals/sales/later.md": (
        "---\ntitle: Later\nlevel: team\nowner: ann\ncycle: 2026-Q4\nstate: paused\nsupports: [grow]\n"
        "key_results: [{title: It, done: false}]\n---\nWhy.\n"
    ),
    "kpis/customers.md": "---\ntitle: Customers\ndirection: up\ncadence: monthly\n---\nAll of them.\n",
    "kpis/customers.csv": "date,value\n2026-09,10\n2026-10,14\n2026-11,18.5\n",
}


def run(root: Path, *arguments: str) -> Result:
    """Returns what a rollover printed and its exit status, on a fixed day."""
    command = ["rollover", *arguments, "--root", str(root)]
    return CliRunner().invoke(main, command, obj=lambda: TODAY)


def read(root: Path) -> Repository:
    """Returns the records of a repository that has no errors."""
    judged = judge(load(root), TODAY)
    assert judged.repository is not None
    assert [each for each in judged.problems if each.severity == "error"] == []
    return judged.repository


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A company at the end of a quarter."""
    return build_file_tree(tmp_path / "repository", COMPANY)


def test_a_draft_keeps_what_still_holds(root: Path) -> None:
    """Comments and order stay; what belongs to the old cycle goes; the present value is the baseline."""
    found = run(root, "2027-Q1")
    assert found.exit_code == 0, found.output
    assert (
        (root / "goals/sales/win-2027-q1.md").read_text()
        == """---
# the goal that pays for the rest
title: Win customers
level: team
owner: ann # accountable
cycle: 2027-Q1
state: draft
supports: [grow]
key_results:
  # the number
  - kpi: customers
    baseline: 18.5
    target: 30
  - id: steps
    title: Steps
    milestones:
      - title: Second # the hard one
      - {title: Third, due: 2027-02-01}
tags: [new] # free words
---
Why it matters.
"""
    )
    for line in (
        "Wrote goals/sales/win-2027-q1.md, from goals/sales/win.md",
        "2 check-ins stay with the old goal",
        "key result plan is reached and left out",
        "key result customers begins at 18.5",
        "key result customers has no checkpoints",
        "1 of 3 milestones are done and left out",
        "milestone “Second” has no date: 2026-11-30 is not in the cycle",
        "Left out goals/sales/done.md: it is achieved",
        "Left out goals/sales/later.md: it is paused",
    ):
        assert line in found.output
    goal = read(root).goals["win-2027-q1"]
    assert (goal.state, goal.cycle, goal.start) == ("draft", "2027-Q1", date(2027, 1, 1))


def test_support_follows_into_the_next_cycle(root: Path) -> None:
    """A draft supports the draft of the goal that it supported; an id in the file is renewed."""
    run(root, "2027-Q1")
    text = (root / "goals/sales/call-all-2027-q1.md").read_text()
    assert "id: call-all-2027-q1\n" in text
    assert "  - win-2027-q1#customers\n  - {to: win-2027-q1, weight: 2}\n" in text
    assert {support.goal for support in read(root).goals["call-all-2027-q1"].supports} == {"win-2027-q1"}


def test_nothing_is_overwritten(root: Path) -> None:
    """The old goals stay as they are, and a second run writes nothing."""
    before = read_file_tree(root)
    run(root, "2027-Q1")
    once = read_file_tree(root)
    assert {path: once[path] for path in before} == before
    again = run(root, "2027-Q1")
    assert again.exit_code == 0
    assert read_file_tree(root) == once
    assert "`win-2027-q1` is there already (goals/sales/win-2027-q1.md)" in again.output


def test_only_goals_of_a_team(root: Path) -> None:
    """With --team other goals are not looked at."""
    build_file_tree(root, {"goals/care/index.md": "---\ntitle: Care\n---\nWe care.\n"})
    found = run(root, "2027-Q1", "--from", "2026-Q4", "--team", "care")
    assert "No goal of 2026-Q4 goes on in 2027-Q1. Nothing was written." in found.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("soon",), "`soon` is no cycle"),
        (("2027-Q1", "--from", "2027-Q1"), "cannot be drafted from themselves"),
        (("2027-Q1", "--team", "sale"), "Did you mean `sales`?"),
    ],
)
def test_refusals(root: Path, arguments: tuple[str, ...], said: str) -> None:
    """What cannot be done is said, and nothing is written."""
    before = read_file_tree(root)
    found = run(root, *arguments)
    assert found.exit_code == 1
    assert said in found.output
    assert read_file_tree(root) == before
