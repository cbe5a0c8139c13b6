"""The geometry of a sparkline, for a template: no drawing library, strings only.

The box is 1000 units wide and 44 px high; the last value stands at 97 %, so that its dot has room.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite

from msgspec import Struct

from goalposts.charts.markup import number

_END = 970.0
_HEIGHT = 44.0
_TOP, _BOTTOM = 6.0, 38.0
_MOST_VALUES = 120
# A range farther away than this share of the values' own span would flatten the line.
_REACH = 2.0


class Sparkline(Struct, frozen=True):
    """Attribute values of a sparkline.

    `lines` are `points` of one polyline per unbroken run (a run of one value is drawn as a dot of the
    line's width); `band_y` and `band_height` are empty where no range is in view, `last_x` (per cent)
    and `last_y` (px) where there is no value.
    """

    lines: tuple[str, ...]
    band_y: str
    band_height: str
    last_x: str
    last_y: str


def sparkline(
    values: Sequence[float | None], *, low: float | None = None, high: float | None = None
) -> Sparkline:
    """Return the sparkline of values at equal steps; None is a gap, low and high bound the healthy range.

    Of more than 120 values the last 120 are drawn. The dot marks the last value that is there.
    """
    drawn = list(values[-_MOST_VALUES:])
    known = [value for value in drawn if value is not None]
    if not all(map(isfinite, known)):
        raise ValueError("values of a sparkline must be finite numbers; a gap is None")
    if not known:
        return Sparkline((), "", "", "", "")
    bottom, top = _range(known, [bound for bound in (low, high) if bound is not None])
    points = [(_across(place, len(drawn)), value) for place, value in enumerate(drawn)]
    runs = _runs((x, None if value is None else _down(value, bottom, top)) for x, value in points)
    band_y, band_height = _band((low, high), bottom, top)
    last_x, last_y = runs[-1][-1]
    return Sparkline(
        lines=tuple(
            " ".join(f"{number(x)},{number(y)}" for x, y in (run if run[1:] else run * 2)) for run in runs
        ),
        band_y=band_y,
        band_height=band_height,
        last_x=number(last_x / 10) + "%",
        last_y=number(last_y),
    )


def _range(known: list[float], bounds: list[float]) -> tuple[float, float]:
    bottom, top = min(known), max(known)
    # Halves, so that values near the largest float do not overflow.
    reach = (top / 2 - bottom / 2) * 2 * _REACH if top / 2 - bottom / 2 < 1e300 else 0.0
    near = [bound for bound in bounds if bottom - reach <= bound <= top + reach]
    return min([bottom, *near]), max([top, *near])


def _across(place: int, count: int) -> float:
    return _END if count == 1 else place / (count - 1) * _END


def _down(value: float, bottom: float, top: float) -> float:
    half_span = top / 2 - bottom / 2
    share = (value / 2 - bottom / 2) / half_span if half_span > 0 else 0.5
    return _BOTTOM - share * (_BOTTOM - _TOP)


def _runs(points: Iterable[tuple[float, float | None]]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for x, y in points:
        if y is not None:
            runs[-1].append((x, y))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _band(bounds: tuple[float | None, float | None], bottom: float, top: float) -> tuple[str, str]:
    low, high = bounds
    if low is None and high is None:
        return "", ""
    upper = 0.0 if high is None else _edge(high, bottom, top)
    lower = _HEIGHT if low is None else _edge(low, bottom, top)
    return (number(upper), number(lower - upper)) if lower - upper >= 0.5 else ("", "")


def _edge(bound: float, bottom: float, top: float) -> float:
    """Return a bound in px; one out of view stands at the edge of the box."""
    if bound > top:
        return 0.0
    return _HEIGHT if bound < bottom else _down(bound, bottom, top)
