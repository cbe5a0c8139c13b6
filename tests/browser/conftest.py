"""The kinds of page, and one page of each, visited once for all that is to be known about it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.support.example import ExampleSite
from tests.support.survey import Survey, survey

# kind → path, or the records of which the first is taken
PAGE_KINDS = {
    "home": "",
    "goals": "goals/",
    "goals of a status": "goals/status/at-risk/",
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
    "changes": "changes/",
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


def path_of(kind: str, site: ExampleSite) -> str:
    """Returns the path of the page that stands for its kind."""
    path = PAGE_KINDS[kind]
    return site.first_record(path.removesuffix("/*")) if path.endswith("*") else path


@pytest.fixture(scope="session")
def surveys() -> dict[str, Survey]:
    """The pages that this worker has visited, by kind."""
    return {}


# All tests of a kind go to one worker, so that its page is visited once.
@pytest.fixture(params=[pytest.param(kind, marks=pytest.mark.xdist_group(kind)) for kind in PAGE_KINDS])
def surveyed(
    request: pytest.FixtureRequest, browser: Browser, example_site: ExampleSite, surveys: dict[str, Survey]
) -> Survey:
    """What is wrong with one page of each kind in turn."""
    kind: str = request.param
    if kind not in surveys:
        surveys[kind] = survey(browser, example_site, path_of(kind, example_site))
    return surveys[kind]
