"""The preview goes on whatever happens to the files it follows, and rebuilds once for one checkout."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.history.story import Story, git, shas
from tests.safety.payloads import CALL
from tests.site.test_serving import Served
from tests.support.amount import amount
from tests.support.files import build_file_tree
from tests.support.small import SMALL

QUIET = 1.5
"""Seconds without a rebuild after which there is none to come."""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A small repository."""
    return build_file_tree(tmp_path / "repository", SMALL)


@pytest.fixture
def served(repository: Path) -> Iterator[Served]:
    """Its preview."""
    preview = Served(repository)
    yield preview
    preview.stop.set()
    preview.thread.join(timeout=30)
    assert not preview.thread.is_alive()


def _cut(root: Path) -> None:
    goal = root / "goals/sales/win.md"
    goal.write_bytes(goal.read_bytes()[:40])


def _cut_in_a_letter(root: Path) -> None:
    (root / "goals/sales/win.md").write_bytes("---\ntitle: é".encode()[:-1])


def _to_folder(root: Path) -> None:
    (root / "goals/grow.md").unlink()
    (root / "goals/grow.md").mkdir()


def _to_link(root: Path) -> None:
    (root / "goals/grow.md").unlink()
    (root / "goals/grow.md").symlink_to("/dev/zero")


BREAKS: dict[str, Callable[[Path], object]] = {
    "half a file": _cut,
    "no settings": lambda root: (root / "site_config.yml").unlink(),
    "no goals": lambda root: shutil.rmtree(root / "goals"),
    "half a letter": _cut_in_a_letter,
    "empty settings": lambda root: (root / "site_config.yml").write_text("", encoding="utf-8"),
    "a template that is broken": lambda root: build_file_tree(root, {"templates/goal.html": "{% if"}),
    "a template without its view": lambda root: build_file_tree(root, {"templates/goal.html": "{{ x.y }}"}),
    "a folder for a file": _to_folder,
    "a link for a file": _to_link,
    "a series of NUL": lambda root: (root / "kpis/customers.csv").write_bytes(bytes(5000)),
    "a name that is hostile": lambda root: build_file_tree(root, {f"goals/<script>{CALL}<!--/x.md": "x"}),
}  # fmt: skip


def test_broken_files_stop_nothing(served: Served, repository: Path) -> None:
    """Whatever is broken, the last good page stays under a banner of plain text, until it is mended."""
    for what, damage in list(BREAKS.items())[: amount(2, len(BREAKS))]:
        damage(repository)
        served.until(lambda: "preview-problem" in served.get("goals/win/"))
        page = served.get("goals/win/")
        assert "Win 20 customers" in page, what
        assert f"<script>{CALL}" not in page, what
        shutil.rmtree(repository / "goals", ignore_errors=True)
        shutil.rmtree(repository / "templates", ignore_errors=True)
        build_file_tree(repository, SMALL)
        served.until(lambda: "preview-problem" not in served.get("goals/win/"))
        assert "Win 20 customers" in served.get("goals/win/"), what
    assert not any("Traceback" in line for line in served.said)


def rebuilds(preview: Served, action: Callable[[], object]) -> int:
    """Returns how often the preview was rebuilt after something was done, once it is quiet again."""
    before = len(preview.said)
    action()
    preview.until(lambda: len(preview.said) > before)
    seen = -1
    while seen != len(preview.said):
        seen = len(preview.said)
        time.sleep(QUIET)
    return len(preview.said) - before


def test_a_checkout_is_one_rebuild(tmp_path: Path) -> None:
    """A checkout that writes a thousand files rebuilds the preview once."""
    story = Story()
    story.commit("2026-10-01", "Small", dict(SMALL))
    many = {f"goals/pictures/p{number}.png": b"\x89PNG" + bytes(20_000) for number in range(1000)}
    win = SMALL["goals/sales/win.md"].replace("Win 20", "Win 30")
    story.commit("2026-10-02", "Many", {**many, "goals/sales/win.md": win})
    root = story.write(tmp_path / "repository")
    first, last = shas(root)[1], shas(root)[2]
    git(root, "checkout", "--quiet", first)
    preview = Served(root)
    try:
        assert "Win 20 customers" in preview.get("goals/win/")
        assert rebuilds(preview, lambda: git(root, "checkout", "--quiet", last)) == 1
        assert "Win 30 customers" in preview.get("goals/win/")
    finally:
        preview.stop.set()
        preview.thread.join(timeout=30)


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems have no such names")
def test_a_name_that_is_not_utf_8_stops_nothing(served: Served, repository: Path) -> None:
    """A file with a name in another encoding is a problem like any other, and gone once it is deleted."""
    strange = repository / os.fsdecode(b"goals/sales/caf\xe9.md")
    strange.write_text("x", encoding="utf-8")
    served.until(lambda: "F105" in served.get("goals/win/"))
    strange.unlink()
    served.until(lambda: "preview-problem" not in served.get("goals/win/"))


@pytest.mark.long
def test_a_lock_that_was_left_behind_is_not_waited_for(served: Served, repository: Path) -> None:
    """Where git was killed, edits are followed all the same after a while."""
    build_file_tree(repository, {".git/index.lock": ""})
    goal = repository / "goals/sales/win.md"
    goal.write_text(goal.read_text(encoding="utf-8").replace("Win 20", "Win 30"), encoding="utf-8")
    served.until(lambda: "Win 30 customers" in served.get("goals/win/"))
