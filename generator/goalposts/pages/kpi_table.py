"""The table of a KPI's last periods: value, change, change against a year ago, health and note."""

from __future__ import annotations

from dataclasses import dataclass

from goalposts.language.catalogue import N_
from goalposts.measuring.kpi import change_before, change_since_year, health_of
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import KpiScore
from goalposts.measuring.series import with_value
from goalposts.measuring.status import Health
from goalposts.pages.formatting import MINUS, Formatter, is_long
from goalposts.pages.kpi_words import bounds
from goalposts.pages.period_words import period_word, table_words
from goalposts.pages.words import StatusView, health_view
from goalposts.records.kpi import Kpi, Observation
from goalposts.records.period import Cadence

LONGEST = 24
# how many periods a year has at most, and one or two more
_A_YEAR = {
    Cadence.DAILY: 368,
    Cadence.WEEKLY: 55,
    Cadence.MONTHLY: 14,
    Cadence.QUARTERLY: 6,
    Cadence.YEARLY: 3,
    Cadence.IRREGULAR: 2,
}
_DURATIONS = {
    "seconds": N_("seconds"),
    "minutes": N_("minutes"),
    "hours": N_("hours"),
    "days": N_("days"),
}
_STEPS_A_YEAR = {Cadence.MONTHLY: 12, Cadence.QUARTERLY: 4}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One period. Empty texts are shown as a dash, an empty value as `no value`."""

    period: str
    value: str
    change: str
    year_ago: str
    target: str
    health: StatusView | None
    note: str


@dataclass(frozen=True, slots=True)
class KpiTable:
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
    limits = bounds(score.kpi)
    rows = tuple(_row(fmt, score, index, limits) for index in range(len(score.series) - 1, first - 1, -1))
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


def _row(fmt: Formatter, score: KpiScore, index: int, limits: tuple[float, ...]) -> TableRow:
    kpi, seen = score.kpi, score.series[index]
    has_value = seen.value is not None
    health = health_of(kpi, seen)
    return TableRow(
        period=fmt.period(seen.period, fiscal=kpi.fiscal),
        value="" if seen.value is None else fmt.value(seen.value, kpi.unit, kpi.decimals, *limits),
        change=_difference(fmt, kpi, _change_before(score, index)) if has_value else "",
        year_ago=_difference(fmt, kpi, _change_since_year(score, index)) if has_value else "",
        target="" if seen.target is None else fmt.value(seen.target, kpi.unit, kpi.decimals),
        health=None if health is Health.UNKNOWN else health_view(health, fmt),
        note=seen.note,
    )


def _change_before(score: KpiScore, index: int) -> float | None:
    """Return the change against the period before, as it was measured when this one was the latest."""
    seen, before = score.series[index], score.series[index - 1] if index else None
    if before is None or before.value is None or seen.value is None:
        return None
    if (seen.period.start - before.period.end).days == 1:
        return half_up(seen.value - before.value, 9)
    change = change_before(score.kpi, score.series[index - 1 : index + 1])
    return change.amount if change else None


def _change_since_year(score: KpiScore, index: int) -> float | None:
    """Return the change against the same period a year earlier, as it was measured then."""
    kpi, seen = score.kpi, score.series[index]
    if steps := _STEPS_A_YEAR.get(kpi.cadence):
        before = score.series[index - steps] if index >= steps else None
        # nearly always the value of a year ago stands so many rows up: nothing needs to be searched for
        if before and before.value is not None and seen.value is not None and _is_year_apart(before, seen):
            return half_up(seen.value - before.value, 9)
    # just longer than a year: the whole series would be walked once for every row
    window = score.series[max(0, index - _A_YEAR[kpi.cadence]) : index + 1]
    change = change_since_year(kpi, with_value(window))
    return change.amount if change else None


def _is_year_apart(before: Observation, seen: Observation) -> bool:
    one, other = before.period, seen.period
    same_month = (one.end.year + 1, one.end.month) == (other.end.year, other.end.month)
    return same_month and not one.is_day and one.form is other.form


def _difference(fmt: Formatter, kpi: Kpi, amount: float | None) -> str:
    if amount is None:
        return ""
    amount = half_up(amount, kpi.decimals)
    if kpi.unit.startswith("currency"):
        return fmt.signed(amount, kpi.unit, kpi.decimals)
    sign = "" if amount == 0 else "+" if amount > 0 else MINUS
    return sign + fmt.number(abs(amount), kpi.decimals)


def _change_unit(kpi: Kpi, fmt: Formatter) -> str:
    """Return the unit of the differences, for the head of the column: `points`, `minutes`, or nothing."""
    kind, _, detail = kpi.unit.partition(":")
    if kind == "percent":
        return fmt.say("points")
    if kind == "duration":
        return fmt.say(_DURATIONS[detail]) if detail in _DURATIONS else detail
    return "" if kind in ("count", "ratio", "currency") or is_long(kpi.unit) else kpi.unit
