"""Lighthouse gives a public site 100 of 100 in speed, access, good practice and for search engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import PAGE_KINDS, path_of
from tests.support.browser import find_chromium
from tests.support.example import ExampleSite
from tests.support.lighthouse import Verdict, best, find_lighthouse, judge
from tests.support.needs import missing

pytestmark = pytest.mark.browser

OFTEN = ("home", "goals", "goal", "kpi", "deck")
# The page for missing addresses is no page that anybody should find.
JUDGED = [kind for kind in PAGE_KINDS if kind != "not-found"]


@pytest.fixture(scope="session")
def tools() -> tuple[Path, str]:
    """The folder of Lighthouse and the browser for it."""
    folder, chromium = find_lighthouse(), find_chromium()
    if folder is None or chromium is None:
        missing("Lighthouse (make lighthouse, node and Chromium)")
    return folder, chromium


@pytest.fixture(scope="session")
def often(tools: tuple[Path, str], public_site: ExampleSite) -> dict[str, Verdict]:
    """The verdicts on the pages that are opened often, by kind: all from one browser."""
    addresses = {kind: public_site.url + path_of(kind, public_site) for kind in OFTEN}
    verdicts = best(*tools, tuple(addresses.values()))
    return {kind: verdicts[address] for kind, address in addresses.items()}


@pytest.mark.xdist_group("lighthouse")
@pytest.mark.parametrize("kind", OFTEN)
def test_pages_that_are_opened_often(often: dict[str, Verdict], kind: str) -> None:
    """Home, the list of goals, a goal, a KPI and a deck are perfect where nothing else slows them."""
    assert often[kind].faults == []


@pytest.mark.long
@pytest.mark.parametrize("kind", JUDGED)
def test_every_kind(tools: tuple[Path, str], public_site: ExampleSite, kind: str) -> None:
    """Every kind of page is perfect in the median of three."""
    verdict = judge(*tools, public_site.url + path_of(kind, public_site))
    assert verdict.faults == []
