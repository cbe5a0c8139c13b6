"""The list of cycles, and the page of a cycle."""

from __future__ import annotations

from datetime import date

from goalposts.pages import cycles
from goalposts.pages.cycle_views import CyclesView, CycleView
from goalposts.pages.page import Edition
from tests.pages.company import COMPANY, CONFIG, company, edition_of, html_of, pages_of

_CUSTOM = CONFIG + "cycles: {custom: {spring: {start: 2027-03-01, due: 2027-05-31, title: Spring push}}}\n"
_CLOSED = COMPANY["goals/support/learn.md"].replace("start: 2026-07-01\ndue: 2026-09-30", "cycle: 2026-Q3")


def _cycle(edition: Edition, address: str) -> CycleView:
    view = pages_of(cycles.make(edition))[f"cycles/{address}/"].view
    assert isinstance(view, CycleView)
    return view


def test_cycles_are_open_later_or_over() -> None:
    """Cycles that goals use and custom ones are listed; goals with dates of their own stand apart."""
    edition = company({"site_config.yml": _CUSTOM})
    view = pages_of(cycles.make(edition))["cycles/"].view
    assert isinstance(view, CyclesView)
    assert [(group.title, [row.title for row in group.rows]) for group in view.groups] == [
        ("Open", ["Q4 2026", "2026"]),
        ("Later", ["Spring push"]),
    ]
    quarter, spring = view.groups[0].rows[0], view.groups[1].rows[0]
    assert (quarter.url, quarter.dates, quarter.pace, quarter.words) == (
        "cycles/2026-q4/",
        "1 Oct 2026 to 31 Dec 2026",
        "day 50 of 91, 41 left",
        "1\u00a0goal, 1 of 1 on track",
    )
    assert (spring.pace, spring.words) == ("begins in 101\u00a0days", "no goals")
    assert [row.title for row in view.own_dates] == ["Learn to listen"]
    assert view.lead == "Q4 2026: day 50 of 91, 41 left."
    html_of(edition, pages_of(cycles.make(edition))["cycles/"])


def test_an_open_cycle() -> None:
    """An open cycle shows how far it is, its share on track, and its goals by level."""
    edition = company()
    view = _cycle(edition, "2026-q4")
    assert (view.verdict, view.verdict_note) == ("1 of 1 on track", "1\u00a0goal: 1 on track.")
    assert view.bar is not None
    assert [(group.title, [row.title for row in group.rows]) for group in view.groups] == [
        ("Teams", ["Cut churn to 1.5 %"])
    ]
    assert view.scores == ()
    html_of(edition, pages_of(cycles.make(edition))["cycles/2026-q4/"])


def test_a_cycle_that_is_over() -> None:
    """A closed cycle shows its completion, and each score with its grade and what was learned."""
    edition = company({"goals/support/learn.md": _CLOSED})
    view = _cycle(edition, "2026-q3")
    assert (view.verdict, view.bar, view.groups) == ("0 of 1 achieved", None, ())
    (row,) = view.scores
    assert (row.title, row.score, row.grade, row.learned and row.learned.text) == (
        "Learn to listen",
        "1.0",
        "0.85",
        "It took longer.",
    )
    html = html_of(edition, pages_of(cycles.make(edition))["cycles/2026-q3/"])
    assert "given by the owner; computed 1.0" in html


def test_dropped_goals_are_listed() -> None:
    """Every goal that a cycle counts is listed: those that were dropped after the scores, by their titles."""
    dropped = COMPANY["goals/success/cut-churn.md"].replace("level:", "state: dropped\nlevel:", 1)
    edition = company({"goals/success/drop.md": dropped.replace("Cut churn to 1.5 %", "Move the office")})
    view = _cycle(edition, "2026-q4")
    assert view.verdict_note == "2\u00a0goals: 1 on track, 1 dropped."
    assert [(one.words, one.address) for one in view.dropped] == [("Move the office", "goals/drop/")]
    html = html_of(edition, pages_of(cycles.make(edition))["cycles/2026-q4/"])
    assert html.index('id="p_team"') < html.index('id="p_dropped">Dropped</h2>')


def test_before_the_close_nothing_is_told() -> None:
    """On a day before the close there is neither a grade nor a retrospective."""
    edition = company({"goals/support/learn.md": _CLOSED}, date(2026, 9, 15))
    view = _cycle(edition, "2026-q3")
    assert [(row.grade, row.learned) for row in view.scores if row.grade or row.learned] == []
    assert "It took longer" not in html_of(edition, pages_of(cycles.make(edition))["cycles/2026-q3/"])


def test_a_cycle_without_goals() -> None:
    """A custom cycle has a page before a goal uses it."""
    edition = company({"site_config.yml": _CUSTOM})
    view = _cycle(edition, "spring")
    assert (view.verdict, view.empty) == ("No goals", "No goal is in this cycle.")
    html_of(edition, pages_of(cycles.make(edition))["cycles/spring/"])


def test_no_cycles() -> None:
    """Without cycles the page says how to name one."""
    edition = edition_of({"site_config.yml": "schema: 1\nsite: {name: Empty}\n", "goals/index.md": "Hello."})
    page = pages_of(cycles.make(edition))["cycles/"]
    assert "No goal uses a cycle yet." in html_of(edition, page)


def test_fiscal_cycles() -> None:
    """With a fiscal year that starts in July the first quarter of 2027 runs from July 2026."""
    config = CONFIG + "cycles: {fiscal_year_start: 7}\n"
    goal = COMPANY["goals/success/cut-churn.md"].replace("cycle: 2026-Q4", "cycle: 2027-Q2")
    view = _cycle(company({"site_config.yml": config, "goals/success/cut-churn.md": goal}), "2027-q2")
    assert view.dates == "1 Oct 2026 to 31 Dec 2026"
