"""The pages of `docs/` that list fields, made from the models so that they cannot drift.

`pages()` returns them; `python -m goalposts.documentation docs` writes them into a folder.
"""

from __future__ import annotations

from pathlib import Path

from goalposts.documentation import goal_fields, kpi_fields, settings

PAGES = (goal_fields, kpi_fields, settings)
MADE = "<!-- Made from the code by `python -m goalposts.documentation docs`. Edits here are lost. -->\n\n"


def pages() -> dict[str, str]:
    """Return the pages that are made from the models: file name to Markdown."""
    return {page.FILE: MADE + page.text() for page in PAGES}


def write(folder: Path) -> None:
    """Write the pages into a folder that is there."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
