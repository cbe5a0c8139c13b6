"""Numbers, dates and periods for people."""

from __future__ import annotations

from datetime import date

import pytest

from goalposts.pages.formatting import Formatter, listed, plural, spelled
from goalposts.records.period import parse_period

EN = Formatter("en", date(2026, 11, 20))
DE = Formatter("de", date(2026, 11, 20))


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "bounds", "shown"),
    [
        (85.4, "percent", 1, (), "85.4\u202f%"),
        (-0.2, "percent", 1, (), "\u22120.2\u202f%"),
        (0.85, "ratio", 2, (), "0.85"),
        (446, "count", 0, (), "446"),
        (1234567.25, "count", 1, (), "1,234,567.3"),
        (39.9, "duration:minutes", 1, (), "39.9\u00a0min"),
        (1, "duration:days", 0, (), "1\u00a0day"),
        (1.8, "duration:days", 1, (), "1.8\u00a0days"),
        (8, "duration:hours", 0, (), "8\u00a0h"),
        (12, "tickets", 0, (), "12\u00a0tickets"),
        (1, "tickets", 0, (), "1\u00a0ticket"),
        (1, "access", 0, (), "1\u00a0access"),
        (1_560_000, "currency:USD", 0, (), "$1.56M"),
        (2_000_000, "currency:USD", 0, (), "$2M"),
        (-2_000_000, "currency:USD", 0, (), "\u2212$2M"),
        (1_250_000_000, "currency:EUR", 0, (), "€1.25B"),
        (150_000, "currency:USD", 0, (), "$150k"),
        (431_200, "currency:USD", 0, (), "$431,200"),
        (12.5, "currency:CHF", 2, (), "CHF\u00a012.50"),
        (91.96, "percent", 1, (92,), "91.96\u202f%"),
        (91.96, "percent", 1, (), "92.0\u202f%"),
        (1_999_999, "currency:USD", 0, (2_000_000,), "$1.999999M"),
    ],
)
def test_values(value: float, unit: str, decimals: int, bounds: tuple[float, ...], shown: str) -> None:
    """A value comes with its unit and its KPI's decimals, and with more only beside a bound."""
    assert EN.value(value, unit, decimals, *bounds) == shown


@pytest.mark.parametrize(
    ("fraction", "bounds", "shown"),
    [
        (0.463, (), "46\u202f%"),
        (0.29, (), "29\u202f%"),
        (0.996, (), "100\u202f%"),
        (0.996, (1.0,), "99.6\u202f%"),
    ],
)
def test_shares(fraction: float, bounds: tuple[float, ...], shown: str) -> None:
    """Progress is whole per cent, unless that would seem to reach a bound."""
    assert EN.share(fraction, *bounds) == shown


def test_differences() -> None:
    """Percentages differ in points, other values in their unit; no difference is said in words."""
    assert EN.points(0.131) == "13\u00a0points"
    assert EN.points(0.01) == "1\u00a0point"
    assert EN.points(0.1004, 0.10, 0.25) == "10.04\u00a0points"
    assert EN.signed(-0.2, "percent", 1) == "\u22120.2\u00a0points"
    assert EN.signed(36, "count") == "+36"
    assert EN.signed(0.04, "percent", 1) == "no change"


def test_scores() -> None:
    """A score shows at least one decimal, and all that it was given."""
    assert [EN.score(value) for value in (0.8, 1.0, 0.96)] == ["0.8", "1.0", "0.96"]


def test_other_languages() -> None:
    """Signs, months and the place of the currency are those of the language, by default English."""
    assert DE.number(1234567.25, 1) == "1.234.567,3"
    assert DE.value(431_200, "currency:EUR") == "431.200\u00a0€"
    assert DE.value(150_000, "currency:EUR") == "150.000\u00a0€"
    assert DE.value(1_560_000, "currency:EUR") == "1,56\u00a0Mio.\u00a0€"
    assert DE.full_day(date(2026, 10, 20)) == "20. Okt. 2026"
    assert Formatter("xx-unknown", date(2026, 11, 20)).number(1234.5, 1) == "1,234.5"


def test_dates() -> None:
    """A date of the year of `as_of` needs no year, unless it is asked for."""
    assert EN.day(date(2026, 11, 15)) == "15 Nov"
    assert EN.day(date(2027, 2, 28)) == "28 Feb 2027"
    assert EN.full_day(date(2026, 11, 20)) == "20 Nov 2026"
    assert EN.weekday(date(2026, 11, 18)) == "Wed 18 Nov"
    assert [
        EN.tick(date(2026, 11, 5), style) for style in ("day", "day_year", "month", "month_year", "year")
    ] == [
        "5 Nov",
        "5 Nov 2026",
        "Nov",
        "Nov 2026",
        "2026",
    ]


@pytest.mark.parametrize(
    ("label", "shown", "inside"),
    [
        ("2026-11-15", "15 Nov", "on 15 Nov"),
        ("2026-W46", "week to 15 Nov", "in the week to 15 Nov"),
        ("2026-10", "Oct 2026", "in Oct 2026"),
        ("2026-Q3", "Q3 2026", "in Q3 2026"),
        ("2026-H2", "H2 2026", "in H2 2026"),
        ("2025", "2025", "in 2025"),
        ("2015/16", "2015/16", "in 2015/16"),
        ("2003/2005", "2003 to 2005", "in 2003 to 2005"),
    ],
)
def test_periods(label: str, shown: str, inside: str) -> None:
    """A period is named by what it is: a week by its last day, a quarter by its number."""
    assert EN.period(parse_period(label)) == shown
    assert EN.in_period(parse_period(label)) == inside


def test_short_and_fiscal_periods() -> None:
    """A month of this year may lose its year; fiscal quarters and years say so."""
    assert EN.short_period(parse_period("2026-10")) == "Oct"
    assert EN.short_period(parse_period("2025-10")) == "Oct 2025"
    assert EN.period(parse_period("2026-Q3"), fiscal=True) == "Q3 FY 2026"
    assert EN.period(parse_period("2026"), fiscal=True) == "FY 2026"


def test_plain_english() -> None:
    """Counts agree with their noun, lists end in `and`, small counts are words."""
    assert (plural(1, "day"), plural(2, "day"), plural(0, "match", "matches")) == (
        "1\u00a0day",
        "2\u00a0days",
        "0\u00a0matches",
    )
    assert (listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])) == ("a", "a and b", "a, b and c")
    assert (spelled(3), spelled(11)) == ("three", "11")


def test_a_unit_of_many_words_is_not_repeated_at_every_number() -> None:
    """A long unit is said once, where the number is introduced; short words stand at every number."""
    fmt = Formatter("en", date(2026, 11, 23))
    assert fmt.value(10.9, "rate per 100,000 maternities", 1) == "10.9"
    assert fmt.value(10.9, "tonnes", 1).endswith("tonnes")
