"""The HTML checker of the tests reports errors and only those."""

from __future__ import annotations

from pathlib import Path

from tests.support.files import build_file_tree
from tests.support.needs import missing
from tests.support.nu import check_html, find_checker

PAGE = '<!doctype html><html lang="en"><head><title>T</title></head><body><h1>T</h1>\n{}</body></html>'


def test_errors_are_counted_and_placed(tmp_path: Path) -> None:
    """An error that stands on two pages is one line with its count and its first place."""
    jar = find_checker()
    if jar is None:
        missing("the Nu HTML checker (make nu, and Java)")
    bad = PAGE.format('<img src="x.png">')
    files = {"a.html": bad, "b/index.html": bad, "good.html": PAGE.format("<search><p>fine</p></search>")}
    build_file_tree(
        tmp_path, {**files, "site.css": ":root { color: light-dark(red, blue); paint-order: stroke }"}
    )
    found = check_html(jar, tmp_path)
    assert len(found) == 1
    assert "alt" in found[0]
    assert "(x2)" in found[0]
    assert "first at a.html: " in found[0] or "first at b/index.html: " in found[0]
    assert "x.png" in found[0]
