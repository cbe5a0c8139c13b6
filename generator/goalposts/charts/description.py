"""What a series chart shows, in sentences: its text alternative where the caller has no better one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from goalposts.charts.specification import Line, SeriesChart, ValueFormat


def describe(chart: SeriesChart, *, format_value: ValueFormat | None = None) -> str:
    """Return sentences with the numbers of a chart, as `desc` of its drawing.

    The first measured line is told from its first to its last value, then what was expected, the
    target in force on the last day, healthy ranges and gaps. `format_value` is for numbers that need
    more places than those at the grid lines. The words are English.
    """
    return " ".join(_sentences(replace(chart, format_value=format_value or chart.format_value)))


def _sentences(chart: SeriesChart) -> Iterator[str]:
    measured = [line for line in chart.lines if line.kind == "line"]
    for line in measured:
        yield from _told(chart, line)
    if not measured:
        yield "Nothing was measured."
    if chart.shortfall:
        expected, on = (
            chart.format_value(chart.shortfall.expected, ()),
            chart.format_date(chart.shortfall.on, "day_year"),
        )
        yield f"{expected} was expected on {on}."
    for line in chart.lines:
        if line.kind == "target" and (values := _values(line)):
            earlier = list(dict.fromkeys(chart.format_value(value, ()) for _, value in values))
            now = earlier.pop()
            before = f", before that {', '.join(earlier)}" if earlier else ""
            yield f"The target is {now}{before}."
    for band in chart.bands:
        if band.label:
            yield f"{band.label[:1].upper()}{band.label[1:]}."


def _told(chart: SeriesChart, line: Line) -> Iterator[str]:
    values = [(on, value) for on, value in _values(line) if chart.first <= on <= chart.last]
    gaps = sum(value is None for on, value in line.points if chart.first <= on <= chart.last)
    name = f"{line.label}: " if line.label else ""
    if not values:
        yield f"{name}There is {chart.no_value}." if name else f"There is {chart.no_value} yet."
        return
    (first_on, first), (last_on, last) = values[0], values[-1]
    now, then = chart.format_value(last, ()), chart.format_value(first, ())
    until, since = chart.format_date(last_on, "day_year"), chart.format_date(first_on, "day_year")
    if len(values) == 1:
        yield f"{name}{now} on {until}."
    elif now == then:
        yield f"{name}{now} on {since} and again on {until}."
    else:
        yield f"{name}{'Rose' if last > first else 'Fell'} from {then} on {since} to {now} on {until}."
    low, high = min(value for _, value in values), max(value for _, value in values)
    if low < min(first, last) or high > max(first, last):
        lowest, highest = chart.format_value(low, ()), chart.format_value(high, ())
        yield f"The lowest value was {lowest}, the highest {highest}."
    if gaps:
        yield f"{gaps} {'period has' if gaps == 1 else 'periods have'} no value."


def _values(line: Line) -> list[tuple[date, float]]:
    return [(on, value) for on, value in line.points if value is not None]
