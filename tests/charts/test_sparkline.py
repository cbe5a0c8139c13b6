"""The geometry of sparklines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalposts.charts import Sparkline, sparkline


def test_a_gap_breaks_the_line_and_the_dot_marks_the_last_value() -> None:
    """Runs are lines of their own; the dot stands on the last value, even before a gap."""
    drawn = sparkline([1.0, 2.0, None, 3.0, None], low=2.0)
    assert drawn.lines == ("0,38 242.5,22", "727.5,6 727.5,6")
    assert (drawn.last_x, drawn.last_y) == ("72.75%", "6")
    assert (drawn.band_y, drawn.band_height) == ("0", "22")


def test_without_values_nothing_is_drawn() -> None:
    """Gaps alone give no line, no band and no dot."""
    assert sparkline([None, None], low=1.0) == sparkline([]) == Sparkline((), "", "", "", "")


def test_a_constant_stands_in_the_middle() -> None:
    """Equal values and a single one are level."""
    assert sparkline([4.0, 4.0]).lines == ("0,22 970,22",)
    assert sparkline([4.0]).lines == ("970,22 970,22",)


def test_a_range_out_of_view_is_cut() -> None:
    """A range far above the values is not drawn, one that holds them all fills the box."""
    assert sparkline([1.0, 2.0], low=100.0).band_y == ""
    assert sparkline([1.0, 2.0], high=100.0).band_height == "44"


@given(
    st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False), max_size=300),
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
)
def test_everything_stands_in_the_box(
    values: list[float | None], low: float | None, high: float | None
) -> None:
    """Any values give numbers inside 1000 by 44."""
    drawn = sparkline(values, low=low, high=high)
    points = [tuple(map(float, point.split(","))) for line in drawn.lines for point in line.split()]
    assert all(0 <= x <= 970 and 0 <= y <= 44 for x, y in points)
    if drawn.band_y:
        assert 0 <= float(drawn.band_y) <= float(drawn.band_y) + float(drawn.band_height) <= 44.01


def test_no_number_is_refused() -> None:
    """NaN is no gap."""
    with pytest.raises(ValueError, match="finite"):
        sparkline([float("nan")])
