"""Where words stand: none covers another, none leaves the drawing, on any width."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate, combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goalposts.charts import Band, Dot, Label, Line, Milestone, MilestoneChart, SeriesChart, Shortfall, draw
from goalposts.charts.date_ticks import TimeSpan, date_ticks
from goalposts.charts.glyphs import text_px, wrap
from goalposts.charts.series import layout_of
from goalposts.charts.specification import Placement
from tests.charts.reading import crossed_words, parse, paths, texts, written_at
from tests.charts.specifications import DUE, START, renewal_rate, series, weekly, write_date

PHONE_WIDTHS = (288, 340, 720)
DESK_WIDTHS = (460, 640, 1152, 2000)
_SIDES: tuple[Placement, Placement] = ("above", "below")
_WORDS = st.text(alphabet="abcdefghij klmnop0123456789%", min_size=1, max_size=18)


def _assert_apart(svg: str) -> None:
    for width, phone in [*((each, True) for each in PHONE_WIDTHS), *((each, False) for each in DESK_WIDTHS)]:
        words = written_at(svg, width, phone=phone)
        assert not [(a.text, b.text, width) for a, b in combinations(words, 2) if a.covers(b)]
        assert not [each for each in words if each.left < -1 or each.right > width + 1], width


@st.composite
def _charts(draw_from: st.DrawFn) -> SeriesChart:
    values = draw_from(st.lists(st.floats(0, 100), min_size=2, max_size=13))
    points = weekly([*values])
    on, value = points[-1]
    asked = st.lists(st.tuples(_WORDS, st.integers(0, 91), st.floats(0, 100), st.booleans()), max_size=5)
    labels = [Label(text, START + timedelta(day), at, wide=wide) for text, day, at, wide in draw_from(asked)]
    assert value is not None
    now = Label(
        draw_from(_WORDS),
        on,
        value,
        draw_from(st.sampled_from(["above", "below", "left", "right"])),
        now=True,
    )
    return series(
        Line("line", points),
        dots=(Dot(on, value),),
        labels=(*labels, now),
        bands=(
            Band(draw_from(st.none() | st.floats(0, 50)), draw_from(st.floats(50, 100)), draw_from(_WORDS)),
        ),
        height=draw_from(st.integers(140, 320)),
        decimals=1,
    )


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(_charts())
def test_words_never_cover_each_other(chart: SeriesChart) -> None:
    """At every width from 288 px on, what is shown stands apart and inside."""
    _assert_apart(draw(chart))


@st.composite
def _charts_with_room(draw_from: st.DrawFn) -> SeriesChart:
    """A chart like those of goals whose lines are calm and keep low: near them there is room for words."""
    steps = draw_from(st.lists(st.floats(-5, 5), min_size=1, max_size=12))
    values = list(accumulate(steps, lambda value, step: min(max(value + step, 0.0), 50.0), initial=20.0))
    points = weekly([*values])
    on, value = points[-1]
    assert value is not None
    expected = min(max(value + draw_from(st.floats(-8, 8)), 0.0), 50.0)
    side, other = draw_from(st.permutations(_SIDES))
    return series(
        Line("line", points),
        Line("path", ((START, values[0]), (on, expected), (DUE, 50.0))),
        Line("target", ((START, 100.0), (DUE, 100.0))),
        dots=(Dot(on, value),),
        labels=(
            Label(f"{value:.1f} % now", on, value, side, now=True),
            Label(f"{expected:.1f} % expected", on, expected, other),
            Label("target 100 %", DUE, 100.0, since=START),
        ),
        height=draw_from(st.integers(210, 320)),
    )


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(_charts_with_room())
def test_no_line_runs_through_words_where_there_is_room(chart: SeriesChart) -> None:
    """At every width words keep clear of the lines; what a phone has no room for is left out there."""
    svg = draw(chart)
    for width, phone in [*((each, True) for each in PHONE_WIDTHS), *((each, False) for each in DESK_WIDTHS)]:
        assert crossed_words(svg, width, phone=phone) == [], width
        assert {chart.labels[0].text, "target 100 %"} <= {w.text for w in written_at(svg, width, phone=phone)}


def test_words_keep_off_the_piece_that_is_missing() -> None:
    """Beside a long shortfall no words begin on its stroke."""
    on = START + timedelta(28)
    chart = series(
        Line("line", ((START, 61.0), (on, 60.0))),
        Line("path", ((START, 61.0), (DUE, 70.0))),
        shortfall=Shortfall(on, 60.0, 64.0),
        dots=(Dot(on, 60.0, "status"),),
        labels=(Label("60 points now", on, 60.0, "below", now=True), Label("64 points expected", on, 64.0)),
        status_class="s-off-track",
    )
    svg = draw(chart)
    (((x, bottom), (_, top)),) = paths(svg, "short")
    for width, phone in ((288, True), (460, False), (1152, False)):
        at = x / 1000 * width
        for words in written_at(svg, width, phone=phone):
            is_level = words.top < bottom and top < words.bottom
            assert not (is_level and words.left < at + 2 and at - 2 < words.right), (words.text, width)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, 91), st.floats(0, 100), st.floats(0, 100), st.booleans(), st.sampled_from([150, 170, 210])
)
def test_words_stand_at_their_end_of_the_shortfall(
    days: int, value: float, expected: float, up: bool, height: int
) -> None:
    """What is measured and what was expected are never written at each other's end of the missing piece."""
    on = START + timedelta(days)
    sides: tuple[Placement, Placement] = ("above", "below") if up else ("below", "above")
    beyond, here = sides
    chart = series(
        Line("line", ((START, 40.0), (on, value)) if days else ((on, value),)),
        Line(
            "path", ((START, 40.0), (on, expected), (DUE, 100.0)) if days else ((on, expected), (DUE, 100.0))
        ),
        Line("target", ((START, 100.0), (DUE, 100.0))),
        shortfall=Shortfall(on, value, expected),
        dots=(Dot(on, value, "status"),),
        labels=(
            Label("measured", on, value, here, now=True),
            Label("target", DUE, 100.0, beyond, since=START),
            Label("expected", on, expected, beyond),
        ),
        status_class="s-at-risk",
        height=height,
    )
    frame = layout_of(chart).frame
    ends = {"measured": frame.down(value), "expected": frame.down(expected)}
    svg = draw(chart)
    assert "measured" in texts(svg)
    for words in written_at(svg, 640, phone=False):
        if words.text in ends and value != expected:
            other = ends["expected" if words.text == "measured" else "measured"]
            # the middle of small letters, by the box of reading.py
            middle = words.bottom - 2.5 - 0.38 * 13
            assert abs(middle - ends[words.text]) <= abs(middle - other) + 0.1


