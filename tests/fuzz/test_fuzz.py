"""The readers of texts keep their promises for any bytes, in time and memory that grow with the text."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import SEEDS, TARGETS, TOKENS
from tests.support.amount import amount


@st.composite
def mutated(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """Returns a seed with pieces cut out, repeated, moved and put in."""
    text = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        end = draw(st.integers(at, min(len(text), at + 40)))
        piece = draw(
            st.one_of(
                st.sampled_from(TOKENS),
                st.binary(max_size=6),
                st.just(b""),
                st.just(text[at:end] * 2),
                st.builds(lambda token, count: token * count, st.sampled_from(TOKENS), st.integers(2, 60)),
            )
        )
        text = text[:at] + piece + text[end:]
    return text


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes(name: str) -> None:
    """Whatever the bytes, a reader ends with problems or a result."""
    slow = name == "importer"

    @settings(max_examples=amount(25 if slow else 60, 500 if slow else 5_000))
    @given(
        data=mutated(SEEDS[name])
        | st.binary(max_size=200)
        | st.lists(st.sampled_from(TOKENS), max_size=60).map(b"".join)
    )
    def run(data: bytes) -> None:
        TARGETS[name](data)

    run()


FOUND: dict[str, tuple[bytes, ...]] = {
    "markdown": (b"[x](http://[::1)", b"![x](//[)", b"[x](%00)", b"\x00", b"[a](b\\\nc)"),
    "front_matter": (
        b"",
        b"---",
        b"---\n---",
        b"---\n? [a]\n---\n",
        b"---\n<<: *a\n---\n",
        b"---\n" + b"[" * 5000 + b"\n---\n",
    ),
    "series": (b"", b"\n", b'"', b"date,value\n" + b'"a' * 50, b"date,date\n", b"date,value," + b"," * 1001),
}


@pytest.mark.parametrize("name", FOUND)
def test_bytes_that_once_failed_somewhere(name: str) -> None:
    """Inputs that broke this or another reader are kept."""
    for data in FOUND[name]:
        TARGETS[name](data)


# what is repeated, or what stands before it and what is repeated
GROWING: dict[str, tuple[str | tuple[str, str], ...]] = {
    "front_matter": (
        ("a: 1\n  b:", " "),
        "vis",
        "- ",
        "[",
        "{",
        "a: [",
        "a: ",
        "? ",
        "&a ",
        "'",
        '"',
        "#",
        "| ",
        "x",
        " ",
        "\t",
        "tags: [x]\n",
        "- - ",
        "\\",
        "%",
    ),
    "series": (
        ("date,value\n", "2026-10-07,1\n"),
        ",",
        '"',
        "\n",
        "2026-01-01,1\n",
        '"a,',
        ",,\n",
        '""',
        " ",
        "x",
    ),
    "definition": ("- ", "[", "unit: x\n", "healthy: {", "x"),
    "markdown": (
        ' id="a"',
        ' href="#a"',
        "[",
        "]",
        "![",
        "<",
        "&",
        "*a_ ",
        "](",
        "`",
        "> ",
        ">",
        "> [!NOTE]\n> ",
        "- ",
        "* a\n",
        "| a ",
        "|--",
        "[^1]",
        "[^1]: x\n",
        "~~a",
        "**a",
        "a**",
        "_",
        "\\",
        "<!--",
        "<a ",
        "<https://",
        "http://a.",
        "a@",
        "#",
        "1. ",
        "\t",
        "[a]: b\n",
        "[a](",
        "<script>",
        "&#",
        "***",
        "> [!NOTE]\n",
        "- [ ] ",
        "www.",
        "[]()",
        "[a][",
        "`a``",
        "|\n",
        "x\n===\n",
        "~~~\n",
        "a  \n",
        "<b>",
        "]]>",
        "[a](<",
        '"',
        "é",
    ),
    "importer": (",", '"', "2015,1\n", "- ", "[", "<b>", "&"),
}
SMALL, LARGE = 4_000, 16_000


def grown(piece: str | tuple[str, str], size: int) -> bytes:
    """Returns a text of about `size` characters in which the piece is repeated."""
    before, repeated = ("", piece) if isinstance(piece, str) else piece
    return (before + repeated * (size // len(repeated))).encode()


def seconds(run: Callable[[bytes], None], data: bytes) -> float:
    """Returns the least processor time of a few runs."""
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        run(data)
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("name", GROWING)
def test_time_grows_with_the_text(name: str) -> None:
    """Four times the text takes at most about four times as long, whatever is repeated."""
    pieces = GROWING[name]
    for piece in pieces if amount(0, 1) else pieces[:: 6 if name == "markdown" else 9]:
        head = b"---\n" if name in ("front_matter", "definition") else b""
        small, large = (seconds(TARGETS[name], head + grown(piece, size)) for size in (SMALL, LARGE))
        # what is done once for any text is in both; a quadratic reader would be at sixteen
        assert large < 8 * small + 0.02, (piece, small, large)


@pytest.mark.long
@pytest.mark.parametrize("name", GROWING)
def test_memory_grows_with_the_text(name: str) -> None:
    """Reading takes no more memory than a fixed share and some hundred bytes for each byte of the text."""
    for piece in GROWING[name]:
        data = grown(piece, 200_000)
        TARGETS[name](data[:100])
        tracemalloc.start()
        TARGETS[name](data)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 30_000_000 + 800 * len(data), (piece, peak)
