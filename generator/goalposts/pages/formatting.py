"""Numbers, dates and periods for people, in the way of the site's language.

Signs: a narrow no-break space (U+202F) before the per cent sign, a no-break space before other units, and
a true minus (U+2212). Amounts are rounded half-up; beside a bound one more decimal is shown, so that no
number looks as if it were on the other side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from babel.dates import get_day_names
from babel.lists import format_list
from msgspec import Struct

from goalposts.language.catalogue import ENGLISH, N_, Catalogue
from goalposts.language.locales import (
    day_words,
    digits,
    locale_of,
    month_names,
)
from goalposts.measuring.rounding import beside_bounds, decimals_of, half_up, places_apart
from goalposts.pages.money import Money
from goalposts.pages.signs import MINUS, NARROW, NO_BREAK
from goalposts.records.period import Form, Period

_DURATIONS = {
    "seconds": N_("{n}\u00a0s"),
    "minutes": N_("{n}\u00a0min"),
    "hours": N_("{n}\u00a0h"),
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


_LONGEST_UNIT = 14

# takes the form of many, as a number with decimals does
_PARTS = 1.5


def is_long(unit: str) -> bool:
    """Return whether a unit is too long to stand at every number, such as `rate per 100,000 births`."""
    return ":" not in unit and len(unit) > _LONGEST_UNIT


class Formatter(Struct, frozen=True):
    """Writes numbers and dates in `language`; dates of the year of `as_of` come without the year.

    `judged` are the site's own words of on track, at risk and off track, where its rule brings some.
    """

    language: str
    as_of: date
    catalogue: Catalogue = ENGLISH
    judged: tuple[str, str, str] | None = None

    # --- words ----------------------------------------------------------------------------------

    def say(self, message: str, /, **values: object) -> str:
        """Return a message in the site's language, with its `{placeholders}` filled.

        `message` is the English text, a literal. Without values nothing is filled in: braces stay.
        """
        text = self.catalogue.message(message)
        return _filled(text, values) if values else text

    def say_many(self, one: str, many: str, n: float, /, **values: object) -> str:
        """Return the form of a message that goes with `n`: `fmt.say_many("{n} day", "{n} days", 3)`.

        `{n}` is the number as the language writes it, unless a value of that name says it otherwise.
        """
        text = self.catalogue.plural(one, many, n)
        return _filled(text, {"n": self.number(n), **values})

    def spelled(self, count: int) -> str:
        """Return a count up to ten as a word, for sentences; in other languages than English a number."""
        return spelled(count) if self.catalogue.is_english else self.number(count)

    def listed(self, parts: Sequence[str]) -> str:
        """Return texts as a list in a sentence: `a, b and c`."""
        if self.catalogue.is_english or len(parts) < 2:
            return listed(tuple(parts))
        return str(format_list(list(parts), locale=locale_of(self.language)))

    # --- numbers --------------------------------------------------------------------------------

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a plain number: `1,234.5`, `−0.2`."""
        return _number(self.language, value, decimals)

    def share(self, fraction: float, *bounds: float) -> str:
        """Return a fraction in whole per cent, `46 %`, with more decimals only beside one of the bounds."""
        return self.number(*_in_percent(fraction, bounds)) + f"{NARROW}%"

    def points(self, fraction: float, *bounds: float) -> str:
        """Return a difference of fractions in points: `13 points`, `1 point`."""
        return self._points(*_in_percent(fraction, bounds))

    def _points(self, value: float, decimals: int) -> str:
        count = half_up(value, decimals) if decimals == 0 else _PARTS
        text = self.number(value, decimals)
        return self.say_many("{n}\u00a0point", "{n}\u00a0points", count, n=text)

    def precise(self, fraction: float) -> str:
        """Return a fraction in per cent with one decimal, for formulas: `46.3 %`, `100 %`."""
        value = half_up(fraction * 100, 1)
        return self.number(value, 0 if value == int(value) else 1) + f"{NARROW}%"

    def score(self, value: float) -> str:
        """Return a score, `0.8`; it was rounded when it was made, so every decimal it has is shown."""
        return self.number(value, max(1, decimals_of(value)))

    def value(
        self, value: float, unit: str, decimals: int = 0, *bounds: float, among: tuple[float, ...] = ()
    ) -> str:
        """Return a value with its unit: `85.4 %`, `$1.56M`, `39.9 min`, `446`.

        Large amounts of money are shortened; `bounds` are values that it must not seem to reach or cross,
        `among` those beside which it stands, to be told apart from each. A unit of many words is left out: it
        is said once, where the number is introduced.
        """
        kind, _, detail = unit.partition(":")

        def places(divisor: float, least: int) -> int:
            own, *others = (half_up(one / divisor, 9) for one in (value, *among))
            least = max((places_apart((own, other), least) for other in others), default=least)
            return beside_bounds(own, least, tuple([bound / divisor for bound in bounds]))

        if kind == "currency":
            return Money(self.language, detail).text(value, decimals, places)
        decimals = places(1, decimals)
        text = self.number(value, decimals)
        if kind == "percent":
            return f"{text}{NARROW}%"
        if kind == "duration":
            if detail in _DURATIONS:
                return self.say(_DURATIONS[detail], n=text)
            count = half_up(abs(value), decimals)
            if detail == "days":
                return self.say_many("{n}\u00a0day", "{n}\u00a0days", count, n=text)
            return f"{text}{NO_BREAK}{detail}"
        if kind in ("count", "ratio") or is_long(unit):
            return text
        word = self._one(unit) if half_up(abs(value), decimals) == 1 else unit
        return f"{text}{NO_BREAK}{word}"

    def axis_value(self, unit: str, decimals: int, value: float, ticks: tuple[float, ...]) -> str:
        """Return the value of a grid line as it is, with the decimals that one of the `ticks` needs."""
        return self.value(value, unit, max([decimals, *map(decimals_of, ticks)]), value)

    def amount(self, value: float, unit: str, decimals: int = 0) -> str:
        """Return a difference without its sign: percentages differ in points, the rest in their unit."""
        size = abs(value)
        if unit == "percent":
            return self._points(size, decimals)
        return self.value(size, unit, decimals)

    def signed(self, value: float, unit: str, decimals: int = 0) -> str:
        """Return a difference with its sign: `−0.2 points`, `+36`; `no change` for none."""
        if half_up(value, decimals) == 0:
            return self.say("no change")
        return f"{'+' if value > 0 else MINUS}{self.amount(value, unit, decimals)}"

    def _one(self, unit: str) -> str:
        # units are words in the plural, such as tickets; only English is regular enough to undo it
        is_plural = self.language.startswith("en") and unit.endswith("s") and not unit.endswith("ss")
        return unit[:-1] if is_plural else unit

    # --- dates ----------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """Return a date, without the year in the year of `as_of`: `15 Nov`, `28 Feb 2027`."""
        return day_words(self.language, day, with_year=day.year != self.as_of.year)

    def full_day(self, day: date) -> str:
        """Return a date with its year: `20 Nov 2026`."""
        return day_words(self.language, day, with_year=True)

    def weekday(self, day: date) -> str:
        """Return a date with the day of the week, for feeds: `Wed 18 Nov`."""
        name = get_day_names("abbreviated", locale=locale_of(self.language))[day.weekday()]
        return f"{name} {self.day(day)}"

    def month(self, day: date) -> str:
        """Return the short name of a month: `Nov`."""
        return month_names(self.language)[day.month - 1]

    def tick(self, day: date, style: str) -> str:
        """Return a date on an axis in one of the styles `day`, `day_year`, `month`, `month_year`, `year`."""
        match style:
            case "day" | "day_year":
                return day_words(self.language, day, with_year=style == "day_year")
            case "month":
                return self.month(day)
            case "month_year":
                return f"{self.month(day)} {day.year}"
        return str(day.year)

    def period(self, period: Period, *, fiscal: bool = False) -> str:
        """Return a period: `week to 15 Nov`, `Oct 2026`, `Q3 2026`, `2015/16`, `2003 to 2005`, or a day."""
        if period.form is Form.DAY:
            return self.day(period.end)
        if period.form is Form.WEEK:
            return self.say("week to {day}", day=self.day(period.end))
        if period.form is Form.MONTH:
            return f"{self.month(period.end)} {period.end.year}"
        label, _, part = period.label.partition("-")
        year = self.say("FY {year}", year=label) if fiscal else label
        if period.form is Form.QUARTER:
            return self.say("Q{number} {year}", number=part[1:], year=year)
        if period.form is Form.HALF:
            return self.say("H{number} {year}", number=part[1:], year=year)
        if period.form is Form.YEARS:
            first, _, last = year.partition("/")
            return self.say("{first} to {last}", first=first, last=last)
        return year

    def short_period(self, period: Period, *, fiscal: bool = False) -> str:
        """Return a period where space is short: a month of the year of `as_of` comes without the year."""
        if period.form is Form.MONTH and period.end.year == self.as_of.year:
            return self.month(period.end)
        return self.period(period, fiscal=fiscal)

    def in_period(self, period: Period, *, fiscal: bool = False) -> str:
        """Return a period inside a sentence: `in the week to 15 Nov`, `in Oct 2026`, `on 15 Nov`."""
        if period.form is Form.DAY:
            return self.say("on {day}", day=self.day(period.end))
        if period.form is Form.WEEK:
            return self.say("in the week to {day}", day=self.day(period.end))
        return self.say("in {period}", period=self.period(period, fiscal=fiscal))