def test_the_name_of_a_target_slides_along_its_line() -> None:
    """Where the path comes down to the target at its end, the words stand further along the line."""
    path = Line("path", ((START, 40.0), (DUE, 10.0)))
    target = Line("target", ((START, 10.0), (DUE, 10.0)))
    words = Label("target 10", DUE, 10.0, "below", since=START)
    svg = draw(series(path, target, labels=(words,)))
    for width, phone in ((288, True), (640, False), (1152, False)):
        assert crossed_words(svg, width, phone=phone) == []
    assert "target 10" in [each.text for each in written_at(svg, 288, phone=True)]


def test_the_last_value_is_always_shown() -> None:
    """Labels in its way give way: what is `now` is placed first and never left out on a phone."""
    crowd = tuple(Label(f"neighbour {number}", DUE, 10.0 + number / 10) for number in range(12))
    chart = series(
        Line("line", ((START, 9.0), (DUE, 10.0))), labels=(*crowd, Label("10 now", DUE, 10.0, now=True))
    )
    svg = draw(chart)
    _assert_apart(svg)
    assert "10 now" in [each.text for each in written_at(svg, 288, phone=True)]


def test_words_wider_than_a_phone_are_for_desks() -> None:
    """A label that fits no phone is left out there; one that fits no chart at all is left out."""
    line = Line("line", weekly([1.0, 2.0]))
    long, too_long = "long words " * 4, "long words " * 20
    svg = draw(series(line, labels=(Label(long, START, 1.0), Label(too_long, START, 1.0))))
    assert long.strip() not in [each.text for each in written_at(svg, 288, phone=True)]
    assert long.strip() in [each.text for each in written_at(svg, 460, phone=False)]
    assert too_long.strip() not in texts(svg)


@pytest.mark.parametrize("day", [0, *range(44, 52), 91])
def test_words_with_more_space_between_letters_stay_on_a_phone(day: int) -> None:
    """Readers who space letters and words as WCAG 1.4.12 says see all words, at most in the margin."""
    label = Label("64 points expected", START + timedelta(day), 1.0, anchor="start")
    root = parse(draw(series(Line("line", weekly([1.0] * 14)), labels=(label,))))
    (words,) = (each for each in root.iter("text") if each.text == label.text)
    css, length = words.attrib["class"], text_px(label.text) * 1.2
    x = float(words.attrib["x"][:-1]) * 2.88 + float(words.get("dx", "0em")[:-2]) * 13
    left = x - (length if "t-end" in css else length / 2 if "t-mid" in css else 0)
    assert "wide" not in css
    assert left >= -16
    assert left + length <= 288 + 16


