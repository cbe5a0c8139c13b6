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


def short(title: str, rest: str = "supports: [grow]\nkey_results: [{title: It, done: false}]\n") -> str:
    """Returns a goal of the quarter that ends."""
    return f"---\ntitle: {title}\nlevel: team\nowner: ann\ncycle: 2026-Q4\n{rest}---\nWhy.\n"


@pytest.mark.parametrize(
    "names",
    [("raise-it", "raise-it-2026-q4"), ("a" * 58 + "-north", "a" * 58 + "-south")],
    ids=["end", "length"],
)
def test_no_two_goals_get_one_id(root: Path, names: tuple[str, str]) -> None:
    """Where two new ids would be the same, the second gets a number; a second run finds both."""
    build_file_tree(root, {f"goals/sales/{name}.md": short(name[-5:]) for name in names})
    before = set(read(root).goals)
    found = run(root, "2027-Q1")
    assert found.exit_code == 0, found.output
    new = set(read(root).goals) - before
    assert len(new) == 4
    assert sorted(each.endswith("-2-2027-q1") for each in new) == [False, False, False, True]
    assert found.output.count("Wrote ") == 4
    assert run(root, "2027-Q1").output.count("is there already") == 4


def test_a_goal_without_anything_left_to_do_is_left_out(root: Path) -> None:
    """A stale goal whose results are reached has no draft, also where a guardrail is left."""
    calls = "{title: Calls, values: {2026-10-02: 20}, baseline: 0, target: 20}"
    stale = f"supports: [grow]\nkey_results:\n  - {calls}\n"
    guarded = f"{stale}  - {{kpi: customers, at_least: 5, weight: 0}}\n"
    build_file_tree(
        root, {"goals/sales/stale.md": short("Stale", stale), "goals/sales/guarded.md": short("G", guarded)}
    )
    found = run(root, "2027-Q1")
    assert found.exit_code == 0, found.output
    for name in ("stale", "guarded"):
        said = f"Left out goals/sales/{name}.md: "
        assert f"{said}all its key results are reached" in found.output
    assert (root / "goals/sales/win-2027-q1.md").is_file()


def test_the_command_that_is_told_is_that_of_the_draft(root: Path) -> None:
    """Whoever copies it from the draft does not check in on the old goal."""
    told = "# check-ins come here, with: goalposts check-in {} --status on_track --confidence 7\n"
    fields = f"supports: [grow]\nkey_results: [{{title: It, done: false}}]\n{told.format('told')}"
    build_file_tree(root, {"goals/sales/told.md": short("Told", fields)})
    run(root, "2027-Q1")
    assert told.format("told-2027-q1") in (root / "goals/sales/told-2027-q1.md").read_text()


def test_two_supports_of_one_goal_become_one(root: Path) -> None:
    """Where a key result is reached, its goal is supported; that is said once."""
    twice = (
        "supports:\n  - win\n  - win#plan # done by now\n  - grow\nkey_results: [{title: It, done: false}]\n"
    )
    build_file_tree(root, {"goals/sales/twice.md": short("Twice", twice)})
    run(root, "2027-Q1")
    supports = [support.goal for support in read(root).goals["twice-2027-q1"].supports]
    assert supports == ["win-2027-q1", "grow"]


def test_a_draft_with_an_error_stops_no_other(root: Path) -> None:
    """A goal that cannot go on is left out with the reason; what supports it supports the old one."""
    nothing = "supports: [grow]\nkey_results:\n  - {kpi: leads, baseline: 5, target: +130%}\n"
    below = "supports: [nothing]\nkey_results: [{title: It, done: false}]\n"
    build_file_tree(
        root,
        {
            "kpis/leads.md": "---\ntitle: Leads\ndirection: up\ncadence: monthly\n---\nLeads.\n",
            "kpis/leads.csv": "date,value\n2026-10,3\n2026-11,0\n",
            "goals/sales/nothing.md": short("Nothing", nothing),
            "goals/sales/below.md": short("Below", below),
        },
    )
    found = run(root, "2027-Q1")
    assert found.exit_code == 0, found.output
    assert "Left out goals/sales/nothing.md: its draft would have an error: " in found.output
    assert "(G210)" in found.output
    goals = read(root).goals
    assert "nothing-2027-q1" not in goals
    assert [support.goal for support in goals["below-2027-q1"].supports] == ["nothing"]
    assert "win-2027-q1" in goals


def test_later_drafts_support_those_of_earlier_runs(root: Path) -> None:
    """Team by team, and with goals that came later, the support tree is that of the next cycle."""
    run(root, "2027-Q1")
    late = "supports: ['win#customers', 'win#plan']\nkey_results: [{title: It, done: false}]\n"
    build_file_tree(root, {"goals/sales/late.md": short("Late", late)})
    run(root, "2027-Q1")
    supports = [(each.goal, each.key_result) for each in read(root).goals["late-2027-q1"].supports]
    assert supports == [("win-2027-q1", "customers"), ("win-2027-q1", None)]
