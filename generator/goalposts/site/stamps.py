"""The commit on a page: pages are made without it, so that a new commit alone makes no page anew.

A page is rendered with a mark in the place of the commit's id, one for the short and one for the long form.
The marks are of a character that no text can hold. Where they stood is kept, and the next build writes
another commit there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from goalposts.pages.page import Commit

_MARK = "\x00"
_LONG = 40

MARKED = Commit(_MARK * _LONG)
"""The commit that pages are rendered with."""


class Stamp(Struct, frozen=True):
    """Where an id of the commit stands in a page: its first byte, and how many it has."""

    first: int
    length: int


def stamped(text: str, commit: Commit | None) -> tuple[str, tuple[Stamp, ...]]:
    """Return the page with the commit's id in the place of every mark, and where that is."""
    if _MARK not in text:
        return text, ()
    assert commit is not None
    parts: list[str] = []
    stamps: list[Stamp] = []
    done = size = 0
    while (first := text.find(MARKED.short, done)) >= 0:
        before = text[done:first]
        is_long = text.startswith(MARKED.sha, first)
        shown = commit.sha if is_long else commit.short
        size += len(before.encode())
        stamps.append(Stamp(size, len(shown)))
        size += len(shown)
        parts += [before, shown]
        done = first + len(MARKED.sha if is_long else MARKED.short)
    return "".join((*parts, text[done:])), tuple(stamps)


def stamped_again(page: bytes, stamps: Sequence[Stamp], commit: Commit) -> bytes:
    """Return a page with another commit in the same places."""
    return b"".join(_pieces(page, stamps, commit))


def _pieces(page: bytes, stamps: Sequence[Stamp], commit: Commit) -> Iterator[bytes]:
    done = 0
    for stamp in stamps:
        yield page[done : stamp.first]
        yield commit.sha[: stamp.length].encode()
        done = stamp.first + stamp.length
    yield page[done:]
