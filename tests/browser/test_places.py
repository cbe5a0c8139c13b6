"""A site works wherever it lies: at the root of a host, below a prefix, and opened from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PAGE_KINDS, path_of
from tests.support.browser import View, visit
from tests.support.example import ExampleSite
from tests.support.server import open_site

pytestmark = pytest.mark.browser

SOME = ("home", "goals", "goal", "kpi", "deck", "search")


@pytest.fixture(params=["/", "/some/prefix/"])
def placed(request: pytest.FixtureRequest, example_folder: Path) -> Iterator[ExampleSite]:
    """The example, served at a place that its configuration knows nothing of."""
    with open_site(example_folder, prefix=request.param) as url:
        yield ExampleSite(example_folder, url)


def _is_styled(page: Page) -> bool:
    return bool(page.evaluate("[...document.styleSheets].some(sheet => sheet.cssRules.length > 10)"))


def test_every_kind_is_whole_below_a_prefix(browser: Browser, example_folder: Path) -> None:
    """Below a prefix, as at the root, each kind of page finds its styles and scripts."""
    with open_site(example_folder, prefix="/some/prefix/") as url, visit(browser, url) as opened:
        site, page = ExampleSite(example_folder, url), opened.page
        # the page for missing addresses needs to know where it lies: its links begin at the root of the host
        for kind in [kind for kind in PAGE_KINDS if kind != "not-found"]:
            response = page.goto(url + path_of(kind, site))
            assert response is not None
            assert response.status == 200
            assert _is_styled(page)
        assert opened.complaints == []


def test_links_lead_on(browser: Browser, placed: ExampleSite) -> None:
    """At the root and below a prefix one can click from the home page to a goal, a KPI and back home."""
    with visit(browser, placed.url) as opened:
        _click_around(opened.page)
        assert opened.page.url == placed.url
        assert opened.complaints == []


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("kind", SOME)
def test_from_disk_a_page_is_whole(
    browser: Browser, example_folder: Path, kind: str, javascript: bool
) -> None:
    """Opened from disk a page has its styles, its heading and its content, and reports no error."""
    path = path_of(kind, ExampleSite(example_folder, ""))
    view = View(javascript=javascript)
    with visit(browser, (example_folder / path / "index.html").as_uri(), view) as opened:
        page = opened.page
        assert page.locator("h1").inner_text()
        assert page.locator("h1").evaluate("heading => getComputedStyle(heading).fontFamily")[:7] == "Charter"
        assert opened.complaints == []


def test_from_disk_links_lead_to_pages(browser: Browser, example_folder: Path) -> None:
    """Opened from disk, with scripts, links lead to the pages and not to lists of files."""
    with visit(browser, (example_folder / "index.html").as_uri()) as opened:
        _click_around(opened.page)
        assert opened.page.url.endswith("/site/index.html")
        # a link with a fragment, and one inside of a drawing
        opened.page.goto((example_folder / "map/index.html").as_uri())
        opened.page.locator(".network .net-words").nth(1).click()
        opened.page.wait_for_url("**/map/index.html#*")
        assert opened.errors == []


def _click_around(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Goals", exact=True).click()
    page.locator(".goals .g-title").first.click()
    expect(page.locator("#p_status")).to_be_visible()
    page.get_by_role("navigation").get_by_role("link", name="KPIs", exact=True).click()
    page.locator(".tiles a").first.click()
    expect(page.locator(".huge")).to_be_visible()
    page.locator(".mark").click()
    expect(page.locator(".verdict")).to_be_visible()
