"""What is in the wheel, and that it works where nothing of this folder is."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.commands import commit_all, run
from tests.support.example import REPOSITORY
from tests.support.files import build_file_tree

pytestmark = pytest.mark.xdist_group("wheel")  # the tests share one wheel

TEMPLATES = REPOSITORY / "templates"

SMALL_REPOSITORY = {
    "site_config.yml": """\
schema: 1
site:
  name: Small goals
  url: https://small.example/
people:
  ada: {name: Ada Editor, team: support}
""",
    "goals/index.md": "---\ntitle: Small goals\n---\nWe answer fast.\n",
    "goals/support/index.md": "---\ntitle: Support\nlead: ada\n---\nWe answer.\n",
    "goals/support/answer-in-an-hour.md": """\
---
title: Answer in an hour
level: team
owner: ada
cycle: 2026-Q4
key_results:
  - kpi: first-answer
    baseline: 120
    target: 60
---
Customers wait too long.
""",
    "kpis/first-answer.md": """\
---
title: Minutes to the first answer
direction: down
unit: duration:minutes
cadence: monthly
owner: ada
team: support
healthy: {at_most: 60}
---
The median over all tickets of a month.
""",
    "kpis/first-answer.csv": "date,value\n2026-09,120\n2026-10,100\n",
}


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def _only(folder: Path, pattern: str) -> Path:
    found = list(folder.glob(pattern))
    assert len(found) == 1, found
    return found[0]


def _build_wheel(source: Path, into: Path) -> Path:
    """Returns the wheel made of a folder or an sdist, with the back end that is installed here."""
    run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", into, source],
        cwd=into.parent,
    )  # fmt: skip
    return _only(into, "*.whl")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this working copy."""
    return _build_wheel(REPOSITORY, tmp_path_factory.mktemp("wheel") / "dist")


def test_wheel_holds_the_package_and_its_templates(wheel: Path) -> None:
    """The wheel has every module and every template, its licence, and nothing else."""
    names = {name for name in _names(wheel) if ".dist-info/" not in name}
    package = REPOSITORY / "generator" / "goalposts"
    expected = {
        f"goalposts/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    } | {f"goalposts/templates/{path.relative_to(TEMPLATES).as_posix()}" for path in TEMPLATES.rglob("*.*")}
    assert sorted(expected - names) == [], "left out: does .gitignore name a folder of the package?"
    assert sorted(names - expected) == []
    assert "goalposts/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in _names(wheel))


@pytest.mark.long
def test_sdist_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """A wheel made from the source distribution has the same files as one made from the working copy."""
    run(
        [
            sys.executable,
            "-m",
            "build",
            "--sdist",
            "--no-isolation",
            "--outdir",
            tmp_path / "sdist",
            REPOSITORY,
        ],
        cwd=tmp_path,
    )
    again = _build_wheel(_only(tmp_path / "sdist", "*.tar.gz"), tmp_path / "dist")
    assert _names(again) == _names(wheel)


@pytest.mark.long
def test_wheel_works_in_a_new_environment(wheel: Path, tmp_path: Path) -> None:
    """Installed alone, it builds a repository that has no templates of its own, and one that replaces one."""
    environment = tmp_path / "venv"
    run([sys.executable, "-m", "venv", environment], cwd=tmp_path)
    python = environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    run(
        [python, "-m", "pip", "install", "--quiet", "--constraint", REPOSITORY / "constraints.txt", wheel],
        cwd=tmp_path,
        timeout=600,
    )
    repository = build_file_tree(tmp_path / "small", SMALL_REPOSITORY)
    commit_all(repository, "Write the first goal")
    command: list[str | Path] = [
        python,
        "-m",
        "goalposts",
        "build",
        "--root",
        repository,
        "--as-of",
        "2026-11-15",
        "--site-dir",
    ]

    run([*command, tmp_path / "plain"], cwd=tmp_path)
    goal = (tmp_path / "plain/goals/answer-in-an-hour/index.html").read_text(encoding="utf-8")
    assert "Answer in an hour" in goal
    assert "goalposts-own-mark" not in goal

    packaged = (TEMPLATES / "base.html").read_text(encoding="utf-8")
    own = packaged.replace("</body>", '<p id="goalposts-own-mark">Ours.</p></body>')
    assert own != packaged
    build_file_tree(repository, {"templates/base.html": own})
    run([*command, tmp_path / "own"], cwd=tmp_path)
    assert "goalposts-own-mark" in (tmp_path / "own/goals/answer-in-an-hour/index.html").read_text("utf-8")
