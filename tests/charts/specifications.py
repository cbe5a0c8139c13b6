"""Charts to draw in tests: one like those of a goal page, and strategies for hostile ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from goalposts.charts import (
    Band,
    Chart,
    Dot,
    Forecast,
    Label,
    Line,
    Milestone,
    MilestoneChart,
    SeriesChart,
    Shortfall,
    TimelineChart,
    TimelineRow,
)
from goalposts.charts.specification import DateStyle, MilestoneState, Point

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
START, DUE = date(2026, 10, 1), date(2026, 12, 31)


def write_date(on: date, style: DateStyle) -> str:
    """Return a date in English, as the pages write it."""
    month = MONTHS[on.month - 1]
    written = {
        "day": f"{on.day} {month}",
        "day_year": f"{on.day} {month} {on.year}",
        "month": month,
        "month_year": f"{month} {on.year}",
        "year": str(on.year),
    }
    return written[style]


def write_value(value: float, ticks: tuple[float, ...] = ()) -> str:
    """Return a number in few characters."""
    return f"{value:.4g}"


def weekly(values: list[float | None], first: date = START) -> tuple[Point, ...]:
    """Return values a week apart."""
    return tuple((first + timedelta(7 * place), value) for place, value in enumerate(values))


def series(*lines: Line, **fields: object) -> SeriesChart:
    """Return a series chart of the last quarter of 2026 with the fields given."""
    defaults: dict[str, object] = {
        "id_prefix": "c",
        "title": "A title",
        "description": "A description",
        "first": START,
        "last": DUE,
        "lines": lines,
        "format_value": write_value,
        "format_date": write_date,
    }
    return SeriesChart(**{**defaults, **fields})  # type: ignore[arg-type]  # checked by the record


def renewal_rate() -> SeriesChart:
    """Return a chart with everything that a goal's chart has."""
    on = date(2026, 11, 19)
    return series(
        Line("line", weekly([84.0, 84.1, None, 84.5, 84.4, 85.0, 85.6, 85.4])),
        Line("path", ((START, 84.0), (date(2026, 10, 31), 85.0), (date(2026, 11, 30), 88.0), (DUE, 92.0))),
        Line("target", ((START, 93.0), (date(2026, 10, 22), 92.0))),
        shortfall=Shortfall(on, 85.4, 86.5),
        dots=(Dot(on, 85.4, "status"),),
        bands=(Band(88.0, None, "healthy: at least 88 %"),),
        labels=(Label("85.4 % now", on, 85.4, "below", now=True), Label("target 92 %", DUE, 92.0)),
        status_class="s-at-risk",
    )


HOSTILE_WORDS = st.one_of(
    st.text(max_size=30),
    st.text(alphabet=st.characters(categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Sm"]), max_size=12),
    st.sampled_from(
        ["$x_1$", "</svg><script>alert(1)</script>", '" onload="x', "a&b<c>d", "\ud800", "]]>", "w" * 400]
    ),
)
ANY_VALUE = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-1e6, 1e6),
    st.sampled_from([0.0, -0.0, 5e-324, 1.7e308, -1.7e308, 1e-300, 1.0, 1.0 + 1e-12]),
)
ANY_DAY = st.one_of(st.dates(), st.dates(date(2020, 1, 1), date(2027, 12, 31)))


