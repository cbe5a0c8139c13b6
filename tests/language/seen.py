"""Every text of a built site that somebody sees or hears, with the place where it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

_SAID = ("title", "aria-label", "alt", "placeholder", "aria-description", "aria-roledescription", "label")
_SPOKEN_META = ("description", "og:title", "og:description", "og:image:alt", "twitter:title",
                "twitter:description", "twitter:image:alt")  # fmt: skip
_VOID = {"meta", "link", "br", "img", "input", "hr", "wbr", "col", "source", "path", "line", "circle", "rect"}
# of feeds, of the rows of the list of goals, and of what the search finds
_SHOWN = {"title", "content_text", "name", "why", "owner", "team", "word", "note", "numbers", "due", "moved",
          "kind", "status", "tags"}  # fmt: skip
_ATOM = "{http://www.w3.org/2005/Atom}"


class _Reader(HTMLParser):
    """Gathers texts and spoken attributes; parts marked as another language are somebody else's."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def _is_silent(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        is_other = tag != "html" and "lang" in given
        silent = self._is_silent or is_other or tag in ("script", "style", "code")
        if tag not in _VOID:
            self._open.append((tag, silent))
        if self._is_silent and tag not in _VOID and is_other:
            return
        for name, value in given.items():
            if not self._is_silent and (name in _SAID or name.startswith("data-say")):
                self.found += _said(value)
        if tag == "meta" and given.get("name", given.get("property", "")) in _SPOKEN_META:
            self.found.append(given.get("content", ""))
        if tag == "script":
            self.found += [
                text for name, value in given.items() if name.startswith("data-say") for text in _said(value)
            ]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._is_silent and data.strip():
            self.found.append(data)


def _said(value: str) -> list[str]:
    """Returns the forms of a sentence in which a script counts, or the words themselves."""
    return list(json.loads(value).values()) if value.startswith('{"') else [value]


def texts_of_page(html: str) -> list[str]:
    """Returns the texts of a page and its attributes that are read aloud or shown."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [re.sub(r"\s+", " ", text).strip() for text in reader.found]


def texts_of_feed(xml: str) -> Iterator[str]:
    """Yields the titles and contents of an Atom feed."""
    for element in ElementTree.fromstring(xml).iter():
        if element.tag in (f"{_ATOM}title", f"{_ATOM}subtitle", f"{_ATOM}name"):
            yield element.text or ""
        elif element.tag in (f"{_ATOM}content", f"{_ATOM}summary"):
            yield from texts_of_page(element.text or "")


def texts_of_calendar(text: str) -> Iterator[str]:
    """Yields what a calendar shows."""
    for line in text.replace("\n ", "").splitlines():
        name, _, value = line.partition(":")
        if name.partition(";")[0] in ("SUMMARY", "DESCRIPTION", "X-WR-CALNAME", "NAME", "LOCATION"):
            yield value


def texts_of_json(value: Any, key: str = "") -> Iterator[str]:
    """Yields the texts of a feed, and of the rows and pages that a script shows."""
    if isinstance(value, str) and key in _SHOWN:
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts_of_json(one, key)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name != "found":  # what filters compare: ids
                yield from texts_of_json(one, name)


def texts_of_site(site: Path) -> Iterator[tuple[str, str]]:
    """Yields (address, text) for every file of a site that people read."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if name.startswith(("api/", "pagefind/")) or not path.is_file():
            continue
        if path.suffix in (".html", ".svg"):
            found: Any = texts_of_page(path.read_text(encoding="utf-8"))
        elif path.suffix in (".xml", ".atom") and "sitemap" not in name:
            found = texts_of_feed(path.read_text(encoding="utf-8"))
        elif path.suffix == ".ics":
            found = texts_of_calendar(path.read_text(encoding="utf-8"))
        elif path.suffix == ".json":
            found = texts_of_json(json.loads(path.read_text(encoding="utf-8")))
        else:
            continue
        yield from ((name, text) for text in found)
