"""Cards: the pictures that chats show beside a link. Which texts they can show, and their drawing as PNG.

A card says what its page says first: where it stands, as a shape, a word and a colour, with the meter or
the shares under it, and as of when. The picture is drawn once and for light paper, since nobody knows
where it will be shown.
"""

from __future__ import annotations

import unicodedata

from goalposts.charts.card_drawing import paint
from goalposts.charts.card_letters import CHARACTERS
from goalposts.charts.card_specification import HEIGHT, WIDTH, Card
from goalposts.charts.markup import clean_text


def drawable(text: str) -> str | None:
    """Return a text as cards can write it, or None where it has letters that the fonts lack.

    Signs that are no letters, such as emoji and marks of direction, are left out where the fonts lack them.
    """
    written = []
    for character in unicodedata.normalize("NFC", clean_text(text)):
        if character in CHARACTERS:
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
