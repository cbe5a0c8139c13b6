"""Text that strangers wrote into commits and files, made fit to be shown on one line.

Cleaned text is still plain text: `<b>` stays four characters, and whoever writes HTML escapes it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from goalposts.escaping import is_seen

LONGEST = 1000
_BREAKS = "\t\n\r\u2028\u2029"
_PART = r"[^\s<>@,;()\[\]{}\"]"
# only where a word begins: from each of its letters a long one would be read again
_ADDRESS = re.compile(rf"<?(?<!{_PART}){_PART}++@{_PART}++>?")
_TRAILER = re.compile(r"[A-Z][A-Za-z]*(-[A-Za-z]+)*-(by|with|to):\s", re.IGNORECASE)
_CO_AUTHOR = re.compile(r"^co-authored-by:[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_PULL = (
    re.compile(r"\(#(\d{1,9})\)"),
    re.compile(r"\bMerge pull request #(\d{1,9})\b"),
    re.compile(r"\bSee merge request \S*!(\d{1,9})\b"),
    re.compile(r"(?<![\w!])!(\d{1,9})\b"),
)


def clean(text: str, longest: int = LONGEST) -> str:
    """Return the text on one line, without control characters, direction marks and other unseen signs."""
    is_plain = text.isascii() and text.isprintable()
    if not is_plain:
        text = "".join(" " if each in _BREAKS else each for each in text if each in _BREAKS or is_seen(each))
    if not is_plain or "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


@lru_cache(maxsize=4096)
def clean_name(text: str) -> str:
    """Return an author's name without any address; of a name that is an address, the part before the @."""
    name = clean(text, 120)
    without = clean(_ADDRESS.sub(" ", name), 120).strip("<> ")
    return without or name.partition("@")[0].strip("<> ") or "unknown"


def clean_subject(message: str) -> str:
    """Return the first line of a commit message, without addresses; empty where that is a trailer."""
    first = next((line for line in message.splitlines() if line.strip()), "")
    if _TRAILER.match(first.strip()):
        return ""
    return clean(_ADDRESS.sub(" ", clean(first, 300)), 200)


def co_authors(message: str) -> tuple[str, ...]:
    """Return the names in the `Co-authored-by` trailers of a message, each once."""
    names = (clean_name(_ADDRESS.sub(" ", match[1]) or match[1]) for match in _CO_AUTHOR.finditer(message))
    return tuple(dict.fromkeys(name for name in names if name != "unknown"))


def pull_request(message: str) -> int | None:
    """Return the number of the pull or merge request that a message names, or None.

    Known forms: `(#214)`, `Merge pull request #214`, `!214` in the subject, and GitLab's line
    `See merge request group/project!214`.
    """
    subject = next((line for line in message.splitlines() if line.strip()), "")
    for pattern in _PULL:
        searched = message if pattern is _PULL[2] else subject
        if found := pattern.findall(searched):
            return int(found[-1])
    return None
