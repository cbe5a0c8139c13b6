"""The code blocks of the pages in `docs/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.support.example import REPOSITORY

_FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"`([\w./-]+\.\w+)`[^\n`]*:\s*\Z")


@dataclass(frozen=True)
class Block:
    """A code block: its language, its text, the words before it, and the file that they name, if any."""

    page: str
    language: str
    text: str
    before: str

    @property
    def file(self) -> str | None:
        """The path in the words before a block that is a whole file: `… write `kpis/nps.csv`:`."""
        found = _NAMED.search(self.before)
        return found and found[1]


def pages() -> list[Path]:
    """Returns the pages for people, in order."""
    return [
        REPOSITORY / "README.md",
        REPOSITORY / "CONTRIBUTING.md",
        *sorted((REPOSITORY / "docs").glob("*.md")),
    ]


def blocks(page: Path) -> list[Block]:
    """Returns the code blocks of a page, without the indentation that they stand in."""
    text = page.read_text(encoding="utf-8")
    found, end = [], 0
    for match in _FENCE.finditer(text):
        inner = re.sub(rf"^{match[1]}", "", match[3], flags=re.MULTILINE)
        found.append(Block(page.name, match[2], inner, text[end : match.start()]))
        end = match.end()
    return found
