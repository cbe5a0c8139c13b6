"""The timeline on a team's page, and what its goals support."""

from __future__ import annotations

from datetime import date

from goalposts.pages import teams
from goalposts.pages.figures import csv_file
from goalposts.pages.team_timeline import TimelineView
from goalposts.pages.teams import TeamView
from tests.pages.company import company, html_of, pages_of

_SHIP = (
    "---\ntitle: Ship it\nlevel: team\nowner: cs-lead\nstart: 2026-11-01\ndue: 2026-12-15\nkey_results:\n"
    "  - id: steps\n    title: Steps\n    milestones:\n"
    "      - {title: First, due: 2026-11-05, done: 2026-11-04}\n"
    "      - {title: Second, due: 2026-11-12}\n"
    "      - {title: Third, due: 2026-12-01}\n"
    "  - {id: rate, kpi: monthly-churn, target: 1.5, checkpoints: {2026-11-30: 1.8}}\n---\n"
)
_FILES = {"goals/success/ship.md": _SHIP}


def _team(changes: dict[str, str], team: str = "success") -> TeamView:
    view = pages_of(teams.make(company(changes)))[f"teams/{team}/"].view
    assert isinstance(view, TeamView)
    return view


def _timeline(changes: dict[str, str]) -> TimelineView:
    found = _team(changes).timeline
    assert found is not None
    return found


def test_every_running_goal_is_a_bar() -> None:
    """Goals that have not ended stand on one axis, soonest due first, each with its status as a word."""
    view = _timeline(_FILES)
    assert [(row.words, row.start, row.due) for row in view.chart.rows] == [
        ("Ship it", date(2026, 11, 1), date(2026, 12, 15)),
        ("Cut churn to 1.5 %", date(2026, 10, 1), date(2026, 12, 31)),
    ]
    assert (view.chart.first, view.chart.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert view.chart.rows[1].status.startswith("On track, reported at risk")
    assert view.chart.description == (
        "2 goals from 1 Oct 2026 to 31 Dec 2026; the line of today is 20 Nov 2026. "
        "Due first: Ship it, 15 Dec 2026."
    )


def test_milestones_and_checkpoints_are_marked() -> None:
    """Each milestone stands on the day it was done, else is due; the key names the marks that are drawn."""
    view = _timeline(_FILES)
    marks = [(mark.on, mark.state) for mark in view.chart.rows[0].milestones]
    assert marks == [
        (date(2026, 11, 4), "done"),
        (date(2026, 11, 12), "overdue"),
        (date(2026, 12, 1), "open"),
    ]
    assert view.chart.rows[0].checkpoints == (date(2026, 11, 30),)
    assert "Triangle: one that is overdue." in view.key
    assert "Triangle" not in _timeline({}).key


def test_the_table_says_the_same() -> None:
    """The table has each goal with its dates, its milestones done of all, and the one that is next."""
    entry = _timeline(_FILES).entries[0]
    assert (entry.title, entry.start, entry.due, entry.steps, entry.next) == (
        "Ship it",
        "1 Nov 2026",
        "15 Dec 2026",
        "1 of 3",
        "Second, due 12 Nov, overdue",
    )


def test_the_file_has_goals_and_milestones() -> None:
    """The CSV has a row for each goal and each milestone, in the order of the chart."""
    view = _timeline(_FILES)
    header, goal, first, second, *_ = csv_file(view.files, view.chart).splitlines()
    assert header == "goal,milestone,status,start,due,done,progress"
    assert goal.startswith("Ship it,,")
    assert (first, second) == (
        "Ship it,First,,,2026-11-05,2026-11-04,",
        "Ship it,Second,,,2026-11-12,,",
    )


def test_there_is_none_without_a_running_goal() -> None:
    """A team whose goals have all ended has no timeline."""
    assert _team({}, "support").timeline is None


def test_many_goals_are_cut() -> None:
    """Only the ten goals that are due first are drawn, and the note says of how many."""
    goal = "---\ntitle: G\nlevel: team\nowner: cs-lead\ncycle: 2026-Q4\nrollup: none\n---\n"
    view = _timeline({f"goals/success/g{number}.md": goal for number in range(30)})
    assert len(view.chart.rows) == 10
    assert view.note == "The 10 of 31 goals that are due first"


def test_a_team_says_what_it_supports_and_who_supports_it() -> None:
    """A team's page names the goals of others that its goals support, and the teams that support those."""
    child = (
        "---\ntitle: Answer faster\nlevel: team\nowner: cs-lead\ncycle: 2026-Q4\nrollup: none\n"
        "supports: [cut-churn]\n---\n"
    )
    files = {"goals/support/answer.md": child}
    facts = {fact.term: [(part.words, part.address) for part in fact.parts] for fact in _team(files).facts}
    assert facts["Its goals support"] == [("Keep our customers", "goals/keep/")]
    assert facts["Supported by"] == [("Support", "teams/support/")]
    below = {fact.term: [part.words for part in fact.parts] for fact in _team(files, "support").facts}
    assert below["Its goals support"] == ["Cut churn to 1.5 %"]
    assert "Supported by" not in below


def test_the_page_is_whole() -> None:
    """The page renders with the timeline, its key, its files and its table."""
    edition = company(_FILES)
    html = html_of(edition, pages_of(teams.make(edition))["teams/success/"])
    assert 'href="goals_and_milestones.svg" download' in html
    assert "Diamond: a checkpoint." in html
