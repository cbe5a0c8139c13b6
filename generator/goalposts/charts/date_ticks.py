"""Which days of a time axis are labelled, and how: both ends always, what fits between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from goalposts.charts.glyphs import text_px
from goalposts.charts.specification import Anchor, DateFormat, DateStyle

PHONE = 288
"""Px across a chart on a page of 320 px; whatever fits here fits on wider ones."""
DESK = 460
"""Px across the narrowest chart of a page that is wider than a phone."""

_GAP = 12
_MOST_BETWEEN = 4
_DAYS_UP_TO = 200
_MONTHS_UP_TO = 366 * 12
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)


class DateTick(Struct, frozen=True):
    """A labelled day; `wide` ones are left out on phones."""

    on: date
    text: str
    anchor: Anchor
    wide: bool = False


class TimeSpan(Struct, frozen=True):
    """The labelled days of an axis and where they stand, as shares of the width."""

    first: date
    last: date
    left: float
    right: float

    def share(self, on: date) -> float:
        """Return where a day stands, as a share of the width."""
        days = (self.last - self.first).days
        return self.left + ((on - self.first).days / days if days else 0.5) * (self.right - self.left)


def date_ticks(span: TimeSpan, format_date: DateFormat, periods: Sequence[date] = ()) -> list[DateTick]:
    """Return the ticks of an axis from left to right, none covering another.

    `periods` are the last days of what the values stand for, in order: between the ends only they are
    labelled, so that the name of a period stands under its value.
    """
    days = (span.last - span.first).days
    end_style = _end_style(span)
    if days == 0:
        return [DateTick(span.first, format_date(span.first, "day_year"), "middle")]
    first = DateTick(span.first, format_date(span.first, end_style), "start")
    last = DateTick(span.last, format_date(span.last, end_style), "end")
    if first.text == last.text:
        first = DateTick(span.first, format_date(span.first, "day_year"), "start")
        last = DateTick(span.last, format_date(span.last, "day_year"), "end")
    if _extent(first, span, PHONE)[1] + _GAP > _extent(last, span, PHONE)[0]:
        return [first, last]
    inside = [DateTick(on, format_date(on, _style(span, on)), "middle") for on in _candidates(span, periods)]
    return [first, *_between(inside, span, (first, last)), last]


def _between(ticks: list[DateTick], span: TimeSpan, ends: tuple[DateTick, DateTick]) -> list[DateTick]:
    on_desks = _regular(ticks, span, ends, DESK)
    on_phones = _regular(on_desks, span, ends, PHONE)
    return [replace(tick, wide=tick not in on_phones) for tick in on_desks]


def _regular(
    ticks: list[DateTick], span: TimeSpan, ends: tuple[DateTick, DateTick], width: float
) -> list[DateTick]:
    """Return as many ticks as fit between the ends, at equal steps: all, every second, every third, ..."""
    left, right = _extent(ends[0], span, width)[1] + _GAP, _extent(ends[1], span, width)[0] - _GAP
    fitting = [
        tick
        for tick in ticks
        if left <= _extent(tick, span, width)[0] and _extent(tick, span, width)[1] <= right
    ]
    choices = [fitting[offset::step] for step in range(1, len(fitting) + 1) for offset in range(step)]
    apart = [
        choice
        for choice in choices
        if all(
            _extent(before, span, width)[1] + _GAP <= _extent(after, span, width)[0]
            for before, after in pairwise(choice)
        )
    ]
    return max(apart, key=len, default=[])


def _candidates(span: TimeSpan, periods: Sequence[date]) -> list[date]:
    days = (span.last - span.first).days
    for step in _DAY_STEPS:
        if days // step - 1 <= _MOST_BETWEEN and days <= 7 * 7:
            every = [span.first + timedelta(n) for n in range(step, days, step)]
            return [on for on in every if on in periods] if periods else every
    for months in _MONTH_STEPS:
        if days / (months * 30.44) <= _MOST_BETWEEN + 1:
            return _first_ends(span, periods, months) if periods else list(_firsts(span, months))
    return []


def _first_ends(span: TimeSpan, periods: Sequence[date], months: int) -> list[date]:
    """Return the first end of a period in each stretch of `months` months of the calendar inside the span."""
    found: dict[int, date] = {}
    for on in (span.first, *periods):
        if span.first <= on < span.last:
            found.setdefault((on.year * 12 + on.month - 1) // months, on)
    return [on for on in found.values() if on > span.first]


def _firsts(span: TimeSpan, months: int) -> Iterator[date]:
    """Yield the first days of every `months`-th month of the calendar inside the span."""
    at = (span.first.year * 12 + span.first.month - 1) // months * months
    while at < date.max.year * 12:
        at += months
        year, month = divmod(at, 12)
        if year > date.max.year or (year > 0 and date(year, month + 1, 1) >= span.last):
            return
        if year > 0:
            yield date(year, month + 1, 1)


def _end_style(span: TimeSpan) -> DateStyle:
    days = (span.last - span.first).days
    if days <= _DAYS_UP_TO:
        return "day" if span.first.year == span.last.year else "day_year"
    return "month_year" if days <= _MONTHS_UP_TO else "year"


def _style(span: TimeSpan, on: date) -> DateStyle:
    days = (span.last - span.first).days
    if days <= _DAYS_UP_TO:
        return "day"
    if days > _MONTHS_UP_TO:
        return "year"
    return "month_year" if on.month == 1 and span.first.year != span.last.year else "month"


def _extent(tick: DateTick, span: TimeSpan, width: float) -> tuple[float, float]:
    at, length = span.share(tick.on) * width, text_px(tick.text)
    start = at - {"start": 0.0, "middle": length / 2, "end": length}[tick.anchor]
    return start, start + length
