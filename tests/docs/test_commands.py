"""`docs/commands.md`: its examples of editing run in this repository."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from goalposts.cli.main import main
from tests.support.example import AS_OF, REPOSITORY

PAGE = (REPOSITORY / "docs/commands.md").read_text(encoding="utf-8")
EDITING = ("record KPI DATE VALUE", "check-in GOAL", "new goal", "new kpi", "new team")
ASKING = 3
"""The words of a command that asks on a terminal; the tests have none."""


def _examples(section: str) -> Iterator[list[str]]:
    """Yields the words of each command in the block that begins a section."""
    begin = PAGE.index(f"## `goalposts {section}`")
    block = re.search(r"(?:^    .*\n)+", PAGE[begin:], re.MULTILINE)
    assert block, section
    for line in block[0].replace("\\\n", " ").splitlines():
        yield shlex.split(line)


@pytest.mark.parametrize("section", EDITING)
def test_the_examples_run_here(section: str, tmp_path: Path) -> None:
    """Each command of the block is taken as it stands there, one after the other."""
    for name in ("goals", "kpis"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "site_config.yml", tmp_path)
    ran = 0
    for program, *words in _examples(section):
        assert program == "goalposts"
        if len(words) < ASKING:
            continue
        told = CliRunner().invoke(
            main, [*words, "--root", str(tmp_path)], obj=lambda: date.fromisoformat(AS_OF)
        )
        assert told.exit_code == 0, f"{shlex.join(words)}\n{told.output}"
        ran += 1
    assert ran
