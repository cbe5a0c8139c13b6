"""Parts of a file replaced, every other byte kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalposts.editing.splices import Splice, apply, newline_of, read

FILES = [b"a\nb\n", b"a\r\nb\r\n", b"\xef\xbb\xbfa\nb", b"\xef\xbb\xbfa\r\nb", b"a\r\nb\nc\r\n", b"", b"a"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a\nb\n", b"a\nX\nb\n"),
        (b"a\r\nb\r\n", b"a\r\nX\r\nb\r\n"),
        (b"\xef\xbb\xbfa\nb", b"\xef\xbb\xbfa\nX\nb"),
        (b"\xef\xbb\xbfa\r\nb", b"\xef\xbb\xbfa\r\nX\r\nb"),
        (b"a\r\nb\nc\r\n", b"a\r\nX\r\nb\nc\r\n"),
    ],
)
def test_a_new_line_ends_as_the_others_do(content: bytes, expected: bytes) -> None:
    """An inserted line takes the line end that most lines of the file have."""
    assert apply(content, [Splice(2, 2, "X\n")]) == expected


@given(st.sampled_from(FILES), st.lists(st.integers(0, 6), max_size=3, unique=True))
def test_the_text_changes_as_the_splices_say(content: bytes, places: list[int]) -> None:
    """What the loader reads afterwards is the text with the parts replaced."""
    text = read(content)
    places = [place for place in places if place <= len(text)]
    expected = text
    for place in sorted(places, reverse=True):
        expected = expected[:place] + "ü\n" + expected[place:]
    changed = apply(content, [Splice(place, place, "ü\n") for place in places])
    assert read(changed) == expected
    assert changed.startswith(b"\xef\xbb\xbf") == content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("content", FILES)
def test_no_change_is_no_change(content: bytes) -> None:
    """Without a splice the bytes are the same."""
    assert apply(content, []) == content


def test_the_commoner_line_end_wins() -> None:
    """A file of one line end and a half takes the one that most lines have."""
    assert newline_of(b"a\r\nb\r\nc\n") == "\r\n"
    assert newline_of(b"a\r\nb\nc\n") == "\n"
    assert newline_of(b"a") == "\n"
