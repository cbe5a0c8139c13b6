"""The meter: two posts, a bar, a marker, and the words over the large one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalposts.charts import LargeMeter, Meter, large_meter, meter
from goalposts.charts.glyphs import text_px
from goalposts.charts.meter import MeterLabel


@pytest.mark.parametrize(
    ("progress", "expected", "geometry"),
    [
        (0.4625, 0.59375, Meter("8%", "39.77%", "47.77%", "11.29%", "59.06%")),
        (0.175, 0.3125, Meter("8%", "15.05%", "23.05%", "11.83%", "34.88%")),
        (1.0, 1.0, Meter("8%", "86%", "", "", "94%")),
        (-0.11, 0.33, Meter("0.26%", "7.74%", "8%", "28.38%", "36.38%")),
        (1.4, 0.5, Meter("8%", "91.16%", "", "", "51%")),
        (0.28, None, Meter("8%", "24.08%", "", "", "")),
        (None, 0.5, Meter()),
    ],
)
def test_geometry(progress: float | None, expected: float | None, geometry: Meter) -> None:
    """x(p) = 8 + 86·p per cent, p clipped to −0.09 … 1.06; no shortfall begins before the start post."""
    assert meter(progress, expected) == geometry


def test_no_number_is_refused() -> None:
    """NaN has no place on a meter."""
    with pytest.raises(ValueError, match="finite"):
        meter(float("nan"))


def _span(label: MeterLabel, width: float, *, bold: bool) -> tuple[float, float]:
    length = text_px(label.text, bold=bold) * (15 / 13 if bold else 1)
    at = float(label.x[:-1]) / 100 * width + float(label.dx or 0)
    return (at - length, at) if label.css else (at, at + length)


@given(st.floats(-1, 3), st.floats(0, 1))
def test_words_stay_apart(progress: float, expected: float) -> None:
    """The words never stand in one place, from 300 px on, nor before the start post."""
    drawn = large_meter(
        progress, expected, done_text=f"{progress:.0%} done", expected_text=f"{expected:.0%} expected"
    )
    assert isinstance(drawn, LargeMeter)
    assert drawn.done
    assert drawn.expected
    for width in (300, 500, 800):
        done, marker = _span(drawn.done, width, bold=True), _span(drawn.expected, width, bold=False)
        apart = done[1] <= marker[0] or marker[1] <= done[0]
        assert apart or int(drawn.done.y) - int(drawn.expected.y) >= 15
        assert min(done[0], marker[0]) >= 0.08 * width - 8
        assert max(done[1], marker[1]) <= width + 1
