"""The words about a KPI: its ranges, its changes, when its next value is due, and what is missing."""

from __future__ import annotations

from datetime import date

from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import Change, KpiScore
from goalposts.measuring.status import Health
from goalposts.pages.formatting import NARROW, NO_BREAK, Formatter, capitalised, plural
from goalposts.pages.words import HEALTH_WORDS
from goalposts.records.kpi import Kpi, Observation
from goalposts.records.period import Cadence, Form, Period
from goalposts.records.ranges import Range

DIRECTION_WORDS = {
    "up": "Higher is better.",
    "down": "Lower is better.",
    "hold": "Best inside its healthy range.",
    "none": "It describes: neither higher nor lower is better.",
}

# a cadence as an adjective, one of its periods, and several
CADENCE_WORDS = {
    Cadence.DAILY: ("daily", "day", "days"),
    Cadence.WEEKLY: ("weekly", "week", "weeks"),
    Cadence.MONTHLY: ("monthly", "month", "months"),
    Cadence.QUARTERLY: ("quarterly", "quarter", "quarters"),
    Cadence.YEARLY: ("yearly", "year", "years"),
    Cadence.IRREGULAR: ("as it happens", "event", "events"),
}


# --- values ----------------------------------------------------------------------------------------


def value_words(fmt: Formatter, kpi: Kpi, value: float) -> str:
    """Return a value with its unit; rounding never carries it across a bound of the KPI's ranges."""
    return fmt.value(value, kpi.unit, kpi.decimals, *bounds(kpi))


def bound_words(fmt: Formatter, kpi: Kpi, value: float) -> str:
    """Return a bound or a target with its unit and exactly the decimals that it was given."""
    written = repr(half_up(value, 9)).partition(".")[2]
    places = 0 if written in ("", "0") or "e" in written else len(written)
    return fmt.value(value, kpi.unit, places)


def split_unit(text: str, unit: str) -> tuple[str, str]:
    """Return a value in two parts, so that the unit can be set smaller: `1.9` and ` %`."""
    if unit.startswith("currency"):
        return text, ""
    for space in (NARROW, NO_BREAK):
        number, found, rest = text.rpartition(space)
        if found and not rest[:1].isdigit():
            return number, found + rest
    return text, ""


def bounds(kpi: Kpi) -> tuple[float, ...]:
    """Return the bounds of the healthy and the warning range."""
    ranges = [span for span in (kpi.healthy, kpi.warning) if span]
    return tuple(bound for span in ranges for bound in (span.low, span.high) if bound is not None)


# --- ranges and health -----------------------------------------------------------------------------


def range_words(fmt: Formatter, kpi: Kpi, span: Range) -> str:
    """Return a range: `at least 88 %`, `at most 2 %`, `80 % to 90 %`."""
    low = "" if span.low is None else bound_words(fmt, kpi, span.low)
    high = "" if span.high is None else bound_words(fmt, kpi, span.high)
    if low and high:
        return f"{low} to {high}" if low != high else low
    return f"at least {low}" if low else f"at most {high}"


def health_words(fmt: Formatter, kpi: Kpi, health: Health) -> str:
    """Return a health with its bound: `Healthy: at least 105 %`, `Warning: healthy from 88 %`."""
    if health is Health.UNKNOWN:
        reason = "" if kpi.direction == "none" else ": no healthy range set"
        return f"{'Descriptive' if kpi.direction == 'none' else 'Unknown'}{reason}"
    assert kpi.healthy is not None
    return f"{HEALTH_WORDS[health]}: {healthy_bound(fmt, kpi, is_inside=health is Health.HEALTHY)}"


def healthy_bound(fmt: Formatter, kpi: Kpi, *, is_inside: bool) -> str:
    """Return the healthy range as seen from inside (`at most 2 %`) or from outside (`healthy up to 2 %`)."""
    span = kpi.healthy
    if span is None:
        return "no healthy range set"
    if is_inside or (span.low is not None and span.high is not None):
        words = range_words(fmt, kpi, span)
        return words if is_inside else f"healthy from {words}"
    if span.low is not None:
        return f"healthy from {bound_words(fmt, kpi, span.low)}"
    assert span.high is not None
    return f"healthy up to {bound_words(fmt, kpi, span.high)}"


