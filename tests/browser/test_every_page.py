"""What holds for one page of each kind holds for every page of the example."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.support.example import ExampleSite
from tests.support.survey import survey

pytestmark = [pytest.mark.browser, pytest.mark.long]

PARTS = 16


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page(browser: Browser, example_site: ExampleSite, part: int) -> None:
    """No page has any fault of those that tests/support/survey.py looks for."""
    files = sorted(example_site.folder.rglob("*.html"))
    pages = [file for file in files if "data-to=" not in file.read_text(encoding="utf-8")]  # those lead away
    assert len(pages) > 300
    faults = []
    for file in pages[part::PARTS]:
        path = file.relative_to(example_site.folder).as_posix().removesuffix("index.html")
        faults += [f"{path}: {fault}" for fault in survey(browser, example_site, path).faults()]
    assert faults == []
