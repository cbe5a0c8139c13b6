"""What can be drawn: frozen values of plain dates, numbers and words.

Dates are days, values are in the unit of the series, heights are CSS pixels of the page's normal
text size. Nothing here knows goals or KPIs, and nothing here imports the drawing library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from math import isfinite
from typing import Literal, TypeAlias

from msgspec import Struct

Point: TypeAlias = tuple[date, float | None]
"""A day and its value; None is a gap: the line is broken there, never drawn across."""

DateStyle: TypeAlias = Literal["day", "day_year", "month", "month_year", "year"]
"""How much of a date a tick shows: `15 Nov`, `15 Nov 2026`, `Nov`, `Nov 2026`, `2026`."""

ValueFormat: TypeAlias = Callable[[float, tuple[float, ...]], str]
"""A number to its words, with the unit: 85.4 → `85.4 %`. Of a grid line all others come with it, as ticks."""

DateFormat: TypeAlias = Callable[[date, DateStyle], str]
"""A day and a style to its words."""

LineKind: TypeAlias = Literal["line", "path", "target"]
"""`line` was measured (solid), `path` is expected (dashed), `target` holds from each date on (steps)."""

DotStyle: TypeAlias = Literal["last", "status", "open", "outside"]
"""`last` in ink, `status` in the status colour, `open` for a period that does not count.