def test_wide_labels_are_marked_and_the_target_stays() -> None:
    """What was asked for on desks only carries the class `wide`; the target is shown on phones too."""
    shown = [each.text for each in written_at(draw(renewal_rate()), 288, phone=True)]
    assert {"85.4 % now", "target 92 %", "1 Oct", "31 Dec"} <= set(shown)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(), st.integers(0, 400_000), st.floats(0.015, 0.3))
def test_dates_at_both_ends_and_none_on_another(first: date, days: int, left: float) -> None:
    """Both ends of any axis are labelled, and no date touches the next one on phones or desks."""
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    span = TimeSpan(first, last, left, 0.985)
    ticks = date_ticks(span, write_date)
    assert {ticks[0].on, ticks[-1].on} == {first, last}
    assert [tick.on for tick in ticks] == sorted(tick.on for tick in ticks)
    for width, phone in ((288, True), (460, False)):
        shown = [tick for tick in ticks if not (phone and tick.wide)]
        offset = {"start": 0.0, "middle": 0.5, "end": 1.0}
        starts = [span.share(each.on) * width - offset[each.anchor] * text_px(each.text) for each in shown]
        ends = [start + text_px(each.text) for start, each in zip(starts, shown, strict=True)]
        assert all(start - end >= 4 for end, start in zip(ends, starts[1:], strict=False))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (START, DUE, ["1 Oct", "1 Nov", "1 Dec", "31 Dec"]),
        (date(2026, 10, 4), date(2026, 11, 15), ["4 Oct", "18 Oct", "1 Nov", "15 Nov"]),
        (date(2026, 11, 1), date(2027, 1, 31), ["1 Nov 2026", "1 Dec", "1 Jan", "31 Jan 2027"]),
        (date(2024, 11, 30), date(2026, 12, 31), ["Nov 2024", "Jul", "Jan 2026", "Jul", "Dec 2026"]),
        (date(2002, 1, 1), date(2026, 8, 22), ["2002", "2010", "2015", "2020", "2026"]),
        (date(2026, 10, 1), date(2026, 10, 1), ["1 Oct 2026"]),
    ],
)
def test_dates_follow_the_length_of_the_axis(first: date, last: date, expected: list[str]) -> None:
    """Days inside a quarter, months with their years over some years, years beyond."""
    assert [tick.text for tick in date_ticks(TimeSpan(first, last, 0.12, 0.985), write_date)] == expected


def test_an_axis_may_begin_before_its_first_date() -> None:
    """With `label_from` the start is labelled where it stands, not the baseline before it."""
    chart = series(
        Line("line", weekly([1, 2], START - timedelta(4))), first=START - timedelta(4), label_from=START
    )
    assert "1 Oct" in texts(draw(chart))
    assert "27 Sep" not in texts(draw(chart))


def test_the_date_of_a_single_period_stands_under_its_dot() -> None:
    """An axis of one day has its date in the middle, where the value stands."""
    svg = draw(series(Line("line", ((DUE, 1.0),)), dots=(Dot(DUE, 1.0),), first=DUE))
    ((dot,), (words,)) = (
        parse(svg).iter("circle"),
        (t for t in parse(svg).iter("text") if t.text == "31 Dec 2026"),
    )
    assert (words.get("x"), words.get("class")) == (dot.get("cx"), "t-mid")


def test_milestone_numbers_stand_apart() -> None:
    """The numbers of a crowded line of milestones never touch, with and without the word for overdue."""
    crowded = tuple(
        Milestone(place + 1, START + timedelta(place * place // 2), "overdue" if place % 4 == 0 else "open")
        for place in range(14)
    )
    chart = MilestoneChart(
        id_prefix="m",
        title="",
        description="",
        first=START,
        last=DUE,
        today=DUE,
        milestones=crowded,
        format_date=write_date,
        status_class="s-off-track",
    )
    svg = draw(chart)
    for width, phone in ((288, True), (460, False), (1152, False)):
        words = written_at(svg, width, phone=phone)
        assert not [(a.text, b.text) for a, b in combinations(words, 2) if a.covers(b)]


def test_wrapping_keeps_every_word() -> None:
    """Lines fit their width; only a word longer than a line is cut."""
    text = "Call every account 90 days before renewal and write down what it said"
    assert " ".join(wrap(text, 150)) == text
    assert all(text_px(line) <= 150 for line in wrap(f"{text} {'w' * 60}", 150))
    assert wrap("", 100) == []
