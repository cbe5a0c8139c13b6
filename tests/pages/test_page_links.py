"""Addresses of records."""

from __future__ import annotations

from goalposts.measuring.status import Status
from goalposts.pages import links
from tests.pages.company import company


def test_addresses() -> None:
    """Addresses are made of ids, relative to the root, and end in a slash."""
    assert links.goal_url("a") == "goals/a/"
    assert links.key_result_url("a", "b") == "goals/a/#b"
    assert links.kpi_csv_url("a") == "kpis/a.csv"
    assert links.cycle_url("2026-Q4") == "cycles/2026-q4/"
    assert links.status_url(Status.ON_TRACK) == "goals/status/on-track/"
    assert (links.list_url("goals/", 1), links.list_url("goals/", 2)) == ("goals/", "goals/page/2/")


def test_people_and_teams() -> None:
    """An id leads to the person or the team of that name, and nowhere where there is none."""
    repository = company().repository
    assert links.who_url(repository, "ceo") == "people/ceo/"
    assert links.who_url(repository, "support") == "teams/support/"
    assert links.who_url(repository, "nobody") is None
