"""Pages on paper: no heading stands alone at the end of a page, and nothing leaves the paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import path_of
from tests.support.browser import View, visit
from tests.support.example import ExampleSite
from tests.support.touching import touching_words

pytestmark = pytest.mark.browser

# Px across a printed page: A4 between its margins.
PAPER = 688
HEIGHTS = [*range(640, 1180, 15)]

# Columns are divided by the rules of pages, and tell where everything stands. Pages of many heights are
# tried, since a heading stands alone only where it happens to come last.
LONE_HEADINGS = """([width, heights]) => {
    const main = document.querySelector('main');
    const number = element => {
        const box = [...element.getClientRects()].find(box => box.height > 0);
        return box && Math.floor((box.left - main.getBoundingClientRect().left + 1) / width);
    };
    const isShown = element => element.getClientRects().length > 0 && !element.closest('.vh');
    const firstShown = element => {
        if (!isShown(element)) return undefined;
        return [...element.children].map(firstShown).find(found => found) ?? element;
    };
    const following = element => {
        for (let at = element; at && at !== main; at = at.nextElementSibling ?? at.parentElement) {
            const found = at !== element && !at.contains(element) && firstShown(at);
            if (found) return found;
        }
    };
    const lone = new Set();
    for (const height of heights) {
        main.style.cssText = `margin: 0; padding: 0; max-width: none; overflow: visible; width: ${width}px;
            height: ${height}px; columns: ${width}px; column-gap: 0; column-fill: auto`;
        for (const heading of main.querySelectorAll('.sec-head, .group, .g-head, h2, h3')) {
            const next = isShown(heading) && following(heading);
            if (next && number(next) > number(heading)) lone.add(heading.textContent.trim());
        }
    }
    return [...lone];
}"""


@pytest.mark.parametrize("kind", ["home", "goals", "goal", "kpi", "team", "person", "numbers"])
def test_no_heading_stands_alone(browser: Browser, example_site: ExampleSite, kind: str) -> None:
    """Wherever a page of paper ends, a heading stands on the page of what it heads."""
    url = example_site.url + path_of(kind, example_site)
    with visit(browser, url, View(width=PAPER)) as opened:
        opened.page.emulate_media(media="print")
        assert opened.page.evaluate(LONE_HEADINGS, [PAPER, HEIGHTS]) == []


@pytest.mark.parametrize("kind", ["home", "goal", "kpis", "kpi", "team", "cycle", "health"])
def test_nothing_leaves_the_paper(browser: Browser, example_site: ExampleSite, kind: str) -> None:
    """On paper no page is wider than the paper, where nobody can scroll."""
    url = example_site.url + path_of(kind, example_site)
    with visit(browser, url, View(width=PAPER)) as opened:
        opened.page.emulate_media(media="print")
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= PAPER


def test_words_of_charts_stand_apart(browser: Browser, example_site: ExampleSite) -> None:
    """On paper the charts beside key results are narrow, and their words do not touch."""
    with visit(browser, example_site.url + "goals/keep-the-customers-we-have/", View(width=PAPER)) as opened:
        opened.page.emulate_media(media="print")
        assert touching_words(opened.page) == []


def test_no_title_ends_in_a_sign_alone(browser: Browser, example_site: ExampleSite) -> None:
    """In the narrow column of paper a title that ends in "15 %" is not broken before the sign."""
    with visit(browser, example_site.url + "cycles/2026-q4/", View(width=PAPER)) as opened:
        opened.page.emulate_media(media="print")
        broken = opened.page.evaluate(
            """() => [...document.querySelectorAll('.goals .g-title')].filter(title => {
                const text = title.firstChild, end = text.length;
                const top = place => {
                    const range = document.createRange();
                    range.setStart(text, place);
                    range.setEnd(text, place + 1);
                    return range.getBoundingClientRect().top;
                };
                return text.data.endsWith(' %') && top(end - 1) > top(end - 3) + 4;
            }).map(title => title.textContent)"""
        )
        assert broken == []


def test_code_is_whole_on_paper(browser: Browser, example_site: ExampleSite) -> None:
    """Long lines of code wrap on paper, where nobody can scroll, words that cannot be divided too."""
    with visit(browser, example_site.url + "goals/close-2m-new-sales/", View(width=PAPER)) as opened:
        frame = opened.page.locator("main").first
        frame.evaluate(
            """main => {
                const prose = document.createElement('div');
                prose.className = 'prose';
                prose.innerHTML = `<pre><code>${'word '.repeat(60)}${'x'.repeat(300)}</code></pre>`;
                main.append(prose);
            }"""
        )
        opened.page.emulate_media(media="print")
        code = opened.page.locator(".prose pre").last
        assert code.evaluate("code => code.scrollWidth - code.clientWidth") <= 0
