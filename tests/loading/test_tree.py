"""The folder of a repository on disk: only its own ordinary files are read, everything else is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goalposts.loading.parse import parse
from goalposts.loading.tree import SourceTree, load
from goalposts.problems import in_order
from tests.support.example import REPOSITORY
from tests.support.files import build_file_tree
from tests.support.repository import repository, unmark

NEEDS_LINKS = pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")


def _build(root: Path) -> Path:
    plain, _ = unmark(repository())
    return build_file_tree(root, plain)


def _told(tree: SourceTree) -> list[tuple[str, str]]:
    assert all(problem.hint for problem in tree.problems)
    return [(problem.code, problem.path) for problem in in_order(tree.problems)]


def test_a_repository_is_read(tmp_path: Path) -> None:
    """All files that matter are read, as bytes, in sorted order; hidden and foreign ones are not."""
    root = _build(tmp_path)
    build_file_tree(
        root, {"goals/.draft.md": "x", ".git/config": "x", "README.md": "x", "kpis/a/plan.png": b"\x89"}
    )
    tree = load(root)
    assert tree.problems == ()
    assert list(tree.files) == sorted([*repository(), "kpis/a/plan.png"])
    assert parse(tree).problems == ()


@pytest.mark.skipif(os.sep == "\\", reason="a backslash is no letter of a name there")
def test_names_that_no_address_may_hold_are_told(tmp_path: Path) -> None:
    """A backslash (F105) parts folders on some systems: nothing with one could be published."""
    root = build_file_tree(_build(tmp_path), {"goals/a\\b.png": "x", "kpis/c\\d/e.csv": "x"})
    assert _told(load(root)) == [("F105", "goals/a\\b.png"), ("F105", "kpis/c\\d")]


@NEEDS_LINKS
def test_own_templates_are_read(tmp_path: Path) -> None:
    """Texts in `templates/` are read, other files there are named; hidden ones and links do not count."""
    root = _build(tmp_path)
    templates: dict[str, str | bytes] = {
        "goal.html": "a",
        "assets/own.css": "b",
        "assets/x.png": b"\x89",
        ".x/y.html": "",
        ".z.html": "",
    }
    build_file_tree(root, {f"templates/{name}": content for name, content in templates.items()})
    (root / "templates/link.html").symlink_to("goal.html")
    assert load(root).templates == {"assets/own.css": b"b", "assets/x.png": b"", "goal.html": b"a"}
    assert load(root).problems == ()


def test_the_packaged_templates_are_nobodys_own() -> None:
    """The repository of the generator has no templates of its own: those there are the packaged ones."""
    assert load(REPOSITORY).templates == {}


def test_missing_parts_are_told(tmp_path: Path) -> None:
    """A folder without settings and goals is told so (F106), and so is one that is not there."""
    assert _told(load(tmp_path)) == [("F106", "goals"), ("F106", "site_config.yml")]
    assert [code for code, _ in _told(load(tmp_path / "nowhere"))] == ["F106"]


def test_unused_files_are_told(tmp_path: Path) -> None:
    """A file with another ending is told (F107): a goal with a mistyped one would vanish without a word."""
    root = build_file_tree(_build(tmp_path), {"goals/plan.markdown": "x", "kpis/nps.CSV": "x"})
    assert _told(load(root)) == [("F107", "goals/plan.markdown"), ("F107", "kpis/nps.CSV")]


def test_names_that_are_nearly_right_are_told(tmp_path: Path) -> None:
    """A file or folder at the top that is not read for its name alone is told (F107)."""
    files = {
        "People.csv": "x",
        "site_config.yaml": "x",
        "KPIs/nps.md": "x",
        "README.md": "x",
        "goal/x.md": "x",
    }
    root = build_file_tree(_build(tmp_path), files)
    (root / "people.csv").unlink(missing_ok=True)
    told = [problem for problem in load(root).problems if problem.path in {*files, "KPIs"}]
    assert [(problem.code, problem.path) for problem in told] == [
        ("F107", "KPIs"),
        ("F107", "People.csv"),
        ("F107", "site_config.yaml"),
    ]
    assert [problem.hint for problem in told][1] == "Only `people.csv` is read: rename this, or remove it."


@NEEDS_LINKS
def test_links_and_special_files_are_refused(tmp_path: Path) -> None:
    """Symbolic links and pipes are told (F101) and never followed or waited for."""
    root = _build(tmp_path / "repository")
    build_file_tree(tmp_path, {"secret.md": "x", "outside/a.md": "x"})
    (root / "goals/secret.md").symlink_to(tmp_path / "secret.md")
    (root / "goals/folder").symlink_to(tmp_path / "outside")
    (root / "kpis/dead.csv").symlink_to(tmp_path / "nowhere")
    (root / "people.csv").symlink_to(tmp_path / "secret.md")
    os.mkfifo(root / "kpis/pipe.csv")
    tree = load(root)
    refused = ["goals/folder", "goals/secret.md", "kpis/dead.csv", "kpis/pipe.csv", "people.csv"]
    assert _told(tree) == [("F101", path) for path in refused]
    assert not set(refused) & set(tree.files)


@NEEDS_LINKS
def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """The folders themselves are not followed either."""
    root = _build(tmp_path / "repository")
    (root / "kpis").rename(tmp_path / "kpis")
    (root / "kpis").symlink_to(tmp_path / "kpis")
    assert _told(load(root)) == [("F101", "kpis")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_unreadable_files_are_told(tmp_path: Path) -> None:
    """A file or folder without read permission is a problem (F101), not a traceback."""
    root = _build(tmp_path)
    (root / "goals/top.md").chmod(0)
    (root / "kpis").chmod(0)
    try:
        assert _told(load(root)) == [("F101", "goals/top.md"), ("F101", "kpis")]
    finally:
        (root / "kpis").chmod(0o755)


def test_errors_of_the_disk_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the file system refuses is a problem at the folder (F101)."""
    root = _build(tmp_path)
    really = os.scandir

    def refusing(path: Path) -> object:
        if Path(path).name == "sales":
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr("goalposts.loading.tree.os.scandir", refusing)
    assert _told(load(root)) == [("F101", "goals/sales")]


