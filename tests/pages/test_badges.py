"""Badges: a status with its word and shape, safe and readable anywhere."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from goalposts.charts.shapes import COLOURS
from goalposts.measuring.status import Status
from goalposts.pages import badges
from goalposts.pages.frame import formatter
from tests.pages.company import COMPANY, company, downloads_of

SVG = "{http://www.w3.org/2000/svg}"


def _badge(files: dict[str, str] | None = None, goal_id: str = "cut-churn", on: str = "2026-11-20") -> str:
    made = badges.make(company(files, date.fromisoformat(on)))
    return downloads_of(made)[f"badges/{goal_id}.svg"]


def _words(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_badge_for_each_goal() -> None:
    """Every goal of the edition has a badge at its permanent address."""
    assert sorted(downloads_of(badges.make(company()))) == [
        "badges/cut-churn.svg",
        "badges/keep.svg",
        "badges/learn.svg",
    ]


def test_status_as_word_shape_and_number() -> None:
    """A badge says the status in words with the percentage, and is read aloud with title and day."""
    svg = _badge()
    assert _words(svg) == ["goal", "on track, reported at risk, 33\u202f%"]
    tree = ElementTree.fromstring(svg)
    assert tree.get("role") == "img"
    title = tree.find(f"{SVG}title")
    assert title is not None and title.text is not None
    assert title.text.startswith("Cut churn to 1.5 %: ")
    assert title.text.endswith(", as of 20 Nov 2026")
    assert tree.get("aria-labelledby") == title.get("id")


def test_a_grade_stands_beside_the_numbers() -> None:
    """A grade counts instead of the score, so the badge says both."""
    graded = COMPANY["goals/support/learn.md"].replace("0.85", "0.4")
    assert _words(_badge({"goals/support/learn.md": graded}, "learn")) == [
        "goal",
        "missed, 100\u202f%, grade 0.4",
    ]


def test_stale_is_never_green() -> None:
    """A stale goal that was on track says both, in the colour of stale."""
    late = COMPANY["kpis/monthly-churn.csv"].replace("2026-11,1.7,,\n", "")
    svg = _badge({"kpis/monthly-churn.csv": late}, on="2026-12-20")
    assert _words(svg)[1].startswith("stale, last ")
    assert COLOURS["stale"] in svg
    assert COLOURS["on-track"] not in svg


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_badge(status: Status) -> None:
    """Whatever the status is, the badge names it and has its colour."""
    edition = company()
    score = edition.scorecard.goals["cut-churn"]
    changed = replace(score, status=status, shown_status=status, reported=None, last_status=None)
    badge = badges.badge_of(edition, changed, formatter(edition))
    assert badge.message.startswith(str(status).replace("_", " "))
    assert badge.status in COLOURS


def test_hostile_titles_are_words() -> None:
    """A title with markup is escaped, and the file is well-formed XML without script, style or reference."""
    title = "</title><script>alert(1)</script>&\"'"
    hostile = COMPANY["goals/success/cut-churn.md"].replace("Cut churn to 1.5 %", f"'{title[:-1]}'''")
    svg = _badge({"goals/success/cut-churn.md": hostile})
    tree = ElementTree.fromstring(svg)
    assert [element.tag for element in tree.iter() if "script" in element.tag] == []
    named = tree.find(f"{SVG}title")
    assert named is not None and (named.text or "").startswith("</title><script>")
    assert "style" not in svg
    assert "href" not in svg
