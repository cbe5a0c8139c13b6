"""`docs/why-is-my-goal-red.md`: its figures are those of the site."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import pytest

from goalposts.loading.parse import parse
from goalposts.loading.tree import SourceTree
from goalposts.measuring.measure import measure
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import PACE
from goalposts.pages.formatting import Formatter
from goalposts.pages.words import goal_status
from goalposts.pipeline import Request, build
from tests.support.example import REPOSITORY
from tests.support.files import build_file_tree

PAGE = (REPOSITORY / "docs/why-is-my-goal-red.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (none|[\d-]+: [\d.]+) \| (\d{4}-\d\d-\d\d) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE
)
CONFIG = "schema: 1\nsite: {name: Goals}\npeople: {ada: {name: Ada}}\n"
GOAL = """\
---
title: Reach 20
level: organization
owner: ada
cycle: 2026-Q4
key_results:
  - {kpi: number, baseline: 10, target: 20}
---
"""
ENGLISH = Formatter("en", date(2026, 11, 16))
KPI = "---\ntitle: Number\ndirection: up\ncadence: weekly\nowner: ada\n---\n"


def example(value: str, check_in: str = "") -> dict[str, str]:
    """Returns the repository of the page's examples, with one value `date: number` or `none`."""
    row = "" if value == "none" else value.replace(": ", ",") + "\n"
    return {
        "goals/reach.md": GOAL.replace("key_results:", f"{check_in}key_results:"),
        "kpis/number.csv": "date,value\n" + row,
        "kpis/number.md": KPI,
        "site_config.yml": CONFIG,
    }


def score(value: str, on: str, check_in: str = "") -> GoalScore:
    """Returns where the goal of the examples stands."""
    files = {path: text.encode() for path, text in example(value, check_in).items()}
    parsed = parse(SourceTree(files))
    assert parsed.repository is not None
    return measure(parsed.repository, date.fromisoformat(on)).goals["reach"]


def percent(share: float | None) -> str:
    """Returns a share as the page writes it."""
    return f"{half_up(min(1.0, max(0.0, share or 0.0)) * 100, 0):g} %"


@pytest.mark.parametrize(("value", "on", "done", "expected", "status"), ROW.findall(PAGE))
def test_the_table_is_true(value: str, on: str, done: str, expected: str, status: str) -> None:
    """Each row of the table is what the site works out."""
    found = score(value, on)
    assert goal_status(found, PACE, ENGLISH).text == status
    if done != "–":
        assert (percent(found.progress), percent(found.expected)) == (done, expected)


def test_the_table_shows_every_status_that_surprises() -> None:
    """The table has a row for each status that the page explains."""
    shown = {status.partition(",")[0] for *_, status in ROW.findall(PAGE)}
    assert shown == {"On track", "At risk", "Off track", "Stale", "No data", "Missed", "Achieved"}


def test_a_check_in_makes_no_goal_greener() -> None:
    """The badge of a goal that is off track and reported on track is the one that the page quotes."""
    check_in = "check_ins: [{date: 2026-11-16, status: on_track}]\n"
    badge = goal_status(score("2026-11-15: 11", "2026-11-16", check_in), PACE, ENGLISH).text
    assert f"**{badge}**" in PAGE


def test_the_sum_is_the_one_on_the_page_of_the_goal(tmp_path: Path) -> None:
    """The lines quoted from “How this is made” stand on the goal's page."""
    root = build_file_tree(tmp_path, example("2026-11-15: 13"))
    built = build(root, tmp_path / "site", Request(date(2026, 11, 16)))
    assert built.pages, built.problems
    page = (tmp_path / "site/goals/reach/index.html").read_text(encoding="utf-8")
    words = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page)))
    quoted = re.findall(r"^    (\S.* = [\d.]+ (?:%|points))$", PAGE, re.MULTILINE)
    assert len(quoted) == 3
    assert [line for line in quoted if line not in words] == []
