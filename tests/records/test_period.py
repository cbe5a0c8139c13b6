"""Periods: every form that a date may take, the days it covers, and the steps between them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalposts.records.period import (
    CALENDAR,
    Cadence,
    FiscalYear,
    Form,
    add_months,
    end_of_month,
    natural_period,
    parse_period,
    step,
)

JULY_BY_END = FiscalYear(7, "end")
JULY_BY_START = FiscalYear(7, "start")
FEBRUARY = FiscalYear(2, "end")

CALENDAR_FORMS = [
    ("2026-11-20", Form.DAY, "2026-11-20", "2026-11-20"),
    ("2028-02-29", Form.DAY, "2028-02-29", "2028-02-29"),
    ("2026-W01", Form.WEEK, "2025-12-29", "2026-01-04"),  # 4 January is a Sunday
    ("2026-W53", Form.WEEK, "2026-12-28", "2027-01-03"),  # 2026 begins on a Thursday: 53 weeks
    ("2027-W01", Form.WEEK, "2027-01-04", "2027-01-10"),
    ("2026-w47", Form.WEEK, "2026-11-16", "2026-11-22"),
    ("2026-11", Form.MONTH, "2026-11-01", "2026-11-30"),
    ("2026-02", Form.MONTH, "2026-02-01", "2026-02-28"),
    ("2028-02", Form.MONTH, "2028-02-01", "2028-02-29"),
    ("1900-02", Form.MONTH, "1900-02-01", "1900-02-28"),  # a century is no leap year
    ("2000-02", Form.MONTH, "2000-02-01", "2000-02-29"),  # unless it divides by 400
    ("2026-12", Form.MONTH, "2026-12-01", "2026-12-31"),
    ("2026-Q1", Form.QUARTER, "2026-01-01", "2026-03-31"),
    ("2026-Q4", Form.QUARTER, "2026-10-01", "2026-12-31"),
    ("2026-q2", Form.QUARTER, "2026-04-01", "2026-06-30"),
    ("2026-H1", Form.HALF, "2026-01-01", "2026-06-30"),
    ("2026-H2", Form.HALF, "2026-07-01", "2026-12-31"),
    ("2026", Form.YEAR, "2026-01-01", "2026-12-31"),
    ("2015/16", Form.SPLIT_YEAR, "2015-04-01", "2016-03-31"),
    ("1999/00", Form.SPLIT_YEAR, "1999-04-01", "2000-03-31"),
    ("2003/2005", Form.YEARS, "2003-01-01", "2005-12-31"),
    ("2003/2003", Form.YEARS, "2003-01-01", "2003-12-31"),
]

FISCAL_FORMS = [
    ("2027", JULY_BY_END, "2026-07-01", "2027-06-30"),
    ("2026", JULY_BY_START, "2026-07-01", "2027-06-30"),
    ("2027-Q1", JULY_BY_END, "2026-07-01", "2026-09-30"),
    ("2027-Q3", JULY_BY_END, "2027-01-01", "2027-03-31"),
    ("2026-Q3", JULY_BY_START, "2027-01-01", "2027-03-31"),
    ("2027-H1", JULY_BY_END, "2026-07-01", "2026-12-31"),
    ("2027-H2", JULY_BY_END, "2027-01-01", "2027-06-30"),
    ("2026-H2", JULY_BY_START, "2027-01-01", "2027-06-30"),
    ("2027-Q4", FEBRUARY, "2026-11-01", "2027-01-31"),
    ("2028-Q1", FEBRUARY, "2027-02-01", "2027-04-30"),
    ("2027", FiscalYear(1, "end"), "2027-01-01", "2027-12-31"),
    ("2027", FiscalYear(1, "start"), "2027-01-01", "2027-12-31"),
    ("2027-11", JULY_BY_END, "2027-11-01", "2027-11-30"),  # months and weeks are never fiscal
    ("2026-W53", JULY_BY_END, "2026-12-28", "2027-01-03"),
    ("2026/2027", JULY_BY_END, "2025-07-01", "2027-06-30"),
]

NO_PERIODS = [
    "2026-13",
    "2026-00",
    "2026-02-30",
    "2026-2-3",
    "2026-W00",
    "2026-W54",
    "2027-W53",
    "2026-Q0",
    "2026-Q5",
    "2026-H3",
    "26",
    "02026",
    "2015/17",
    "2015/15",
    "2015/1",
    "2005/2003",
    "2026-11-20T00:00",
    "20261120",
    "2026-W47-1",
    "0000",
    "0000-01",
    "2026/11/20",
    "+2026",
    "Q4-2026",
    "2026Q4",
    "today",
    "2026–11",
    "٢٠٢٦",
    "2026-",
]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-02-30", "there is no such day"),
        ("2026-W54", "there is no such ISO week"),
        ("2026-13", "there is no such month"),
        ("2015/17", "a split year ends one year after it begins: 2015/16"),
        ("1999/01", "a split year ends one year after it begins: 1999/00"),
        ("2005/2003", "a range of years ends before it begins"),
        ("0000-01", "there is no year 0000"),
        ("2026-Q5", "not a day, week, month, quarter, half, year, split year or range of years"),
    ],
)
def test_what_is_no_period_says_why(text: str, said: str) -> None:
    """The message names what does not exist, or the forms that there are."""
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        parse_period(text)


@pytest.mark.parametrize(("text", "form", "start", "end"), CALENDAR_FORMS)
def test_calendar_forms_cover_their_days(text: str, form: Form, start: str, end: str) -> None:
    """Each documented form covers the days from its first to its last one."""
    period = parse_period(text)
    assert (period.form, str(period.start), str(period.end)) == (form, start, end)


@pytest.mark.parametrize(("text", "fiscal", "start", "end"), FISCAL_FORMS)
def test_fiscal_forms_follow_the_fiscal_year(text: str, fiscal: FiscalYear, start: str, end: str) -> None:
    """Quarters, halves and years run by the fiscal year and its naming; weeks and months do not."""
    period = parse_period(text, fiscal)
    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize(
    ("month", "start", "end"), [(7, "2015-07-01", "2016-06-30"), (10, "2015-10-01", "2016-09-30")]
)
def test_split_years_begin_in_the_month_that_is_given(month: int, start: str, end: str) -> None:
    """A split year is named by both of its years, so only its month is asked for."""
    period = parse_period("2015/16", FiscalYear(month, "end"), split_month=month)
    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize("text", [*NO_PERIODS, "", " 2026", "2026\n", "2026-11 "])
def test_other_texts_are_no_periods(text: str) -> None:
    """Whatever is not written in one of the documented forms is an error with a message."""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        parse_period(text)


FISCAL = st.builds(FiscalYear, st.integers(1, 12), st.sampled_from(["start", "end"]))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Returns a period in one of the documented forms."""
    year = draw(st.integers(1600, 2990))
    forms = [
        f"{year}",
        f"{year}-{draw(st.integers(1, 12)):02}",
        f"{year}-Q{draw(st.integers(1, 4))}",
        f"{year}-H{draw(st.integers(1, 2))}",
        f"{year}-W{draw(st.integers(1, 52)):02}",
        f"{year}/{(year + 1) % 100:02}",
        f"{year}/{year + draw(st.integers(0, 5))}",
        str(date(year, 1, 1) + timedelta(days=draw(st.integers(0, 364)))),
    ]
    return draw(st.sampled_from(forms))


