"""The chart of a KPI: what is drawn, how far back, and whose target."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from goalposts.charts import Line
from goalposts.charts.frame import WIDTH
from goalposts.charts.markup import percent
from goalposts.charts.series import draw_series, layout_of
from goalposts.pages import kpi
from goalposts.pages.formatting import Formatter
from goalposts.pages.kpi import KpiView
from goalposts.pages.page import Edition
from goalposts.pages.period_words import ends_of, period_ticks
from goalposts.records.period import FiscalYear, Period, parse_period
from tests.charts.reading import parse
from tests.charts.specifications import series
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


_LABELS = {
    "weekly": [f"{year}-W{week:02}" for year in (2025, 2026) for week in range(1, 53)],
    "monthly": [f"{year}-{month:02}" for year in range(2020, 2027) for month in range(1, 13)],
    "quarterly": [f"{year}-Q{part}" for year in range(2015, 2027) for part in range(1, 5)],
    "half-yearly": [f"{year}-H{part}" for year in range(2005, 2027) for part in range(1, 3)],
    "yearly": [str(year) for year in range(1990, 2027)],
    "split years": [f"{year}/{(year + 1) % 100:02}" for year in range(1990, 2027)],
}


@st.composite
def _some_periods(draw: st.DrawFn) -> tuple[str, list[Period], bool]:
    """Neighbouring periods of one kind, of the calendar or of a fiscal year."""
    kind = draw(st.sampled_from(sorted(_LABELS)))
    fiscal = FiscalYear(draw(st.integers(1, 12)), draw(st.sampled_from(["start", "end"])))
    first, count = draw(st.integers(0, len(_LABELS[kind]) - 2)), draw(st.integers(2, 60))
    periods = [parse_period(label, fiscal) for label in _LABELS[kind][first : first + count]]
    return kind, periods, fiscal.start_month > 1


@given(_some_periods())
def test_the_name_of_a_period_stands_under_its_value(of: tuple[str, list[Period], bool]) -> None:
    """Each date of an axis names the period whose value stands above it, on charts and in their files."""
    kind, periods, is_fiscal = of
    fmt = Formatter("en", date(2026, 11, 20))
    points = tuple((period.end, float(number % 7)) for number, period in enumerate(periods))
    chart = series(
        Line("line", points),
        first=periods[0].end,
        last=periods[-1].end,
        format_date=period_ticks(periods, fmt, fiscal=is_fiscal),
        periods=ends_of(periods),
    )
    frame = layout_of(chart).frame
    at = {percent(frame.across(period.end.toordinal()) / WIDTH): period for period in periods}
    written = [text for text in parse(draw_series(chart)).iter("text") if text.get("y") == "100%"]
    assert [at[text.get("x", "")] for text in (written[0], written[-1])] == [periods[0], periods[-1]]
    for text in written:
        period = at[text.get("x", "")]
        end = period.end
        names = {
            "weekly": {fmt.tick(end, style) for style in ("day", "day_year", "month", "month_year")},
            "monthly": {fmt.tick(end, style) for style in ("month", "month_year")},
        }
        assert text.text in names.get(kind, {fmt.period(period, fiscal=is_fiscal)})


def test_daily_values_are_dated() -> None:
    """Days are no periods: their axis has the firsts of months, each on its day."""
    days = [parse_period(f"2026-{month:02}-{day:02}") for month in (5, 6, 7) for day in range(1, 31)]
    assert ends_of(days) == ()
    assert period_ticks(days, Formatter("en", date(2026, 11, 20)))(date(2026, 6, 1), "day") == "1 Jun"