@st.composite
def hostile_series(draw: st.DrawFn) -> SeriesChart:
    """A series chart with any words, magnitudes, dates and gaps that a specification allows."""
    first, last = sorted((draw(ANY_DAY), draw(ANY_DAY)))
    day = st.dates(first, last) if draw(st.booleans()) else ANY_DAY
    points = st.lists(st.tuples(day, st.none() | ANY_VALUE), max_size=12).map(
        lambda each: tuple(sorted(each, key=lambda point: point[0]))
    )
    line = st.builds(Line, st.sampled_from(["line", "path", "target"]), points, st.just("") | HOSTILE_WORDS)
    low = draw(st.none() | ANY_VALUE)
    high = draw(st.none() | (ANY_VALUE if low is None else ANY_VALUE.map(lambda each: max(each, low))))
    band = st.builds(Band, st.just(low), st.just(high), HOSTILE_WORDS)
    cone = st.lists(st.tuples(day, ANY_VALUE, ANY_VALUE), max_size=4).map(
        lambda each: Forecast(tuple(sorted(each, key=lambda point: point[0])))
    )
    dot = st.builds(Dot, day, ANY_VALUE, st.sampled_from(["last", "status", "open"]))
    label = st.builds(Label, HOSTILE_WORDS, day, ANY_VALUE, now=st.booleans(), wide=st.booleans())
    return SeriesChart(
        id_prefix="kr-1",
        title=draw(HOSTILE_WORDS),
        description=draw(HOSTILE_WORDS),
        first=first,
        last=last,
        lines=tuple(draw(st.lists(line, max_size=4))),
        format_value=write_value,
        format_date=write_date,
        height=draw(st.integers(80, 500)),
        decimals=draw(st.integers(0, 6)),
        bands=tuple(draw(st.lists(band, max_size=2))),
        forecast=draw(st.none() | cone),
        shortfall=draw(st.none() | st.builds(Shortfall, day, ANY_VALUE, ANY_VALUE)),
        dots=tuple(draw(st.lists(dot, max_size=4))),
        labels=tuple(draw(st.lists(label, max_size=5))),
        status_class="s-off-track",
        from_zero=draw(st.booleans()),
        no_value=draw(HOSTILE_WORDS),
    )


@st.composite
def hostile_milestones(draw: st.DrawFn) -> MilestoneChart:
    """A line of milestones anywhere in time."""
    first, last = sorted((draw(ANY_DAY), draw(ANY_DAY)))
    return MilestoneChart(
        id_prefix="ms",
        title=draw(HOSTILE_WORDS),
        description=draw(HOSTILE_WORDS),
        first=first,
        last=last,
        today=draw(ANY_DAY),
        milestones=draw(_milestones()),
        format_date=write_date,
        status_class=draw(st.sampled_from(["", "s-at-risk"])),
        overdue=draw(HOSTILE_WORDS),
    )


@st.composite
def hostile_timelines(draw: st.DrawFn) -> TimelineChart:
    """A timeline of any rows."""
    first, last = sorted((draw(ANY_DAY), draw(ANY_DAY)))
    ends = st.tuples(ANY_DAY, ANY_DAY).map(sorted)
    fields = st.fixed_dictionaries(
        {
            "words": HOSTILE_WORDS,
            "status": HOSTILE_WORDS,
            "progress": st.none() | ANY_VALUE,
            "status_class": st.sampled_from(["", "s-on-track", "s-dropped"]),
            "milestones": _milestones(),
            "checkpoints": st.lists(ANY_DAY, max_size=3).map(tuple),
        }
    )

    def row_of(each: tuple[list[date], dict[str, Any]]) -> TimelineRow:
        (start, due), rest = each
        return TimelineRow(start=start, due=due, **rest)

    row = st.tuples(ends, fields).map(row_of)
    return TimelineChart(
        id_prefix="tl",
        title=draw(HOSTILE_WORDS),
        description=draw(HOSTILE_WORDS),
        first=first,
        last=last,
        today=draw(ANY_DAY),
        rows=tuple(draw(st.lists(row, max_size=4))),
        format_date=write_date,
        today_word=draw(HOSTILE_WORDS),
    )


def _milestones() -> st.SearchStrategy[tuple[Milestone, ...]]:
    states: list[MilestoneState] = ["done", "overdue", "open"]
    return st.lists(
        st.builds(Milestone, st.integers(1, 99), ANY_DAY, st.sampled_from(states)), max_size=15
    ).map(tuple)


HOSTILE_CHARTS: st.SearchStrategy[Chart] = st.one_of(
    hostile_series(), hostile_milestones(), hostile_timelines()
)
