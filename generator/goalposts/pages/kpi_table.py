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
from goalposts.pages.kpi_words import MOST_DECIMALS, agree, bound_words, difference_places
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


class _Told(Struct, frozen=True):
    """A period with its change against the period before and a year ago."""

    seen: Observation
    change: float | None
    year_ago: float | None

    @property
    def earlier(self) -> tuple[float, ...]:
        """The values that it changed from."""
        value, changes = self.seen.value, (self.change, self.year_ago)
        return tuple(
            [half_up(value - change, 9) for change in changes if value is not None and change is not None]
        )


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
    kpi, told = score.kpi, list(_told(score, first))
    places = _places(kpi, told)
    for one in told:
        seen, health = one.seen, health_of(kpi, one.seen)
        yield TableRow(
            period=fmt.period(seen.period, fiscal=kpi.fiscal),
            value="" if seen.value is None else fmt.value(seen.value, kpi.unit, places),
            change=_difference(fmt, kpi, one.change, places),
            year_ago=_difference(fmt, kpi, one.year_ago, places),
            target="" if seen.target is None else bound_words(fmt, kpi, seen.target),
            health=None if health is Health.UNKNOWN else health_view(health, fmt),
            note=seen.note,
        )


def _places(kpi: Kpi, told: Sequence[_Told]) -> int:
    """Return how many decimals the table has, so that in each row value, changes and target agree."""
    places, pairs = kpi.decimals, []
    for one in told:
        if (value := one.seen.value) is not None:
            targets = () if one.seen.target is None else (one.seen.target,)
            places = max(places, difference_places(kpi, value, *one.earlier, targets=targets))
            pairs += [(value, other) for other in (*one.earlier, *targets)]
    while places < MOST_DECIMALS and not all(agree(value, other, places) for value, other in pairs):
        places += 1
    return places


def _told(score: KpiScore, first: int) -> Iterator[_Told]:
    """Yield what is told of the periods from one of them on, latest first."""
    ends = [seen.period.end for seen in score.series]
    for index in range(len(ends) - 1, first - 1, -1):
        seen = score.series[index]
        year_ago = None if seen.value is None else _change_since_year(score, index, ends)
        yield _Told(seen, _change_before(score, index), year_ago)


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


def _difference(fmt: Formatter, kpi: Kpi, amount: float | None, places: int) -> str:
    if amount is None:
        return ""
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
