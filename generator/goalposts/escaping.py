"""What people wrote, where others read it: unseen characters are shown, and Markdown has no effect."""

from __future__ import annotations

import re
import unicodedata

JOINERS = "\u200c\u200d"
"""Persian and emoji are spelled with them, so they are no unseen characters here."""
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""The Unicode categories of characters that control what stands around them and are not seen themselves."""

_BREAK = "\u200b"
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# what would be markup; what a host would turn into a link or a mention; what begins a list or a line
_SPECIAL = re.compile(
    r"://|\b(?:www\.|gh-)|^(?:[-+=]|\d+[.)](?=\s|$))|[&<>\\`*_{}\[\]()|^@#!%~$]", re.IGNORECASE
)
_LINKED = re.compile(r"[@#!%~$](?=[^\s])|@")
_BARE = "%"  # a sign that is no markup by itself


def is_seen(character: str) -> bool:
    """Return whether a character shows something, or joins those beside it."""
    return character in JOINERS or unicodedata.category(character) not in UNSEEN


def visible(text: str) -> str:
    r"""Return the text with unseen characters as `\u202e` and the like; ends of lines stay.

    Direction marks would show a text in another order than it has; a terminal would obey its commands.
    """
    if text.isprintable():
        return text
    return "".join(each if each == "\n" or is_seen(each) else _written(each) for each in text)


def _written(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def escape_markdown(line: str) -> str:
    """Return a line that somebody wrote as Markdown that shows it and does nothing.

    It can be no markup, mention or notify nobody, link nowhere, and is no command of the git host.
    """
    return _SPECIAL.sub(_safe, line)


def _safe(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in _ENTITIES:
        return _ENTITIES[sign]
    if len(sign) == 1:
        shown = sign if sign in _BARE else f"\\{sign}"
        return f"{shown}{_BREAK}" if _LINKED.match(found.string, found.start()) else shown
    if sign[0].isdigit():
        return f"{sign[:-1]}\\{sign[-1]}"
    return f"{sign[:1]}{_BREAK}{sign[1:]}"
