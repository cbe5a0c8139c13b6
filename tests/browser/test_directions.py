"""Names from right to left on a page from left to right."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator

from tests.support.browser import View, visit
from tests.support.example import ExampleSite

pytestmark = pytest.mark.browser

RENAME = "(element, words) => { element.textContent = words; }"
LEFT = """element => {
    const words = document.createRange();
    words.selectNodeContents(element);
    return words.getBoundingClientRect().left;
}"""


def _lefts(found: list[Locator], words: list[str]) -> list[float]:
    """Returns where the words of some elements begin, after they were given these words."""
    for element, text in zip(found, words, strict=True):
        element.evaluate(RENAME, text)
    return [float(element.evaluate(LEFT)) for element in found]


def test_team_and_owner_keep_their_order(browser: Browser, example_site: ExampleSite) -> None:
    """A team stands before the owner, also where both names and a number are written from right to left."""
    with visit(browser, example_site.url + "goals/", View(width=900)) as opened:
        meta = opened.page.locator(".g-meta:has(b):has(span:not(.vh))").first
        team, owner = _lefts([meta.locator("b"), meta.locator("span:not(.vh)")], ["צוות 2 (אירופה)", "דנה 3"])
        assert team < owner


def test_links_keep_their_order(browser: Browser, example_site: ExampleSite) -> None:
    """Links beside each other go from left to right, whatever the names in them."""
    with visit(browser, example_site.url + "goals/raise-renewal-rate/") as opened:
        links = opened.page.locator(".facts dd:has(a ~ a)").first.locator("a").all()[:2]
        first, second = _lefts(links, ["צוות 2", "(2026) יעד"])
        assert first < second


def test_titles_begin_where_others_do(browser: Browser, example_site: ExampleSite) -> None:
    """A title or a paragraph from right to left is ordered as its language asks, and stands at the left."""
    with visit(browser, example_site.url + "goals/raise-renewal-rate/") as opened:
        for selector in ("h1", ".prose p"):
            element = opened.page.locator(selector).first
            (left,) = _lefts([element], ["עוד 3 אנשים!"])
            assert left == pytest.approx(element.bounding_box()["x"], abs=2)  # type: ignore[index]
            ends = """element => {
                const words = document.createRange();
                words.setStart(element.firstChild, element.firstChild.length - 1);
                words.setEnd(element.firstChild, element.firstChild.length);
                return words.getBoundingClientRect().left;
            }"""
            assert element.evaluate(ends) == pytest.approx(left, abs=2), selector
