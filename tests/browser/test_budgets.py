"""Pages stay light however many goals there are: the example in full, and a company with 5,000 goals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser import visit
from tests.support.budget import elements, median_page, pages_by_kind
from tests.support.commands import goalposts
from tests.support.example import AS_OF, ExampleSite
from tests.support.server import open_site
from tests.support.survey import MOST_ELEMENTS, MOST_HTML, survey, transfer_size

MANY = 5000


def _too_heavy(folder: Path) -> list[str]:
    """Returns the kinds whose median page has too much HTML, and the pages with too many elements."""
    kinds = pages_by_kind(folder)
    medians = {kind: transfer_size(median_page(pages)) for kind, pages in kinds.items()}
    found = [f"{kind}: {size} bytes of HTML" for kind, size in medians.items() if size > MOST_HTML]
    counts = {page: elements(page) for pages in kinds.values() for page in pages}
    crowded = {page: count for page, count in counts.items() if count >= MOST_ELEMENTS}
    return found + [f"{page.relative_to(folder)}: {count} elements" for page, count in crowded.items()]


def test_whole_example_is_light(example_folder: Path) -> None:
    """The median page of each kind has at most 14 KB of HTML, and every page fewer than 1,500 elements."""
    assert _too_heavy(example_folder) == []


@pytest.fixture(scope="module")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExampleSite]:
    """A made-up company with 5,000 goals and as many KPIs, built and served."""
    from bench.repositories import Size, write

    base = tmp_path_factory.mktemp("large")
    (base / "root").mkdir()
    write(base / "root", Size(goals=MANY, points=30, commits=200))
    options = ("--root", base / "root", "--site-dir", base / "site", "--as-of", AS_OF)
    goalposts("build", *options, cwd=base)
    with open_site(base / "site") as url:
        yield ExampleSite(base / "site", url)


@pytest.mark.long
@pytest.mark.xdist_group("large")
def test_pages_of_many_goals_are_light(large_site: ExampleSite) -> None:
    """With 5,000 goals the budgets are the same: no page grows with the number of goals."""
    kinds = pages_by_kind(large_site.folder)
    assert len(kinds["goals/*/"]) >= MANY
    assert _too_heavy(large_site.folder) == []


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.xdist_group("large")
def test_median_pages_of_many_goals(browser: Browser, large_site: ExampleSite) -> None:
    """With 5,000 goals the median page of each kind is still light, quiet and still, and all can use it."""
    faults = []
    for kind, pages in pages_by_kind(large_site.folder).items():
        path = median_page(pages).relative_to(large_site.folder).as_posix().removesuffix("index.html")
        faults += [f"{kind}: {path}: {fault}" for fault in survey(browser, large_site, path).faults()]
    assert faults == []


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.xdist_group("large")
def test_filters_among_many_goals(browser: Browser, large_site: ExampleSite) -> None:
    """Among 5,000 goals the filter answers, and shows no more rows than one page holds."""
    with visit(browser, large_site.url + "goals/?q=renewal") as opened:
        page = opened.page
        page.locator("#p_found .goals > li").first.wait_for()
        assert page.locator("#p_found .goals > li").count() <= 40
        assert page.locator("*").count() < MOST_ELEMENTS
        assert opened.complaints == []
