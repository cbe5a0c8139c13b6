"""The chart of a KPI: what is drawn, how far back, and whose target."""

from __future__ import annotations

from datetime import date

from goalposts.pages import kpi
from goalposts.pages.kpi import KpiView
from goalposts.pages.page import Edition
from tests.pages.company import COMPANY, company, pages_of, with_kpi


def _view(edition: Edition, kpi_id: str = "monthly-churn") -> KpiView:
    page = pages_of(kpi.make(edition))[f"kpis/{kpi_id}/"]
    assert isinstance(page.view, KpiView)
    return page.view


def test_two_goals_draw_no_target() -> None:
    """The target of a goal is drawn only where exactly one live goal has one."""
    goal = COMPANY["goals/success/cut-churn.md"].replace("Cut churn", "Cut it again")
    edition = company({"goals/success/again.md": goal})
    view = _view(edition)
    assert view.chart is not None
    assert [line.kind for line in view.chart.chart.lines] == ["line"]
    assert "To the target" not in [one.term for one in view.comparisons]
    assert len(view.uses) == 2


def test_a_goal_that_is_over_draws_no_target() -> None:
    """After its due date a goal's target is no target any more."""
    view = _view(company(as_of=date(2027, 1, 1)))
    assert view.chart is not None
    assert [line.kind for line in view.chart.chart.lines] == ["line"]


def test_the_path_of_a_goal() -> None:
    """The path begins at the baseline and leads through the checkpoints to the target."""
    goal = COMPANY["goals/success/cut-churn.md"].replace(
        "target: 1.5", "target: 1.5, checkpoints: {2026-11-15: 1.8}"
    )
    view = _view(company({"goals/success/cut-churn.md": goal}))
    assert view.chart is not None
    path, target, _ = view.chart.chart.lines
    assert path.points == ((date(2026, 10, 1), 2.1), (date(2026, 11, 15), 1.8), (date(2026, 12, 31), 1.5))
    assert target.points == ((date(2026, 10, 1), 1.5), (date(2026, 12, 31), 1.5))
    assert view.chart.chart.last == date(2026, 12, 31)


def test_long_series_are_cut() -> None:
    """Of a long series the chart shows the last periods, and the table the last 24; yearly ones are whole."""
    months = [f"{year}-{month:02}" for year in range(2016, 2027) for month in range(1, 13)][:130]
    rows = "date,value\n" + "".join(f"{name},{number}\n" for number, name in enumerate(months))
    view = _view(with_kpi("direction: up\ncadence: monthly\n", rows), "more")
    assert view.chart is not None
    assert view.chart.heading == "Last 36\u00a0months"
    assert view.table is not None
    assert (view.table.heading, view.table.note) == (
        "Month by month",
        "The last 24; 106 earlier ones are in the CSV",
    )
    years = "date,value\n" + "".join(f"{year},{year % 7}\n" for year in range(1960, 2026))
    view = _view(with_kpi("direction: up\ncadence: yearly\n", years), "more")
    assert view.chart is not None
    assert view.chart.heading == "All 66\u00a0years"
