"""How wide words are, estimated without a font.

The reader's system font is unknown, so widths follow the broadest common one; narrower fonts only
leave more room. Widths are in em, the unit of the text's own size.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, east_asian_width

from goalposts.charts.markup import clean_text

TEXT_PX = 13
"""Size of the words in a chart, as the stylesheet sets it."""

SPACED = 1.22
"""How much longer words become for readers who space letters and words as WCAG 1.4.12 says."""
MARGIN = 16
"""Px beside a chart that its longest words may take then."""

_NARROW = frozenset("iljIft.,:;'|!()[]{}/\\·’‘ \u00a0")
_THIN = frozenset("\u202f\u2009")
_BROAD = frozenset("mwMW%@&—…")
_BOLD = 1.12


@lru_cache(maxsize=4096)
def text_em(text: str, *, bold: bool = False) -> float:
    """Return the estimated width of one line of text, in em."""
    return sum(map(_glyph_em, clean_text(text))) * (_BOLD if bold else 1.0)


def text_px(text: str, *, bold: bool = False) -> float:
    """Return the estimated width of one line of a chart's text, in px."""
    return text_em(text, bold=bold) * TEXT_PX


def wrap(text: str, width_px: float, *, bold: bool = False) -> list[str]:
    """Return `text` in lines that fit; a word that is longer than a line is cut."""
    text = clean_text(text)
    width_px /= _BOLD if bold else 1.0
    if text and text_px(text) <= width_px:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if text_px(joined) <= width_px:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, width_px)
        lines.extend(full)
    return [*lines, line] if line else lines


def _cut(word: str, width_px: float) -> list[str]:
    pieces = [""]
    room = width_px
    for character in word:
        width = _glyph_em(character) * TEXT_PX
        if width > room and pieces[-1]:
            pieces.append("")
            room = width_px
        pieces[-1] += character
        room -= width
    return pieces


@lru_cache(maxsize=4096)
def _glyph_em(character: str) -> float:
    if character in _NARROW:
        return 0.38
    if character in _THIN:
        return 0.2
    if character in _BROAD:
        return 0.96
    if character < "\u0300":
        return 0.7 if character.isupper() else 0.63
    if combining(character):
        return 0.0
    return 1.0 if east_asian_width(character) in "WF" else 0.75
