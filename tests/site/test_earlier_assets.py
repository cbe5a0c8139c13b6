"""Assets of the last site stay for open pages, and nothing else does: a commit can bring a made-up site."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goalposts.site.earlier_assets import keep_assets
from goalposts.site.rendering import Asset, hash_of
from tests.support.files import build_file_tree, read_file_tree

TEXT = "alert(1)"
HASH = hash_of(TEXT.encode())


def kept(tmp_path: Path, files: dict[str, str]) -> list[str]:
    """Returns which files of a published site the next one has too."""
    build_file_tree(tmp_path / "site", files)
    (tmp_path / "new").mkdir(exist_ok=True)
    keep_assets((), tmp_path / "new", tmp_path / "site")
    return list(read_file_tree(tmp_path / "new"))


@pytest.mark.parametrize("name", ["site.HASH.css", "more/search.HASH.js", "a.b.HASH.woff2", "logo.HASH.png"])
def test_an_asset_named_by_its_content_is_kept(tmp_path: Path, name: str) -> None:
    """Styles, scripts, fonts and images stay, with their bytes."""
    path = f"assets/{name.replace('HASH', HASH)}"
    assert kept(tmp_path, {path: TEXT}) == [path]
    assert (tmp_path / "new" / path).read_text() == TEXT


@pytest.mark.parametrize("ending", ["html", "htm", "xhtml", "svg", "xml", "js.html", "HTML", "pdf"])
def test_a_page_is_never_kept(tmp_path: Path, ending: str) -> None:
    """What a browser shows as a page could run scripts, since it has no policy of ours."""
    names = (f"x.{HASH}.{ending}", f"x.{HASH}.js.{HASH}.{ending}")
    assert kept(tmp_path, {f"assets/{name}": TEXT for name in names}) == []


@pytest.mark.parametrize("name", ["site.0123456789.js", "site.js", f"site.{HASH}.old.js", f"site{HASH}.js"])
def test_a_name_that_is_not_by_the_content_is_not_kept(tmp_path: Path, name: str) -> None:
    """No build named the file so, whoever did."""
    assert kept(tmp_path, {f"assets/{name}": TEXT}) == []


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link in the place of an asset or of their folder brings nothing in."""
    name = f"site.{HASH}.js"
    outside = build_file_tree(tmp_path / "outside", {name: TEXT})
    (tmp_path / "site/assets").mkdir(parents=True)
    (tmp_path / "site/assets" / name).symlink_to(outside / name)
    (tmp_path / "site/assets/more").symlink_to(outside)
    assert kept(tmp_path, {}) == []
    (tmp_path / "other").mkdir()
    (tmp_path / "other/assets").symlink_to(outside)
    keep_assets((), tmp_path / "new", tmp_path / "other")
    assert read_file_tree(tmp_path / "new") == {}


def test_what_the_new_site_has_is_its_own(tmp_path: Path) -> None:
    """A file that the new site writes itself is not written here."""
    path = f"assets/site.{HASH}.js"
    build_file_tree(tmp_path / "site", {path: TEXT})
    (tmp_path / "new").mkdir()
    keep_assets([Asset("assets/site.js", path, b"")], tmp_path / "new", tmp_path / "site")
    assert read_file_tree(tmp_path / "new") == {}


def test_no_link_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without links keeps them as well."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert kept(tmp_path, {f"assets/site.{HASH}.css": TEXT}) == [f"assets/site.{HASH}.css"]
