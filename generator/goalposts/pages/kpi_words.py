"""The words about a KPI: its ranges, its changes, when its next value is due, and what is missing."""

from __future__ import annotations

from datetime import date

from goalposts.language.catalogue import N_
from goalposts.measuring.rounding import beside_bounds, decimals_of, half_up
from goalposts.measuring.scorecard import Change, KpiScore
from goalposts.measuring.status import Health
from goalposts.pages.formatting import Formatter
from goalposts.pages.period_words import cadence_word
from goalposts.pages.signs import NARROW, NO_BREAK
from goalposts.pages.words import HEALTH_WORDS
from goalposts.records.kpi import Kpi, Observation
from goalposts.records.period import Cadence, Form, Period
from goalposts.records.ranges import Range

DIRECTION_WORDS = {
    "up": N_("Higher is better."),
    "down": N_("Lower is better."),
    "hold": N_("Best inside its healthy range."),
    "none": N_("It describes: neither higher nor lower is better."),
}

# the same without the full stop, beside the word `Direction`
DIRECTION_FACTS = {
    "up": N_("higher is better"),
    "down": N_("lower is better"),
    "hold": N_("best inside its healthy range"),
    "none": N_("it describes: neither higher nor lower is better"),
}


MOST_DECIMALS = 9
"""More than these are noise of floats."""

# --- values ----------------------------------------------------------------------------------------


def value_words(
    fmt: Formatter,
    kpi: Kpi,
    value: float,
    *targets: float,
    earlier: tuple[float, ...] = (),
    among: tuple[float, ...] = (),
) -> str:
    """Return a value with its unit; rounding carries it across no bound of the KPI's ranges, and no target.

    It agrees with its differences from the targets and from `earlier` values. `among` are values beside which
    it stands, to be told apart from it.
    """
    places = difference_places(kpi, value, *earlier, targets=targets)
    return fmt.value(value, kpi.unit, places, *bounds(kpi), *targets, among=among)


def latest_words(fmt: Formatter, score: KpiScore, *targets: float) -> str:
    """Return the latest value of a KPI, so that it agrees with its changes and its targets."""
    assert score.latest is not None
    assert score.latest.value is not None
    return value_words(fmt, score.kpi, score.latest.value, *targets, earlier=_earlier(score))


def latest_places(score: KpiScore, *targets: float) -> int:
    """Return how many decimals that value and all its differences are shown with."""
    assert score.latest is not None
    assert score.latest.value is not None
    return difference_places(score.kpi, score.latest.value, *_earlier(score), targets=targets)


def _earlier(score: KpiScore) -> tuple[float, ...]:
    changes = [change for change in (score.change, score.year_ago) if change]
    return tuple([change.since.value for change in changes if change.since.value is not None])


def bound_words(fmt: Formatter, kpi: Kpi, value: float) -> str:
    """Return a bound or a target with its unit and exactly the decimals that it was given."""
    return fmt.value(value, kpi.unit, decimals_of(value))


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
        return fmt.say("{low} to {high}", low=low, high=high) if low != high else low
    return fmt.say("at least {value}", value=low) if low else fmt.say("at most {value}", value=high)


def health_words(fmt: Formatter, kpi: Kpi, health: Health) -> str:
    """Return a health with its bound: `Healthy: at least 105 %`, `Warning: healthy from 88 %`."""
    if health is Health.UNKNOWN:
        return fmt.say("Descriptive") if kpi.direction == "none" else fmt.say("Unknown: no healthy range set")
    assert kpi.healthy is not None
    bound = healthy_bound(fmt, kpi, is_inside=health is Health.HEALTHY)
    return fmt.say("{health}: {range}", health=fmt.say(HEALTH_WORDS[health]), range=bound)


def healthy_bound(fmt: Formatter, kpi: Kpi, *, is_inside: bool) -> str:
    """Return the healthy range as seen from inside (`at most 2 %`) or from outside (`healthy up to 2 %`)."""
    span = kpi.healthy
    if span is None:
        return fmt.say("no healthy range set")
    if is_inside:
        return range_words(fmt, kpi, span)
    if span.low is not None and span.high is not None:
        return fmt.say("healthy from {range}", range=range_words(fmt, kpi, span))
    if span.low is not None:
        return fmt.say("healthy from {range}", range=bound_words(fmt, kpi, span.low))
    assert span.high is not None
    return fmt.say("healthy up to {value}", value=bound_words(fmt, kpi, span.high))


# --- changes ---------------------------------------------------------------------------------------


def difference_places(kpi: Kpi, value: float, *earlier: float, targets: tuple[float, ...] = ()) -> int:
    """Return how many decimals a value, `earlier` ones and the differences from them and `targets` need.

    Where two values are written differently, as 84.4 and 84.6 are, but their difference as none, or the other
    way round, all have so many that all are right.
    """
    limits, others = (*bounds(kpi), *targets), (*earlier, *targets)
    places = max(beside_bounds(half_up(one, 9), kpi.decimals, limits) for one in (value, *others))
    while places < MOST_DECIMALS and not all(agree(value, other, places) for other in others):
        places += 1
    return places


def agree(one: float, other: float, places: int) -> bool:
    """Return whether two values are written alike exactly where their difference is written as none."""
    is_none = half_up(half_up(one - other, 9), places) == 0
    return is_none == (half_up(one, places) == half_up(other, places))


