"""A canvas of pixels, painted by matplotlib's Agg renderer: areas, lines, words, and the PNG of it all.

Figures cost more than what is on them, so the renderer is used alone. Words are drawn from the outlines of
the fonts that matplotlib brings along, the same on every machine; an outline is loaded once and never
hinted, so that a word has the same form at every size.
https://matplotlib.org/stable/api/backend_bases_api.html#matplotlib.backend_bases.RendererBase

Importing this module imports matplotlib and takes half a second: import it where a card is drawn.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path as FilePath
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib import ft2font
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from goalposts.charts.pens import Face, Pen, Spot, Type

_UNIT = 100.0
_DPI = 72
_LEVEL = 5
"""Compression: 6 and more cost twice the time for a tenth of the size."""


class _Glyph(NamedTuple):
    """The outline of a character at 100 units, and how far from it the next one stands."""

    vertices: Any
    codes: Any
    advance: float


class Canvas:
    """An image of `width` × `height` pixels; (0, 0) is its upper left corner."""

    def __init__(self, width: int, height: int) -> None:
        """Make an empty image."""
        self.width, self.height = width, height
        self._renderer = RendererAgg(width, height, _DPI)  # type: ignore[no-untyped-call]  # matplotlib has no types here
        self._downwards = Affine2D().scale(1, -1).translate(0, height)

    def rectangle(self, corner: Spot, size: Spot, colour: str) -> None:
        """Fill a rectangle, by its upper left corner and its size."""
        (x, y), (width, height) = corner, size
        self.area([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], Pen(colour, 0))

    def area(self, corners: Sequence[Spot], pen: Pen) -> None:
        """Fill a polygon and draw the line around it, which rounds its corners."""
        self._draw(Path([*corners, corners[0]], closed=True), pen, is_filled=True)

    def disc(self, centre: Spot, radius: float, colour: str) -> None:
        """Fill a circle."""
        self._draw(Path.circle(centre, radius), Pen(colour, 0), is_filled=True)

    def ring(self, centre: Spot, radius: float, pen: Pen) -> None:
        """Draw a circle."""
        self._draw(Path.circle(centre, radius), pen)

    def line(self, points: Sequence[Spot], pen: Pen) -> None:
        """Draw a line with round ends through points."""
        self._draw(Path(list(points)), pen)

    def words(self, text: str, at: Spot, style: Type) -> float:
        """Write a line of text from its left end on the baseline; return where it ends."""
        outline, length = _outline(text, style.face)
        scale = style.size / _UNIT
        if outline is not None:
            placed = Affine2D().scale(scale, -scale).translate(*at).transform_path(outline)
            self._draw(placed, Pen(style.colour, 0), is_filled=True)
        return at[0] + length * scale

    def width_of(self, text: str, style: Type) -> float:
        """Return how wide a line of text is, in pixels."""
        return _outline(text, style.face)[1] * style.size / _UNIT

    def png(self) -> bytes:
        """Return the image as PNG, without a date or any other metadata."""
        pixels = np.asarray(self._renderer.buffer_rgba())  # type: ignore[no-untyped-call]  # nor here
        # each row begins with the number of its filter: none
        rows = np.zeros((self.height, 1 + 3 * self.width), np.uint8)
        for channel in range(3):
            rows[:, 1 + channel :: 3] = pixels[:, :, channel]
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        body = zlib.compress(rows.tobytes(), _LEVEL)
        chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", body), _chunk(b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)

    def _draw(self, path: Path, pen: Pen, *, is_filled: bool = False) -> None:
        colour = (*to_rgb(pen.colour), 1.0)
        context = self._renderer.new_gc()
        context.set_foreground(colour, isRGBA=True)
        context.set_linewidth(pen.width)
        context.set_capstyle("round")
        context.set_joinstyle("round")
        context.set_snap(False)
        if pen.dashes:
            context.set_dashes(0, pen.dashes)
        fill = colour if is_filled else None
        self._renderer.draw_path(context, path, self._downwards, fill)  # type: ignore[no-untyped-call]  # nor here


# texts are measured before they are drawn; a large site has too many to keep them all
@lru_cache(maxsize=256)
def _outline(text: str, face: Face) -> tuple[Path | None, float]:
    glyphs = [_glyph(character, face) for character in text]
    vertices, codes, at = [], [], 0.0
    for glyph in glyphs:
        if len(glyph.vertices):
            vertices.append(glyph.vertices + np.array([at, 0.0]))
            codes.append(glyph.codes)
        at += glyph.advance
    return (Path(np.concatenate(vertices), np.concatenate(codes)) if vertices else None), at


@cache
def _glyph(character: str, face: Face) -> _Glyph:
    font = _font(face)
    # the flags have a class since matplotlib 3.10
    unhinted = (
        ft2font.LoadFlags.NO_HINTING if hasattr(ft2font, "LoadFlags") else vars(ft2font)["LOAD_NO_HINTING"]
    )
    glyph = font.load_char(ord(character), flags=unhinted)
    vertices, codes = font.get_path()
    return _Glyph(np.array(vertices), np.array(codes), glyph.linearHoriAdvance / 65536)


@cache
def _font(face: Face) -> ft2font.FT2Font:
    file = FilePath(mpl.get_data_path()) / "fonts/ttf" / f"{face}.ttf"
    # from memory: processes that are forked would share the place in an open file, and read past each other
    font = ft2font.FT2Font(io.BytesIO(file.read_bytes()))
    font.set_size(_UNIT, _DPI)
    return font


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
