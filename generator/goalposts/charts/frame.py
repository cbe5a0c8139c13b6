"""The box that the lines of a chart are drawn in: which value stands at which height."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import floor, log10

from msgspec import Struct

from goalposts.charts.specification import Band, SeriesChart

WIDTH = 1000
"""Units across the stretched drawing; the outer drawing counts the same in per cent."""
RIGHT = 985.0
"""Where the lines end: the rest is room for half a dot."""
TOP = 20.0
"""Px above the lines, room for a label on the highest point."""
TICK_ROW = 28.0
"""Px below the lines, room for the dates."""

_PADDING = 0.06
_OPEN_SIDE = 0.3
# A healthy range far from every value would flatten the line to a stroke; then the tint is cut instead.
_LEAST_SHARE_OF_VALUES = 1 / 3


class Limits(Struct, frozen=True):
    """Lowest and highest value of the drawing, both divided by `scale`.

    `scale` is 1 but for magnitudes beyond 1e±100, whose differences and squares floats cannot hold.
    """

    low: float
    high: float
    scale: float = 1.0


class Frame(Struct, frozen=True):
    """Maps days to units across (0 to 1000) and values to px from the top."""

    first: int
    last: int
    limits: Limits
    height: int
    left: float
    right: float = RIGHT

    @property
    def bottom(self) -> float:
        """Px from the top of the drawing to the time axis."""
        return self.height - TICK_ROW

    def across(self, day: float) -> float:
        """Return where the day with this ordinal stands, in units of the width."""
        if self.first == self.last:
            return (self.left + self.right) / 2
        return self.left + (day - self.first) / (self.last - self.first) * (self.right - self.left)

    def down(self, value: float) -> float:
        """Return where a value stands, in px from the top."""
        low, high = self.limits.low, self.limits.high
        share = (value / self.limits.scale - low) / (high - low)
        return self.bottom - share * (self.bottom - TOP)

    def places(self, run: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """Return where days and their values stand: (share of the width, px from the top)."""
        if self.first == self.last:
            return [(self.across(day) / WIDTH, self.down(value)) for day, value in run]
        # the same sums as in `across` and `down`, with what they look up looked up once
        first, days, left, width = self.first, self.last - self.first, self.left, self.right - self.left
        scale, low, span = self.limits.scale, self.limits.low, self.limits.high - self.limits.low
        bottom, height = self.bottom, self.bottom - TOP
        return [
            ((left + (day - first) / days * width) / WIDTH, bottom - (value / scale - low) / span * height)
            for day, value in run
        ]

    def inside(self, on: date) -> bool:
        """Say whether a day lies on the time axis."""
        return self.first <= on.toordinal() <= self.last


def value_limits(chart: SeriesChart) -> Limits:
    """Return the range of values that a chart shows: all it draws, a little room, zero if asked for."""
    values = list(_drawn_values(chart)) or list(_bounds(chart.bands))
    scale = _scale(values)
    scaled = [value / scale for value in values] or [0.0, 1.0]
    low, high = min(scaled), max(scaled)
    low, high = _with_bands(low, high, [bound / scale for bound in _bounds(chart.bands)])
    low, high = _with_open_sides(low, high, chart.bands)
    return _padded(low, high, from_zero=chart.from_zero, step=10.0**-chart.decimals / scale, scale=scale)


def has_values(chart: SeriesChart) -> bool:
    """Say whether anything stands at a height, so that grid lines have a meaning."""
    return bool(chart.bands) or next(_drawn_values(chart), None) is not None


def _drawn_values(chart: SeriesChart) -> Iterator[float]:
    for line in chart.lines:
        for on, value in line.points:
            if value is not None and (line.kind != "line" or chart.first <= on <= chart.last):
                yield value
    for dot in chart.dots:
        yield dot.value
    for label in chart.labels:
        yield label.value
    if chart.shortfall:
        yield chart.shortfall.value
        yield chart.shortfall.expected
    if chart.forecast:
        for _, low, high in chart.forecast.points:
            yield from (low, high)


def _bounds(bands: tuple[Band, ...]) -> Iterator[float]:
    for band in bands:
        yield from (bound for bound in (band.low, band.high) if bound is not None)


def _scale(values: list[float]) -> float:
    largest = max((abs(value) for value in values), default=0.0)
    if largest == 0 or 1e-100 < largest < 1e100:
        return 1.0
    return float(10.0 ** max(-300, floor(log10(largest))))


def _with_bands(low: float, high: float, bounds: list[float]) -> tuple[float, float]:
    span = high - low or max(abs(high) * 0.2, 1e-12)
    for bound in sorted(bounds, key=lambda bound: max(low - bound, bound - high)):
        wider = (min(low, bound), max(high, bound))
        if (wider[1] - wider[0]) * _LEAST_SHARE_OF_VALUES <= span:
            low, high = wider
    return low, high


def _with_open_sides(low: float, high: float, bands: tuple[Band, ...]) -> tuple[float, float]:
    """Give a band that is open on one side some height there, so that it is seen as a range."""
    room = (high - low) * _OPEN_SIDE
    below = any(band.low is None and band.high is not None for band in bands)
    above = any(band.high is None and band.low is not None for band in bands)
    lower = max(0.0, low - room) if low >= 0 else low - room
    upper = min(0.0, high + room) if high <= 0 else high + room
    return lower if below else low, upper if above else high


def _padded(low: float, high: float, *, from_zero: bool, step: float, scale: float) -> Limits:
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    padding = (high - low) * _PADDING
    largest = max(abs(low), abs(high))
    if high - low <= 1e-9 * largest:
        # closer than floats can tell apart: a constant, drawn in the middle
        padding = max(2 * step if largest < 1e9 * step else 0.0, largest * 0.1) or 1.0
    bottom = 0.0 if low >= 0 > low - padding or (from_zero and low == 0) else low - padding
    top = 0.0 if high <= 0 < high + padding and low < 0 else high + padding
    return Limits(bottom, top, scale) if top > bottom else Limits(bottom, bottom + 1.0, scale)