def before_words(fmt: Formatter, kpi: Kpi, change: Change, places: int) -> str:
    """Return the value that a change begins at, with so many decimals."""
    assert change.since.value is not None
    return fmt.value(change.since.value, kpi.unit, places, *bounds(kpi))


def change_words(fmt: Formatter, kpi: Kpi, change: Change, places: int) -> str:
    """Return a change with its judgement: `Up 0.6 points, better`; `No change`."""
    if half_up(change.amount, places) == 0:
        return fmt.say("No change")
    amount = fmt.amount(change.amount, kpi.unit, places)
    way = (
        fmt.say("Up {amount}", amount=amount)
        if change.amount > 0
        else fmt.say("Down {amount}", amount=amount)
    )
    return _judged(way, change, fmt)


def change_inside(fmt: Formatter, kpi: Kpi, change: Change, places: int) -> str:
    """Return the same inside a sentence: `up 0.6 points, better`; `no change`."""
    if half_up(change.amount, places) == 0:
        return fmt.say("no change")
    amount = fmt.amount(change.amount, kpi.unit, places)
    way = (
        fmt.say("up {amount}", amount=amount)
        if change.amount > 0
        else fmt.say("down {amount}", amount=amount)
    )
    return _judged(way, change, fmt)


def signed_words(fmt: Formatter, kpi: Kpi, change: Change, places: int) -> str:
    """Return a change with its sign and judgement: `−0.2 points, better`; `No change`."""
    if half_up(change.amount, places) == 0:
        return fmt.say("No change")
    return _judged(fmt.signed(change.amount, kpi.unit, places), change, fmt)


def _judged(words: str, change: Change, fmt: Formatter) -> str:
    if change.better is None:
        return words
    return (
        fmt.say("{change}, better", change=words)
        if change.better
        else fmt.say("{change}, worse", change=words)
    )


# --- what is due, what is missing ------------------------------------------------------------------


def told_period(fmt: Formatter, kpi: Kpi, period: Period) -> str:
    """Return the name of a period as a sentence has it: `Oct 2026`, `the week to 15 Nov`."""
    name = fmt.period(period, fiscal=kpi.fiscal)
    return fmt.say("the {period}", period=name) if period.form is Form.WEEK else name


def told_shortly(fmt: Formatter, kpi: Kpi, period: Period) -> str:
    """Return the same, without the year of a month in the year of `as_of`: `Oct`."""
    return fmt.short_period(period) if period.form is Form.MONTH else told_period(fmt, kpi, period)


def next_period(fmt: Formatter, kpi: Kpi, end: date) -> str:
    """Return the name of the period that ends on a day: `Nov 2026`, `the week to 22 Nov`."""
    if kpi.cadence is Cadence.MONTHLY:
        return f"{fmt.month(end)} {end.year}"
    if kpi.cadence in (Cadence.DAILY, Cadence.IRREGULAR):
        return fmt.day(end)
    day = fmt.day(end)
    match kpi.cadence:
        case Cadence.WEEKLY:
            return fmt.say("the week to {day}", day=day)
        case Cadence.QUARTERLY:
            return fmt.say("the quarter to {day}", day=day)
    return fmt.say("the year to {day}", day=day)


def next_value(fmt: Formatter, score: KpiScore) -> str:
    """Return when the next value is due: `Nov 2026, due by 7 Dec`; empty where nobody can say."""
    if score.next_period_end is None or score.next_due is None:
        return ""
    period = next_period(fmt, score.kpi, score.next_period_end)
    due = fmt.day(score.next_due)
    if score.is_stale:
        return fmt.say("{period}, was due by {day}", period=period, day=due)
    return fmt.say("{period}, due by {day}", period=period, day=due)


def missing_words(fmt: Formatter, score: KpiScore) -> str:
    """Return why a KPI shows no value: none yet, none at all, or none for the whole."""
    if score.slices:
        return fmt.say_many(
            "No value for the whole: only {n}\u00a0slice.",
            "No value for the whole: only {n}\u00a0slices.",
            len(score.slices),
        )
    if score.next_period_end is None or score.next_due is None:
        return fmt.say("This KPI has no values.")
    period = next_period(fmt, score.kpi, score.next_period_end)
    due = fmt.day(score.next_due)
    if score.is_stale:
        return fmt.say("No value yet. The first, for {period}, was due by {day}.", period=period, day=due)
    return fmt.say("No value yet. The first, for {period}, is due by {day}.", period=period, day=due)


def stale_words(fmt: Formatter, score: KpiScore, latest: Observation) -> str:
    """Return how old a stale value is: `No value since Oct 2026. The next was due by 7 Dec.`"""
    since = fmt.say("No value since {period}.", period=told_period(fmt, score.kpi, latest.period))
    if score.next_due is None or score.next_period_end is None:
        return since
    return since + " " + fmt.say("The next was due by {day}.", day=fmt.day(score.next_due))


def updated_words(fmt: Formatter, kpi: Kpi) -> str:
    """Return how often a value comes: `monthly, within 7 days`."""
    often = cadence_word(kpi.cadence, fmt)
    if kpi.cadence is Cadence.IRREGULAR:
        return often
    return fmt.say_many(
        "{often}, within {n}\u00a0day", "{often}, within {n}\u00a0days", kpi.grace_days, often=often
    )
