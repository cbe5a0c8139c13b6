"""The Nu HTML checker has nothing against any file of the example site."""

from __future__ import annotations

from pathlib import Path

from tests.support.needs import missing
from tests.support.nu import check_html, find_checker


def test_no_errors(example_folder: Path) -> None:
    """HTML, SVG and CSS of every page are valid."""
    jar = find_checker()
    if jar is None:
        missing("the Nu HTML checker (make nu, and Java)")
    assert check_html(jar, example_folder) == []
