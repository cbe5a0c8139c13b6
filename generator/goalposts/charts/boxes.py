"""What words and dots cover while a chart stretches, and where its lines run.

A box keeps its size in px while its place moves with the width of the chart. Two boxes that stand in
one order at the narrowest and at the widest chart, apart at both, are apart on every width between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from goalposts.charts.date_ticks import DESK, PHONE

_COLUMNS = 64
_EDGES = tuple((column / _COLUMNS, (column + 1) / _COLUMNS) for column in range(_COLUMNS))
_WIDEST = 4000
"""Px across a chart that no page exceeds."""
_WIDTHS = (PHONE, DESK, 700, 1152)
"""Px across a chart where lines are looked for: they change their slope with it, and words do not."""
_WIDE = tuple(width for width in _WIDTHS if width >= DESK)


class Box(Struct, frozen=True):
    """A rectangle that stands at the share `x` of the width and reaches `left` to `right` px from there.

    `top` and `bottom` are px from the top of the chart; `wide` ones are not there on phones.
    """

    x: float
    left: float
    right: float
    top: float
    bottom: float
    wide: bool = False

    def covers(self, other: Box) -> bool:
        """Say whether two boxes share more than an edge at any width."""
        if self.bottom <= other.top or other.bottom <= self.top:
            return False
        narrow = DESK if self.wide or other.wide else PHONE
        ahead = other.x - self.x
        if min(ahead * narrow, ahead * _WIDEST) + other.left >= self.right:
            return False
        return max(ahead * narrow, ahead * _WIDEST) + other.right > self.left

    def outside(self) -> float:
        """Return how many px of the box lie left or right of the chart, at its narrowest."""
        width = self.narrowest
        beyond_left = max(-self.x * width - self.left, -self.x * _WIDEST - self.left, 0.0)
        rest = 1 - self.x
        return beyond_left + max(self.right - rest * width, self.right - rest * _WIDEST, 0.0)

    @property
    def narrowest(self) -> int:
        """Px across the narrowest chart that shows the box."""
        return DESK if self.wide else PHONE


class Skyline(Struct, frozen=True):
    """How high the lines of a chart stand, column by column: what words should rather not cover."""

    columns: tuple[tuple[tuple[float, float], ...], ...]

    def crossings(self, box: Box, most: int) -> int:
        """Return in how many places a line runs through a box, at widths from the narrowest to a desk's.

        The count ends where it reaches `most`.
        """
        found = 0
        top, bottom = box.top, box.bottom
        for width in _WIDE if box.wide else _WIDTHS:
            first = max(0, int((box.x + box.left / width) * _COLUMNS))
            last = min(_COLUMNS - 1, int((box.x + box.right / width) * _COLUMNS))
            for column in self.columns[first : last + 1]:
                for low, high in column:
                    if low < bottom and top < high:
                        found += 1
                        if found >= most:
                            return found
        return found


def skyline(runs: Iterable[Sequence[tuple[float, float]]]) -> Skyline:
    """Return the skyline of runs of (share of the width, px from the top)."""
    columns: list[list[tuple[float, float]]] = [[] for _ in range(_COLUMNS)]
    for run in runs:
        heights: dict[int, tuple[float, float]] = {}
        for (x, y), (next_x, next_y) in zip(run, run[1:] or run, strict=False):
            slope = (next_y - y) / (next_x - x) if next_x > x else 0.0
            last = min(_COLUMNS - 1, int(next_x * _COLUMNS))
            for column in range(int(x * _COLUMNS), last + 1):
                enter, leave = _EDGES[column]
                low = y if enter <= x else y + slope * (enter - x)
                high = next_y if leave >= next_x else y + slope * (leave - x)
                if low > high:
                    low, high = high, low
                known = heights.get(column)
                if known is not None:
                    low, high = min(low, known[0]), max(high, known[1])
                heights[column] = (low, high)
        for column, (low, high) in heights.items():
            columns[column].append((low - 1, high + 1))
    return Skyline(tuple(map(tuple, columns)))
