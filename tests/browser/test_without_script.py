"""Without JavaScript everything can be reached and read."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PAGE_KINDS, path_of
from tests.support.browser import View, visit
from tests.support.example import ExampleSite
from tests.support.pages import read_html

BARE = View(javascript=False)
RECORDS = re.compile(r"(goals|kpis|teams|people|cycles)/|review/[a-z]+/\d")
SCRIPTS_ONLY = re.compile(r"<template.*?</template>", re.DOTALL)


@pytest.fixture(scope="module")
def steps(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Every page that links lead to, by its path, with the number of clicks from the home page."""
    base, bare = "https://example.org/", tmp_path_factory.mktemp("bare") / "page.html"
    found, waiting = {"": 0}, [""]
    for path in waiting:  # grows while it is walked
        file = example_folder / unquote(path) / "index.html"
        # what is in a template is there for scripts only
        bare.write_text(SCRIPTS_ONLY.sub("", file.read_text(encoding="utf-8")), encoding="utf-8")
        for link in read_html(bare).links:
            target = urlsplit(urljoin(base + path, link.address))
            inside = target.path.removeprefix("/")
            is_page = link.element == "a" and target.netloc == "example.org" and inside not in found
            if is_page and (example_folder / unquote(inside) / "index.html").is_file():
                found[inside] = found[path] + 1
                waiting.append(inside)
    return found


def test_every_record_can_be_reached(example_folder: Path, steps: dict[str, int]) -> None:
    """Links that stand in the pages lead from the home page to every record, cycle and dated review."""
    pages = {file.parent for file in example_folder.rglob("index.html")}
    former = {page for page in pages if "data-to=" in (page / "index.html").read_text(encoding="utf-8")}
    wanted = {page.relative_to(example_folder).as_posix() + "/" for page in pages - former}
    records = {path for path in wanted if RECORDS.match(path)}
    assert len(records) > 300
    assert sorted(records - {unquote(path) for path in steps}) == []


def test_every_kind_is_near(example_site: ExampleSite, steps: dict[str, int]) -> None:
    """A page of each kind is at most three clicks away from the home page."""
    kinds = {kind: path_of(kind, example_site) for kind in PAGE_KINDS if kind != "not-found"}
    far = {kind: steps.get(path) for kind, path in kinds.items() if steps.get(path, 99) > 3}
    assert far == {}


def _bare(page: Page, url: str) -> Page:
    page.goto(url)
    return page


@pytest.mark.browser
def test_lists_stand_for_the_filters(browser: Browser, example_site: ExampleSite) -> None:
    """From the list of goals, links lead to the goals of a status, a team, a person and a cycle."""
    with visit(browser, example_site.url + "goals/", BARE) as opened:
        page = opened.page
        for way, heading in (("team", "Teams"), ("person", "People"), ("cycle", "Cycles")):
            page.locator("main").get_by_role("link", name=way, exact=True).click()
            page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()
            page.locator("main .g-title").first.click()
            page.locator(".goals > li").first.wait_for()
            page.goto(example_site.url + "goals/")
        statuses = page.locator(".counts a").count()
        assert statuses >= 8
        page.locator(".counts a").nth(2).click()
        page.wait_for_url("**/goals/status/**")
        page.locator(".goals > li").first.wait_for()


@pytest.mark.browser
def test_charts_and_tables_are_there(browser: Browser, example_site: ExampleSite) -> None:
    """A KPI's page has its chart, drawn and in words, its table and its file, and what folds unfolds."""
    with visit(browser, example_site.url + path_of("kpi", example_site), BARE) as opened:
        page = opened.page
        chart = page.locator("figure svg[role=img]").first
        box = chart.bounding_box()
        assert box is not None
        assert box["height"] > 100
        assert len(chart.locator("desc").text_content() or "") > 40
        assert page.locator("#p_table").is_visible()
        assert page.locator(".table tbody tr").count() > 10
        page.get_by_role("link", name="JSON").wait_for()
        _bare(page, example_site.url + path_of("goal", example_site))
        page.locator("summary").first.press("Enter")
        assert page.locator("details .sum").first.is_visible()


@pytest.mark.browser
def test_deck_is_a_page(browser: Browser, example_site: ExampleSite) -> None:
    """A deck is a page with all of its slides under each other, each with its heading and its numbers."""
    with visit(browser, example_site.url + path_of("deck", example_site), BARE) as opened:
        slides = opened.page.locator(".slide")
        assert slides.count() > 5
        for slide in slides.all():
            assert slide.is_visible()
            assert slide.get_by_role("heading").first.inner_text()


@pytest.mark.browser
def test_lists_stand_for_the_search(browser: Browser, example_site: ExampleSite) -> None:
    """The page of the search says that it needs JavaScript and leads to the lists of every kind of record."""
    with visit(browser, example_site.url + "search/", BARE) as opened:
        page = opened.page
        assert "JavaScript" in page.locator("main").inner_text()
        assert page.locator("main .ways a").count() >= 5
        page.locator("main .ways a").first.click()
        page.locator(".goals > li").first.wait_for()
