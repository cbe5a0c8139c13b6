"""The list of people, and the page of a person."""

from __future__ import annotations

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
    assert [tile.title for tile in view.tiles] == ["Monthly churn"]
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
