"""Bytes to text, and text to front matter and body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goalposts import problem_codes as codes
from goalposts.loading.yaml_text import Mapping, YamlError, parse_yaml
from goalposts.problems import Location, Problem

MAX_BODY = 256 * 1024
_BOM = "\ufeff"
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_EXAMPLE = "Begin the file with:\n---\ntitle: Raise the renewal rate to 92 %\nlevel: team\n---"


@dataclass(frozen=True, slots=True)
class Document:
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
    return text, ()


_ENCODING = "Save the file with the encoding UTF-8 (in a spreadsheet: CSV UTF-8)."


def read_document(content: bytes, path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the front matter and body of a Markdown file, or None and what is wrong with it."""
    text, problems = decode(content, path)
    if text is None:
        return None, problems
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        message = "the file does not begin with front matter; expected a line `---`"
        return None, (codes.Y105.at(Location(path, 1, 1), message, _EXAMPLE),)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        message = "the front matter is not closed; expected a second line `---`"
        return None, (codes.Y105.at(Location(path, 1, 1), message, "Put a line `---` after the last field."),)
    if lines[end].rstrip() == "...":
        message = "the front matter is closed by `...`; expected `---`"
        return None, (codes.Y105.at(Location(path, end + 1, 1), message, "Write `---` on this line."),)
    body = "\n".join(lines[end + 1 :])
    if len(body.encode()) > MAX_BODY:
        message = f"the body is larger than {MAX_BODY // 1024} KB"
        where = Location(path, end + 2, 1)
        return None, (codes.F103.at(where, message, "Move the long part into a linked document."),)
    try:
        fields, problems = parse_yaml("\n".join(lines[1:end]) + "\n", path, first_line=2)
    except YamlError as error:
        return None, (error.problem,)
    return Document(fields, body, end + 2), problems
