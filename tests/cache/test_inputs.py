"""What a build depends on: whichever part of it is another one, what was kept before counts no more."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from goalposts.cache import inputs
from goalposts.cache.inputs import clone_version, code_version, templates_version, tree_version
from goalposts.loading.tree import load
from tests.support.files import build_file_tree

PROJECT = Path(__file__).parents[2] / "pyproject.toml"

# --- code -------------------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small package in the place of the generator, beside the libraries that are installed."""
    package = build_file_tree(tmp_path / "package", {"cache/inputs.py": "1", "pipeline.py": "1"})
    (tmp_path / "installed").mkdir()
    monkeypatch.setattr(inputs, "__file__", str(package / "cache/inputs.py"))
    monkeypatch.setattr(sys, "path", [str(tmp_path / "installed")])
    return package


@pytest.mark.parametrize(
    "files", [{"pipeline.py": "2"}, {"cache/inputs.py": "2"}, {"new.py": ""}, {"new/module.py": ""}]
)
def test_code_counts(package: Path, files: dict[str, str]) -> None:
    """Another text of a module, and another module, make another version."""
    before = code_version()
    assert before == code_version()
    build_file_tree(package, files)
    assert code_version() != before


def test_names_of_modules_count(package: Path) -> None:
    """The same texts under other names are other code."""
    before = code_version()
    (package / "pipeline.py").rename(package / "pipelines.py")
    assert code_version() != before