# --- changes ---------------------------------------------------------------------------------------


def change_words(fmt: Formatter, kpi: Kpi, change: Change) -> str:
    """Return a change with its judgement: `Up 0.6 points, better`; `No change`."""
    if half_up(change.amount, kpi.decimals) == 0:
        return "No change"
    way = "Up" if change.amount > 0 else "Down"
    return f"{way} {fmt.amount(change.amount, kpi.unit, kpi.decimals)}{_judged(change)}"


def signed_words(fmt: Formatter, kpi: Kpi, change: Change) -> str:
    """Return a change with its sign and judgement: `−0.2 points, better`; `No change`."""
    words = fmt.signed(change.amount, kpi.unit, kpi.decimals)
    return capitalised(words) if words == "no change" else words + _judged(change)


def _judged(change: Change) -> str:
    return {True: ", better", False: ", worse", None: ""}[change.better]


# --- what is due, what is missing ------------------------------------------------------------------


def told_period(fmt: Formatter, kpi: Kpi, period: Period) -> str:
    """Return the name of a period as a sentence has it: `Oct 2026`, `the week to 15 Nov`."""
    name = fmt.period(period, fiscal=kpi.fiscal)
    return f"the {name}" if period.form is Form.WEEK else name


def told_shortly(fmt: Formatter, kpi: Kpi, period: Period) -> str:
    """Return the same, without the year of a month in the year of `as_of`: `Oct`."""
    return fmt.short_period(period) if period.form is Form.MONTH else told_period(fmt, kpi, period)


def next_period(fmt: Formatter, kpi: Kpi, end: date) -> str:
    """Return the name of the period that ends on a day: `Nov 2026`, `the week to 22 Nov`."""
    if kpi.cadence is Cadence.MONTHLY:
        return f"{fmt.month(end)} {end.year}"
    if kpi.cadence in (Cadence.DAILY, Cadence.IRREGULAR):
        return fmt.day(end)
    return f"the {CADENCE_WORDS[kpi.cadence][1]} to {fmt.day(end)}"


def next_value(fmt: Formatter, score: KpiScore) -> str:
    """Return when the next value is due: `Nov 2026, due by 7 Dec`; empty where nobody can say."""
    if score.next_period_end is None or score.next_due is None:
        return ""
    late = "was due by" if score.is_stale else "due by"
    return f"{next_period(fmt, score.kpi, score.next_period_end)}, {late} {fmt.day(score.next_due)}"


def missing_words(fmt: Formatter, score: KpiScore) -> str:
    """Return why a KPI shows no value: none yet, none at all, or none for the whole."""
    if score.slices:
        return f"No value for the whole: only {plural(len(score.slices), 'slice')}."
    if score.next_period_end is None or score.next_due is None:
        return "This KPI has no values."
    verb = "was" if score.is_stale else "is"
    period = next_period(fmt, score.kpi, score.next_period_end)
    return f"No value yet. The first, for {period}, {verb} due by {fmt.day(score.next_due)}."


def stale_words(fmt: Formatter, score: KpiScore, latest: Observation) -> str:
    """Return how old a stale value is: `No value since Oct 2026. The next was due by 7 Dec.`"""
    since = f"No value since {told_period(fmt, score.kpi, latest.period)}."
    due = (
        f" The next was due by {fmt.day(score.next_due)}." if score.next_due and score.next_period_end else ""
    )
    return since + due


def updated_words(kpi: Kpi) -> str:
    """Return how often a value comes: `monthly, within 7 days`."""
    often = CADENCE_WORDS[kpi.cadence][0]
    if kpi.cadence is Cadence.IRREGULAR:
        return often
    return f"{often}, within {plural(kpi.grace_days, 'day')}"
