"""The shapes and colours of statuses outside the page: in badges, cards and drawn maps.

The page itself draws them from `partials/icons.html` and colours them by the stylesheet; these are the same
in a box of 16 units, in the colours of the light theme. Filled means judged now, open or broken means
that there is no current judgement.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from goalposts.charts.markup import number

Points: TypeAlias = tuple[tuple[float, float], ...]

BOX = 16.0
PEN = 1.9
PAPER, INK, INK_2, INK_3 = "#fbfaf6", "#1a1f26", "#464e58", "#626a73"
RULE, TRACK, BRAND = "#dfdbd0", "#d9d5c9", "#c2540a"


class Piece(Struct, frozen=True):
    """A part of a shape: a filled `area`, a line in the status colour (`pen`) or in the paper's (`cut`).

    `points` are its corners; a `disc` or `ring` has its centre as the one point, and a `radius`. `dashes`
    are the lengths of a broken line.
    """

    kind: Literal["area", "disc", "ring", "pen", "cut"]
    points: Points
    radius: float = 0.0
    dashes: tuple[float, float] | None = None


def _ring(radius: float = 6.5, dashes: tuple[float, float] | None = None) -> Piece:
    return Piece("ring", ((8, 8),), radius, dashes)


def _box(left: float, top: float, right: float, bottom: float) -> Piece:
    return Piece("area", ((left, top), (right, top), (right, bottom), (left, bottom)))


_BROKEN = _ring(6.6, (2.6, 2.4))

SHAPES: Mapping[str, tuple[Piece, ...]] = {
    "on-track": (
        Piece("disc", ((8, 8),), 7.25),
        Piece("cut", ((4.9, 8.3), (7.1, 10.5), (11.2, 5.9))),
    ),
    "at-risk": (
        Piece("area", ((8, 1.6), (15, 14.2), (1, 14.2))),
        Piece("cut", ((8, 6.1), (8, 9.3))),
        Piece("cut", ((8, 12.05), (8, 12.1))),
    ),
    "off-track": (
        _box(1.5, 1.5, 14.5, 14.5),
        Piece("cut", ((5.2, 5.2), (10.8, 10.8))),
        Piece("cut", ((10.8, 5.2), (5.2, 10.8))),
    ),
    "stale": (_BROKEN, Piece("pen", ((8, 4.6), (8, 8), (10.4, 9.5)))),
    "no-data": (_BROKEN, Piece("pen", ((5.4, 8), (10.6, 8)))),
    "achieved": (
        _box(2.4, 1.2, 3.4, 14.8),
        Piece("area", ((5.6, 2), (14.2, 2), (11.6, 5.6), (14.2, 9.2), (5.6, 9.2))),
    ),
    "missed": (
        _ring(),
        Piece("pen", ((5.7, 5.7), (10.3, 10.3))),
        Piece("pen", ((10.3, 5.7), (5.7, 10.3))),
    ),
    "not-started": (_ring(),),
    "draft": (_ring(6.5, (2.2, 2.9)),),
    "paused": (_box(3.2, 2.2, 5.8, 13.8), _box(10.2, 2.2, 12.8, 13.8)),
    "dropped": (_ring(), Piece("pen", ((3.6, 12.4), (12.4, 3.6)))),
}
"""The pieces of each shape, by the name of the status as classes write it."""

CORNER = 1.2
"""The width of the line around areas that rounds their corners."""

COLOURS: Mapping[str, str] = {
    "on-track": "#156156",
    "at-risk": "#966207",
    "off-track": "#98120a",
    "stale": "#664c89",
    "no-data": "#636e7b",
    "achieved": "#293987",
    "missed": "#74152f",
    "not-started": "#636e7b",
    "draft": "#636e7b",
    "paused": "#636e7b",
    "dropped": "#636e7b",
}
"""The colour of each status on light paper."""


def shape_markup(name: str, *, colour: str = "", paper: str = "") -> str:
    """Return the SVG of a shape in its box of 16 units.

    With `colour` and `paper` it stands alone; without them the classes of the stylesheet colour it.
    """
    return "".join(_markup(piece, colour, paper) for piece in SHAPES[name])


def _markup(piece: Piece, colour: str, paper: str) -> str:
    paint = _paint(piece, colour, paper)
    (x, y), *_ = piece.points
    if piece.kind in ("disc", "ring"):
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(piece.radius)}"{paint}/>'
    corners = "L".join(f"{number(x)} {number(y)}" for x, y in piece.points)
    return f'<path d="M{corners}{"z" if piece.kind == "area" else ""}"{paint}/>'


def _paint(piece: Piece, colour: str, paper: str) -> str:
    dashes = (
        f' stroke-dasharray="{number(piece.dashes[0])} {number(piece.dashes[1])}"' if piece.dashes else ""
    )
    if piece.kind in ("area", "disc"):
        fill = f' fill="{colour}"' if colour else ""
        line = f' stroke="{colour or "currentColor"}" stroke-width="{CORNER}" stroke-linejoin="round"'
        return fill + (line if piece.kind == "area" else "")
    if not colour:
        return f' class="{"cut" if piece.kind == "cut" else "pen"}"{dashes}'
    stroke = paper if piece.kind == "cut" else colour
    ends = 'stroke-linecap="round" stroke-linejoin="round"'
    return f' fill="none" stroke="{stroke}" stroke-width="{PEN}" {ends}{dashes}'
