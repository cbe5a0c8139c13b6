"""CSV downloads and the site map."""

from __future__ import annotations

import csv
import io

import pytest

from goalposts.pages import downloads
from tests.pages.company import company, downloads_of, with_kpi


def test_the_columns_are_those_of_the_file() -> None:
    """A download has the columns and rows of the KPI's own file, without periods that still run."""
    found = downloads_of(downloads.make(company()))["kpis/monthly-churn.csv"]
    assert found == (
        "date,value,plan,note\n"
        "2025-10,2.3,,\n"
        "2026-07,2.6,,\n"
        "2026-08,,,No value: the system moved\n"
        "2026-09,2.1,,\n"
        "2026-10,1.9,,Final\n"
        "2026-09,3.4,Starter,\n"
        "2026-10,3.1,Starter,\n"
        "2026-10,0.6,Enterprise,\n"
    )


@pytest.mark.parametrize("number", ["1.10", "-5", "1e3", "0.000000001", "-0.0"])
def test_numbers_stay_as_written(number: str) -> None:
    """Numbers are written exactly as in the source, negative ones too."""
    edition = with_kpi("direction: up\ncadence: monthly\n", f"date,value\n2026-10,{number}\n")
    assert downloads_of(downloads.make(edition))["kpis/more.csv"] == f"date,value\n2026-10,{number}\n"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"])
def test_formulas_are_disarmed(sign: str) -> None:
    """A text that a spreadsheet would run gets a leading apostrophe: cells, notes and headers."""
    assert downloads.safe_text(f"{sign}1+1") == f"'{sign}1+1"
    assert downloads.safe_text(f"a{sign}") == f"a{sign}"
    if sign == "\t":
        return
    rows = f"date,value,{sign}region,note\n2026-10,1,{sign}cmd,{sign}note\n2026-10,2,,\n"
    edition = with_kpi("direction: up\ncadence: monthly\n", rows)
    text = downloads_of(downloads.make(edition))["kpis/more.csv"]
    assert list(csv.reader(io.StringIO(text)))[:2] == [
        ["date", "value", f"'{sign}region", "note"],
        ["2026-10", "1", f"'{sign}cmd", f"'{sign}note"],
    ]


def test_targets_and_quotes() -> None:
    """Targets are numbers; cells with commas and quotes are quoted, lines end in LF."""
    rows = 'date,note,value,target\n2026-10,"a ""b"", c",5,7.50\n'
    edition = with_kpi("direction: up\ncadence: monthly\n", rows)
    text = downloads_of(downloads.make(edition))["kpis/more.csv"]
    assert text == 'date,note,value,target\n2026-10,"a ""b"", c",5,7.5\n'
