"""Reading a drawn chart back: its elements, its paths, the boxes of its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
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


def crossed_words(svg: str, width: float, *, phone: bool) -> list[str]:
    """Return the labels that a line runs through at a width, as they are drawn; axes have their own room."""
    runs = [run for role in ("line", "path", "target") for run in paths(svg, role)]
    lines = [
        ((left / 1000 * width, y), (right / 1000 * width, next_y))
        for run in runs
        for (left, y), (right, next_y) in pairwise(run)
    ]
    labels = {"".join(text.itertext()) for text in parse(svg).iter("text") if "halo" in text.get("class", "")}
    return [
        words.text
        for words in written_at(svg, width, phone=phone)
        if words.text in labels and any(_runs_through(line, words) for line in lines)
    ]


def _runs_through(line: tuple[tuple[float, float], tuple[float, float]], words: WrittenWords) -> bool:
    """Say whether a stroke shares more with the letters than their edges: what is left of it inside them."""
    (x, y), (next_x, next_y) = line
    start, end = 0.0, 1.0
    sides = ((x - next_x, x - words.left - 1), (next_x - x, words.right - 1 - x))
    ends = ((y - next_y, y - words.top - 1), (next_y - y, words.bottom - 1 - y))
    for change, room in (*sides, *ends):
        if change == 0 and room < 0:
            return False
        if change < 0:
            start = max(start, room / change)
        elif change > 0:
            end = min(end, room / change)
    return start < end


def _length(written: str, whole: float) -> float:
    if written.endswith("%"):
        return float(written[:-1]) / 100 * whole
    return float(written[:-2]) * TEXT_PX if written.endswith("em") else float(written)
