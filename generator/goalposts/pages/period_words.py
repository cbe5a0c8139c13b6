"""The words of cadences and their periods: `monthly`, `month`, `6 months`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from goalposts.charts.specification import DateFormat, DateStyle
from goalposts.language.catalogue import N_
from goalposts.pages.formatting import Formatter
from goalposts.records.period import Cadence, Form, Period

_CADENCES = {
    Cadence.DAILY: N_("daily"),
    Cadence.WEEKLY: N_("weekly"),
    Cadence.MONTHLY: N_("monthly"),
    Cadence.QUARTERLY: N_("quarterly"),
    Cadence.YEARLY: N_("yearly"),
    Cadence.IRREGULAR: N_("as it happens"),
}
_PERIODS = {
    Cadence.DAILY: N_("Day"),
    Cadence.WEEKLY: N_("Week"),
    Cadence.MONTHLY: N_("Month"),
    Cadence.QUARTERLY: N_("Quarter"),
    Cadence.YEARLY: N_("Year"),
    Cadence.IRREGULAR: N_("Event"),
}
_TABLES = {
    Cadence.DAILY: N_("Day by day"),
    Cadence.WEEKLY: N_("Week by week"),
    Cadence.MONTHLY: N_("Month by month"),
    Cadence.QUARTERLY: N_("Quarter by quarter"),
    Cadence.YEARLY: N_("Year by year"),
    Cadence.IRREGULAR: N_("Event by event"),
}
_MONTH_STYLES: dict[DateStyle, DateStyle] = {"day": "month", "day_year": "month_year"}


def cadence_word(cadence: Cadence, fmt: Formatter) -> str:
    """Return how often values come: `monthly`, `as it happens`."""
    return fmt.say(_CADENCES[cadence])


def period_word(cadence: Cadence, fmt: Formatter) -> str:
    """Return the name of one period, as the head of a column has it: `Month`."""
    return fmt.say(_PERIODS[cadence])


def table_words(cadence: Cadence, fmt: Formatter) -> str:
    """Return the heading of a list of periods: `Month by month`."""
    return fmt.say(_TABLES[cadence])


def periods_of(cadence: Cadence | None, n: int, fmt: Formatter) -> str:
    """Return a number of periods: `6 weeks`; of values where they come without a rhythm or by hand."""
    match cadence:
        case Cadence.DAILY:
            return fmt.say_many("{n}\u00a0day", "{n}\u00a0days", n)
        case Cadence.WEEKLY:
            return fmt.say_many("{n}\u00a0week", "{n}\u00a0weeks", n)
        case Cadence.MONTHLY:
            return fmt.say_many("{n}\u00a0month", "{n}\u00a0months", n)
        case Cadence.QUARTERLY:
            return fmt.say_many("{n}\u00a0quarter", "{n}\u00a0quarters", n)
        case Cadence.YEARLY:
            return fmt.say_many("{n}\u00a0year", "{n}\u00a0years", n)
    return fmt.say_many("{n}\u00a0value", "{n}\u00a0values", n)


def ends_of(periods: Iterable[Period]) -> tuple[date, ...]:
    """Return the days that an axis of time names for periods: their last ones; none where all are days."""
    known = list(periods)
    return () if all(period.is_day for period in known) else tuple(sorted(period.end for period in known))


def period_ticks(periods: Iterable[Period], fmt: Formatter, *, fiscal: bool = False) -> DateFormat:
    """Return what writes the ticks of an axis: at the end of a period its name, else the date.

    Weeks are named by their last day; a month never by a day, whatever the style.
    """
    ending = {period.end: period for period in periods}

    def words(on: date, style: DateStyle) -> str:
        period = ending.get(on)
        if period is None or period.form in (Form.DAY, Form.WEEK):
            return fmt.tick(on, style)
        if period.form is Form.MONTH:
            return fmt.tick(on, _MONTH_STYLES.get(style, style))
        return fmt.period(period, fiscal=fiscal)

    return words
