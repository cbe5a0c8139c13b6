"""The Nu HTML checker has nothing against any file of the example site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import PAGE_KINDS, path_of
from tests.support.example import ExampleSite
from tests.support.needs import missing
from tests.support.nu import check_html, find_checker


@pytest.fixture(scope="module")
def jar() -> Path:
    """The checker."""
    found = find_checker()
    if found is None:
        missing("the Nu HTML checker (make nu, and Java)")
    return found


def test_no_errors_in_any_kind(jar: Path, example_folder: Path) -> None:
    """The HTML of one page of each kind, the styles, a badge and the charts of a goal and a KPI are valid."""
    site = ExampleSite(example_folder, "")
    pages = [example_folder / path_of(kind, site) for kind in PAGE_KINDS]
    files = [page / "index.html" if page.is_dir() else page for page in pages]
    styles, badges = sorted(example_folder.glob("assets/*.css")), sorted(example_folder.glob("badges/*.svg"))
    assert styles
    assert badges
    drawn = [sorted(example_folder.glob(f"{kind}/*/*.svg")) for kind in ("goals", "kpis")]
    assert all(drawn)
    charts = [found[0] for found in drawn]
    assert check_html(jar, example_folder, *files, *styles, badges[0], *charts) == []


@pytest.mark.long
def test_no_errors_anywhere(jar: Path, example_folder: Path) -> None:
    """HTML, SVG and CSS of every page are valid."""
    assert check_html(jar, example_folder) == []
