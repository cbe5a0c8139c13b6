"""Mistakes in YAML, told in the words of somebody who has never heard of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

# a comment of people has a space after its sign: `#1 in support` is meant
_COMMENT = re.compile(r"[ \t]+(#[^\s#][^\n]*)")
_ODD_SPACE = re.compile(r"(?: *|[ -]*\w[\w-]*:|[ -]*- *)[\u00a0\u2007\u202f\u3000]")


def control_message(character: str) -> str:
    """Return what is wrong with a text that holds a control character."""
    return f"contains the control character U+{ord(character):04X}"


def comment_after(text: str, end: int) -> str:
    """Return the comment that follows a value which ends there, where it looks like a part of the value."""
    found = _COMMENT.match(text, end)
    return found[1].rstrip() if found else ""


def odd_space(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return line and column of a no-break space that indents one of the last three lines, or follows a
    colon or hyphen in it: the parser notices a line or two below.
    """
    for number in range(len(lines), max(len(lines) - 3, 0), -1):
        if found := _ODD_SPACE.match(lines[number - 1]):
            return number, found.end()
    return None


def unclosed(context: str | None) -> str | None:
    """Return what the parser was reading when the text ended too early, or None."""
    kinds = {
        "quoted scalar": "quote",
        "flow sequence": "list in brackets",
        "flow mapping": "mapping in braces",
    }
    return next((what for name, what in kinds.items() if name in (context or "")), None)


def explain(line: str, column: int, reason: str) -> tuple[str, str]:
    """Return what is wrong with a line in an editor's words, and the line as it should be."""
    match = re.match(r"\s*(?:- )?([^\s:#'\"][^:#]*):\s+(\S.*)", line.rstrip())
    if "\t" in line[: len(line) - len(line.lstrip())] or "\t" in line[max(0, column - 1) : column]:
        return "a tab stands where YAML wants spaces", "Indent with spaces, two a level."
    if match and match[2][:1] in "[{":
        hint = "Write, for example, [one, two] or {name: value}. A text in brackets goes into quotes."
        return f"the brackets cannot be read: {reason}", hint
    if match and match[2][:1] in "@`%&*!|>}],#?-" and match[2] not in ("-", "|", ">"):
        hint = f"Write: {match[1]}: {quoted(match[2])}"
        return f"a text that begins with `{match[2][0]}` needs quotes", hint
    if match and (": " in match[2] or match[2].endswith(":")) and match[2][:1] not in "\"'":
        return "a text with a colon needs quotes", f"Write: {match[1]}: {quoted(match[2])}"
    if match and match[2][:1] in "\"'":
        return (
            f"a quote is not closed, or text follows it ({reason})",
            "Close the quote at the end of the text.",
        )
    hint = "Check indentation, quotes and brackets on this line and the one before it."
    return f"YAML cannot be read here: {reason}", hint


def quoted(text: str) -> str:
    """Return a text as it is written in quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
