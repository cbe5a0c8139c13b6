"""What the Markdown of a repository links to, and which images its texts name."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import comrak

from goalposts.loading.dialect import dialect_of
from goalposts.loading.people import HOME
from goalposts.loading.tree import IMAGES
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi
from goalposts.records.people import Team
from goalposts.records.repository import Repository

OUTSIDE = ".."
# comrak writes these; raw HTML of the text is escaped and can look like none of them
_FOUND = re.compile(r'<(a|img) data-sourcepos="(\d+):(\d+)-[\d:]+" (?:href|src)="([^"]*)"')
_MAY_LINK = re.compile(r"\]\(|\]:|<[A-Za-z]")
_REPORTED = ("wins", "blockers", "needs", "next", "note")


def shown_images(repository: Repository, text_of: Callable[[Goal | Kpi | Team], str]) -> set[str]:
    """Return the files of images that the texts of records lead to; `text_of` gives their bodies.

    A name alone is not enough: a text may have one that is also that of an image of a private record.
    """
    return {
        file
        for text, path in _all_texts(repository, text_of)
        if any(ending in text for ending in IMAGES)
        for target, *_ in links_of(text)
        if (file := file_of(target, path)) is not None and file.endswith(IMAGES)
    }


def _all_texts(
    repository: Repository, text_of: Callable[[Goal | Kpi | Team], str]
) -> Iterator[tuple[str, str]]:
    yield repository.introduction, HOME
    for records in (repository.goals, repository.kpis, repository.teams):
        for record in records.values():
            yield text_of(record), record.path
            if isinstance(record, Goal):
                yield from ((text, record.path) for _, text in texts_of(record))


def texts_of(goal: Goal) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the Markdown texts in a goal's fields, each with the steps to it."""
    yield ("retrospective",), goal.retrospective or ""
    for index, check_in in enumerate(goal.check_ins):
        for name in _REPORTED:
            yield ("check_ins", index, name), getattr(check_in, name) or ""


# several rules ask about the same texts
@lru_cache(maxsize=8192)
def links_of(text: str) -> tuple[tuple[str, bool, int, int], ...]:
    """Return the links and images of a Markdown text: target, whether it is an image, line and column."""
    return tuple(_links_of(text)) if _MAY_LINK.search(text) else ()


def _links_of(text: str) -> Iterator[tuple[str, bool, int, int]]:
    options = comrak.RenderOptions()
    options.sourcepos = True
    options.escape = True
    options.unsafe_ = True  # else dangerous targets are left out, and nobody hears of them
    lines = text.split("\n")
    made = comrak.render_markdown(text, extension_options=dialect_of(text), render_options=options)
    for tag, line, column, target in _FOUND.findall(made):
        # comrak counts bytes
        before = lines[int(line) - 1].encode()[: int(column) - 1].decode(errors="ignore")
        yield html.unescape(target), tag == "img", int(line), len(before) + 1


def scheme_of(target: str) -> str:
    """Return the scheme of a target in lower case, empty for a relative one."""
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", target))
    return found[1].lower() if found else ""


def file_of(target: str, path: str) -> str | None:
    """Return the file of the repository that a relative target of the file `path` names.

    `OUTSIDE` where it is none of the repository; None for web addresses and places on the same page.
    """
    if scheme_of(target) or target.startswith(("//", "#", "?")):
        return None
    try:
        named = unquote(urlsplit(target).path)
    except ValueError:
        return None
    base = "" if named.startswith("/") else posixpath.dirname(path)
    file = posixpath.normpath(posixpath.join(base, named.lstrip("/")))
    if file == ".." or file.startswith("../"):
        return OUTSIDE
    return None if file == "." or not named else file