`outside` is a square in the colour of off track, for a value outside of what is wanted.
"""

Placement: TypeAlias = Literal["above", "below", "left", "right"]
Anchor: TypeAlias = Literal["start", "middle", "end"]
MilestoneState: TypeAlias = Literal["done", "overdue", "open"]

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_STATUS_CLASS = re.compile(r"(s-[a-z]+(-[a-z]+)*)?")
_MIN_HEIGHT = 80


class Line(Struct, frozen=True):
    """A series of points in the order of their dates.

    `label` is written at the right end of the line, for charts with several lines.
    """

    kind: LineKind
    points: tuple[Point, ...]
    label: str = ""

    def __post_init__(self) -> None:
        _require_order([on for on, _ in self.points], "points of a line")
        _require_finite([value for _, value in self.points if value is not None], "points of a line")


class Band(Struct, frozen=True):
    """A range of values in the palest tint; a bound of None leaves that side open."""

    low: float | None = None
    high: float | None = None
    label: str = ""

    def __post_init__(self) -> None:
        _require_finite([bound for bound in (self.low, self.high) if bound is not None], "bounds of a band")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"a band needs low <= high, found {self.low} and {self.high}")


class Shortfall(Struct, frozen=True):
    """The thick piece between what was measured on a day and what was expected then."""

    on: date
    value: float
    expected: float

    def __post_init__(self) -> None:
        _require_finite([self.value, self.expected], "values of a shortfall")


class Dot(Struct, frozen=True):
    """An emphasised point."""

    on: date
    value: float
    style: DotStyle = "last"

    def __post_init__(self) -> None:
        _require_finite([self.value], "value of a dot")


class Label(Struct, frozen=True):
    """Words beside a point.

    Without `anchor` the side with room is taken. A label that would cover another moves a little,
    then to another side of its point; one that finds room on a desk only is left out on phones.
    `now` writes it bold in the status colour and places it first, so that it is always shown; keep it
    under 35 letters, the width of a phone. `wide` leaves a label out on phones. `since` is the first day
    of the level line that the words name: they may stand anywhere on it.
    """

    text: str
    on: date
    value: float
    placement: Placement = "above"
    anchor: Anchor | None = None
    now: bool = False
    wide: bool = False
    since: date | None = None

    def __post_init__(self) -> None:
        _require_finite([self.value], "value of a label")


class Forecast(Struct, frozen=True):
    """A range that widens with time: (day, low, high) in the order of days."""

    points: tuple[tuple[date, float, float], ...]

    def __post_init__(self) -> None:
        _require_order([on for on, _, _ in self.points], "points of a forecast")
        _require_finite([v for _, low, high in self.points for v in (low, high)], "points of a forecast")


class SeriesChart(Struct, frozen=True, kw_only=True):
    """Lines over time, with what was expected, wanted and healthy around them.

    `first` and `last` are the ends of the time axis. Measured points outside are not drawn; paths and
    targets are cut at the ends. `label_from` is the first labelled day where the drawing begins earlier
    (a baseline before the start). `periods` are the last days of the periods that the points stand for, in
    order: between its ends the axis names them, without them days. `decimals` is how many places
    values are shown with: grid lines have no more, unless the values lie closer together. `height` is in px
    at a text size of 13 px; a slide whose text is larger scales both.
    """

    id_prefix: str
    title: str
    description: str
    first: date
    last: date
    lines: tuple[Line, ...]
    format_value: ValueFormat
    format_date: DateFormat
    height: int = 210
    decimals: int = 2
    bands: tuple[Band, ...] = ()
    forecast: Forecast | None = None
    shortfall: Shortfall | None = None
    dots: tuple[Dot, ...] = ()
    labels: tuple[Label, ...] = ()
    status_class: str = ""
    label_from: date | None = None
    periods: tuple[date, ...] = ()
    from_zero: bool = False
    no_value: str = "no value"

    def __post_init__(self) -> None:
        _require_order(self.periods, "periods of a chart")
        _require_frame(self)


class Milestone(Struct, frozen=True):
    """A numbered mark on a line of time: the day it was done, else the day it is due."""

    number: int
    on: date
    state: MilestoneState


class MilestoneChart(Struct, frozen=True, kw_only=True):
    """One line of time with its milestones; the bar reaches from the start to `today`.

    `overdue` is the word written beside an overdue milestone's number.
    """

    id_prefix: str
    title: str
    description: str
    first: date
    last: date
    today: date
    milestones: tuple[Milestone, ...]
    format_date: DateFormat
    height: int = 84
    status_class: str = ""
    overdue: str = "overdue"

    def __post_init__(self) -> None:
        _require_frame(self)


class TimelineRow(Struct, frozen=True, kw_only=True):
    """A bar from `start` to `due` under its words; `progress` (0 to 1) fills it from the left.

    `status` is a word, which shape and colour of `status_class` only repeat. `checkpoints` are days on which
    a number was promised on the way.
    """

    words: str
    status: str
    start: date
    due: date
    progress: float | None = None
    status_class: str = ""
    milestones: tuple[Milestone, ...] = ()
    checkpoints: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        _require_order([self.start, self.due], "start and due of a row")
        _require_finite([] if self.progress is None else [self.progress], "progress of a row")
        _require_status_class(self.status_class)


class TimelineChart(Struct, frozen=True, kw_only=True):
    """Rows of bars on one axis of time; the height follows the rows.

    `today` is a dotted line with the word `today_word` at its foot.
    """

    id_prefix: str
    title: str
    description: str
    first: date
    last: date
    today: date
    rows: tuple[TimelineRow, ...]
    format_date: DateFormat
    today_word: str = "today"

    def __post_init__(self) -> None:
        _require_frame(self)


Chart: TypeAlias = SeriesChart | MilestoneChart | TimelineChart


def _require_frame(chart: Chart) -> None:
    """Raise ValueError where the ids, ends, height or class of a chart cannot be drawn."""
    if not _ID.fullmatch(chart.id_prefix):
        raise ValueError(f"id_prefix must be letters, digits, - and _, found {chart.id_prefix!r}")
    _require_order([chart.first, chart.last], "first and last of a chart")
    if isinstance(chart, TimelineChart):
        return
    if chart.height < _MIN_HEIGHT:
        raise ValueError(f"height must be at least {_MIN_HEIGHT} px, found {chart.height}")
    _require_status_class(chart.status_class)
    if isinstance(chart, SeriesChart) and chart.shortfall and not chart.status_class:
        raise ValueError("a shortfall is drawn in the status colour: give a status_class")


def _require_status_class(status_class: str) -> None:
    if not _STATUS_CLASS.fullmatch(status_class):
        raise ValueError(f"status_class must look like 's-at-risk', found {status_class!r}")


def _require_order(days: Sequence[date], what: str) -> None:
    if sorted(days) != list(days):
        raise ValueError(f"{what} must be in the order of their dates")


def _require_finite(values: Sequence[float], what: str) -> None:
    if not all(map(isfinite, values)):
        raise ValueError(f"{what} must be finite numbers; a gap is None")
