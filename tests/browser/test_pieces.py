"""Pages that arrive in pieces, over a slow line, stand still all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import PAGE_KINDS, path_of
from tests.support.amount import amount
from tests.support.browser import View, layout_shift, visit
from tests.support.example import ExampleSite
from tests.support.server import open_site

pytestmark = pytest.mark.browser

# bytes, no part of a packet: names, words and numbers are cut in their middle
PIECE = 307
OFTEN = ["home", "goals", "goal", "weekly review"]
OTHERS = [pytest.param(kind, marks=pytest.mark.long) for kind in PAGE_KINDS if kind not in OFTEN]


@pytest.fixture(scope="module")
def slow_site(example_folder: Path) -> Iterator[str]:
    """The example behind a slow line."""
    with open_site(example_folder, piece=PIECE) as url:
        yield url


@pytest.mark.parametrize("kind", [*OFTEN, *OTHERS])
def test_nothing_jumps_while_a_page_arrives(
    browser: Browser, slow_site: str, example_folder: Path, kind: str
) -> None:
    """What stands at the end of a line, or goes on in the next piece, does not move once it is seen."""
    path = path_of(kind, ExampleSite(example_folder, slow_site))
    for width in (1280, 320)[: amount(1, 2)]:
        with visit(browser, slow_site + path, View(width=width)) as opened:
            assert layout_shift(opened.page) == 0
