"""Parts of a file replaced, every other byte kept: line ends, byte order mark, missing final newline."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from msgspec import Struct

from goalposts.loading.text import decode

_BOM = b"\xef\xbb\xbf"


class Splice(Struct, frozen=True):
    """A part of the text from `start` to `end` that becomes `text`; offsets count as in `read`."""

    start: int
    end: int
    text: str


def read(content: bytes) -> str:
    """Return the text of a file as the loader reads it: without byte order mark, lines ending in `\\n`.

    The file must be one that the loader reads without a problem.
    """
    text, problems = decode(content, "")
    assert text is not None, problems
    return text


def apply(content: bytes, splices: Iterable[Splice]) -> bytes:
    """Return the file with the parts replaced; new lines end as most lines of the file do.

    The parts must not overlap.
    """
    bom = _BOM if content.startswith(_BOM) else b""
    raw = content.removeprefix(_BOM).decode()
    newline = newline_of(content)
    # each CRLF is one character for the loader, so an offset is behind by the number of them before it
    shortened = [found.start() - number for number, found in enumerate(re.finditer("\r\n", raw))]
    for splice in sorted(splices, key=lambda splice: splice.start, reverse=True):
        start, end = (offset + bisect_left(shortened, offset) for offset in (splice.start, splice.end))
        raw = raw[:start] + splice.text.replace("\n", newline) + raw[end:]
    return bom + raw.encode()


def newline_of(content: bytes) -> str:
    """Return the line end that most lines of the file have."""
    windows = content.count(b"\r\n")
    return "\r\n" if windows * 2 > content.count(b"\n") else "\n"


def line_start(text: str, offset: int) -> int:
    """Return the offset at which the line around `offset` begins."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Return the offset of the end of the line around `offset`, before its line break."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
