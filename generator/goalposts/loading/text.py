"""Bytes to text, and text to front matter and body."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from goalposts import problem_codes as codes
from goalposts.loading.yaml_text import MAX_BYTES, Mapping, YamlError, parse_yaml
from goalposts.problems import Location, Problem
from goalposts.records.text import nearest

MAX_BODY = 256 * 1024
_BOM = "\ufeff"
# what no page, feed or drawing may hold; CR is left to those who know what it means
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
# a field whose value is, however it is written, private; a text without end would be read again from each
# word in it
_COMMENT = r"(?:#[^\n]{0,200}\n\s*)?"
_PRIVATE = re.compile(
    rf"(?<![\w-])([\w-]{{3,30}})[\"']?\s*{_COMMENT}:\s*(?:[!&]\S{{0,80}}\s+){{0,2}}"
    rf"(?:[|>][^\n]{{0,80}}\n\s*)?{_COMMENT}[\"'\[({{]*(?:priv|\*)",
    re.IGNORECASE,
)
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")
_EXAMPLE = "Begin the file with:\n---\ntitle: Raise the renewal rate to 92 %\nlevel: team\n---"


class Document(Struct, frozen=True):
    """A Markdown file: its fields with their places, its body, and the line on which the body begins."""

    fields: Mapping
    body: str
    body_line: int


def decode(content: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of a file (without byte order mark, `\\n` line ends), or None and the reason."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, (codes.F102.at(Location(path, 1, 1), "is UTF-16, expected UTF-8", _ENCODING),)
    try:
        text = content.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        message = f"is not UTF-8: found the byte 0x{content[error.start]:02X}"
        return None, (codes.F102.at(Location(path, line, column), message, _ENCODING),)
    text = text.replace("\r\n", "\n")
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
        message = f"contains the control character U+{ord(found[0]):04X}"
        return None, (codes.F104.at(Location(path, line, column), message, "Remove the character."),)
    if begin := _conflict(text):
        message = "a merge conflict was left here: both versions stand in the file"
        return None, (codes.F108.at(Location(path, begin, 1), message, _CONFLICT),)
    return text, ()


def _conflict(text: str) -> int:
    """Return the line on which a merge conflict begins that git wrote into a text, 0 where there is none.

    A line of `=======` alone underlines a heading: all three lines make a conflict, in their order.
    """
    if "<<<<<<< " not in text:
        return 0
    whole = f"\n{text}\n"
    place = begin = whole.find("\n<<<<<<< ")
    for line in ("\n=======\n", "\n>>>>>>> "):
        place = whole.find(line, place + 1) if place >= 0 else -1
    return 0 if place < 0 else whole.count("\n", 0, begin + 1)


_CONFLICT = "Keep the version that is right, and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`."
_ENCODING = "Save the file with the encoding UTF-8 (in a spreadsheet: CSV UTF-8)."


@lru_cache(maxsize=1 << 12)
def is_like_visibility(name: str) -> bool:
    """Return whether a field is the one that says who may see a record, or was meant to be: a typo must not
    show a record that was meant to be private.
    """
    return name.lower().startswith("vis") or nearest(name, ("visibility",)) is not None


def looks_private(content: bytes) -> bool:
    """Return whether the front matter of a file says that it is private, however broken the file is."""
    # without its NULs what is UTF-16 can be read too
    text = content[: MAX_BYTES * 2].replace(b"\0", b"").decode("utf-8", "replace")
    front = text.lstrip("\ufeff\ufffd\r\n \t").removeprefix("---").partition("\n---")[0]
    return any(is_like_visibility(match[1]) for match in _PRIVATE.finditer(front))


def read_document(content: bytes, path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the front matter and body of a Markdown file, or None and what is wrong with it.

    Problems of a file that says it is private are marked so.
    """
    document, problems = _document(content, path)
    if problems and looks_private(content):
        problems = tuple(replace(problem, private=True) for problem in problems)
    return document, problems


def body_problems(body: str, path: str, line: int) -> tuple[Problem, ...]:
    """Return what is wrong with a body that begins on `line`, as text."""
    if "\r" in body:
        before = body[: body.index("\r")]
        where = Location(path, line + before.count("\n"), len(before) - before.rfind("\n"))
        message = "a line ends with CR alone; expected LF or CRLF"
        return (codes.F104.at(where, message, "Save the file with LF or CRLF line ends."),)
    if len(body.encode()) > MAX_BODY:
        message = f"the body is larger than {MAX_BODY // 1024} KB"
        return (
            codes.F103.at(Location(path, line, 1), message, "Move the long part into a linked document."),
        )
    return ()


def _beginning(lines: list[str]) -> str:
    """Return how a file should begin whose first line is not `---`."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if first and lines[first].rstrip() == "---":
        return "Remove the empty lines above the line `---`."
    if _DASHES.fullmatch(lines[0]):
        return "Write three hyphens on this line: ---"
    return _EXAMPLE


def _document(content: bytes, path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    text, problems = decode(content, path)
    if text is None:
        return None, problems
    if "\r" in text:
        return None, body_problems(text, path, 1)
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        message = "the file does not begin with front matter; expected a line `---`"
        return None, (codes.Y105.at(Location(path, 1, 1), message, _beginning(lines)),)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        message = "the front matter is not closed; expected a second line `---`"
        return None, (codes.Y105.at(Location(path, 1, 1), message, "Put a line `---` after the last field."),)
    if lines[end].rstrip() == "...":
        message = "the front matter is closed by `...`; expected `---`"
        return None, (codes.Y105.at(Location(path, end + 1, 1), message, "Write `---` on this line."),)
    body = "\n".join(lines[end + 1 :])
    if problems := body_problems(body, path, end + 2):
        return None, problems
    try:
        fields, problems = parse_yaml("\n".join(lines[1:end]) + "\n", path, first_line=2)
    except YamlError as error:
        return None, (error.problem,)
    return Document(fields, body, end + 2), problems
