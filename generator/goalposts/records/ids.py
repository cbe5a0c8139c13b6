"""What is an id, and the nearest one to a text."""

from __future__ import annotations

import re
import unicodedata

MAX_ID = 64
ID_PATTERN = r"[a-z0-9][a-z0-9-]{0,63}"
_ID = re.compile(ID_PATTERN)

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
# letters that are not another letter with a mark
_LATIN = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
    | {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i"}
)


def is_id(text: str) -> bool:
    """Return whether a text is an id; one that nobody has read as such must not become an address."""
    return _ID.fullmatch(text) is not None


def slug(text: str) -> str:
    """Return the nearest id to a text: lower case, digits and hyphens, at most 64 characters."""
    cleaned = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return cleaned[:MAX_ID].strip("-")


def proposed_id(text: str, language: str = "") -> str:
    """Return the id to propose for a text: as `slug`, but letters lose their accents instead of going.

    In German `ö` is `oe`, elsewhere `o`. Empty where no letter or digit of the text has a Latin form.
    """
    if language.partition("-")[0] == "de":
        text = text.translate(_GERMAN)
    plain = unicodedata.normalize("NFKD", text.translate(_LATIN))
    return slug("".join(letter for letter in plain if not unicodedata.combining(letter)))