def test_a_folder_that_must_not_be_entered_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A root that cannot be looked into is a problem (F101) of its own, not of the files in it."""
    root = _build(tmp_path)

    def refusing(path: str) -> object:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("goalposts.loading.tree.os.stat", refusing)
    assert _told(load(root)) == [("F101", str(root))]


def test_deep_folders_are_told(tmp_path: Path) -> None:
    """Folders nest at most 32 levels deep (F103)."""
    root = _build(tmp_path)
    deep = root / "goals" / "/".join("a" * 40)
    deep.mkdir(parents=True)
    assert [code for code, _ in _told(load(root))] == ["F103"]


@pytest.mark.skipif(os.name != "posix", reason="needs names of any bytes")
def test_strange_names_are_told(tmp_path: Path) -> None:
    """A name with control characters or broken bytes is told (F105), in a form that a terminal can show."""
    root = _build(tmp_path)
    goals = os.fsencode(root / "goals")
    for name in (b"a\x1b[31m.md", b"b\n.md", b"c\xff.md"):
        Path(os.fsdecode(os.path.join(goals, name))).write_text("x", encoding="utf-8")  # noqa: PTH118  # bytes
    tree = load(root)
    assert _told(tree) == [("F105", "goals/a?[31m.md"), ("F105", "goals/b?.md"), ("F105", "goals/c?.md")]


def test_large_files_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the limit is told (F103) and not read."""
    monkeypatch.setattr("goalposts.loading.tree.MAX_FILE", 200)
    root = build_file_tree(_build(tmp_path), {"kpis/nps.csv": "date,value\n" + "2026-10,1\n" * 30})
    tree = load(root)
    assert ("F103", "kpis/nps.csv") in _told(tree)
    assert "kpis/nps.csv" not in tree.files
