"""What is proposed for a new record."""

from __future__ import annotations

from datetime import date

import pytest

from goalposts.editing.modeline import modeline
from goalposts.editing.proposals import (
    Span,
    current_quarter,
    free_id,
    last_periods,
    number_text,
    propose_baseline,
    propose_checkpoints,
    taken_ids,
)
from goalposts.loading.parse import parse
from goalposts.loading.tree import SourceTree
from goalposts.records.period import FiscalYear
from goalposts.records.repository import Repository
from tests.support.small import SMALL

QUARTER = Span(date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 23))


def repository_of(**files: str) -> Repository:
    """Returns the small repository with the series `customers` changed."""
    texts = {**SMALL, **{f"kpis/{name}.csv": text for name, text in files.items()}}
    found = parse(SourceTree({path: text.encode() for path, text in texts.items()})).repository
    assert found is not None
    return found


def test_ids_that_are_free() -> None:
    """A taken id gets a number, and stays within its length."""
    assert free_id("win", {}) == "win"
    assert free_id("win", {"win": "", "win-2": ""}) == "win-3"
    assert free_id("x" * 64, {"x" * 64: ""}) == "x" * 62 + "-2"


def test_ids_that_are_taken() -> None:
    """Records, former ids and files without a readable record are taken; people and teams share names."""
    repository = repository_of()
    paths = [*SMALL, "goals/broken.md", "goals/legal/index.md"]
    assert {"win", "grow", "broken", "index"} <= set(taken_ids("goal", repository, paths))
    assert {"ceo", "sales", "legal"} <= set(taken_ids("team", repository, paths))
    assert taken_ids("KPI", repository, paths) == {"customers": " (kpis/customers.md)"}


@pytest.mark.parametrize(
    ("day", "fiscal", "expected"),
    [
        (date(2026, 11, 23), FiscalYear(), "2026-Q4"),
        (date(2026, 1, 1), FiscalYear(), "2026-Q1"),
        (date(2026, 11, 23), FiscalYear(7, "end"), "2027-Q2"),
        (date(2026, 11, 23), FiscalYear(7, "start"), "2026-Q2"),
        (date(2026, 3, 31), FiscalYear(4, "start"), "2025-Q4"),
    ],
)
def test_the_current_quarter(day: date, fiscal: FiscalYear, expected: str) -> None:
    """The quarter that a day is in, by the site's fiscal year."""
    assert current_quarter(day, fiscal) == expected


def test_the_last_periods() -> None:
    """At most eight periods that are over, oldest first, with their gaps."""
    rows = "".join(f"2026-{month:02},{month if month != 9 else ''}\n" for month in range(1, 13))
    seen = last_periods(repository_of(customers=f"date,value\n{rows}").kpis["customers"], {}, QUARTER.today)
    assert [each.period.label for each in seen] == [f"2026-{month:02}" for month in range(3, 11)]
    assert seen[-2].value is None


@pytest.mark.parametrize(
    ("series", "start", "expected"),
    [
        ("2026-08,9\n2026-09,10.50\n2026-10,14\n", date(2026, 10, 1), ("10.50", "2026-09")),
        ("2026-08,9\n2026-09,\n2026-10,14\n", date(2026, 10, 1), ("9", "2026-08")),
        ("2026-09,10\n2026-10,14\n", date(2027, 1, 1), ("14", "2026-10")),
        ("2026-10,14\n2026-11,20\n", date(2026, 10, 1), ("14", "2026-10")),
        ("", date(2026, 10, 1), None),
    ],
)
def test_the_baseline(series: str, start: date, expected: tuple[str, str] | None) -> None:
    """The last value on or before the start as it is written, else the last one there is."""
    kpi = repository_of(customers=f"date,value\n{series}").kpis["customers"]
    found = propose_baseline(kpi, {}, Span(start, date(2027, 3, 31), QUARTER.today))
    assert (found and (found.text, found.period)) == expected


@pytest.mark.parametrize(
    ("span", "target", "decimals", "expected"),
    [
        (QUARTER, "92", 1, {"2026-10-31": "86.6", "2026-11-30": "89.3"}),
        (QUARTER, "+10%", 1, {"2026-10-31": "86.8", "2026-11-30": "89.5"}),
        (QUARTER, "-4pp", 0, {"2026-10-31": "83", "2026-11-30": "81"}),
        (Span(date(2026, 10, 31), date(2026, 11, 30), QUARTER.today), "92", 0, {}),
        (Span(date(2026, 11, 1), date(2026, 11, 30), QUARTER.today), "92", 0, {}),
        (Span(date(2026, 11, 1), date(2026, 12, 1), QUARTER.today), "92", 0, {"2026-11-30": "92"}),
    ],
)
def test_the_checkpoints(span: Span, target: str, decimals: int, expected: dict[str, str]) -> None:
    """One at the end of each month between start and due, on a straight line."""
    found = propose_checkpoints(84, target, span, decimals)
    assert {str(day): text for day, text in found.items()} == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(88.0, "88"), (85.40, "85.4"), (-0.0, "0"), (1e15, "1000000000000000"), (0.1 + 0.2, "0.3")],
)
def test_numbers_in_digits(value: float, expected: str) -> None:
    """A number is written without an exponent and without idle decimals."""
    assert number_text(value) == expected


def test_the_modeline() -> None:
    """The schema is named from the file's own place."""
    assert modeline("goals/sales/win.md", None) == ""
    line = modeline("goals/win.md", ".vscode/goal.schema.json")
    assert line == "# yaml-language-server: $schema=../.vscode/goal.schema.json\n"
