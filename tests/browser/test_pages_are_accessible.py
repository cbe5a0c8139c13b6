"""Every kind of page can be used by everybody: axe, reflow, keyboard, no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import View, axe, horizontal_overflow, visit
from tests.support.example import ExampleSite

pytestmark = pytest.mark.browser

NARROW, WIDE = 320, 1280
# More stops than a page may have: a reader who needs so many presses of Tab is lost.
MOST_STOPS = 600


def _address_of_main(page: Page) -> str:
    """Returns the fragment that leads to the page's content."""
    return f"#{page.locator('main').get_attribute('id')}"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_axe_finds_nothing(browser: Browser, page_url: str, width: int, dark: bool) -> None:
    """Axe has no violation of WCAG 2.2 AA or its best practices, in either theme, narrow or wide."""
    with visit(browser, page_url, View(width=width, dark=dark, policy=False)) as opened:
        assert axe(opened.page) == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_nothing_runs_out_of_the_window(browser: Browser, page_url: str, width: int) -> None:
    """No page scrolls sideways, down to 320 px: that is also zoom to 400 % on a laptop (WCAG 1.4.10)."""
    with visit(browser, page_url, View(width=width)) as opened:
        assert horizontal_overflow(opened.page) == 0


def test_page_works_without_script(browser: Browser, page_url: str) -> None:
    """Without JavaScript a page has its title, its heading and its content, and the skip link leads there."""
    with visit(browser, page_url, View(javascript=False)) as opened:
        page = opened.page
        assert page.title().strip()
        assert page.locator("h1").count() == 1
        assert page.locator("h1").inner_text().strip()
        assert len(page.locator("main").inner_text().strip()) > len(page.locator("h1").inner_text().strip())
        assert page.locator("main").count() == 1
        assert page.locator("body a").first.get_attribute("href") == _address_of_main(page)


def test_first_tab_shows_the_skip_link(browser: Browser, page_url: str) -> None:
    """The first press of Tab focuses a link to the content that can then be seen, and Enter goes there."""
    with visit(browser, page_url) as opened:
        page = opened.page
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.get_attribute("href") == _address_of_main(page)
        box = focused.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["width"] > 1
        page.keyboard.press("Enter")
        assert page.url.endswith(_address_of_main(page))


def test_keyboard_reaches_every_link(browser: Browser, page_url: str) -> None:
    """Tab alone goes through every link, button and field that can be seen, and out at the end."""
    with visit(browser, page_url) as opened:
        page = opened.page
        wanted = page.evaluate(
            """() => {
                const all = document.querySelectorAll('a[href], button, input, select, textarea, summary');
                const usable = [...all].filter(element => element.tabIndex >= 0 && !element.disabled
                    && element.checkVisibility({visibilityProperty: true}));
                usable.forEach((element, n) => { element.dataset.stop = n; });
                return usable.length;
            }"""
        )
        reached: set[str] = set()
        for _ in range(min(2 * wanted + 20, MOST_STOPS)):  # regions that scroll are stops too
            if len(reached) == wanted:
                break
            page.keyboard.press("Tab")
            stop = page.evaluate("document.activeElement?.dataset?.stop ?? null")
            if stop is not None:
                reached.add(stop)
        assert len(reached) == wanted


def test_missing_address_gets_the_styled_page(browser: Browser, example_site: ExampleSite) -> None:
    """An address that leads nowhere, however deep, answers 404 with a page whose styles and links resolve."""
    with visit(browser, example_site.url + "no/such/page/at/all/") as opened:
        assert opened.status == 404
        assert opened.page.locator("h1").count() == 1
        assert opened.page.evaluate("[...document.styleSheets].some(sheet => sheet.cssRules.length > 10)")
        # The browser reports the missing page itself; nothing beyond it may fail.
        assert len([text for text in opened.console if "404" in text]) == 1
        assert len(opened.complaints) == 1
