"""A printed page is complete by itself: no navigation, but what it is, as of when, and where it stands."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.support.browser import visit

pytestmark = pytest.mark.browser


def test_navigation_stays_on_screen(browser: Browser, page_url: str) -> None:
    """On paper there is no navigation, no skip link and no folded explanation, but the heading."""
    with visit(browser, page_url) as opened:
        page = opened.page
        page.emulate_media(media="print")
        assert not page.locator("header nav").first.is_visible()
        assert not page.locator("body > a").first.is_visible()
        assert page.locator("h1").is_visible()
        assert not any(summary.is_visible() for summary in page.locator("summary").all())


def test_footer_says_when_and_where(browser: Browser, page_url: str) -> None:
    """The printed footer has the date of the numbers, and the address to look them up."""
    with visit(browser, page_url) as opened:
        page = opened.page
        page.emulate_media(media="print")
        footer = page.locator("footer")
        assert footer.locator("time").is_visible()
        address = page.locator("link[rel=canonical]")
        if address.count():  # the page for missing addresses has none
            assert (address.get_attribute("href") or "") in footer.inner_text()
