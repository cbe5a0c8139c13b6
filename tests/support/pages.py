"""Reads HTML files of a built site into what the checks ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

# Attributes that hold one address each, whatever the element.
ADDRESS_ATTRIBUTES = ("href", "src", "poster", "action", "formaction", "xlink:href", "cite", "background")


SHEET = "inline style sheet"


@dataclass(frozen=True)
class Link:
    """An address on a page and where it stands."""

    element: str
    attribute: str
    address: str
    line: int


@dataclass
class HtmlFile:
    """One HTML file: its links, ids, and what its policy forbids."""

    links: list[Link] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)


def read_html(path: Path) -> HtmlFile:
    """Returns what the file links to, which ids it has, and its inline scripts, styles and handlers."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = HtmlFile()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        named = {name: (text or "") for name, text in attrs}
        if "id" in named:
            self.found.ids.append(named["id"])
        self._collect_links(tag, named, line)
        for name in named:
            if name.startswith("on"):
                self.found.forbidden.append(f"line {line}: inline handler {tag}[{name}]")
        if "style" in named:
            self.found.forbidden.append(f"line {line}: inline style on {tag}")
        if tag == "style":
            self.found.forbidden.append(f"line {line}: {SHEET}")
        if tag == "script" and "src" not in named and not named.get("type", "").endswith("json"):
            self.found.forbidden.append(f"line {line}: inline script")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def _collect_links(self, tag: str, named: dict[str, str], line: int) -> None:
        for name in ADDRESS_ATTRIBUTES:
            if name in named:
                self.found.links.append(Link(tag, name, named[name].strip(), line))
        if tag == "object" and "data" in named:
            self.found.links.append(Link(tag, "data", named["data"].strip(), line))
        for candidate in named.get("srcset", "").split(","):
            if candidate.strip():
                self.found.links.append(Link(tag, "srcset", candidate.split()[0], line))
        if tag == "meta" and named.get("http-equiv", "").lower() == "refresh":
            target = re.search(r"url\s*=\s*['\"]?([^'\"]+)", named.get("content", ""), re.IGNORECASE)
            if target:
                self.found.links.append(Link(tag, "refresh", target[1].strip(), line))
