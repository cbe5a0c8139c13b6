"""The table of a KPI's last periods: value, change, change against a year ago, health and note."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from goalposts.language.catalogue import N_
from goalposts.measuring.kpi import change_before, change_since_year, health_of
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import KpiScore
from goalposts.measuring.series import with_value
from goalposts.measuring.status import Health
from goalposts.pages.formatting import Formatter, is_long
from goalposts.pages.kpi_words import bound_words, difference_places, value_words
from goalposts.pages.period_words import period_word, table_words
from goalposts.pages.signs import MINUS
from goalposts.pages.words import StatusView, health_view
from goalposts.records.kpi import Kpi, Observation
from goalposts.records.period import Cadence, Period, step

LONGEST = 24
# what is compared with a year ago ends no nearer and no farther back, whatever the cadence
_NEAREST, _FARTHEST = timedelta(days=350), timedelta(days=380)
_DURATIONS = {
    "seconds": N_("seconds"),
    "minutes": N_("minutes"),
    "hours": N_("hours"),
    "days": N_("days"),
}


class TableRow(Struct, frozen=True):
    """One period. Empty texts are shown as a dash, an empty value as `no value`."""

    period: str
    value: str
    change: str
    year_ago: str
    target: str
    health: StatusView | None
    note: str


class KpiTable(Struct, frozen=True):
    """The last periods, latest first. Columns without a single entry are left out by the flags."""

    heading: str
    note: str
    period_word: str
    change_unit: str
    rows: tuple[TableRow, ...]
    has_change: bool
    has_year_ago: bool
    has_targets: bool
    has_health: bool
    has_notes: bool


def make_table(fmt: Formatter, score: KpiScore) -> KpiTable | None:
    """Return the table of the last 24 periods, or None where the KPI has no series of its own."""
    if all(seen.value is None for seen in score.series):
        return None
    first = max(0, len(score.series) - LONGEST)
    rows = tuple(_rows(fmt, score, first))
    return KpiTable(
        heading=table_words(score.kpi.cadence, fmt),
        note=_earlier(len(rows), first, fmt),
        period_word=period_word(score.kpi.cadence, fmt),
        change_unit=_change_unit(score.kpi, fmt),
        rows=rows,
        has_change=any(row.change for row in rows),
        has_year_ago=any(row.year_ago for row in rows),
        has_targets=any(row.target for row in rows),
        has_health=any(row.health for row in rows),
        has_notes=any(row.note for row in rows),
    )


def _earlier(shown: int, earlier: int, fmt: Formatter) -> str:
    if not earlier:
        return ""
    return fmt.say_many(
        "The last {shown}; {n} earlier one is in the CSV",
        "The last {shown}; {n} earlier ones are in the CSV",
        earlier,
        shown=shown,
    )


def _rows(fmt: Formatter, score: KpiScore, first: int) -> Iterator[TableRow]:
    """Yield the periods from one of them on, latest first."""
    kpi, series = score.kpi, score.series
    ends = [seen.period.end for seen in series]
    for index in range(len(series) - 1, first - 1, -1):
        seen = series[index]
        has_value = seen.value is not None
        targets = () if seen.target is None else (seen.target,)
        health = health_of(kpi, seen)
        yield TableRow(
            period=fmt.period(seen.period, fiscal=kpi.fiscal),
            value="" if seen.value is None else value_words(fmt, kpi, seen.value, *targets),
            change=_difference(fmt, kpi, seen, _change_before(score, index)),
            year_ago=_difference(
                fmt, kpi, seen, _change_since_year(score, index, ends) if has_value else None
            ),
            target="" if seen.target is None else bound_words(fmt, kpi, seen.target),
            health=None if health is Health.UNKNOWN else health_view(health, fmt),
            note=seen.note,
        )


def _change_before(score: KpiScore, index: int) -> float | None:
    """Return the change against the period before, as it was measured when this one was the latest."""
    seen, before = score.series[index], score.series[index - 1] if index else None
    if before is None or before.value is None or seen.value is None:
        return None
    # nearly always it is the next one: there is no gap to be looked for
    if _is_next(score.kpi.cadence, before.period, seen.period):
        return half_up(seen.value - before.value, 9)
    change = change_before(score.kpi, score.series[index - 1 : index + 1])
    return change.amount if change else None


def _is_next(cadence: Cadence, before: Period, period: Period) -> bool:
    if cadence in (Cadence.DAILY, Cadence.WEEKLY):
        return period.end <= step(before.end, cadence)
    return (period.start - before.end).days == 1


def _change_since_year(score: KpiScore, index: int, ends: Sequence[date]) -> float | None:
    """Return the change against the same period a year earlier, as it was measured then."""
    # the whole series would be walked once for every row
    first = bisect_left(ends, ends[index] - _FARTHEST, hi=index)
    last = bisect_right(ends, ends[index] - _NEAREST, lo=first, hi=index)
    if first == last:
        return None
    change = change_since_year(score.kpi, with_value((*score.series[first:last], score.series[index])))
    return change.amount if change else None


def _difference(fmt: Formatter, kpi: Kpi, seen: Observation, amount: float | None) -> str:
    if amount is None or seen.value is None:
        return ""
    places = difference_places(kpi, seen.value, half_up(seen.value - amount, 9))
    amount = half_up(amount, places)
    if kpi.unit.startswith("currency"):
        return fmt.signed(amount, kpi.unit, places)
    sign = "" if amount == 0 else "+" if amount > 0 else MINUS
    return sign + fmt.number(abs(amount), places)


def _change_unit(kpi: Kpi, fmt: Formatter) -> str:
    """Return the unit of the differences, for the head of the column: `points`, `minutes`, or nothing."""
    kind, _, detail = kpi.unit.partition(":")
    if kind == "percent":
        return fmt.say("points")
    if kind == "duration":
        return fmt.say(_DURATIONS[detail]) if detail in _DURATIONS else detail
    return "" if kind in ("count", "ratio", "currency") or is_long(kpi.unit) else kpi.unit
