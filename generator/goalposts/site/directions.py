"""Names in a line of another direction of writing."""

from __future__ import annotations

import re

from markupsafe import Markup

# Hebrew, Arabic and the scripts beside them
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def apart(words: str, direction: str = "ltr") -> str:
    """Return the words of a line, parted by commas, each in its own direction where the line has several.

    Without that a Hebrew name changes places with the number beside it. `direction` is that of the site.
    """
    if direction == "ltr" and not _RIGHT_TO_LEFT.search(words):
        return words
    return Markup(", ").join(Markup("<bdi>{}</bdi>").format(word) for word in words.split(", "))
