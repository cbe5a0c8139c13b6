"""`docs/first-goal.md`: what stands there is what happens."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

from tests.docs.fences import Block, blocks
from tests.support.example import REPOSITORY
from tests.support.files import build_file_tree

PAGE = REPOSITORY / "docs/first-goal.md"
GOAL = "goals/answer-customers-within-8-hours.md"
EDIT = re.compile(r"write `(\w+)` instead\s+of `(\w+)`")
# How long a build takes differs from machine to machine.
VARYING = re.compile(r"(?<=into site/ in )[\d.]+ s\.")


def test_the_page_does_what_it_says(tmp_path: Path) -> None:
    """Its files, written in order, and its commands, run in order, give its output and its sentences."""
    told = 0
    for block in blocks(PAGE):
        told += _sentences_hold(block.before, tmp_path)
        if block.file:
            build_file_tree(tmp_path, {block.file: block.text})
        elif block.language == "console":
            _make_edit(block, tmp_path)
            assert VARYING.sub("", _run(block, tmp_path)) == VARYING.sub("", block.text)
    assert (tmp_path / GOAL).is_file()
    assert told == 2, "the page quotes the goal's page twice"


def _run(block: Block, folder: Path) -> str:
    """Returns the commands of a block, each followed by what it prints."""
    shown = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            program, *arguments = line[2:].split()
            assert program == "goalposts"
            finished = subprocess.run(
                [sys.executable, "-m", program, *arguments],
                cwd=folder,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # `record` notes there whether the month is over on the real today
                text=True,
                encoding="utf-8",
                timeout=120,
                check=False,
            )
            shown += [line, *finished.stdout.splitlines()]
    return "\n".join(shown) + "\n"


def _make_edit(block: Block, folder: Path) -> None:
    if edit := EDIT.search(block.before):
        path = folder / GOAL
        path.write_text(path.read_text().replace(edit[2], edit[1], 1))


def _sentences_hold(prose: str, folder: Path) -> int:
    """Checks what the prose quotes from the goal's page; returns how many quotations there are."""
    quoted = [line[2:] for line in prose.splitlines() if line.startswith("> ")]
    if not quoted:
        return 0
    built = folder / "site/goals" / Path(GOAL).stem / "index.html"
    words = html.unescape(re.sub(r"<[^>]+>", "", built.read_text(encoding="utf-8"))).replace(
        "\N{NARROW NO-BREAK SPACE}", " "
    )
    words = words.replace("\N{NO-BREAK SPACE}", " ")
    for sentence in quoted:
        assert sentence in words, sentence
    return 1
