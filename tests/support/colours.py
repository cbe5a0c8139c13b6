"""Colour arithmetic: contrast, how far colours look apart, and how people see them who see fewer of them.

Sources:
- relative luminance and contrast: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
- simulation: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for
  Simulation of Color Vision Deficiency", IEEE TVCG 15 (6), 2009; the matrices for severity 1.0, which apply
  to linear RGB: https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html
- distance: B. Ottosson, "A perceptual color space for image processing", 2020, OKLab:
  https://bottosson.github.io/posts/oklab/
"""

from __future__ import annotations

import re
from math import dist

Rgb = tuple[int, int, int]
Linear = tuple[float, float, float]
Matrix = tuple[Linear, Linear, Linear]

SIMULATIONS: dict[str, Matrix] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_TO_LMS: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def rgb(text: str) -> Rgb:
    """Returns the three bytes of `#rrggbb`, `#rgb` or what a browser computes: `rgb(1, 2, 3)`."""
    if text.startswith("#"):
        digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    red, green, blue = (int(part) for part in re.findall(r"\d+", text)[:3])
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Returns the contrast ratio of WCAG, 1 to 21, whichever of the two is the lighter."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def simulated(colour: Rgb, deficiency: str) -> Linear:
    """Returns the linear RGB that a colour becomes for somebody with that deficiency."""
    red, green, blue = (min(max(part, 0.0), 1.0) for part in _times(SIMULATIONS[deficiency], _linear(colour)))
    return red, green, blue


def distance(one: Rgb, other: Rgb, deficiency: str | None = None) -> float:
    """Returns how far apart two colours look, in hundredths of OKLab: 100 from black to white."""
    seen = (simulated(each, deficiency) if deficiency else _linear(each) for each in (one, other))
    return 100 * dist(*(_oklab(each) for each in seen))


def _linear(colour: Rgb) -> Linear:
    shares = (part / 255 for part in colour)
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in shares)
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(colour: Linear) -> Linear:
    long, middle, short = (max(cone, 0.0) ** (1 / 3) for cone in _times(_TO_LMS, colour))
    return _times(_TO_LAB, (long, middle, short))


def _times(matrix: Matrix, vector: Linear) -> Linear:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third
