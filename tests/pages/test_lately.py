"""Wins and milestones on the pages of people and cycles."""

from __future__ import annotations

from datetime import date

from goalposts.pages import cycles, people
from goalposts.pages.lately import Lately
from tests.pages.company import COMPANY, company, html_of, pages_of

_SHIP = (
    "---\ntitle: Ship it\nlevel: team\nowner: guest\ncycle: 2026-Q4\nkey_results:\n"
    "  - id: steps\n    title: Steps\n    milestones:\n"
    "      - {title: First, due: 2026-10-05, done: 2026-10-04}\n"
    "      - {title: Second, due: 2026-11-12}\n"
    "      - {title: Third, due: 2026-12-01}\n---\n"
)
_FILES = {"goals/success/ship.md": _SHIP}


def _cycle(changes: dict[str, str], cycle: str = "2026-q4") -> Lately | None:
    found = pages_of(cycles.make(company(changes)))[f"cycles/{cycle}/"].view.lately
    assert found is None or isinstance(found, Lately)
    return found


def test_a_cycle_tells_its_wins_and_what_comes_next() -> None:
    """A cycle has all wins of its own days and goals, latest first, and the milestones still to be done."""
    view = _cycle(_FILES)
    assert view is not None
    assert [(win.iso, win.status.word, win.title) for win in view.wins] == [
        ("2026-11-16", "Win", "Cut churn to 1.5 %"),
        ("2026-10-04", "Milestone done", "Ship it"),
    ]
    assert view.wins_note == "1 Oct to 20 Nov"
    assert [(one.iso, one.title, one.goal, one.late) for one in view.ahead] == [
        ("2026-11-12", "Second", "Ship it", "overdue"),
        ("2026-12-01", "Third", "Ship it", ""),
    ]
    assert view.ahead[0].url == "goals/ship/#steps"


def test_a_cycle_with_neither_has_no_section() -> None:
    """Where nothing was won and no milestone is ahead there is no section."""
    assert _cycle({}, "2026") is None
    edition = company()
    assert "Milestones ahead" not in html_of(edition, pages_of(cycles.make(edition))["cycles/2026/"])


def test_a_person_has_the_wins_of_thirty_days() -> None:
    """A person's page has the wins of the goals they own, of thirty days, and their milestones ahead."""
    edition = company(_FILES)
    pages = pages_of(people.make(edition))
    lead, guest = pages["people/cs-lead/"].view.lately, pages["people/guest/"].view.lately
    assert [win.title for win in lead.wins] == ["Cut churn to 1.5 %"]
    assert (guest.wins, guest.empty) == ((), "No wins recorded in these days.")
    assert [one.title for one in guest.ahead] == ["Second", "Third"]
    html = html_of(edition, pages["people/guest/"])
    assert "No wins recorded in these days." in html
    assert "<b>overdue</b>" in html
    assert pages["people/ceo/"].view.lately is None


def test_nothing_is_ahead_of_a_goal_that_is_over_or_set_aside() -> None:
    """Paused, achieved and ended goals ask for no milestone."""
    paused = _SHIP.replace("cycle:", "state: paused\ncycle:")
    view = _cycle({"goals/success/ship.md": paused})
    assert view is not None
    assert view.ahead == ()
    late = company(_FILES, as_of=date(2027, 3, 1))
    assert pages_of(people.make(late))["people/guest/"].view.lately is None


def test_long_lists_are_cut() -> None:
    """More than twelve are counted and not shown."""
    steps = "".join(f"      - {{title: Step {n}, due: 2026-12-{n:02}}}\n" for n in range(1, 21))
    text = COMPANY["goals/success/cut-churn.md"].replace(
        "key_results:\n", f"key_results:\n  - id: steps\n    title: Steps\n    milestones:\n{steps}"
    )
    view = _cycle({"goals/success/cut-churn.md": text})
    assert view is not None
    assert (len(view.ahead), view.ahead_note) == (12, "Soonest first, 12 of 20 shown")