@given(texts(), FISCAL)
def test_periods_begin_before_they_end(text: str, fiscal: FiscalYear) -> None:
    """No period ends before it begins, and only a day is its own beginning and end."""
    period = parse_period(text, fiscal)
    assert period.start <= period.end
    assert (period.start == period.end) == period.is_day


@given(texts(), FISCAL)
def test_labels_read_as_the_same_period(text: str, fiscal: FiscalYear) -> None:
    """A period's label names that period again."""
    period = parse_period(text, fiscal)
    assert parse_period(period.label, fiscal) == period


@given(st.integers(1600, 2990), FISCAL)
def test_parts_of_a_year_fill_it_without_a_gap(year: int, fiscal: FiscalYear) -> None:
    """Quarters and halves of a year touch each other and fill the year."""
    whole = parse_period(str(year), fiscal)
    for names in (["Q1", "Q2", "Q3", "Q4"], ["H1", "H2"]):
        parts = [parse_period(f"{year}-{name}", fiscal) for name in names]
        assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
        for one, following in pairwise(parts):
            assert one.end + timedelta(days=1) == following.start


@given(st.integers(1600, 2990), FISCAL)
def test_years_follow_each_other(year: int, fiscal: FiscalYear) -> None:
    """A year begins on the day after the one before it ended."""
    one, following = parse_period(str(year), fiscal), parse_period(str(year + 1), fiscal)
    assert one.end + timedelta(days=1) == following.start


