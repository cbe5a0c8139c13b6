"""The geometry of the meter: two posts and a bar, as per cent of its width, for a template.

The start post stands at 8 %, the target post at 94 %, so that posts stand under each other down a
list; x(p) = 8 + 86·p, with p limited to −0.09 … 1.06.
"""

from __future__ import annotations

from math import isfinite

from msgspec import Struct
from msgspec.structs import replace

from goalposts.charts.glyphs import text_px
from goalposts.charts.markup import number

START, TARGET = 8.0, 94.0
_LEAST, _MOST = -0.09, 1.06
_NARROWEST = 300
_BIG = 15 / 13
_DONE_ROW, _EXPECTED_ROW = "24", "18"
# Where both would stand in one place: the upper row for what was expected, the lower for what is done.
_LOWER_ROW, _UPPER_ROW = "22", "5"
_GAP = 8


class Meter(Struct, frozen=True):
    """Attribute values of a meter, in per cent with the sign; empty where that piece is not drawn.

    `short_*` is the dashed piece that is missing, `marker_x` what was expected.
    """

    fill_x: str = ""
    fill_width: str = ""
    short_x: str = ""
    short_width: str = ""
    marker_x: str = ""


class MeterLabel(Struct, frozen=True):
    """Words over a large meter: `x` in per cent, `dx` and `y` in px, `css` empty or `t-end`."""

    text: str
    x: str
    dx: str
    y: str
    css: str


class LargeMeter(Struct, frozen=True):
    """A meter with the words for what is done and what was expected, which never cover each other."""

    meter: Meter
    done: MeterLabel | None
    expected: MeterLabel | None


def meter(progress: float | None, expected: float | None = None) -> Meter:
    """Return the meter of fractions: progress as it is (below 0 and above 1 too), expected 0 to 1.

    Without progress there is no bar and no marker: posts only.
    """
    if progress is None:
        return Meter()
    end = share_of_width(progress)
    fill = (min(START, end), abs(end - START))
    marker = None if expected is None else share_of_width(expected)
    begin = max(START, end)
    missing = marker - begin if marker is not None else 0.0
    return Meter(
        fill_x=_percent(fill[0]),
        fill_width=_percent(fill[1]),
        short_x=_percent(begin) if missing > 0.005 else "",
        short_width=_percent(missing) if missing > 0.005 else "",
        marker_x=_percent(marker) if marker is not None else "",
    )


def large_meter(
    progress: float | None, expected: float | None, *, done_text: str, expected_text: str
) -> LargeMeter:
    """Return a meter with its words, placed so that they stay apart at 300 px and more."""
    geometry = meter(progress, expected)
    if progress is None:
        return LargeMeter(geometry, None, None)
    done_px = text_px(done_text, bold=True) * _BIG
    # On phones the start post stands at the edge of the text: words begin there, not before.
    done_x = max(share_of_width(progress), START)
    first = START / 100 * _NARROWEST
    done_left = _left_of(done_x, done_px, to_left=True)
    done_css = "t-end" if done_left >= first else ""
    done_left = done_left if done_css else done_x / 100 * _NARROWEST
    if done_left + done_px > _NARROWEST:
        done_css, done_left = "t-end", _NARROWEST - done_px
    done = MeterLabel(done_text, _percent(done_x), "", _DONE_ROW, done_css)
    if expected is None:
        return LargeMeter(geometry, done, None)
    marker, expected_px = share_of_width(expected), text_px(expected_text)
    to_left = marker / 100 * _NARROWEST - 7 + expected_px > _NARROWEST or expected < progress
    to_left = to_left and _left_of(marker, expected_px, to_left=True) + 7 >= first
    left = _left_of(marker, expected_px, to_left=to_left) + (7 if to_left else -7)
    apart = left + expected_px + _GAP <= done_left or done_left + done_px + _GAP <= left
    row = _EXPECTED_ROW if apart else _UPPER_ROW
    dx, css = ("7", "t-end") if to_left else ("-7", "")
    label = MeterLabel(expected_text, _percent(marker), dx, row, css)
    return LargeMeter(geometry, done if apart else replace(done, y=_LOWER_ROW), label)


def share_of_width(share: float) -> float:
    """Return where a fraction stands on a meter, in per cent of its width."""
    if not isfinite(share):
        raise ValueError(f"a meter needs finite fractions, found {share}")
    return START + (TARGET - START) * min(max(share, _LEAST), _MOST)


def _left_of(at: float, px: float, *, to_left: bool) -> float:
    return at / 100 * _NARROWEST - (px if to_left else 0)


def _percent(value: float) -> str:
    return number(value) + "%"
