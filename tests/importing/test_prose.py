"""Text of unknown making becomes tame Markdown: the words stay, what could do harm does not."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import comrak
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalposts.importing.prose import escape, to_line, to_markdown, web_address

PIECES = st.sampled_from(
    [
        "<", ">", "</", "<a href='", "'>", "</a>", "<script>", "</script>", "<p>", "<br/>", "<h1>",
        "</h1>", "# x",
        "\n", "\n\n", "    ", "```", "~~~", "===", "---", "[x](javascript:a)", "[x](/a)",
        "![i](http://a/b)", "[a]: b",
        "&lt;", "&amp;", "<!--", "-->", "<b>", "</b>", "- ", "1. ", "text", "*", "_", "|",
        "<img src=x onerror=y>",
        "<https://e.org>", "\\", "<li>", "<sup>2", "</sup>", "<td>", "javascript:", "(", ")", "[", "]",
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\n\nThree"),
        ("<h1>Head</h1>text", "### Head\n\ntext"),
        ("# Big\n\nTitle\n===\n\nSub\n---", "### Big\n\nTitle\n\\===\n\nSub\n\\---"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("a <b>bold </b>and <em>soft</em>", "a **bold** and *soft*"),
        ("CO<sub>2</sub> per m<sup>2</sup>", "CO₂ per m²"),
        ("<a href='https://e.org/(x) y'>The [web]<a/> on", "[The \\[web\\]](https://e.org/%28x%29%20y) on"),
        ("<a href='javascript:alert(1)'>x</a> [y](data:z) [r](/rel)", "x y r"),
        ("<https://e.org/a>", "<https://e.org/a>"),
        ("below <500, a&lt;b &amp;copy;", "below \\<500, a\\<b \\&copy;"),
        ("```\nopen fence", "\\```\nopen fence"),
        ("[ref]: https://e.org", "\\[ref]: https://e.org"),
        ("      indented", "indented"),
        ("**kept** [link](https://e.org)", "**kept** [link](https://e.org)"),
        ("a<!-- hidden -->b", "ab"),
        ("># x\n1. - ## y", ">### x\n1. - ### y"),
        ("<![i](https://e.org)> <!x> <?y?>", "\\<[i](https://e.org)> \\<!x> \\<?y?>"),
        ("[a [b] c](foo.md)", "[a [b] c]\\(foo.md)"),
        ("[x](\nfoo.md)", "[x]\\(\nfoo.md)"),
        ("[x](foo[1].md)", "[x]\\(foo[1].md)"),
        ("![i [a] b](x.png)", "![i [a] b]\\(x.png)"),
        ("[x\\](foo.md) [ok](https://e.org)", "[x\\]\\(foo.md) [ok](https://e.org)"),
        ("<a href='https://e.org/'>a [b] c</a>", "[a \\[b\\] c](https://e.org/)"),
        ("nul\x00 and \u202eturned", "nul\ufffd and \ufffdturned"),
    ],
)
def test_examples(source: str, written: str) -> None:
    """What HTML and Markdown of metadata become."""
    assert to_markdown(source).text == written


def test_active_content_is_dropped_and_named() -> None:
    """Scripts, styles and frames go with what is in them, and their names are given for the report."""
    prose = to_markdown("a<script>x</script><style>y</style>b<iframe src=z>w</iframe>")
    assert (prose.text, prose.dropped) == ("ab", ("iframe", "script", "style"))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element with its address."""
        links = [value or "" for name, value in attrs if name in ("href", "src")]
        self.found.add((tag, links[0] if links else ""))


@given(st.lists(PIECES, max_size=25).map("".join))
def test_nothing_active_is_left(source: str) -> None:
    """Rendered even with raw HTML allowed, there is no element that acts, loads, or outranks the page."""
    options = comrak.RenderOptions()
    options.unsafe_ = True
    html = comrak.render_markdown(to_markdown(source).text, render_options=options)
    tags = _Tags()
    tags.feed(html)
    assert not {"script", "img", "iframe", "h1", "h2", "style"} & {tag for tag, _ in tags.found}
    assert all(re.match(r"https?:|mailto:", url) for tag, url in tags.found if tag == "a")


@pytest.mark.parametrize(
    "piece", ["<a ", "<", "[", "[](", "<!--", "</", "&", "*", "<p>", "<b>", "![", "<x y='", "[\\a", "]("]
)
def test_time_grows_with_length_only(piece: str) -> None:
    """No repeated piece makes the conversion slow."""
    started = time.process_time()
    to_markdown(piece * 7000)
    assert time.process_time() - started < 2


def test_lines_are_plain_words() -> None:
    """A title has no tags, entities, line breaks or control characters."""
    assert to_line("<p>A &amp; <b>b</b>\n c\x07</p>") == "A & b c"
    assert to_line("a < b") == "a < b"


def test_escaped_text_shows_as_it_is() -> None:
    """Text in the middle of a line is shown as it is."""
    assert escape("a*b_c <i> [x] `y` 1|2 &amp;") == "a\\*b\\_c \\<i\\> \\[x\\] \\`y\\` 1\\|2 \\&amp;"


@pytest.mark.parametrize(
    "url", ["javascript:x", "/a", "a.html", "data:x", "//e.org", "https://", "ftp://e.org", "http://[", ""]
)
def test_only_web_addresses_pass(url: str) -> None:
    """Other schemes and relative addresses are no web address."""
    assert web_address(url) is None
