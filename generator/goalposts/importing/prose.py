"""Turn text of unknown making (HTML, Markdown, a mixture) into tame Markdown.

Tame means: no raw HTML, no heading above level 3, links only to the web or to a mail address, no images,
no construct (code fence, comment, link definition) that could swallow or steer the text around it.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

from msgspec import Struct

_DROPPED = frozenset({"script", "style", "iframe", "object", "embed", "template", "noscript", "svg", "math"})
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "section", "article", "blockquote", "pre", "dl", "hr"})
_HEADINGS = {f"h{level}": "#" * max(3, level) for level in range(1, 7)}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_AUTOLINK = re.compile(r"<https?://[^\s<>]+>")
# a code fence, a link definition, the underline of a heading
_STEERS = re.compile(r"`{3,}|~{3,}|\[[^\]]*\]:|=+$")
# no part may run past the next bracket that is not escaped, which keeps the search linear
_LINK = re.compile(
    r"(?<!\\)!?\[((?:[^\[\]\n\\]|\\[^\n]){0,1000})\]\(\s*<?([^)\[\s>]{0,2000})[^)\[\n]{0,500}\)"
)
# where the address of a link begins
_OPENS = re.compile(r"\]\(")
# a quotation or a list may hold any other block, quotations and lists included
_CONTAINER = re.compile(r"(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_LIST = re.compile(r"[-*+] |\d{1,9}[.)] ")


class Prose(Struct, frozen=True):
    """Tame Markdown, and the names of the elements whose content was not taken over."""

    text: str
    dropped: tuple[str, ...] = ()


def clean(text: str) -> str:
    """Return the text with control and direction characters replaced by U+FFFD, newlines as LF."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def web_address(url: str) -> str | None:
    """Return an http, https or mailto address that fits into a Markdown link, or None for anything else."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https", "mailto") or not (parts.netloc or parts.scheme == "mailto"):
        return None
    return quote(url.strip(), safe="%/:=&?~#+!$,;'@[]*-._")


def escape(text: str) -> str:
    """Return plain text for the middle of a line, written so that Markdown shows it as it is."""
    line = " ".join(clean(text).split())
    return re.sub(r"([\\`*_\[\]<>|~]|&(?=#?\w+;))", r"\\\1", line)


def to_markdown(text: str) -> Prose:
    """Return the text, HTML or Markdown, as tame Markdown."""
    converter = _Converter()
    converter.feed(_only_whole_tags(clean(text)))
    converter.close()
    return Prose(_tame(converter.result()), tuple(sorted(converter.dropped)))


def to_line(text: str) -> str:
    """Return the text, HTML or Markdown, as one line of plain words: the form of titles and names."""
    if "<" not in text and "&" not in text:
        return " ".join(clean(text).replace("\ufffd", " ").split())
    converter = _Converter(words_only=True)
    converter.feed(_only_whole_tags(clean(text)))
    converter.close()
    return " ".join(converter.result().replace("\ufffd", " ").split())


def _only_whole_tags(text: str) -> str:
    """Return the text without comments, and with every `<` that begins no whole tag written as an entity.

    The parser looks for the end of a tag to the end of the text: many half tags would cost their square.
    It raises `AssertionError` at declarations that it does not know, such as `<![x`.
    """
    parts = []
    start = 0
    while (begin := text.find("<!--", start)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        parts.append(text[start:begin])
        start = end + 3
    return re.sub(r"<(?!/?[A-Za-z][^<>]*>)", "&lt;", "".join([*parts, text[start:]]))


class _Converter(HTMLParser):
    """Writes Markdown while it reads HTML; text between tags passes as the Markdown that it may be."""

    def __init__(self, *, words_only: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self.dropped: set[str] = set()
        self._words_only = words_only
        self._parts: list[list[str]] = [[]]
        self._open: list[tuple[str, str]] = []
        self._skipping: list[str] = []
        self._depth = 0

    def result(self) -> str:
        """Return what was written; elements that were never closed end here."""
        while self._open:
            self._close(self._open[-1][0])
        return "".join(self._parts[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element: some begin a line, some keep their text back until they are closed."""
        if tag in _DROPPED:
            self.dropped.add(tag)
            if tag != "embed":
                self._skipping.append(tag)
        elif self._skipping:
            return
        elif _AUTOLINK.fullmatch(self.get_starttag_text() or ""):
            self._parts[-1].append(self.get_starttag_text() or "")
        elif tag == "a" or tag in _MARKS or tag in ("sup", "sub"):
            if tag == "a":
                self._close("a")
            self._open.append((tag, dict(attrs).get("href") or ""))
            self._parts.append([])
        elif tag == "img":
            self._parts[-1].append(dict(attrs).get("alt") or "")
        else:
            self._parts[-1].append(self._line_start(tag))

    def _line_start(self, tag: str) -> str:
        if tag in ("ul", "ol"):
            self._depth += 1
        if tag in _HEADINGS:
            return f"\n\n{_HEADINGS[tag]} " if not self._words_only else " "
        if tag in ("li", "tr"):
            return "\n- " if not self._words_only else " "
        return "\n\n" if tag in _BLOCKS or tag == "br" else ""

    def handle_endtag(self, tag: str) -> None:
        """Close an element and write what it kept back."""
        if self._skipping:
            if tag == self._skipping[-1]:
                self._skipping.pop()
        elif tag in _HEADINGS or tag in _BLOCKS:
            self._parts[-1].append("\n\n")
        elif tag in ("td", "th"):
            self._parts[-1].append("; ")
        else:
            self._close(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read `<br/>` as a line, and `<a/>` as the misspelt end of a link that it is in practice."""
        self.handle_starttag(tag, attrs)
        if tag not in ("br", "hr", "img") and not tag.startswith("http"):
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """Write text; what would begin a tag or an entity again is escaped."""
        if self._skipping:
            return
        if self._words_only:
            self._parts[-1].append(data)
        else:
            self._parts[-1].append(re.sub(r"<|&(?=#?\w+;)", r"\\\g<0>", data))

    def _close(self, tag: str) -> None:
        if not any(name == tag for name, _ in self._open):
            return
        while True:
            name, href = self._open.pop()
            inner = "".join(self._parts.pop())
            self._parts[-1].append(self._written(name, href, inner))
            if name == tag:
                return

    def _written(self, tag: str, href: str, inner: str) -> str:
        if self._words_only:
            return inner
        core = inner.strip()
        if not core or "\n\n" in core:
            return inner
        before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        if tag == "a":
            url = web_address(href)
            core = f"[{_no_brackets(core)}]({url})" if url else core
        elif tag in _MARKS:
            core = f"{_MARKS[tag]}{core}{_MARKS[tag]}"
        else:
            core = core.translate(_RAISED if tag == "sup" else _LOWERED)
        return before + core + after


def _no_brackets(text: str) -> str:
    return re.sub(r"([\[\]])", r"\\\1", " ".join(text.split()))


def _tame(text: str) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        lines.append(_tame_line(line.rstrip(), lines[-1] if lines else ""))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _tame_line(line: str, before: str) -> str:
    core = _only_safe_links(line.lstrip())
    # an indent means something for lists only; four spaces would make it code
    indent = min(len(line) - len(line.lstrip()), 3) if _LIST.match(core) else 0
    inside = _CONTAINER.match(core)
    prefix, core = (inside[0], core[inside.end() :]) if inside else ("", core)
    if heading := re.match(r"(#{1,6})(?=\s|$)", core):
        core = "#" * max(3, len(heading[1])) + core[heading.end() :]
    elif _STEERS.match(core) or (before.strip() and re.fullmatch(r"-+", core)):
        core = "\\" + core
    return " " * indent + prefix + core if prefix or core else ""


def _only_safe_links(text: str) -> str:
    """Return a line without images, and without links that are not known to be safe: those show as text."""
    parts: list[str] = []
    start = 0
    for match in _LINK.finditer(text):
        parts += (_OPENS.sub(r"]\(", text[start : match.start()]), _safe_link(match))
        start = match.end()
    return "".join([*parts, _OPENS.sub(r"]\(", text[start:])])


def _safe_link(match: re.Match[str]) -> str:
    link = match[0].removeprefix("!")
    return link if web_address(match[2]) else match[1]
