"""Cards: the pictures that chats show beside a link. Which texts they can show, and their drawing as PNG.

A card says what its page says first: where it stands, as a shape, a word and a colour, with the meter or
the shares under it, and as of when. The picture is drawn once and for light paper, since nobody knows
where it will be shown.
"""

from __future__ import annotations

import unicodedata

from goalposts.charts.card_drawing import paint
from goalposts.charts.card_specification import HEIGHT, WIDTH, Card
from goalposts.charts.markup import clean_text

# DejaVu has Latin, Greek, Cyrillic, Armenian and Georgian letters; the scripts between join or stack theirs
_LAST_SIMPLE = 0x058F
_GEORGIAN = range(0x10A0, 0x1100)
_LATIN_AND_SIGNS = range(0x1E00, 0x2C00)


def drawable(text: str) -> str | None:
    """Return a text as cards can write it, or None where it has letters that the fonts lack.

    Signs without a letter, such as emoji, are left out.
    """
    written = []
    for character in unicodedata.normalize("NFC", clean_text(text)):
        code = ord(character)
        if code <= _LAST_SIMPLE or code in _GEORGIAN or code in _LATIN_AND_SIGNS:
            written.append(character)
        elif unicodedata.category(character)[0] in "LMN":
            return None
    return " ".join("".join(written).split(" ")).strip()


def draw_card(card: Card) -> bytes:
    """Return the card as PNG, 1200 × 630 pixels; the same bytes for the same card."""
    from goalposts.charts.painting import Canvas  # matplotlib comes along

    canvas = Canvas(WIDTH, HEIGHT)
    paint(card, canvas)
    return canvas.png()
