"""Cycles: the years, halves, quarters and months that a name stands for."""

from __future__ import annotations

import pytest

from goalposts.records.people import named_cycle
from goalposts.records.period import CALENDAR, FiscalYear

NAMES = [
    ("2026", CALENDAR, "2026", "2026-01-01", "2026-12-31"),
    ("2026-H2", CALENDAR, "2026-H2", "2026-07-01", "2026-12-31"),
    ("2026-h1", CALENDAR, "2026-H1", "2026-01-01", "2026-06-30"),
    ("2026-Q4", CALENDAR, "2026-Q4", "2026-10-01", "2026-12-31"),
    ("2026-q1", CALENDAR, "2026-Q1", "2026-01-01", "2026-03-31"),
    ("2026-11", CALENDAR, "2026-11", "2026-11-01", "2026-11-30"),
    ("2028-02", CALENDAR, "2028-02", "2028-02-01", "2028-02-29"),
    ("2027", FiscalYear(7, "end"), "2027", "2026-07-01", "2027-06-30"),
    ("2026", FiscalYear(7, "start"), "2026", "2026-07-01", "2027-06-30"),
    ("2027-Q2", FiscalYear(7, "end"), "2027-Q2", "2026-10-01", "2026-12-31"),
    ("2026-H2", FiscalYear(4, "start"), "2026-H2", "2026-10-01", "2027-03-31"),
    ("2026-11", FiscalYear(7, "end"), "2026-11", "2026-11-01", "2026-11-30"),
]


@pytest.mark.parametrize(("name", "fiscal", "cycle_id", "start", "due"), NAMES)
def test_names_of_cycles(name: str, fiscal: FiscalYear, cycle_id: str, start: str, due: str) -> None:
    """A cycle's dates follow from its name: fiscal for years, halves and quarters, never for months."""
    cycle = named_cycle(name, fiscal)
    assert cycle is not None
    assert (cycle.id, str(cycle.start), str(cycle.due)) == (cycle_id, start, due)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "2026-13",
        "2026-00",
        "2026-Q5",
        "2026-H0",
        "26",
        "2026-W47",
        "2026-11-20",
        "2026/27",
        "0000",
        "spring-push",
        "2026-Q4 ",
    ],
)
def test_other_names_are_no_cycles(name: str) -> None:
    """What names no year, half, quarter or month is no cycle."""
    assert named_cycle(name, CALENDAR) is None


def test_fiscal_cycles_say_so_in_their_title() -> None:
    """A reader can tell a fiscal year from a calendar year."""
    calendar, fiscal = named_cycle("2026-Q4", CALENDAR), named_cycle("2026-Q4", FiscalYear(7, "end"))
    assert calendar is not None
    assert fiscal is not None
    assert (calendar.title, fiscal.title) == ("Q4 2026", "Q4 FY 2026")
