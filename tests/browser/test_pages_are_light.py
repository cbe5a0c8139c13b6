"""A page arrives fast on a phone: small, few elements, and nothing jumps while it loads."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import View, visit
from tests.support.example import ExampleSite

pytestmark = pytest.mark.browser

KILOBYTE = 1024
MOST_HTML = 14 * KILOBYTE
MOST_SCRIPT = 20 * KILOBYTE
MOST_IN_ALL = 60 * KILOBYTE
MOST_ELEMENTS = 1500
PACKED_ALREADY = {".png", ".woff2", ".jpg", ".webp"}


def _transfer_size(file: Path) -> int:
    """Returns how many bytes a host sends for the file, compressed as hosts do."""
    content = file.read_bytes()
    return len(content) if file.suffix in PACKED_ALREADY else len(gzip.compress(content, 6, mtime=0))


def _loaded_files(page: Page, site: ExampleSite) -> list[Path]:
    """Returns the files that the first view of a page loaded, the page itself first."""
    below = urlsplit(site.url).path
    addresses = page.evaluate(
        "[location.href, ...performance.getEntriesByType('resource').map(entry => entry.name)]"
    )
    files = []
    for address in dict.fromkeys(addresses):
        parts = urlsplit(address)
        if parts.scheme == "http":
            file = site.folder / parts.path.removeprefix(below)
            files.append(file / "index.html" if file.is_dir() else file)
    return files


def test_first_view_is_small(browser: Browser, page_url: str, example_site: ExampleSite) -> None:
    """Compressed, the HTML is at most 14 KB, scripts 20 KB, and everything of the first view 60 KB."""
    with visit(browser, page_url) as opened:
        sizes = {file: _transfer_size(file) for file in _loaded_files(opened.page, example_site)}
    html = next(iter(sizes.values()))
    scripts = sum(size for file, size in sizes.items() if file.suffix == ".js")
    assert html <= MOST_HTML
    assert scripts <= MOST_SCRIPT
    assert sum(sizes.values()) <= MOST_IN_ALL


def test_page_has_few_elements(browser: Browser, page_url: str) -> None:
    """A page has fewer than 1,500 elements, lists too: what is longer goes on another page."""
    with visit(browser, page_url, View(javascript=False)) as opened:
        assert opened.page.locator("*").count() < MOST_ELEMENTS


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_jumps(browser: Browser, page_url: str, width: int) -> None:
    """Nothing moves while the page loads: the cumulative layout shift is 0."""
    with visit(browser, page_url, View(width=width)) as opened:
        shift = opened.page.evaluate(
            """() => new Promise(resolve => {
                let total = 0;
                new PerformanceObserver(list => {
                    for (const entry of list.getEntries()) total += entry.value;
                }).observe({type: 'layout-shift', buffered: true});
                setTimeout(() => resolve(total), 100);
            })"""
        )
        assert shift == 0
