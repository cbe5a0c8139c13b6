"""Each kind of page can be used by everybody, is light and quiet, keeps still, and prints.

What is looked for, and how, is in tests/support/survey.py: one visit to a page serves all of these.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.support.browser import visit
from tests.support.example import ExampleSite
from tests.support.survey import Survey

pytestmark = pytest.mark.browser


def test_everybody_can_use_it(surveyed: Survey) -> None:
    """Axe finds nothing against WCAG 2.2 AA, and nothing is too wide: light and dark, at 320 and 1280 px."""
    assert surveyed.access == []


def test_keyboard_alone_is_enough(surveyed: Survey) -> None:
    """Tab goes through everything that can be used, as it is read, with the focus in sight, and out again."""
    assert surveyed.keyboard == []


def test_first_tab_shows_the_skip_link(surveyed: Survey) -> None:
    """The first link, where the first press of Tab leads, can then be seen, and Enter goes to the content."""
    assert surveyed.skip_link == []


def test_works_without_script(surveyed: Survey) -> None:
    """Without JavaScript a page has its title, its heading and its content."""
    assert surveyed.without_script == []


def test_is_quiet(surveyed: Survey) -> None:
    """No message, no error, no request to another host and nothing against the policy, script or not."""
    assert surveyed.noise == []


def test_policy_is_strict(surveyed: Survey) -> None:
    """The Content-Security-Policy is the first element of the head and allows the site's own files alone."""
    assert surveyed.policy == []


def test_is_light(surveyed: Survey) -> None:
    """Compressed: HTML 14 KB, scripts 20 KB, the first view 60 KB at most; fewer than 1,500 elements."""
    assert surveyed.weight == []


def test_nothing_jumps(surveyed: Survey) -> None:
    """Nothing moves while the page loads, on a phone or a desk: the cumulative layout shift is 0."""
    assert surveyed.jumps == []


def test_prints(surveyed: Survey) -> None:
    """On paper there is no navigation, but the heading, the date of the numbers, and where to find them."""
    assert surveyed.paper == []


def test_all_words_have_a_checked_contrast(surveyed: Survey) -> None:
    """Every word stands in a colour and on a ground that the table of uses pairs, in both themes."""
    assert surveyed.colours == []


def test_missing_address_gets_the_styled_page(browser: Browser, example_site: ExampleSite) -> None:
    """An address that leads nowhere, however deep, answers 404 with a page whose styles and links resolve."""
    with visit(browser, example_site.url + "no/such/page/at/all/") as opened:
        assert opened.status == 404
        assert opened.page.locator("h1").count() == 1
        assert opened.page.evaluate("[...document.styleSheets].some(sheet => sheet.cssRules.length > 10)")
        # The browser reports the missing page itself; nothing beyond it may fail.
        assert len([text for text in opened.console if "404" in text]) == 1
        assert len(opened.complaints) == 1
