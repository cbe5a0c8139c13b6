"""The banner of a site whose pipeline has died: by the reader's clock, and by nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import View, axe, layout_shift, visit
from tests.support.commands import goalposts
from tests.support.example import AS_OF
from tests.support.files import build_file_tree
from tests.support.server import open_site
from tests.support.small import SMALL

pytestmark = pytest.mark.browser

BUILT = datetime.fromisoformat(AS_OF).replace(tzinfo=UTC)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, built for one day."""
    base = tmp_path_factory.mktemp("banner")
    root = build_file_tree(base / "root", SMALL)
    goalposts("build", "--root", root, "--site-dir", base / "site", "--as-of", AS_OF, cwd=base)
    return base / "site"


def _read_on(page: Page, moment: datetime) -> str:
    """Returns the banner as somebody sees it whose clock shows a moment; empty where there is none."""
    page.clock.set_fixed_time(moment)
    page.reload()
    banner = page.locator(".stale-site")
    return banner.inner_text() if banner.count() else ""


def test_it_comes_after_three_days(browser: Browser, site: Path) -> None:
    """Up to three days after the day of the numbers there is no banner, from the fourth on there is."""
    with open_site(site) as url, visit(browser, url, View(alone=True)) as opened:
        for hours in (0, 12, 3 * 24 + 23):
            assert _read_on(opened.page, BUILT + timedelta(hours=hours)) == ""
        told = _read_on(opened.page, BUILT + timedelta(days=4, hours=1))
        assert told.startswith("This site shows 23 Nov 2026, 4 days ago.")
        assert "400 days ago" in _read_on(opened.page, BUILT + timedelta(days=400))
        # a clock that is behind says nothing
        assert _read_on(opened.page, BUILT - timedelta(days=30)) == ""


def test_every_page_has_it_and_nothing_jumps(browser: Browser, site: Path) -> None:
    """The banner is above the page, is announced, is accessible, and pushes nothing down while loading."""
    with open_site(site) as url, visit(browser, url, View(alone=True)) as opened:
        page = opened.page
        for address in ("", "goals/", "goals/win/", "reviews/", "search/", "404.html"):
            page.goto(url + address)
            assert "days ago" in _read_on(page, BUILT + timedelta(days=9))
            assert page.locator(".stale-site").get_attribute("role") == "status"
            assert layout_shift(page) == 0
        assert axe(page) == []


def test_the_number_of_days_is_a_setting(browser: Browser, tmp_path: Path) -> None:
    """`site.stale_after_days` says after how many days the banner comes."""
    config = SMALL["site_config.yml"].replace("site: {", "site: {stale_after_days: 10, ")
    root = build_file_tree(tmp_path / "root", SMALL | {"site_config.yml": config})
    goalposts("build", "--root", root, "--site-dir", tmp_path / "site", "--as-of", AS_OF, cwd=tmp_path)
    with open_site(tmp_path / "site") as url, visit(browser, url, View(alone=True)) as opened:
        assert _read_on(opened.page, BUILT + timedelta(days=10, hours=23)) == ""
        assert "11 days ago" in _read_on(opened.page, BUILT + timedelta(days=11))


def test_without_script_there_is_none(browser: Browser, site: Path) -> None:
    """Without JavaScript a page knows no clock."""
    with open_site(site) as url, visit(browser, url, View(javascript=False)) as opened:
        assert opened.page.locator(".stale-site").count() == 0


def test_it_hides_no_skip_link_of_slides(browser: Browser, site: Path) -> None:
    """Where slides snap into place under the banner, the focused skip link is still in sight."""
    with open_site(site) as url, visit(browser, url + "present/2026/", View(alone=True)) as opened:
        page = opened.page
        assert "days ago" in _read_on(page, BUILT + timedelta(days=9))
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.locator("body > a.skip").focus()
        page.wait_for_timeout(200)  # the slides snap when the scrolling has ended
        assert page.evaluate("scrollY") > 0
        box = page.locator("body > a.skip").bounding_box()
        assert box is not None
        assert box["y"] >= 0