@given(st.dates(date(1600, 1, 4), date(2999, 12, 1)))
def test_weeks_are_those_of_the_iso_calendar(day: date) -> None:
    """The ISO week of a day contains it, and has seven days from a Monday on."""
    year, week, _ = day.isocalendar()
    period = parse_period(f"{year:04}-W{week:02}")
    assert period.start <= day <= period.end
    assert (period.start.isoweekday(), (period.end - period.start).days) == (1, 6)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-02-28", 1, "2026-03-31"),  # a last day stays a last day
        ("2028-02-28", 1, "2028-03-28"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-01-15", 12, "2027-01-15"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2028-02-29", -12, "2027-02-28"),
        ("2026-05-20", 0, "2026-05-20"),
    ],
)
def test_months_are_added_by_the_calendar(day: str, months: int, expected: str) -> None:
    """Months later is the same day, the last where there is none, and from a last day a last day."""
    assert str(add_months(date.fromisoformat(day), months)) == expected


@given(st.dates(date(1620, 1, 1), date(2900, 1, 1)), st.integers(-120, 120))
def test_ends_of_months_stay_ends_of_months(day: date, months: int) -> None:
    """From the end of a month any number of months leads to the end of a month."""
    end = end_of_month(day)
    moved = add_months(end, months)
    assert moved == end_of_month(moved)
    assert (moved.year * 12 + moved.month) - (end.year * 12 + end.month) == months


@given(st.dates(date(1620, 1, 1), date(2900, 1, 1)), st.sampled_from(list(Cadence)), FISCAL)
def test_natural_periods_contain_their_day(day: date, cadence: Cadence, fiscal: FiscalYear) -> None:
    """The period around a day contains it, is that of all its days, and the next one touches it."""
    start, end = natural_period(day, cadence, fiscal)
    assert start <= day <= end
    assert natural_period(start, cadence, fiscal) == natural_period(end, cadence, fiscal) == (start, end)
    if cadence is not Cadence.IRREGULAR:
        assert natural_period(end + timedelta(days=1), cadence, fiscal) == (
            end + timedelta(days=1),
            step(end, cadence),
        )


@given(st.integers(1600, 2990), FISCAL, st.integers(1, 4))
def test_natural_quarters_are_those_of_the_fiscal_year(year: int, fiscal: FiscalYear, number: int) -> None:
    """The quarter around a day is the one that the quarter's name covers."""
    named = parse_period(f"{year}-Q{number}", fiscal)
    assert natural_period(named.start, Cadence.QUARTERLY, fiscal) == (named.start, named.end)
    whole = parse_period(str(year), fiscal)
    assert natural_period(named.end, Cadence.YEARLY, fiscal) == (whole.start, whole.end)


def test_irregular_kpis_have_no_next_date() -> None:
    """Events follow no step."""
    with pytest.raises(ValueError, match="no next date"):
        step(date(2026, 1, 1), Cadence.IRREGULAR)


@pytest.mark.parametrize(
    ("day", "cadence", "expected"),
    [
        ("2026-12-31", Cadence.DAILY, "2027-01-01"),
        ("2026-12-28", Cadence.WEEKLY, "2027-01-04"),
        ("2026-11-30", Cadence.MONTHLY, "2026-12-31"),
        ("2026-11-30", Cadence.QUARTERLY, "2027-02-28"),
        ("2028-02-29", Cadence.YEARLY, "2029-02-28"),
        ("2027-02-28", Cadence.YEARLY, "2028-02-29"),
    ],
)
def test_steps_follow_the_cadence(day: str, cadence: Cadence, expected: str) -> None:
    """One step of a cadence leads to the day on which its next value is dated."""
    assert str(step(date.fromisoformat(day), cadence)) == expected


def test_the_calendar_year_is_the_default() -> None:
    """Without a fiscal year, years begin in January."""
    assert CALENDAR.first_day(2026) == date(2026, 1, 1)
