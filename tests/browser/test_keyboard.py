"""What can be done with a mouse can be done with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import path_of
from tests.support.browser import visit
from tests.support.example import ExampleSite

pytestmark = pytest.mark.browser

FEW = 60  # more presses of Tab than it takes to come to any of these places


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(FEW):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{FEW} presses of Tab do not lead to {selector}")


def test_filter_and_sort(browser: Browser, example_site: ExampleSite) -> None:
    """Goals are filtered by words and status, sorted, opened and shown again without a mouse."""
    with visit(browser, example_site.url + "goals/") as opened:
        page = opened.page
        _tab_to(page, "input[name=q]")
        page.keyboard.type("rate")
        expect(page.locator("#p_found")).to_be_visible()
        _tab_to(page, "select[name=status]")
        page.keyboard.type("At risk")
        expect(page.locator("#p_found .g-title")).to_have_count(1)
        _tab_to(page, "select[name=sort]")
        page.keyboard.press("ArrowDown")
        page.wait_for_url("**sort=title**")
        _tab_to(page, "button[name=clear]")
        page.keyboard.press("Enter")
        expect(page.locator("#p_list")).to_be_visible()
        # the focus does not vanish with the button
        assert page.evaluate("document.activeElement.name") == "q"
        page.keyboard.type("renewal rate")
        expect(page.locator("#p_found .g-title")).to_have_count(1)
        _tab_to(page, "#p_found .g-title")
        page.keyboard.press("Enter")
        expect(page.locator("#p_status")).to_be_visible()
        assert opened.complaints == []


def test_search(browser: Browser, example_site: ExampleSite) -> None:
    """Words are typed, and a result is opened, without a mouse."""
    with visit(browser, example_site.url + "search/") as opened:
        page = opened.page
        _tab_to(page, "input[name=q]")
        page.keyboard.type("churn")
        expect(page.locator(".results li").first).to_be_visible()
        _tab_to(page, ".results .g-title")
        title = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        page.wait_for_url("**/*churn*/**")
        assert page.locator("h1").inner_text() == title


def test_folds_and_tables(browser: Browser, example_site: ExampleSite) -> None:
    """How a number is made, and the table of a chart, unfold and are reached without a mouse."""
    with visit(browser, example_site.url + path_of("goal", example_site)) as opened:
        page = opened.page
        _tab_to(page, "summary")
        page.keyboard.press("Enter")
        _tab_to(page, "details[open] a")
        page.goto(example_site.url + path_of("kpi", example_site))
        _tab_to(page, "a[href='#p_table']")
        page.keyboard.press("Enter")
        page.wait_for_url("**#p_table")
        top = page.locator("#p_table").bounding_box()
        assert top is not None
        assert 0 <= top["y"] < 900


def test_deck(browser: Browser, example_site: ExampleSite) -> None:
    """From slide to slide by its links, and by keys, without a mouse; each slide gets the focus."""
    with visit(browser, example_site.url + path_of("deck", example_site)) as opened:
        page = opened.page
        _tab_to(page, "a[href='#slide-2']")
        page.keyboard.press("Enter")
        page.wait_for_url("**#slide-2")
        _tab_to(page, "a[href='#slide-3']")
        page.keyboard.press("Enter")
        page.wait_for_url("**#slide-3")
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**#slide-4")
