"""A badge: a small picture of words for other sites, which stands alone without the stylesheet."""

from __future__ import annotations

from msgspec import Struct

from goalposts.charts.glyphs import text_em
from goalposts.charts.markup import escape_text, number
from goalposts.charts.shapes import COLOURS, INK, shape_markup

_HEIGHT = 22
_FONT_PX = 12
_ICON_PX = 12
_PAD = 7
_WHITE = "#ffffff"
_EDGE = "#85827a"
_FONTS = "Verdana,'DejaVu Sans','Liberation Sans',Arial,sans-serif"


class Badge(Struct, frozen=True):
    """What a badge says: `label`, then the shape of the status and `message`; `title` is read aloud."""

    label: str
    status: str
    message: str
    title: str


def draw_badge(badge: Badge) -> str:
    """Return the badge as a whole SVG file.

    White words on dark fields in a thin frame, so that it reads on light and dark pages alike. Widths are
    those of the broadest common font: narrower ones leave more room.
    """
    left = text_em(badge.label) * _FONT_PX + 2 * _PAD
    words = text_em(badge.message, bold=True) * _FONT_PX
    right = _PAD + _ICON_PX + 5 + words + _PAD
    width = round(left + right)
    colour = COLOURS[badge.status]
    left, text_x = round(left), round(left) + _PAD + _ICON_PX + 5
    scale = number(_ICON_PX / 16)
    shape = shape_markup(badge.status, colour=_WHITE, paper=colour)
    title = escape_text(badge.title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT}" '
        f'viewBox="0 0 {width} {_HEIGHT}" role="img" aria-labelledby="t"><title id="t">{title}</title>'
        f'<rect width="{width}" height="{_HEIGHT}" rx="3" fill="{colour}"/>'
        f'<path d="M3 0H{left}V{_HEIGHT}H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="{INK}"/>'
        f'<rect x=".5" y=".5" width="{width - 1}" height="{_HEIGHT - 1}" rx="2.5" fill="none" '
        f'stroke="{_EDGE}"/>'
        f'<g transform="translate({left + _PAD} 5) scale({scale})">{shape}</g>'
        f'<g fill="{_WHITE}" font-family="{_FONTS}" font-size="{_FONT_PX}">'
        f'<text x="{_PAD}" y="15">{escape_text(badge.label)}</text>'
        f'<text x="{text_x}" y="15" font-weight="bold">{escape_text(badge.message)}</text></g></svg>\n'
    )
