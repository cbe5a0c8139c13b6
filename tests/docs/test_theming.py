"""`docs/theming.md`: everything that a template may use is there, and its examples work."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path

import pytest

from goalposts import pages
from goalposts.pages.frame import Frame
from goalposts.pages.page import Page
from goalposts.pipeline import Request, build
from tests.docs.fences import blocks
from tests.support.example import REPOSITORY
from tests.support.files import build_file_tree
from tests.support.small import SMALL

FILE = REPOSITORY / "docs/theming.md"
TEXT = FILE.read_text(encoding="utf-8")


def test_every_template_is_named() -> None:
    """The page lists each template, partial and style sheet."""
    folder = REPOSITORY / "templates"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    names |= {f"assets/{path.name}" for path in (folder / "assets").glob("*.css")}
    assert {name for name in names if f"`{name}`" not in TEXT} == set()


def test_everything_a_template_sees_is_named() -> None:
    """The page lists each field of `frame` and those of `page`, and both filters."""
    assert [name for name in Frame.__struct_fields__ if f"`{name}`" not in TEXT] == []
    shown = set(Page.__struct_fields__) - {"view", "template"}
    assert {name for name in shown if f"`page.{name}`" not in TEXT} == set()
    for name in ("prose", "draw"):
        assert f"\\| {name}`" in TEXT


def test_the_examples_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The overridden template and the new kind of page of the examples build a site."""
    not_found, template = (block.text for block in blocks(FILE) if block.language == "html")
    module = next(block.text for block in blocks(FILE) if block.language == "python")
    files = {"templates/404.html": not_found, "templates/wins.html": template}
    root = build_file_tree(tmp_path / "repository", SMALL | files)
    build_file_tree(tmp_path, {"wins.py": module})
    spec = importlib.util.spec_from_file_location("wins", tmp_path / "wins.py")
    assert spec is not None and spec.loader is not None
    wins = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "wins", wins)  # a fingerprint looks up the module
    spec.loader.exec_module(wins)
    monkeypatch.setattr(pages, "PAGES", (*pages.PAGES, ("wins", wins.make)))
    built = build(root, tmp_path / "site", Request(date(2026, 11, 23)))
    assert built.pages, built.problems
    assert "Nothing here" in (tmp_path / "site/404.html").read_text(encoding="utf-8")
    assert "<h1>Wins</h1>" in (tmp_path / "site/wins/index.html").read_text(encoding="utf-8")
