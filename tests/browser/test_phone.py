"""What a phone shows without scrolling sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.support.browser import View, horizontal_overflow, look, visit
from tests.support.example import ExampleSite

pytestmark = pytest.mark.browser

WORD = "Rindfleischetikettierungsueberwachungsaufgaben"
RENAME = """word => document.querySelectorAll('main a, .crumbs a, .here, main h3').forEach(element => {
    if (!element.closest('svg, .table') && element.children.length === 0) element.textContent = word;
})"""
NEST = """levels => {
    let parent = document.querySelector('.map-list > li');
    for (let level = 0; level < levels; level += 1) {
        const list = document.createElement('ul');
        const child = parent.cloneNode(true);
        child.querySelectorAll('ul').forEach(inner => inner.remove());
        list.append(child);
        parent.append(list);
        parent = child;
    }
}"""


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


@pytest.mark.parametrize(
    "path",
    [
        "",
        "goals/",
        "goals/raise-renewal-rate/",
        "kpis/",
        "kpis/renewal-rate/",
        "teams/",
        "teams/customer-success/",
        "map/",
        "health/",
        "review/weekly/2026-w47/",
        "review/weekly/2026-w47/customer-success/",
    ],
)
def test_words_that_cannot_be_divided(browser: Browser, example_site: ExampleSite, path: str) -> None:
    """Titles of one word of 46 or 120 letters are broken rather than make the page wider than its window."""
    with visit(browser, example_site.url + path, View(width=320)) as opened:
        assert opened.status == 200
        page = opened.page
        for word in (WORD, WORD * 3):
            page.evaluate(RENAME, word)
            for width in (320, 768, 1280):
                look(page, View(width=width))
                assert horizontal_overflow(page) == 0, (word, width)


def test_long_numbers_of_slices_fit(browser: Browser, example_site: ExampleSite) -> None:
    """On a phone long numbers of slices stand below their name, beside or under each other."""
    with visit(browser, f"{example_site.url}kpis/monthly-churn/", View(width=320)) as opened:
        slices = opened.page.locator(".slices").first
        slices.evaluate(
            """list => {
                list.classList.add('is-long');
                const words = '−103,827,160,545.00\u00a0min';
                for (const number of list.querySelectorAll('.n')) number.textContent = words;
            }"""
        )
        assert horizontal_overflow(opened.page) == 0
        widths = slices.locator("span:first-child").evaluate_all("all => all.map(one => one.clientWidth)")
        assert set(widths) == {288}


@pytest.mark.parametrize("path", ["", "present/2026/"])
def test_marks_take_the_whole_width(browser: Browser, example_site: ExampleSite, path: str) -> None:
    """On a phone the marks of a level, or its bar, stand below its name and are as wide as the list."""
    with visit(browser, example_site.url + path, View(width=320)) as opened:
        free = "all => all.map(one => one.parentElement.clientWidth - one.clientWidth)"
        assert set(opened.page.locator(".levels > li > div").evaluate_all(free)) == {0}


def test_a_deep_tree_fits(browser: Browser, example_site: ExampleSite) -> None:
    """On a phone a chain of twenty goals that support each other needs no scrolling sideways."""
    with visit(browser, example_site.url + "map/", View(width=320)) as opened:
        page = opened.page
        page.evaluate(NEST, 20)
        assert horizontal_overflow(page) == 0
        widths = page.locator(".map-list .line-1").evaluate_all("all => all.map(one => one.clientWidth)")
        assert min(widths) >= 120


def test_words_of_a_deck_stay_whole(browser: Browser, example_site: ExampleSite) -> None:
    """On a phone the names of levels are on one line, and the counts beside them wrap between words."""
    with visit(browser, example_site.url + "present/2026/", View(width=320)) as opened:
        for name in opened.page.locator(".slide .levels b").all():
            lines = name.evaluate(
                """element => {
                    const words = document.createRange();
                    words.selectNodeContents(element);
                    return words.getClientRects().length;
                }"""
            )
            assert lines == 1, name.inner_text()
