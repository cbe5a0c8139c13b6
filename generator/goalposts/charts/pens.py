"""How lines and words are painted on a canvas."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Face: TypeAlias = Literal["DejaVuSans", "DejaVuSans-Bold", "DejaVuSerif", "DejaVuSerif-Bold"]
"""The fonts that matplotlib brings along."""

Spot: TypeAlias = tuple[float, float]
"""Pixels from the left and from the top."""


class Pen(NamedTuple):
    """A line's colour, width, and the lengths of its dashes."""

    colour: str
    width: float
    dashes: tuple[float, float] | None = None


class Type(NamedTuple):
    """How words are written: the font, its size in pixels, the colour."""

    face: Face
    size: float
    colour: str
