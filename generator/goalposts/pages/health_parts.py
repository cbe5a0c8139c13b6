"""What the page on data health is made of: things to mend, each with what to do and where."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from goalposts.pages.formatting import Formatter
from goalposts.pages.places import Place
from goalposts.pages.rows import Link

MOST = 12

_CODE = re.compile(r"`([^`]*)`")


class Piece(Struct, frozen=True):
    """A piece of a sentence; `is_code` where it is to be typed or stands in a file."""

    text: str
    is_code: bool = False


class Item(Struct, frozen=True):
    """One thing to mend: the record, what is wrong, what to do, an example, and the lines that mend it.

    `lang` is the language of the words, where it is not that of the page.
    """

    title: Link
    words: tuple[Piece, ...]
    todo: tuple[Piece, ...]
    example: str
    places: tuple[Place, ...]
    lang: str = ""


class Section(Struct, frozen=True):
    """Things of one kind; `note` says how many there are and what they mean. Empty ones are left out."""

    id: str
    title: str
    count: str
    note: str
    items: tuple[Item, ...]
    more: str


def item(title: Link, words: str, todo: str, places: Iterable[Place]) -> Item:
    """Return one thing to mend. Backticks mark code; lines after the first of `todo` are an example."""
    first, _, example = todo.partition("\n")
    return Item(title, pieces(words), pieces(first), example, tuple(dict.fromkeys(places)))


def pieces(text: str) -> tuple[Piece, ...]:
    """Return a text as pieces, told apart by backticks."""
    parts = _CODE.split(text)
    return tuple(Piece(part, bool(number % 2)) for number, part in enumerate(parts) if part)


def section(fmt: Formatter, key: str, heading: tuple[str, str], items: Iterable[Item]) -> Section:
    """Return a section with as many of its items as a page takes; `heading` is its title and a note."""
    found = tuple(items)
    hidden = len(found) - MOST
    more = ""
    if hidden > 0:
        more = fmt.say_many(
            "{n} more; the next ones appear as these are mended.",
            "{n} more; the next ones appear as these are mended.",
            hidden,
        )
    title, note = map(fmt.say, heading)
    return Section(f"p_{key}", title, str(len(found)), note, found[:MOST], more)
