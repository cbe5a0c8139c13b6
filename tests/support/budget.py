"""How heavy the pages of a built folder are, without a browser."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from statistics import median_low

from tests.support.survey import transfer_size

HIDDEN = re.compile(r"<template.*?</template>", re.DOTALL)
ELEMENT = re.compile(r"<[a-zA-Z]")


def kind_of(page: Path) -> str:
    """Returns the kind of a page from its path below the site: `goals/*/`, `review/weekly/*/`, `kpis/`."""
    parts = page.parent.parts
    if not parts:
        return page.name
    known = {"page", "status", "team", "weekly", "monthly", "quarterly"}
    return "/".join([parts[0], *(part if part in known else "*" for part in parts[1:])]) + "/"


def pages_by_kind(folder: Path) -> dict[str, list[Path]]:
    """Returns the HTML files of a built site, the smallest of each kind first."""
    kinds: dict[str, list[Path]] = defaultdict(list)
    for file in sorted(folder.rglob("*.html"), key=lambda file: (transfer_size(file), file)):
        kinds[kind_of(file.relative_to(folder))].append(file)
    return kinds


def median_page(pages: list[Path]) -> Path:
    """Returns the page in the middle of those that `pages_by_kind` gives for a kind."""
    return pages[median_low(range(len(pages)))]


def elements(file: Path) -> int:
    """Returns how many elements a page has, what scripts add later not counted."""
    return len(ELEMENT.findall(HIDDEN.sub("", file.read_text(encoding="utf-8"))))
