"""Decks: one idea a slide, in an order that a meeting follows."""

from __future__ import annotations

import re
from datetime import date

from goalposts.pages import present, teams
from goalposts.pages.page import Edition
from goalposts.pages.present import MOST_GOALS, DeckView
from goalposts.pages.present_slides import GoalBody, RowsBody, StandingBody
from tests.pages.company import COMPANY, CONFIG, company, html_of, pages_of


def _deck(edition: Edition, url: str = "present/2026-q4/") -> DeckView:
    page = pages_of(present.make(edition))[url]
    html_of(edition, page)
    assert isinstance(page.view, DeckView)
    return page.view


def _titles(deck: DeckView) -> list[str]:
    return [slide.title for slide in deck.slides]


def _goal(number: int, level: str = "team", more: str = "") -> str:
    results = "".join(f"  - {{id: k{n}, title: Result {n}, done: false}}\n" for n in range(6))
    head = f"---\ntitle: Goal {number}\nlevel: {level}\nowner: cs-lead\ncycle: 2026-Q4\n{more}"
    return f"{head}key_results:\n{results}---\n"


def test_a_deck_for_each_cycle_and_team_with_goals() -> None:
    """Each cycle that goals are in has a deck, and each team with goals in it."""
    assert sorted(pages_of(present.make(company()))) == [
        "present/2026-q4/",
        "present/2026-q4/success/",
        "present/2026/",
    ]


def test_order_of_slides() -> None:
    """Title, where we stand, a slide a goal, wins, what needs help; what ended where something has."""
    deck = _deck(company())
    assert _titles(deck) == ["Q4 2026", "Where we stand", "Cut churn to 1.5 %", "Wins", "What needs help"]
    standing = deck.slides[1].body
    assert isinstance(standing, StandingBody)
    assert standing.verdict == "1 of 1 on track"
    wins, help_wanted = deck.slides[3].body, deck.slides[4].body
    assert isinstance(wins, RowsBody)
    assert [(line.words, line.told and line.told.text) for line in wins.lines] == [
        ("Cut churn to 1.5 %", "Two renewals.")
    ]
    assert isinstance(help_wanted, RowsBody)
    assert [line.told and line.told.text for line in help_wanted.lines] == ["One engineer."]


def test_a_goal_has_its_verdict_a_chart_and_few_lines() -> None:
    """A slide of a goal names both judgements, shows a chart, and has at most four lines with the request."""
    body = _deck(company()).slides[2].body
    assert isinstance(body, GoalBody)
    assert body.verdict == "On track, but reported at risk: ahead of pace"
    assert body.chart is not None
    assert [line.words for line in body.lines] == ["Monthly churn", "Asks for"]
    many = _deck(company({"goals/success/many.md": _goal(1)}))
    crowded = next(slide.body for slide in many.slides if slide.title == "Goal 1")
    assert isinstance(crowded, GoalBody)
    assert (len(crowded.lines), crowded.more) == (4, "and 2 more")


def test_dropped_goals_are_named() -> None:
    """A goal that was dropped counts among all and is named with what ended, but has no slide of its own."""
    deck = _deck(company({"goals/success/drop.md": _goal(1, more="state: dropped\n")}))
    assert "Goal 1" not in _titles(deck)
    standing, over = deck.slides[1].body, deck.slides[-1].body
    assert isinstance(standing, StandingBody)
    assert standing.note.startswith("2\u00a0goals in all.")
    assert isinstance(over, RowsBody)
    assert [(line.words, line.status and line.status.word) for line in over.lines] == [("Goal 1", "Dropped")]


def test_what_ended() -> None:
    """A deck of a cycle that is over tells its goals with their scores."""
    deck = _deck(company(as_of=date(2027, 3, 1)))
    assert _titles(deck) == ["Q4 2026", "Where we stand", "Cut churn to 1.5 %", "Wins", "What ended"]
    standing, over = deck.slides[1].body, deck.slides[-1].body
    assert isinstance(standing, StandingBody)
    assert "achieved" in standing.verdict
    assert isinstance(over, RowsBody)
    assert [line.words for line in over.lines] == ["Cut churn to 1.5 %"]


def test_no_wins_is_said() -> None:
    """The slide of wins is there without any, and says so."""
    deck = _deck(company(), "present/2026/")
    wins = next(slide.body for slide in deck.slides if slide.title == "Wins")
    assert isinstance(wins, RowsBody)
    assert (wins.lines, wins.empty) == ((), "No wins recorded in this time.")


def test_long_decks_name_the_rest() -> None:
    """With more goals than a meeting can hear, strategy and trouble have slides; the rest is named."""
    files = {f"goals/success/g{n}.md": _goal(n) for n in range(20)}
    files["goals/top.md"] = _goal(99, "organization")
    edition = company(files)
    deck = _deck(edition)
    goals = [slide.title for slide in deck.slides if slide.kind == "goal"]
    assert (goals[0], len(goals)) == ("Goal 99", MOST_GOALS)
    rest = next(slide.body for slide in deck.slides if slide.title == "The other goals")
    assert isinstance(rest, RowsBody)
    assert [(line.words, line.address) for line in rest.lines] == [("Success", "present/2026-q4/success/")]
    page = pages_of(present.make(edition))["present/2026-q4/"]
    assert len(re.findall(r"<[a-zA-Z]", html_of(edition, page))) < 1500


def test_pages_lead_to_their_slides() -> None:
    """A team's page links the slides of the cycles that run, its map and its calendar."""
    view = pages_of(teams.make(company()))["teams/success/"].view
    ways = next(fact for fact in view.facts if fact.term == "These goals as")
    assert [(way.words, way.address) for way in ways.parts] == [
        ("slides of Q4 2026", "present/2026-q4/success/"),
        ("map", "map/team/success/"),
        ("calendar", "teams/success/calendar.ics"),
    ]


def test_slides_are_anchors() -> None:
    """Slides are numbered anchors that link to the next, one heading of the first level, no inline script."""
    edition = company()
    html = html_of(edition, pages_of(present.make(edition))["present/2026-q4/"])
    assert re.findall(r'id="(slide-\d+)"', html) == [f"slide-{n}" for n in range(1, 6)]
    assert re.findall(r'href="#(slide-\d+)">Next', html) == [f"slide-{n}" for n in range(2, 6)]
    assert html.count("<h1") == 1
    assert COMPANY["goals/success/cut-churn.md"].splitlines()[1].removeprefix("title: ") in html


def test_slides_name_their_address() -> None:
    """Each slide says where it is found: a goal's slide the page of the goal, the others the deck."""
    edition = company()
    html = html_of(edition, pages_of(present.make(edition))["present/2026-q4/"])
    assert "As of 20 Nov 2026, acme.example/goals/present/2026-q4/" in html
    assert "As of 20 Nov 2026, acme.example/goals/goals/cut-churn/" in html


def test_slides_of_a_site_without_an_address() -> None:
    """A site that knows no address of its own names none."""
    config = CONFIG.replace("url: 'https://acme.example/goals/', ", "")
    edition = company({"site_config.yml": config})
    html = html_of(edition, pages_of(present.make(edition))["present/2026-q4/"])
    assert "<span>As of 20 Nov 2026</span>" in html
