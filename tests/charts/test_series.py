"""The lines of a series chart, compared with what matplotlib's own axes would draw."""

from __future__ import annotations

from datetime import date, timedelta
from math import sin

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from goalposts.charts import Band, Dot, Forecast, Line, SeriesChart, Shortfall, draw
from goalposts.charts.frame import TOP, WIDTH
from goalposts.charts.plotting import value_ticks
from goalposts.charts.series import layout_of
from tests.charts.reading import parse, paths, texts
from tests.charts.specifications import DUE, START, renewal_rate, series, weekly


def _plain_matplotlib(chart: SeriesChart, points: list[tuple[date, float]]) -> list[tuple[float, float]]:
    """Return where an ordinary figure with the same limits puts points, in px from the top left."""
    frame = layout_of(chart).frame
    figure = Figure(figsize=(WIDTH / 100, chart.height / 100), dpi=100)
    FigureCanvasAgg(figure)
    height = (frame.bottom - TOP) / chart.height
    axes = figure.add_axes(
        (frame.left / WIDTH, 1 - frame.bottom / chart.height, (frame.right - frame.left) / WIDTH, height)
    )
    (drawn,) = axes.plot([on.toordinal() for on, _ in points], [value for _, value in points])
    axes.set_xlim(frame.first, frame.last)
    axes.set_ylim(frame.limits.low, frame.limits.high)
    figure.canvas.draw()
    placed = axes.transData.transform(np.column_stack(drawn.get_data()))
    return [(float(x), chart.height - float(y)) for x, y in placed]


@pytest.mark.parametrize("kind", ["line", "path"])
def test_lines_stand_where_plain_matplotlib_puts_them(kind: str) -> None:
    """The drawn points agree with an ordinary figure to a hundredth of a unit."""
    chart = renewal_rate()
    line = next(each for each in chart.lines if each.kind == kind)
    points = [(on, value) for on, value in line.points if value is not None]
    drawn = [point for run in paths(draw(chart), kind) for point in run]
    assert drawn == [pytest.approx(point, abs=0.011) for point in _plain_matplotlib(chart, points)]


def test_words_and_lines_share_one_scale() -> None:
    """A dot, which is placed in per cent, stands on the last point of its line."""
    svg = draw(renewal_rate())
    dot = next(parse(svg).iter("circle"))
    x, y = paths(svg, "line")[-1][-1]
    assert float(dot.attrib["cx"][:-1]) * 10 == pytest.approx(x, abs=0.1)
    assert float(dot.attrib["cy"][:-1]) / 100 * 210 == pytest.approx(y, abs=0.02)


def test_a_gap_breaks_the_line_and_says_so() -> None:
    """A value of None ends a run, a sunken strip stands there, and words say that there is no value."""
    svg = draw(series(Line("line", weekly([1, 2, None, None, 4, 5, 6]))))
    before, after = paths(svg, "line")
    assert (len(before), len(after)) == (2, 3)
    ((left, _), (right, _), *_) = paths(svg, "gap")[0]
    assert before[-1][0] < left < right < after[0][0]
    assert "no value" in texts(svg)


def test_a_single_value_is_a_dot_of_the_line() -> None:
    """A value between two gaps is drawn as a stroke of no length, which the round cap makes visible."""
    runs = paths(draw(series(Line("line", weekly([1, None, 3, None, 2, 4])))), "line")
    assert [len(run) for run in runs] == [2, 2, 2]
    assert runs[1][0] == runs[1][1]


def test_without_any_value_the_chart_says_so() -> None:
    """A series of gaps is one strip over the whole drawing, without a line, a grid or numbers."""
    svg = draw(series(Line("line", weekly([None] * 5))))
    assert paths(svg, "line") == paths(svg, "grid") == []
    assert len(paths(svg, "gap")) == 1
    assert texts(svg) == ["1 Oct", "1 Nov", "1 Dec", "31 Dec", "no value"]


def test_a_target_is_drawn_in_steps_to_the_end() -> None:
    """Each target holds until the next one, the last to the end of the axis; a gap ends it."""
    (run,) = paths(draw(series(Line("target", ((START, 3.0), (date(2026, 11, 1), 2.0))))), "target")
    assert [y for _, y in run] == [run[0][1]] * 2 + [run[2][1]] * 2
    assert run[1][0] == run[2][0]
    assert run[-1][0] == 985
    ended = series(Line("target", ((START, 3.0), (date(2026, 11, 1), None))))
    assert paths(draw(ended), "target")[0][-1][0] < 985


def test_a_path_is_cut_at_the_ends_of_the_axis() -> None:
    """A path that begins before the axis is drawn from the axis on, at the height it has there."""
    early = Line("path", ((START - timedelta(92), 0.0), (START + timedelta(91), 183.0)))
    flat = Line("path", ((START, 92.0), (DUE, 183.0)))
    cut, whole = paths(draw(series(early, flat)), "path")
    assert cut == [pytest.approx(point, abs=0.02) for point in whole]


def test_long_series_keep_their_extremes() -> None:
    """Of 9,000 points at most 600 are drawn, among them the first, the last, the lowest and the highest."""
    first = date(2000, 1, 1)
    values = [sin(day / 300) + 0.1 * sin(day * 1.7) for day in range(9000)]
    values[4321], values[5432] = 9.0, -9.0
    points = tuple((first + timedelta(day), value) for day, value in enumerate(values))
    chart = series(Line("line", points), first=first, last=points[-1][0])
    (run,) = paths(draw(chart), "line")
    frame = layout_of(chart).frame
    assert len(run) <= 600
    for day in (0, 4321, 5432, 8999):
        expected = (frame.across(points[day][0].toordinal()), frame.down(values[day]))
        assert any(point == pytest.approx(expected, abs=0.011) for point in run), day


