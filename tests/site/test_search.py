"""The search index: of records alone, the same bytes each time, and what happens where it cannot be made."""

from __future__ import annotations

import errno
import json
import os
from datetime import date
from pathlib import Path

import pytest

from goalposts.pipeline import Request, build
from goalposts.site import search
from goalposts.site.failures import SiteError
from goalposts.site.findable import Findable
from tests.support.files import build_file_tree, read_file_tree
from tests.support.small import SMALL

AS_OF = date(2026, 11, 23)


def _page(title: str, text: str, attributes: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title></head><body><nav>Everywhere</nav>'
        f'<main id="p_main"{attributes}><h1 class="title">{title}</h1><p data-found class="lead">{text}</p>'
        "<p>It stands at 8 %.</p></main></body></html>"
    )


def _found(kind: str, team: str) -> str:
    return f' data-kind="{kind}" data-team="{team}" data-status=""'


PAGES = {
    "search/index.html": _page("Search", "Find a goal."),
    "goals/index.html": _page("Goals", "All of them."),
    **{
        f"goals/g{number}/index.html": _page(f"Goal {number}", f"Renewal {number}", _found("Goal", "Sales"))
        for number in range(40)
    },
    "kpis/rate/index.html": _page("Rate", "It is measured.", _found("KPI", "A, B &amp; C")),
}


def _indexed(folder: Path) -> dict[str, bytes]:
    build_file_tree(folder, PAGES)
    search.index(folder)
    return read_file_tree(folder / "search/index")


def test_same_pages_give_same_bytes(tmp_path: Path) -> None:
    """Three runs in three folders give the same files with the same content."""
    first = _indexed(tmp_path / "one")
    assert _indexed(tmp_path / "two") == first
    assert _indexed(tmp_path / "three") == first


def test_records_are_found_and_lists_are_not(tmp_path: Path) -> None:
    """Pages that are marked as records are in the index, with their filters; lists are not."""
    pages = json.loads(_indexed(tmp_path)["pages.json"])
    assert {page["url"] for page in pages.values()} == {f"/goals/g{n}/" for n in range(40)} | {"/kpis/rate/"}
    rate = next(page for page in pages.values() if page["url"] == "/kpis/rate/")
    assert rate == {"url": "/kpis/rate/", "title": "Rate", "kind": "KPI", "team": "A, B & C"}


def test_no_ready_made_search_box_is_published(tmp_path: Path) -> None:
    """Of what Pagefind writes only that is kept that our own page loads."""
    names = {name for name in _indexed(tmp_path) if "/" not in name}
    assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "pages.json"} <= names
    assert not any("ui" in name or name.endswith(".css") for name in names)


def test_settings_of_the_shell_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables that Pagefind would read do not reach it."""
    first = _indexed(tmp_path / "one")
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "p")
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "nav")
    assert _indexed(tmp_path / "two") == first


def test_a_site_is_searched(tmp_path: Path) -> None:
    """A build writes an index with goals, KPIs, teams, people, cycles and the explanation of the numbers."""
    root = build_file_tree(tmp_path / "root", SMALL)
    built = build(root, tmp_path / "site", Request(AS_OF))
    assert built.notes == ()
    pages = json.loads((tmp_path / "site/search/index/pages.json").read_text(encoding="utf-8"))
    kinds = {page["kind"] for page in pages.values()}
    assert kinds == {"Goal", "KPI", "Team", "Person", "Cycle", "Explanation"}
    win = next(page for page in pages.values() if page["url"] == "/goals/win/")
    assert (win["title"], win["team"]) == ("Win 20 customers", "Sales")
    assert win["status"]


def test_words_that_are_known_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit one page is read for the index, and the index is that of a build that knows nothing."""
    root, site, cache = build_file_tree(tmp_path / "root", SMALL), tmp_path / "site", tmp_path / "cache"
    build(root, site, Request(AS_OF), cache=cache)
    path = root / "goals/sales/win.md"
    path.write_text(f"{path.read_text()}\nA bouquet of asters.\n")
    read: list[str] = []
    of = search._read

    def noted(url: str, folder: Path) -> Findable | None:
        read.append(url)
        return of(url, folder)

    monkeypatch.setattr(search, "_read", noted)
    build(root, site, Request(AS_OF), cache=cache)
    assert read == ["goals/win/"]
    build(root, tmp_path / "cold", Request(AS_OF))
    assert read_file_tree(site / "search") == read_file_tree(tmp_path / "cold/search")


def test_a_preview_has_no_index(tmp_path: Path) -> None:
    """Where the search is left out there is no index, but its page is there."""
    root = build_file_tree(tmp_path / "root", SMALL)
    built = build(root, tmp_path / "site", Request(AS_OF, with_search=False))
    assert built.notes == ()
    assert (tmp_path / "site/search/index.html").is_file()
    assert not (tmp_path / "site/search/index").exists()


@pytest.mark.parametrize("trouble", ["missing", "not a program", "fails", "talks nonsense"])
def test_a_site_without_pagefind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str) -> None:
    """Where Pagefind cannot be run, the site is built, says so in a sentence, and has no half of an index."""
    program = tmp_path / "pagefind"
    says = "printf e30=," if trouble == "talks nonsense" else "echo 'out of luck' >&2; exit 3"  # `{}`
    program.write_text(f"#!/bin/sh\nmkdir -p search/index\n{says}\n", encoding="utf-8")
    program.chmod(0o644 if trouble == "not a program" else 0o755)
    if trouble == "missing":
        monkeypatch.setattr(search, "find_spec", lambda _: None)
    else:
        monkeypatch.setattr(search, "_program", lambda: program)
    root = build_file_tree(tmp_path / "root", SMALL)
    built = build(root, tmp_path / "site", Request(AS_OF))
    assert built.pages
    assert len(built.notes) == 1
    assert built.notes[0].startswith("The site has no search: ")
    assert ("out of luck" in built.notes[0]) == (trouble == "fails")
    assert (tmp_path / "site/search/index.html").is_file()
    assert not (tmp_path / "site/search/index").exists()


def test_an_index_that_failed_is_made_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure that passes leaves no site without search: the same build again makes the index."""
    root, site, cache = build_file_tree(tmp_path / "root", SMALL), tmp_path / "site", tmp_path / "cache"
    with monkeypatch.context() as patch:
        patch.setattr(search, "_program", lambda: tmp_path / "missing")
        for _ in range(2):
            assert len(build(root, site, Request(AS_OF), cache=cache).notes) == 1
    assert build(root, site, Request(AS_OF), cache=cache).notes == ()
    build(root, tmp_path / "clean", Request(AS_OF))
    assert read_file_tree(site) == read_file_tree(tmp_path / "clean")


def test_a_full_disk_is_not_a_missing_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full while the index is made, the published site stays with its index."""
    root = build_file_tree(tmp_path / "root", SMALL)
    build(root, tmp_path / "site", Request(AS_OF))
    before = read_file_tree(tmp_path / "site")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(search, "make_index", full)
    path = root / "goals/sales/win.md"
    path.write_text(path.read_text() + "\nOne more word.\n")
    with pytest.raises(SiteError, match="make room and build again"):
        build(root, tmp_path / "site", Request(AS_OF))
    assert read_file_tree(tmp_path / "site") == before
