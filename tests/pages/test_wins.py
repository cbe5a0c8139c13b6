"""Wins: each is told where it is first known, once in the reviews of a rhythm, by stories told in commits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from goalposts.pages import cycles, reviews
from goalposts.pages.frame import formatter
from goalposts.pages.page import Edition
from goalposts.pages.review_pages import ReviewView
from goalposts.pages.wins import wins_of
from tests.history.story import Files, Story
from tests.pages import company
from tests.pages.company import pages_of
from tests.pages.told import edition_of, goal

CONFIG = "schema: 1\nsite: {name: Acme}\npeople:\n  lead: {name: Head of Sales, team: sales}\n"
ORDERS = "---\ntitle: Orders\ndirection: up\nunit: count\ncadence: monthly\n---\n"
BEFORE = "date,value\n2026-08,0\n2026-09,0\n"
SELL = goal("Sell ten", "key_results: [{kpi: orders, target: 10}]\n")
STEPS = "key_results:\n  - id: steps\n    title: Steps\n    milestones:\n"
OPEN = f"{STEPS}      - {{title: First}}\n      - {{title: Second}}\n"
SPAN = "cycle: 2026-Q4\nstart: 2026-10-01\ndue: 2027-03-31\n"
BASE: Mapping[str, str] = {
    "site_config.yml": CONFIG,
    "goals/index.md": "We sell.\n",
    "goals/sales/index.md": "---\ntitle: Sales\nlead: lead\n---\n",
    # it is live for long, so that there is a review of every period
    "goals/sales/go-on.md": goal("Go on", OPEN).replace("cycle: 2026-Q4\n", SPAN),
    "kpis/orders.md": ORDERS,
    "kpis/orders.csv": BEFORE,
}
AS_OF = date(2027, 2, 20)


def told(root: Path, *later: tuple[str, Files]) -> Path:
    """Returns the repository of a story that begins in September, with later commits named by their day."""
    story = Story()
    story.commit("2026-09-20", "Begin", BASE)
    for day, files in later:
        story.commit(day, f"On {day}", files)
    return story.write(root)


def reviewed(made: Edition) -> dict[str, list[tuple[str, str]]]:
    """Returns the title and day of each win by its review, such as `weekly/2026-w45`."""
    views = {url: page.view for url, page in pages_of(reviews.make(made)).items()}
    return {
        url.removeprefix("review/").strip("/"): [(win.title, win.iso) for win in view.body.wins.wins]
        for url, view in views.items()
        if isinstance(view, ReviewView)
        and url.count("/") == 3
        and view.permanent is None
        and view.body.wins.wins
    }


def test_a_value_that_comes_after_its_period(tmp_path: Path) -> None:
    """A goal is a win of the days in which its value came in, with the day on which it was reached."""
    root = told(
        tmp_path / "r",
        ("2026-10-01", {"goals/sales/sell.md": SELL}),
        ("2026-11-05", {"kpis/orders.csv": f"{BEFORE}2026-10,12\n"}),
    )
    win = [("Sell ten", "2026-10-31")]
    assert reviewed(edition_of(root, as_of=AS_OF)) == {
        "weekly/2026-w45": win,
        "monthly/2026-11": win,
        "quarterly/2026-q4": win,
    }
    for day, is_there in ((5, True), (11, True), (12, False)):
        made = edition_of(root, as_of=date(2026, 11, day))
        found = wins_of(made, formatter(made))
        assert [(one.title, one.when) for one in found] == [("Sell ten", "Sat 31 Oct")] * is_there
        assert all(one.sentence.startswith("Reached on 31 Oct") for one in found)


@pytest.mark.parametrize("done", ["value", "closed"])
def test_a_goal_that_is_decided_after_its_end(tmp_path: Path, done: str) -> None:
    """The last values, and a close, are written down when a goal is no longer live: its win is told then."""
    later: Files = {"kpis/orders.csv": f"{BEFORE}2026-12,12\n"}
    if done == "closed":
        closed = "state: closed\nclosed_on: 2026-12-30\ngrade: 1.0\nretrospective: Well done.\nkey_results:"
        later = {"goals/sales/sell.md": SELL.replace("key_results:", closed)}
    root = told(tmp_path / "r", ("2026-10-01", {"goals/sales/sell.md": SELL}), ("2027-01-19", later))
    day = {"value": "2026-12-31", "closed": "2026-12-30"}[done]
    made = edition_of(root, as_of=AS_OF)
    assert reviewed(made) == {
        "weekly/2027-w03": [("Sell ten", day)],
        "monthly/2027-01": [("Sell ten", day)],
    }
    team = pages_of(reviews.make(made))["review/weekly/2027-w03/sales/"]
    assert [win.title for win in team.view.body.wins.wins] == ["Sell ten"]
    (cycle,) = (page.view for url, page in pages_of(cycles.make(made)).items() if url == "cycles/2026-q4/")
    assert [(win.title, win.iso) for win in cycle.lately.wins] == [("Sell ten", day)]


def test_steps_and_reports_that_are_written_down_later(tmp_path: Path) -> None:
    """Milestones and check-ins are told when they are written down; another name is no other milestone."""
    report = "check_ins:\n  - {date: 2026-10-30, wins: Two customers}\n"
    steps = OPEN.replace("First}", "First, done: 2026-10-29}")
    root = told(
        tmp_path / "r",
        ("2026-10-01", {"goals/sales/go.md": goal("Go", OPEN)}),
        ("2026-11-03", {"goals/sales/go.md": goal("Go", steps + report)}),
        ("2026-11-10", {"goals/sales/go.md": goal("Go", steps.replace("First", "The first") + report)}),
    )
    wins = [("Go", "2026-10-30"), ("Go", "2026-10-29")]
    found = reviewed(edition_of(root, as_of=AS_OF))
    assert found == {"weekly/2026-w45": wins, "monthly/2026-11": wins, "quarterly/2026-q4": wins}
    for day, count in ((3, 2), (9, 2), (10, 0)):
        made = edition_of(root, as_of=date(2026, 11, day))
        assert len(wins_of(made, formatter(made))) == count


def test_values_that_grow_old_in_between(tmp_path: Path) -> None:
    """A goal whose values were too old to say so for a while was achieved before, and is no win again."""
    rows = f"{BEFORE}2026-10,12\n"
    root = told(
        tmp_path / "r",
        ("2026-10-01", {"goals/sales/sell.md": SELL}),
        ("2026-11-05", {"kpis/orders.csv": rows}),
        ("2026-12-17", {"kpis/orders.csv": f"{rows}2026-11,13\n"}),
        ("2027-01-05", {"kpis/orders.csv": f"{rows}2026-11,13\n2026-12,14\n"}),
    )
    weeks = {name: wins for name, wins in reviewed(edition_of(root, as_of=AS_OF)).items() if "weekly" in name}
    assert weeks == {"weekly/2026-w45": [("Sell ten", "2026-10-31")]}
    made = edition_of(root, as_of=date(2026, 12, 18))
    assert wins_of(made, formatter(made)) == ()


def test_a_goal_that_is_written_down_later(tmp_path: Path) -> None:
    """What a new goal says is told when it comes; one that was over by then brings no wins of later days."""
    reached = "key_results: [{title: Shipped, done: 2026-10-20}]\n"
    over = goal("Over", reached).replace("cycle: 2026-Q4", "start: 2026-10-01\ndue: 2026-10-31")
    new = {"goals/sales/new.md": goal("New", reached), "goals/sales/over.md": over}
    root = told(tmp_path / "r", ("2026-11-11", new))
    found = reviewed(edition_of(root, as_of=AS_OF))
    win = ("New", "2026-10-20")
    assert found == {
        "weekly/2026-w46": [win],
        "monthly/2026-11": [win],
        "quarterly/2026-q4": [("Over", "2026-10-20"), win],
    }
    made = edition_of(root, as_of=date(2026, 11, 12))
    assert [win.title for win in wins_of(made, formatter(made))] == ["New"]


def test_a_site_that_begins_later(tmp_path: Path) -> None:
    """Before its first commit nothing is known but dates: what was won before is told by them."""
    story = Story()
    reached = "key_results: [{title: Shipped, done: 2026-10-20}]\n"
    story.commit("2026-11-11", "Begin", {**BASE, "goals/sales/old.md": goal("Old", reached)})
    root = story.write(tmp_path / "r")
    found = {name: wins for name, wins in reviewed(edition_of(root, as_of=AS_OF)).items() if "weekly" in name}
    assert found == {"weekly/2026-w43": [("Old", "2026-10-20")]}
    made = edition_of(root, as_of=date(2026, 11, 12))
    assert wins_of(made, formatter(made)) == ()


def test_a_goal_that_is_reached_on_a_day_nobody_knows() -> None:
    """Roll-ups, and stretch goals that their mean carries, are wins before they are due, without a day."""
    files = {
        "site_config.yml": CONFIG,
        "goals/sales/index.md": BASE["goals/sales/index.md"],
        "goals/sales/all.md": goal("All", "rollup: children\n").replace("cycle: 2026-Q4\n", SPAN),
        "goals/sales/part.md": goal("Part", "supports: [all]\nkey_results: [{title: A, done: 2026-11-10}]\n"),
        "goals/sales/far.md": goal(
            "Far",
            "ambition: stretch\nkey_results:\n"
            "  - {title: A, values: {2026-11-10: 10}, baseline: 0, target: 10}\n"
            "  - {title: B, values: {2026-11-10: 5}, baseline: 0, target: 10}\n",
        ),
    }
    made = company.edition_of(files, date(2026, 11, 15))
    found = {win.title: (win.when, win.iso, win.sentence) for win in wins_of(made, formatter(made))}
    assert found == {
        "All": ("", "2026-11-15", "Every part has reached its target."),
        "Far": ("", "2026-11-15", "Reached 0.8, 0.7 is success."),
        "Part": ("Tue 10 Nov", "2026-11-10", "Reached on 10 Nov, 51\u00a0days early: done on 10 Nov."),
    }
    late = company.edition_of(files, date(2026, 11, 17))
    assert wins_of(late, formatter(late)) == ()
