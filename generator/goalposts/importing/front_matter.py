"""Write YAML front matter that every strict reader understands the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

Value: TypeAlias = "str | int | date | Sequence[Value] | Mapping[str, Value]"

# Words and phrases of letters, digits and hyphens that begin with a letter cannot be misread, with the
# exception of the words that YAML 1.1 or 1.2 takes for null, for true or false, or for a number.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?: [A-Za-z0-9_-]+)*", re.ASCII)
_MISREAD = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan"})
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class Digits(str):
    """A number as the digits that the source wrote; written without quotes."""

    __slots__ = ()


def quoted(text: str) -> str:
    """Return a string as a YAML scalar, in double quotes unless it is a plain phrase."""
    if _PLAIN.fullmatch(text) and text.lower() not in _MISREAD:
        return text
    return '"' + "".join(_ESCAPES.get(char) or _escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    # control characters, line separators, surrogates and the BOM are outside of YAML's printable set
    code = ord(char)
    if code < 0x20 or 0x7F <= code < 0xA0:
        return f"\\x{code:02x}"
    if code in (0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
        return f"\\u{code:04x}"
    return char


def to_yaml(fields: Mapping[str, Value], indent: int = 0) -> list[str]:
    """Return the lines of a block mapping; empty lists, mappings and strings are not written."""
    lines = []
    for name, value in fields.items():
        if isinstance(value, str | Sequence | Mapping) and not value:
            continue
        lines.extend(_entry(f"{' ' * indent}{quoted(name)}:", value, indent))
    return lines


def _entry(head: str, value: Value, indent: int) -> list[str]:
    if isinstance(value, Mapping):
        return [head, *to_yaml(value, indent + 2)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [head, *(line for part in value for line in _list_entry(part, indent + 2))]
    return [f"{head} {_scalar(value)}"]


def _list_entry(value: Value, indent: int) -> list[str]:
    dash = f"{' ' * indent}- "
    if isinstance(value, Mapping):
        first, *rest = to_yaml(value, indent + 2)
        return [dash + first.lstrip(), *rest]
    if isinstance(value, Sequence) and not isinstance(value, str):
        raise TypeError("a list in a list has no place in front matter")
    return [dash + _scalar(value)]


def _scalar(value: str | int | date) -> str:
    if isinstance(value, Digits):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def page(fields: Mapping[str, Value], body: str) -> str:
    """Return a Markdown file: front matter, then the body."""
    head = "\n".join(["---", *to_yaml(fields), "---", ""])
    return f"{head}\n{body.strip()}\n" if body.strip() else head
