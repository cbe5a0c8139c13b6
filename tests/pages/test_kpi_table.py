"""The table of a KPI's last periods, and its slices as bars."""

from __future__ import annotations

import pytest

from goalposts.measuring.kpi import change_before, change_since_year
from goalposts.measuring.scorecard import KpiScore
from goalposts.measuring.series import with_value
from goalposts.pages import kpi, kpi_table
from goalposts.pages.frame import formatter
from goalposts.pages.kpi_slices import slice_groups
from goalposts.pages.kpi_table import KpiTable, make_table
from goalposts.pages.page import Edition
from tests.pages.company import company, html_of, pages_of, with_kpi


def _table(edition: Edition, kpi_id: str = "more") -> KpiTable:
    table = make_table(formatter(edition), edition.scorecard.kpis[kpi_id])
    assert table is not None
    return table


def test_rows_are_latest_first() -> None:
    """Each row has its value, its changes, its health and its note; a gap has none of them."""
    table = _table(company(), "monthly-churn")
    health = [row.health.word if row.health else "" for row in table.rows]
    assert [(row.period, row.value, row.change, row.year_ago) for row in table.rows] == [
        ("Oct 2026", "1.9\u202f%", "−0.2", "−0.4"),
        ("Sep 2026", "2.1\u202f%", "", ""),
        ("Aug 2026", "", "", ""),
        ("Jul 2026", "2.6\u202f%", "", ""),
        ("Oct 2025", "2.3\u202f%", "", ""),
    ]
    assert health == ["Healthy", "Warning", "", "Unhealthy", "Warning"]
    assert table.rows[0].note == "Final"
    assert table.rows[2].note == "No value: the system moved"
    assert (table.heading, table.note, table.change_unit) == ("Month by month", "", "points")


def test_empty_columns_are_left_out() -> None:
    """A table without a change, target, health or note has no column for it."""
    table = _table(with_kpi("direction: up\ncadence: monthly\n", "date,value\n2026-10,5\n"))
    flags = (table.has_change, table.has_year_ago, table.has_targets, table.has_health, table.has_notes)
    assert flags == (False, False, False, False, False)


@pytest.mark.parametrize(
    ("unit", "word", "change"),
    [
        ("count", "", "+1,500"),
        ("duration:hours", "hours", "+1,500"),
        ("currency:USD", "", "+$1,500"),
        ("tickets", "tickets", "+1,500"),
    ],
)
def test_the_unit_of_a_change(unit: str, word: str, change: str) -> None:
    """The unit of the differences stands in the head of the column; money keeps its sign."""
    rows = "date,value\n2026-09,1000\n2026-10,2500\n"
    table = _table(with_kpi(f"direction: up\ncadence: monthly\nunit: {unit}\n", rows))
    assert (table.change_unit, table.rows[0].change) == (word, change)


@pytest.mark.parametrize("cadence", ["monthly", "quarterly", "weekly", "yearly", "daily"])
def test_changes_are_those_of_measuring(cadence: str) -> None:
    """Every row shows the change that was measured when it was the latest, over gaps and holes too."""
    names = {
        "monthly": [f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in range(1, 13)],
        "quarterly": [f"{year}-Q{part}" for year in range(2018, 2026) for part in range(1, 5)],
        "weekly": [f"{year}-W{week:02}" for year in (2024, 2025) for week in range(1, 53)],
        "yearly": [str(year) for year in range(1990, 2026)],
        "daily": [f"2025-{month:02}-{day:02}" for month in (9, 10) for day in range(1, 29)],
    }[cadence]
    kept = [name for number, name in enumerate(names) if number % 11 != 5]
    rows = "date,value\n" + "".join(
        f"{name},{'' if number % 7 == 3 else number * number % 13}\n" for number, name in enumerate(kept)
    )
    edition = with_kpi(f"direction: up\ncadence: {cadence}\n", rows)
    score: KpiScore = edition.scorecard.kpis["more"]
    ends = [seen.period.end for seen in score.series]
    for index, seen in enumerate(score.series):
        if seen.value is None:
            continue
        until = score.series[: index + 1]
        before, ago = change_before(score.kpi, until), change_since_year(score.kpi, with_value(until))
        assert kpi_table._change_before(score, index) == (before.amount if before else None), seen.period
        since = kpi_table._change_since_year(score, index, ends)
        assert since == (ago.amount if ago else None), seen.period


def test_slices_by_column() -> None:
    """Slices of one column make a group, largest first; the bars begin at zero."""
    edition = company()
    (group,) = slice_groups(formatter(edition), edition.scorecard.kpis["monthly-churn"])
    assert not group.is_long
    assert (group.heading, group.note) == ("By plan", "Oct 2026, change since Sep")
    assert [(bar.name, bar.value, bar.x, bar.width, bar.change) for bar in group.bars] == [
        ("Starter", "3.1\u202f%", "0%", "100%", "−0.3\u00a0points"),
        ("Enterprise", "0.6\u202f%", "0%", "19.35%", ""),
    ]
    assert (group.post, group.key, group.rest) == ("61.29%", "The tick is the whole, 1.9\u202f%.", "")


def test_negative_slices_hang_to_the_left() -> None:
    """A negative slice ends where the others begin."""
    rows = "date,value,team\n2026-10,30,A\n2026-10,-10,B\n"
    edition = with_kpi("direction: up\ncadence: monthly\n", rows)
    (group,) = slice_groups(formatter(edition), edition.scorecard.kpis["more"])
    assert [(bar.x, bar.width) for bar in group.bars] == [("25%", "75%"), ("0%", "25%")]


def test_long_numbers_of_slices_leave_no_room_for_a_name() -> None:
    """Numbers of twelve digits do not stand beside a name on a phone."""
    rows = "date,value,team\n2026-09,1,A\n2026-10,123456789012,A\n"
    edition = with_kpi("direction: up\ncadence: monthly\n", rows)
    (group,) = slice_groups(formatter(edition), edition.scorecard.kpis["more"])
    assert group.is_long
    assert '<ul class="slices is-long">' in html_of(edition, pages_of(kpi.make(edition))["kpis/more/"])


def test_a_sum_is_not_on_the_scale_of_its_slices() -> None:
    """The whole of summed slices has no tick: it would press the bars flat."""
    rows = "date,value,team\n2026-10,30,A\n2026-10,10,B\n"
    edition = with_kpi("direction: up\ncadence: monthly\naggregate: sum\n", rows)
    (group,) = slice_groups(formatter(edition), edition.scorecard.kpis["more"])
    assert (group.post, group.key) == ("", "")


def test_slices_that_came_late() -> None:
    """Only slices of the latest period are drawn; the others are counted."""
    rows = "date,value,team\n2026-10,,\n2026-10,30,A\n2026-09,10,B\n2026-10,,C\n2026-09,5,C\n"
    edition = with_kpi("direction: up\ncadence: monthly\n", rows)
    (group,) = slice_groups(formatter(edition), edition.scorecard.kpis["more"])
    assert [bar.name for bar in group.bars] == ["A"]
    assert group.rest == "2\u00a0slices have no value for Oct 2026."
