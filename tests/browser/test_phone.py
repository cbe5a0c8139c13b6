"""What a phone shows without scrolling sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.support.browser import View, visit
from tests.support.example import ExampleSite

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kpi", ["renewal-rate", "time-to-resolve", "nps"])
def test_the_values_of_a_kpi_fit_with_their_health(
    browser: Browser, example_site: ExampleSite, kpi: str
) -> None:
    """At 320 px the table shows periods, values, changes and health whole, and names what it shows."""
    with visit(browser, f"{example_site.url}kpis/{kpi}/", View(width=320)) as opened:
        table = opened.page.locator("#p_table").locator("xpath=ancestor::section").locator(".scroll")
        assert table.evaluate("frame => frame.scrollWidth - frame.clientWidth") <= 0
        heads = table.locator("thead th:visible").all_inner_texts()
        assert heads[1:] == ["Value", "Change", "Health"]


def test_teams_stand_apart(browser: Browser, example_site: ExampleSite) -> None:
    """In the list of teams more room stands before a team than between the lines about it."""
    with visit(browser, example_site.url + "teams/", View(width=320)) as opened:
        teams = opened.page.locator(".teams > li")
        above, below = (teams.nth(place).locator(".line-1").first.bounding_box() for place in (1, 2))
        assert above
        assert below
        assert below["y"] - above["y"] - above["height"] >= 20
