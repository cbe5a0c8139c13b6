"""The kinds of page, and one page of each."""

from __future__ import annotations

import pytest

from tests.support.example import ExampleSite

# kind → path, or the records of which the first is taken
PAGE_KINDS = {
    "home": "",
    "goals": "goals/",
    "goal": "goals/*",
    "kpis": "kpis/",
    "kpi": "kpis/*",
    "teams": "teams/",
    "team": "teams/*",
    "people": "people/",
    "person": "people/*",
    "cycles": "cycles/",
    "cycle": "cycles/*",
    "map": "map/",
    "team-map": "map/team/customer-success/",
    "deck": "present/2026-q4/",
    "health": "health/",
    "numbers": "numbers/",
    "reviews": "reviews/",
    "weekly review": "review/weekly/2026-w47/",
    "team's review": "review/weekly/2026-w47/customer-success/",
    "monthly review": "review/monthly/2026-10/",
    "quarterly review": "review/quarterly/2026-q3/",
    "search": "search/",
    "not-found": "404.html",
}


@pytest.fixture(params=list(PAGE_KINDS))
def page_url(request: pytest.FixtureRequest, example_site: ExampleSite) -> str:
    """The address of one page of each kind in turn."""
    path = PAGE_KINDS[request.param]
    if path.endswith("*"):
        path = example_site.first_record(path.removesuffix("/*"))
    return example_site.url + path
