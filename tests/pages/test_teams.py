"""The tree of teams, and the page of a team."""

from __future__ import annotations

from datetime import date

from goalposts.pages import teams
from goalposts.pages.page import Edition
from goalposts.pages.teams import TeamsView, TeamView
from tests.pages.company import COMPANY, company, edition_of, html_of, pages_of


def _team(edition: Edition, team_id: str = "success") -> TeamView:
    view = pages_of(teams.make(edition))[f"teams/{team_id}/"].view
    assert isinstance(view, TeamView)
    return view


def test_teams_are_a_tree() -> None:
    """Each team stands under its parent, with its lead and its counts."""
    view = pages_of(teams.make(company()))["teams/"].view
    assert isinstance(view, TeamsView)
    (root,) = view.roots
    assert (root.title, root.words, root.lead and root.lead.words) == (
        "Success",
        "1\u00a0goal, 1 on track",
        "Head of Success",
    )
    assert [(child.title, child.words) for child in root.children] == [("Support", "no goals now")]
    assert view.lead == "2\u00a0teams: 1\u00a0goal, 1 on track."


def test_no_teams() -> None:
    """Without teams the page says what a team is."""
    edition = edition_of({"site_config.yml": "schema: 1\nsite: {name: Empty}\n", "goals/index.md": "Hello."})
    page = pages_of(teams.make(edition))["teams/"]
    assert page.view.empty == "No teams yet. A team is a folder in goals/ with an index.md."
    html_of(edition, page)


def test_one_team() -> None:
    """A team shows its prose, its share on track with n, its people, its goals and its KPIs."""
    edition = company()
    view = _team(edition)
    assert view.prose.text.strip() == "We help."
    assert (view.verdict, view.verdict_note) == (
        "1 of 1 on track",
        "With the teams below: 1 of 1 on track. Now: 1\u00a0performance goal.",
    )
    assert [(fact.term, [part.words for part in fact.parts]) for fact in view.facts] == [
        ("Lead", ["Head of Success"]),
        ("Teams below", ["Support"]),
        ("People", ["Head of Success"]),
        ("Its goals support", ["Keep our customers"]),
        ("These goals as", ["slides of Q4 2026", "map", "calendar"]),
    ]
    assert [row.title for row in view.rows] == ["Cut churn to 1.5 %"]
    assert [tile.title for tile in view.tiles] == ["Monthly churn"]
    html = html_of(edition, pages_of(teams.make(edition))["teams/success/"])
    assert "The export is late." in html
    assert "Told from the future" not in html


def test_below_another_team() -> None:
    """A team below another has it in its path; what has ended stands apart, with the completion."""
    edition = company()
    view = _team(edition, "support")
    assert [(step.words, step.address) for step in view.crumbs] == [
        ("Teams", "teams/"),
        ("Success", "teams/success/"),
        ("Support", None),
    ]
    assert (view.verdict, view.empty) == ("No active goal", "No goals now: all have ended.")
    assert ([row.title for row in view.ended], view.ended_note) == (["Learn to listen"], "0 of 1 achieved")
    assert "People" not in [fact.term for fact in view.facts]  # the agent left
    html_of(edition, pages_of(teams.make(edition))["teams/support/"])


def test_the_goals_of_teams_below_are_grouped() -> None:
    """A team shows the goals of the teams below it under their names."""
    goal = "---\ntitle: Answer faster\nlevel: team\nowner: cs-lead\ncycle: 2026-Q4\nrollup: none\n---\n"
    view = _team(company({"goals/support/answer.md": goal}))
    assert [(group.heading.words, [row.title for row in group.rows]) for group in view.groups] == [
        ("Support", ["Answer faster"])
    ]


def test_wins_and_blockers() -> None:
    """Wins are those of seven days; a blocker is the newest check-in's, of at most thirty days."""
    view = _team(company())
    assert [win.title for win in view.wins] == ["Cut churn to 1.5 %"]
    (blocker,) = view.blockers
    assert (blocker.told.text, blocker.needs and blocker.needs.text) == (
        "The export is late.",
        "One engineer.",
    )
    later = {
        "goals/success/cut-churn.md": COMPANY["goals/success/cut-churn.md"].replace(
            "  - {date: 2026-11-30", "  - {date: 2026-11-18, note: It is here.}\n  - {date: 2026-11-30"
        )
    }
    assert _team(company(later)).blockers == ()  # a newer check-in names none
    edition = company(as_of=date(2026, 12, 29))
    assert (_team(edition).wins, _team(edition).blockers) == ((), ())
    html = html_of(edition, pages_of(teams.make(edition))["teams/success/"])
    assert "No wins recorded in these 7 days." in html
    assert "No blockers reported in these 30 days." in html


def test_many_goals_stay_a_small_page() -> None:
    """A team with hundreds of goals shows those that need attention first and counts the rest."""
    goal = "---\ntitle: Goal {0}\nlevel: team\nowner: cs-lead\ncycle: 2026-Q4\nrollup: none\n---\n"
    edition = company({f"goals/success/g{number}.md": goal.format(number) for number in range(200)})
    view = _team(edition)
    assert len(view.rows) == 16
    assert view.more == "185 more in the list of all goals."
    html = html_of(edition, pages_of(teams.make(edition))["teams/success/"])
    assert html.count("<") < 2 * 1500


def test_many_kpis_stay_a_small_page() -> None:
    """A team with hundreds of KPIs shows those that need attention first and counts the rest."""
    head = "---\ntitle: KPI {0}\nteam: success\nowner: cs-lead\n"
    kpi = head + "direction: up\nunit: count\ncadence: monthly\n---\n"
    files = {f"kpis/k{number}.md": kpi.format(number) for number in range(100)}
    files |= {f"kpis/k{number}.csv": "date,value\n2026-09,1\n2026-10,2\n" for number in range(100)}
    edition = company(files)
    view = _team(edition)
    owned = sum(score.kpi.team == "success" for score in edition.scorecard.kpis.values())
    assert len(view.tiles) == 8
    assert view.more_tiles == f"{owned - 8} more in the list of all KPIs."
    assert view.more_tiles in html_of(edition, pages_of(teams.make(edition))["teams/success/"])


def test_marks_of_each_team() -> None:
    """Each team has a mark for each active goal, what needs attention as at home, and the same in words."""
    edition = company()
    view = pages_of(teams.make(edition))["teams/"].view
    assert isinstance(view, TeamsView)
    (root,) = view.roots
    assert ([mark.word for mark in root.marks], root.spoken) == (["On track"], "1 on track")
    assert [child.marks for child in root.children] == [()]
    assert [mark.word for mark in view.key] == ["On track"]
    html = html_of(edition, pages_of(teams.make(edition))["teams/"])
    assert html.count('<ul class="marks"') == 1


def test_many_goals_have_no_marks() -> None:
    """Where marks would be hundreds of elements, words stand alone."""
    goal = "---\ntitle: Goal {0}\nlevel: team\nowner: cs-lead\ncycle: 2026-Q4\nrollup: none\n---\n"
    few, many = (
        company({f"goals/success/g{number}.md": goal.format(number) for number in range(count)})
        for count in (199, 200)
    )
    shown = [pages_of(teams.make(edition))["teams/"].view for edition in (few, many)]
    assert [len(view.roots[0].marks) for view in shown] == [200, 0]
    assert [bool(view.key) for view in shown] == [True, False]
