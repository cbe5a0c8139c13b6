"""The list of people, and the page of a person."""

from __future__ import annotations

import re
from datetime import date

from goalposts.pages import people
from goalposts.pages.page import Edition
from goalposts.pages.people import PeopleView, PersonView
from tests.pages.company import COMPANY, CONFIG, company, edition_of, html_of, pages_of


def _person(edition: Edition, person_id: str) -> PersonView:
    view = pages_of(people.make(edition))[f"people/{person_id}/"].view
    assert isinstance(view, PersonView)
    return view


def test_everybody_is_listed() -> None:
    """People stand by name, those who left last; who owns nothing is listed plainly."""
    view = pages_of(people.make(company()))["people/"].view
    assert isinstance(view, PeopleView)
    assert [(row.name, row.words, row.left) for row in view.rows] == [
        ("Chief Executive", "1\u00a0goal, 1 on track", ""),
        ("Guest", "owns no goal", ""),
        ("Head of Success", "1\u00a0goal, 1 on track", ""),
        ("Agent", "owns no goal, contributes", "Left on 31 Aug 2026"),
    ]
    assert view.lead == "4\u00a0people; 2 own a goal now."
    assert view.rows[2].title == "Vice President"


def test_one_person() -> None:
    """A person shows what they own now, follow, and owned earlier, with the balance of kinds."""
    edition = company()
    view = _person(edition, "cs-lead")
    assert (view.level, view.verdict) == ("Person, Vice President, Success", "1 of 1 on track")
    assert view.verdict_note == "Now: 1\u00a0performance goal. Completion: 0 of 1 achieved."
    assert [row.title for row in view.owned] == ["Cut churn to 1.5 %"]
    assert [(section.title, [row.title for row in section.rows]) for section in view.sections] == [
        ("Earlier", ["Learn to listen"])
    ]
    assert [(fact.term, [part.words for part in fact.parts]) for fact in view.facts] == [
        ("Team", ["Success"]),
        ("Leads", ["Success"]),
    ]
    assert view.kpis is not None
    assert [tile.title for tile in view.kpis.tiles] == ["Monthly churn"]
    assert (view.kpis.others, view.kpis.more) == ((), "")
    html_of(edition, pages_of(people.make(edition))["people/cs-lead/"])


def test_contributors_and_stakeholders() -> None:
    """Goals that somebody works on or asked for stand under headings of their own."""
    view = _person(company(), "ceo")
    assert [(section.id, section.title) for section in view.sections] == [
        ("p_follows", "Asked for, or follows")
    ]
    view = _person(company(), "agent")
    assert [section.id for section in view.sections] == ["p_contributes"]
    assert view.left == "Left on 31 Aug 2026"
    assert view.empty == "Owns no running goal."


def test_key_results_of_other_goals() -> None:
    """A key result that somebody answers for stands on their page, with the goal that it belongs to."""
    goal = COMPANY["goals/success/cut-churn.md"].replace("target: 1.5", "target: 1.5, owner: guest")
    edition = company({"goals/success/cut-churn.md": goal})
    (result,) = _person(edition, "guest").results
    assert (result.title, result.goal, result.url) == (
        "Monthly churn",
        "Cut churn to 1.5 %",
        "goals/cut-churn/#monthly-churn",
    )
    html_of(edition, pages_of(people.make(edition))["people/guest/"])


def test_somebody_without_goals() -> None:
    """The page of somebody who owns nothing says so."""
    edition = company()
    view = _person(edition, "guest")
    assert (view.verdict, view.empty, view.sections, view.facts) == (
        "Owns no goal",
        "Owns no goal yet.",
        (),
        (),
    )
    assert "Owns no goal yet." in html_of(edition, pages_of(people.make(edition))["people/guest/"])


def test_a_departure_to_come_is_not_told() -> None:
    """Somebody who leaves after `as_of` is still here."""
    assert _person(company(as_of=date(2026, 8, 30)), "agent").left == ""