def test_a_long_series_of_gaps_stays_small() -> None:
    """Every second day without a value: thousands of runs are thinned by column too."""
    first = date(2000, 1, 1)
    points = tuple((first + timedelta(day), sin(day) if day % 2 else None) for day in range(9000))
    svg = draw(series(Line("line", points), first=first, last=points[-1][0]))
    assert len(paths(svg, "line")) <= 600
    assert len(svg) < 40_000


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ([5.0, 5.0], 0),
        ([0.0], 0),
        ([84.0, 92.0], 0),
        ([60.0, 61.0], 0),
        ([-20.0, 18.0], 0),
        ([1e-9, 3e-9], 10),
        ([1.2e12, 1.9e12], 0),
        ([1e308, -1e308], 0),
        ([1e15, 1e15 + 2], 0),
    ],
)
def test_two_or_three_grid_lines(values: list[float], decimals: int) -> None:
    """Whatever the magnitude, two or three round values are labelled."""
    chart = series(Line("line", weekly([*values])), decimals=decimals)
    frame = layout_of(chart).frame
    ticks = value_ticks(frame.limits, decimals=decimals)
    assert 2 <= len(ticks) <= 3
    assert all(TOP - 0.01 <= frame.down(tick) <= frame.bottom + 0.01 for tick in ticks)


@pytest.mark.parametrize("values", [[84.2, 84.5, 84.9], [0.848, 0.948], [100.001, 100.003]])
def test_small_movements_are_drawn(values: list[float]) -> None:
    """Values closer together than the decimals they are shown with still rise over most of the height."""
    chart = series(Line("line", weekly([*values])), decimals=0)
    frame = layout_of(chart).frame
    assert frame.down(values[0]) - frame.down(values[-1]) > 0.8 * (frame.bottom - TOP)
    ticks = value_ticks(frame.limits, decimals=0)
    assert 2 <= len(ticks) <= 3
    assert all(frame.limits.low <= tick <= frame.limits.high for tick in ticks)


def test_grid_lines_fall_on_numbers_that_can_be_written() -> None:
    """Without decimals no grid line stands at a half."""
    frame = layout_of(series(Line("line", weekly([60, 61, 60])), decimals=0)).frame
    assert all(tick == int(tick) for tick in value_ticks(frame.limits, decimals=0))


def test_zero_is_shown_when_asked_for_and_never_passed() -> None:
    """`from_zero` begins at zero; values that are not negative never make the axis so."""
    assert layout_of(series(Line("line", weekly([50, 60])), from_zero=True)).frame.limits.low == 0
    assert layout_of(series(Line("line", weekly([0.1, 60])))).frame.limits.low == 0
    assert layout_of(series(Line("line", weekly([50, 60])))).frame.limits.low > 40


def test_a_band_is_open_where_it_has_no_bound() -> None:
    """At most 2 reaches down to the axis, at least 2 up to the top; a far range does not flatten the line."""
    line = Line("line", weekly([1.0, 3.0]))
    chart = series(line, bands=(Band(None, 2.0, "healthy: at most 2"),))
    frame = layout_of(chart).frame
    heights = [y for _, y in paths(draw(chart), "band")[0]]
    assert (min(heights), max(heights)) == pytest.approx((frame.down(2.0), frame.bottom), abs=0.01)
    far = layout_of(series(line, bands=(Band(1000.0, None),))).frame
    assert far.limits.high < 5


def test_shortfall_and_forecast_are_drawn() -> None:
    """The shortfall is one upright stroke, the forecast one closed area."""
    chart = series(
        Line("line", weekly([1, 2])),
        shortfall=Shortfall(START + timedelta(7), 2.0, 3.0),
        forecast=Forecast(((START + timedelta(7), 2.0, 2.0), (DUE, 1.0, 4.0))),
        status_class="s-off-track",
    )
    svg = draw(chart)
    ((lower, upper),) = paths(svg, "short")
    assert lower[0] == upper[0]
    assert lower[1] > upper[1]
    assert len(paths(svg, "forecast")[0]) == 4


def test_several_lines_are_named_at_their_ends() -> None:
    """Names stand to the right of the lines, from top to bottom in the order of the last values."""
    lines = [
        Line("line", weekly([1, 2 + place / 20]), name)
        for place, name in enumerate(("West", "East", "South"))
    ]
    svg = draw(series(*lines, last=START + timedelta(7)))
    written = {"".join(each.itertext()): each for each in parse(svg).iter("text")}
    assert {"West", "East", "South"} <= written.keys()
    end = paths(svg, "line")[0][-1][0]
    assert all(
        float(written[name].attrib["x"][:-1]) * 10 == pytest.approx(end, abs=0.1) for name in ("West", "East")
    )


def test_a_dot_outside_the_axis_is_not_drawn() -> None:
    """What lies before the first or after the last day is left out."""
    svg = draw(series(Line("line", weekly([1, 2])), dots=(Dot(DUE + timedelta(1), 1.0),)))
    assert list(parse(svg).iter("circle")) == []


def test_a_value_outside_of_what_is_wanted_has_another_shape() -> None:
    """It is a square in the colour of off track, whatever the status of the whole chart."""
    dots = (Dot(START, 1.0, "status"), Dot(START + timedelta(7), 2.0, "outside"))
    drawn = parse(draw(series(Line("line", weekly([1, 2])), dots=dots, status_class="s-on-track")))
    (circle,) = drawn.iter("circle")
    (square,) = (each for each in drawn.iter() if each.get("class") == "s-off-track")
    assert circle.get("class") == "dot dot-s"
    assert [mark.get("class") for mark in square] == ["dot dot-s"]
    assert "h10v10h-10" in square[0].attrib["d"]
