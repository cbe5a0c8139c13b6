"""Reading a drawn chart back: its elements, its paths, the boxes of its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from goalposts.charts.glyphs import TEXT_PX, text_px

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SUBPATH = re.compile(r"M[^M]*")


def parse(svg: str) -> ElementTree.Element:
    """Return the root of a drawing; raises where it is not well-formed XML."""
    return ElementTree.fromstring(svg)


def paths(svg: str, role: str) -> list[list[tuple[float, float]]]:
    """Return the unbroken runs drawn in a role, as (units of the width, px from the top)."""
    found: list[list[tuple[float, float]]] = []
    for path in parse(svg).iter("path"):
        if path.get("class") == role:
            for subpath in _SUBPATH.findall(path.get("d", "")):
                numbers = [float(each) for each in _NUMBER.findall(subpath)]
                found.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return found


def texts(svg: str) -> list[str]:
    """Return the words written in a drawing, without its title and description."""
    return ["".join(each.itertext()) for each in parse(svg).iter("text")]


@dataclass(frozen=True)
class WrittenWords:
    """Words and the rectangle they cover at one width of the drawing, in px."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: WrittenWords) -> bool:
        """Say whether two rectangles share more than half a px, the rounding of per cent."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.5
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.5
        )


def written_at(svg: str, width: float, *, phone: bool) -> list[WrittenWords]:
    """Return the words that a drawing shows at a width, and where, by the estimated width of letters."""
    root = parse(svg)
    height = float(root.get("height", "0"))
    words = []
    for text in root.iter("text"):
        classes = text.get("class", "").split()
        if phone and "wide" in classes:
            continue
        written = (text.text or "") + ("" if phone else "".join(span.text or "" for span in text))
        length = text_px(written, bold="t-now" in classes)
        x = _length(text.get("x", "0"), width) + _length(text.get("dx", "0"), width)
        left = x - (length if "t-end" in classes else length / 2 if "t-mid" in classes else 0)
        baseline = _length(text.get("y", "0"), height) + _length(text.get("dy", "0"), height)
        words.append(WrittenWords(written, left, baseline - 10, left + length, baseline + 2.5))
    return words


def _length(written: str, whole: float) -> float:
    if written.endswith("%"):
        return float(written[:-1]) / 100 * whole
    return float(written[:-2]) * TEXT_PX if written.endswith("em") else float(written)