def test_nobody() -> None:
    """Without people the page says where to name them."""
    edition = edition_of({"site_config.yml": "schema: 1\nsite: {name: Empty}\n", "goals/index.md": "Hello."})
    page = pages_of(people.make(edition))["people/"]
    assert "Nobody is listed yet." in html_of(edition, page)


def test_long_lists_go_on() -> None:
    """Each page has at most a hundred people."""
    config = CONFIG + "".join(f"  p{number}: {{name: Person {number:03}}}\n" for number in range(150))
    pages = pages_of(people.make(company({"site_config.yml": config})))
    assert len(pages["people/"].view.rows) == 100
    assert len(pages["people/page/2/"].view.rows) == 54


def test_many_kpis_stay_a_small_page() -> None:
    """Somebody with many KPIs has tiles of those that need attention first, names of others, and a count."""
    head = "---\ntitle: KPI {0:03}\nowner: guest\ndirection: up\nunit: count\ncadence: monthly\n"
    kpi = head + "healthy: {{at_least: {1}}}\n---\n"
    files = {f"kpis/k{number}.md": kpi.format(number, 1 if number < 95 else 9) for number in range(100)}
    files |= {f"kpis/k{number}.csv": "date,value\n2026-09,1\n2026-10,2\n" for number in range(100)}
    edition = company(files)
    kpis = _person(edition, "guest").kpis
    assert kpis is not None
    assert [tile.title for tile in kpis.tiles][:6] == [*(f"KPI 09{n}" for n in range(5, 10)), "KPI 000"]
    assert (len(kpis.tiles), len(kpis.others), kpis.more) == (8, 24, "68 more in the list of all KPIs.")
    html = html_of(edition, pages_of(people.make(edition))["people/guest/"])
    assert all(f">{link.words}</a>" in html for link in kpis.others)
    assert kpis.more in html


def test_somebody_with_everything_has_a_small_page() -> None:
    """Whatever somebody owns, follows, works on, owned and answers for, the page has under 1,500 elements."""
    head = "---\ntitle: Goal {0}\nlevel: team\n"
    mine = head + "owner: guest\ncycle: 2026-Q4\nkey_results:\n"
    steps = "  - title: Steps\n    milestones:\n"
    steps += "".join(f"      - {{{{title: {name}, due: 2026-12-30}}}}\n" for name in ("One", "Two"))
    theirs = head + "owner: ceo\ncontributors: [guest]\nstakeholders: [guest]\ncycle: 2026-Q4\n"
    theirs += "key_results:\n"
    done = head + "owner: guest\ncycle: 2026-Q3\nkey_results: [{{title: Done, done: 2026-09-01}}]\n---\n"
    won = "check_ins: [{{date: 2026-11-16, wins: We won.}}]\n---\n"
    result = "  - {{title: Tenders, baseline: 1, target: 9, owner: guest, values: {{2026-10-09: 2}}}}\n"
    files = {}
    for number in range(60):
        files[f"goals/success/m{number}.md"] = (mine + steps + won).format(number)
        files[f"goals/success/t{number}.md"] = (theirs + result + won).format(number)
        files[f"goals/success/d{number}.md"] = done.format(number)
        files[f"kpis/k{number}.md"] = (
            "---\ntitle: KPI\nowner: guest\ndirection: up\nunit: count\ncadence: monthly\n---\n"
        )
        files[f"kpis/k{number}.csv"] = "date,value\n2026-09,1\n2026-10,2\n"
    edition = company(files)
    view = _person(edition, "guest")
    assert (len(view.owned), view.owned_note) == (16, "16 of 60 shown")
    assert (len(view.results), view.results_note) == (6, "6 of 60 shown")
    assert [len(section.rows) for section in view.sections] == [6, 6, 6]
    elements = len(re.findall("<[a-z]", html_of(edition, pages_of(people.make(edition))["people/guest/"])))
    assert elements < 1500
