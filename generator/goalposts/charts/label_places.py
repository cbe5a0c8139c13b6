"""Where words stand so that none covers another, on a phone and on a desk.

A chart stretches but its words do not, so a place is free where the words cover nothing on any width:
from the narrowest chart of a phone, with the labels that a phone shows, to the widest of a desk.
Distances are in px at a text size of 13 px.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from goalposts.charts.boxes import Box, Skyline
from goalposts.charts.date_ticks import PHONE
from goalposts.charts.glyphs import MARGIN, SPACED, TEXT_PX, text_px
from goalposts.charts.markup import element, escape_text, number, percent
from goalposts.charts.specification import Anchor, Placement

_ASCENT, _DESCENT = 10.5, 3.0
_HALF_LETTER = 0.38
"""Em from the baseline to the middle of letters: words set so much lower stand level with their point."""
# so many are as bad as any more, and need not be counted
_MOST_CROSSINGS = 30
_NUDGES = (0.0, 0.5, 1.1)
_FAR_NUDGES = (1.8, 2.6)
_FARTHEST_NUDGES = (3.4, 4.3)
_OPPOSITE: dict[Placement, tuple[Placement, ...]] = {
    "above": ("below", "left", "right"),
    "below": ("above", "left", "right"),
    "left": ("right", "above", "below"),
    "right": ("left", "above", "below"),
}


class Spot(Struct, frozen=True):
    """A place for words: share of the width, px from the top, and an offset in em of the text."""

    x: float
    y: float
    dx: float = 0.0
    dy: float = 0.0
    anchor: Anchor = "start"

    @property
    def middle(self) -> float:
        """Px from the top of the chart to the middle of the letters."""
        return self.y + (self.dy - _HALF_LETTER) * TEXT_PX


class Words(Struct, frozen=True):
    """What is to be written.

    `wide` words are left out on phones, as are those that lines leave no room for there; `stays` keeps
    them wherever there is width. `clear` ones are left out rather than written across a line.
    """

    text: str
    now: bool = False
    wide: bool = False
    stays: bool = False
    clear: bool = False
    css: str = "halo"


@dataclass(slots=True)
class Placer:
    """Takes words one after the other and finds each a place that is still free; what is `taken` is not.

    A workbench of one drawing: what was placed is remembered, nothing outlives the chart.
    """

    height: float
    lowest: float
    lines: Skyline
    taken: list[Box] = field(default_factory=list)

    def fixed(self, words: Words, spot: Spot) -> str:
        """Return words written where they must stand, as an obstacle for all later ones."""
        self.taken.append(_box(words, spot))
        return self._written(words, spot)

    def place(self, words: Words, spots: Iterable[Spot]) -> str:
        """Return words written at the first free spot, or nothing where none is free.

        A spot that no line crosses is preferred to an earlier one that only other words leave free, and
        where lines cross all, that with the fewest crossings.
        """
        if not words.text:
            return ""
        # mostly one of the first is free, and dozens are never made
        tried: list[Spot] = []
        coming = iter(spots)
        best, is_clear = self._best(words, _noted(coming, tried))
        if best and (is_clear or (not words.clear and (words.stays or words.wide))):
            return self.fixed(words, best)
        tried += coming
        if words.stays and text_px(words.text, bold=words.now) <= PHONE - 2:
            return self.fixed(words, self._least_bad(words, tried))
        return "" if words.wide else self.place(replace(words, wide=True, stays=False), tried)

    def _best(self, words: Words, spots: Iterable[Spot]) -> tuple[Spot | None, bool]:
        """Return the first free spot that no line crosses, else that with the fewest crossings; and which."""
        best, fewest = None, _MOST_CROSSINGS
        for spot in spots:
            box = _box(words, spot)
            if not self._is_free(box) or _box(words, spot, SPACED).outside() > MARGIN:
                continue
            crossings = self.lines.crossings(box, fewest)
            if best is None or crossings < fewest:
                best, fewest = spot, crossings
            if not fewest:
                break
        return best, not fewest

    def _is_free(self, box: Box) -> bool:
        if box.top < 0 or box.bottom > self.lowest or box.outside() > 0:
            return False
        return not any(map(box.covers, self.taken))

    def _least_bad(self, words: Words, spots: Sequence[Spot]) -> Spot:
        def badness(spot: Spot) -> float:
            box = _box(words, spot)
            return box.outside() + 20 * sum(map(box.covers, self.taken))

        return min(spots, key=badness)

    def _written(self, words: Words, spot: Spot) -> str:
        anchored = {"start": "", "middle": "t-mid", "end": "t-end"}[spot.anchor]
        classes = ("t-now" if words.now else "", anchored, "wide" if words.wide else "", words.css)
        return element(
            "text",
            escape_text(words.text),
            class_=" ".join(filter(None, classes)),
            x=percent(spot.x) if spot.x else "0",
            y=percent(spot.y / self.height),
            dx=f"{number(spot.dx)}em" if spot.dx else "",
            dy=f"{number(spot.dy)}em" if spot.dy else "",
        )


def spots_around(
    x: float, y: float, how: tuple[Placement, Anchor | None], along: Sequence[float] = ()
) -> Iterator[Spot]:
    """Yield the places around a point in the order of preference: as asked, near, elsewhere, farther.

    `how` is the side and the anchor that are asked for. `along` are shares of the width at which the words
    may stand as well, close to the level of the point.
    """
    placement, anchor = how
    order = (placement, *_OPPOSITE[placement])
    for side in order:
        yield from _on_side(side, x, y, (anchor, _NUDGES))
    for share in along:
        for side in order:
            if side in ("above", "below"):
                yield from _on_side(side, share, y, (None, _NUDGES[:1]))
    for nudges in (_FAR_NUDGES, _FARTHEST_NUDGES):
        for side in order:
            yield from _on_side(side, x, y, (anchor, nudges))


def _on_side(
    side: Placement, x: float, y: float, how: tuple[Anchor | None, tuple[float, ...]]
) -> Iterator[Spot]:
    anchor, nudges = how
    if side in ("left", "right"):
        dx, towards = (-0.92, "end") if side == "left" else (0.92, "start")
        for nudge in nudges:
            for dy in {_HALF_LETTER - nudge: None, _HALF_LETTER + nudge: None}:
                yield Spot(x, y, dx, dy, "end" if towards == "end" else "start")
        return
    anchors: dict[Anchor, None] = {anchor: None} if anchor else {}
    anchors |= {"middle": None, "start": None, "end": None}
    for nudge in nudges:
        for each in anchors:
            yield Spot(x, y, 0.0, -0.69 - nudge if side == "above" else 1.54 + nudge, each)


def _noted(spots: Iterable[Spot], found: list[Spot]) -> Iterator[Spot]:
    for spot in spots:
        found.append(spot)
        yield spot


def _box(words: Words, spot: Spot, spaced: float = 1.0) -> Box:
    length = text_px(words.text, bold=words.now) * spaced
    left = spot.dx * TEXT_PX
    if spot.anchor != "start":
        left -= length if spot.anchor == "end" else length / 2
    baseline = spot.y + spot.dy * TEXT_PX
    return Box(spot.x, left - 1, left + length + 1, baseline - _ASCENT, baseline + _DESCENT, words.wide)