# --- plain English ------------------------------------------------------------------------------


def plural(count: int | str, noun: str, nouns: str | None = None) -> str:
    """Return a count and its noun, joined so that they are not torn apart: `1 day`, `12 days`."""
    word = noun if str(count) in ("1", "one", "One") else nouns or f"{noun}s"
    return f"{count}{NO_BREAK}{word}"


def spelled(count: int) -> str:
    """Return a count up to ten as a word, for sentences."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def listed(parts: list[str] | tuple[str, ...], last: str = "and") -> str:
    """Return texts as a list in a sentence: `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def capitalised(text: str) -> str:
    """Return the text with its first letter large and the others as they are."""
    return text[:1].upper() + text[1:]


# most numbers of a site are written a dozen times
@lru_cache(maxsize=1 << 16)
def _number(language: str, value: float, decimals: int) -> str:
    rounded = half_up(value, decimals)
    text = digits(language, abs(rounded), decimals)
    return f"{MINUS}{text}" if rounded < 0 else text


def _filled(text: str, values: Mapping[str, object]) -> str:
    """Return a text with its placeholders filled; a sentence that ends in `7. Nov.` gets no second point."""
    for name, value in values.items():
        if isinstance(value, str) and value[-1:] == "." and f"{{{name}}}." in text:
            values = {**values, name: value[:-1]}
    return text.format_map(values)


def _in_percent(fraction: float, bounds: tuple[float, ...]) -> tuple[float, int]:
    value = half_up(fraction * 100, 9)
    return value, beside_bounds(value, 0, tuple(half_up(bound * 100, 9) for bound in bounds))
