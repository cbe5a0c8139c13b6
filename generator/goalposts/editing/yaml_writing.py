"""YAML as people write it: plain where that is safe, quoted where it is not, long texts as blocks."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

# Words that one reader or another takes for nothing, true, false or a number; quoted, they are texts for all.
_WORDS = re.compile(
    r"(~|null|true|false|yes|no|on|off|y|n|[-+]?\.?(inf|nan)|[-+.0-9][-+.,:_0-9eExobTtZz]*)", re.IGNORECASE
)
_FIRST = tuple("-?:,[]{}#&*!|>'\"%@`=<")
_FLOW = re.compile(r"[,\[\]{}]")


def scalar(text: str, *, flow: bool = False, typed: bool = False) -> str:
    """Return a text of one line as a scalar; `flow` says that it stands in brackets.

    `typed` says that the field is a number, a date or the like, which is written without quotes.
    """
    if typed and re.fullmatch(r"[A-Za-z0-9+.:_-]+", text):
        return text
    risky = (
        text != text.strip()
        or not _is_printed(text)
        or text.startswith(_FIRST)
        or re.search(r":(\s|$)|\s#", text)
        or _WORDS.fullmatch(text)
        or (flow and (_FLOW.search(text) or ":" in text))
    )
    # JSON's strings are YAML's double-quoted ones
    return json.dumps(text, ensure_ascii=False) if risky or not text else text


def block_field(name: str, text: str, indent: int, *, typed: bool = False) -> list[str]:
    """Return the lines of a field; a text of several lines becomes a block of its own below it."""
    space = " " * indent
    lines = text.rstrip().split("\n")
    if len(lines) == 1:
        return [f"{space}{name}: {scalar(text, typed=typed)}"]
    if not lines[0] or lines[0][0] in " \t" or not _is_printed("".join(lines).replace("\t", "")):
        return [f"{space}{name}: {json.dumps(text, ensure_ascii=False)}"]
    return [f"{space}{name}: |", *(f"{space}  {line}" if line else "" for line in lines)]


def _is_printed(text: str) -> bool:
    # str.isprintable says no to the spaces that do not break
    return all(each.isprintable() or unicodedata.category(each) == "Zs" for each in text)


def flow_mapping(fields: Mapping[str, str], typed: frozenset[str]) -> str:
    """Return fields on one line: `{date: 2026-11-16, status: on_track}`."""
    parts = (
        f"{scalar(name, flow=True)}: {scalar(text, flow=True, typed=name in typed)}"
        for name, text in fields.items()
    )
    return "{" + ", ".join(parts) + "}"


def flow_list(texts: list[str] | tuple[str, ...]) -> str:
    """Return texts on one line: `[retention, renewals]`."""
    return "[" + ", ".join(scalar(text, flow=True) for text in texts) + "]"