def test_python_counts(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another Python makes another version."""
    before = code_version()
    monkeypatch.setattr(sys, "version", f"{sys.version} of another build")
    assert code_version() != before


def test_what_is_no_code_does_not_count(package: Path, tmp_path: Path) -> None:
    """Compiled modules and libraries that nothing is made with change nothing."""
    before = code_version()
    build_file_tree(package, {"__pycache__/x.py": "", "py.typed": ""})
    build_file_tree(tmp_path / "installed", {"pytest-9.0.dist-info/METADATA": "", "msgspec/x.py": ""})
    assert code_version() == before


def needed() -> list[str]:
    """Returns the names of the libraries that the package says it needs."""
    declared = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    return [canonicalize_name(Requirement(text).name) for text in declared]


# what those bring along and what is made depends on, and the other name of MkDocs
BROUGHT = ["markupsafe", "pydantic-core", "properdocs"]


@pytest.mark.parametrize("library", [*needed(), *BROUGHT])
def test_each_library_counts(package: Path, tmp_path: Path, library: str) -> None:
    """Another version of any library that the package needs makes another version."""
    folder = tmp_path / "installed"
    name = library.replace("-", "_")
    versions = [code_version()]
    for number in ("1.0", "1.1"):
        for other in folder.iterdir():
            other.rmdir()
        (folder / f"{name}-{number}.dist-info").mkdir()
        versions.append(code_version())
    assert len(set(versions)) == 3


# --- clone ------------------------------------------------------------------------------------------

CLONE = {
    ".git/HEAD": "ref: refs/heads/main",
    ".git/config": "[core]",
    ".git/refs/heads/main": "1",
    "goals/a.md": "",
}


@pytest.mark.parametrize(
    "path",
    [
        ".mailmap",
        ".git/HEAD",
        ".git/packed-refs",
        ".git/reftable/tables.list",
        ".git/shallow",
        ".git/config",
        ".git/info/attributes",
        ".git/info/grafts",
        ".git/refs/heads/main",
        ".git/refs/heads/topics/one",
    ],
)
def test_what_decides_how_history_is_told_counts(tmp_path: Path, path: str) -> None:
    """A branch that moved, other names of authors and other settings make another version."""
    root = build_file_tree(tmp_path, CLONE)
    versions = [clone_version(root)]
    for text in ("2", "3"):
        build_file_tree(root, {path: text})
        versions.append(clone_version(root))
    assert len(set(versions)) == 3


def test_names_of_branches_of_others_count(tmp_path: Path) -> None:
    """A branch that a remote has makes another version, one that only moved there does not."""
    root = build_file_tree(tmp_path, CLONE)
    before = clone_version(root)
    build_file_tree(root, {".git/refs/remotes/origin/main": "1"})
    after = clone_version(root)
    assert after != before
    build_file_tree(root, {".git/refs/remotes/origin/main": "2"})
    assert clone_version(root) == after


def test_devices_are_not_read(tmp_path: Path) -> None:
    """A link to a device, and one that leads round in a circle, count as one that leads nowhere."""
    found = set()
    for number, leads_to in enumerate((os.devnull, "round", "nowhere")):
        root = build_file_tree(tmp_path / str(number), CLONE)
        for path in (".mailmap", "templates/round"):
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).symlink_to(leads_to)
        found.add((clone_version(root), templates_version([root / "templates"])))
    assert len(found) == 1


def test_a_template_may_be_a_link(tmp_path: Path) -> None:
    """Of a link to an ordinary file counts what that one holds."""
    root = build_file_tree(tmp_path / "root", {"goal.html": "1"})
    (root / "kpi.html").symlink_to(build_file_tree(tmp_path, {"other.html": "1"}) / "other.html")
    before = templates_version([root])
    build_file_tree(tmp_path, {"other.html": "2"})
    assert templates_version([root]) != before


def test_a_work_tree_has_its_own_and_shared_files(tmp_path: Path) -> None:
    """Of a work tree its own HEAD counts, and the branches of the clone that it belongs to."""
    own = {"worktrees/tree/HEAD": "ref: refs/heads/main", "worktrees/tree/commondir": "../..\n"}
    build_file_tree(tmp_path / "clone/.git", {**own, "refs/heads/main": "1"})
    root = build_file_tree(tmp_path / "tree", {".git": f"gitdir: {tmp_path}/clone/.git/worktrees/tree\n"})
    versions = [clone_version(root)]
    for path in ("worktrees/tree/HEAD", "refs/heads/main"):
        build_file_tree(tmp_path / "clone/.git", {path: "2"})
        versions.append(clone_version(root))
    assert len(set(versions)) == 3


def test_settings_of_the_shell_for_git_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables that git reads make another version."""
    root = build_file_tree(tmp_path, CLONE)
    before = clone_version(root)
    monkeypatch.setenv("GIT_NOTES_REF", "another")
    assert clone_version(root) != before


def test_where_a_repository_is_in_its_clone_counts(tmp_path: Path) -> None:
    """Two folders of one clone have each their own history; where the clone stands makes no difference."""
    for clone in ("one", "two"):
        build_file_tree(tmp_path / clone, {**CLONE, "p/goals/a.md": "", "q/goals/a.md": ""})
    places = ("one", "one/p", "one/q", "one/p/goals")
    assert len({clone_version(tmp_path / place) for place in places}) == len(places)
    assert clone_version(tmp_path / "one/p") == clone_version(tmp_path / "two/p")


def test_what_tells_nothing_of_history_does_not_count(tmp_path: Path) -> None:
    """What git writes whenever it is asked, and files of the repository, change nothing."""
    root = build_file_tree(tmp_path, CLONE)
    before = clone_version(root)
    build_file_tree(root, {".git/index": "2", ".git/FETCH_HEAD": "2", "goals/a.md": "2"})
    assert clone_version(root) == before


# --- templates and files ----------------------------------------------------------------------------


@pytest.mark.parametrize("files", [{"base.html": "2"}, {"assets/site.css": "2"}, {"more.html": ""}])
def test_templates_count(tmp_path: Path, files: dict[str, str]) -> None:
    """Another text of a template or asset, and another one, make another version."""
    folder = build_file_tree(tmp_path, {"base.html": "1", "assets/site.css": "1"})
    before = templates_version([folder])
    assert before == templates_version([folder])
    build_file_tree(folder, files)
    assert templates_version([folder]) != before


def test_places_of_templates_count(tmp_path: Path) -> None:
    """The same text under another name is another template, and the first of two folders wins."""
    build_file_tree(tmp_path, {"one/a.html": "1", "two/b.html": "1", "none/x/y": ""})
    one, two = tmp_path / "one", tmp_path / "two"
    asked = ([one], [two], [one, two], [two, one], [one, tmp_path / "missing"])
    assert len({templates_version(folders) for folders in asked}) == len(asked)


@pytest.mark.parametrize(
    "files",
    [{"goals/a.md": "2"}, {"goals/b.md": ""}, {"site_config.yml": "schema: 2"}, {"goals/odd.xlsx": ""}],
)
def test_files_of_the_repository_count(tmp_path: Path, files: dict[str, str]) -> None:
    """Another text, another file, and what is wrong with reading one make another version."""
    root = build_file_tree(tmp_path, {"goals/a.md": "1", "site_config.yml": "schema: 1"})
    before = tree_version(load(root))
    assert before == tree_version(load(root))
    build_file_tree(root, files)
    assert tree_version(load(root)) != before
