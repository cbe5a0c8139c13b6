"""Reads a page into a tree of elements, for tests that ask what stands near what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "br", "hr", "img", "input"}


@dataclass(eq=False)
class Element:
    """An element: its tag, attributes, parent, and what is in it, texts and elements in turn."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """Returns its classes."""
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """Returns all text in it, with plain spaces, one between any two words."""
        parts = [child if isinstance(child, str) else f" {child.text} " for child in self.children]
        return " ".join("".join(parts).split())

    def all(self, *, but: tuple[str, ...] = ()) -> Iterator[Element]:
        """Yields the elements in it, in order; without those in elements of the tags `but`."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                if child.tag not in but:
                    yield from child.all(but=but)

    def above(self) -> Iterator[Element]:
        """Yields the elements around it, the nearest first."""
        if self.parent is not None:
            yield self.parent
            yield from self.parent.above()


def read_tree(html: str) -> Element:
    """Returns the root of a page; the page must be well nested."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, None)
        self.at = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in _VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        element = Element(tag, {name: text or "" for name, text in attrs}, self.at)
        self.at.children.append(element)
        return element

    def handle_endtag(self, tag: str) -> None:
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)
