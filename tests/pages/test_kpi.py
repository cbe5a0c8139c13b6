"""The page of one KPI, in every state it can be in."""

from __future__ import annotations

import pytest

from goalposts.pages import kpi
from goalposts.pages.kpi import KpiView
from goalposts.pages.page import Edition
from tests.pages.company import COMPANY, company, html_of, pages_of, with_kpi

MONTHLY = "direction: up\ncadence: monthly\ndecimals: 1\nunit: percent\n"


def _view(edition: Edition, kpi_id: str = "monthly-churn") -> KpiView:
    page = pages_of(kpi.make(edition))[f"kpis/{kpi_id}/"]
    assert isinstance(page.view, KpiView)
    return page.view


def _html(edition: Edition, kpi_id: str) -> str:
    return html_of(edition, pages_of(kpi.make(edition))[f"kpis/{kpi_id}/"])


def _compared(view: KpiView) -> list[tuple[str, str, str]]:
    return [(one.term, one.status.text if one.status else one.words, one.note) for one in view.comparisons]


def test_the_value_and_what_it_is_compared_with() -> None:
    """The latest value stands beside its range, the period before, a year ago, and the target of its goal."""
    view = _view(company())
    assert (view.number, view.unit) == ("1.9", "\u202f%")
    assert _compared(view) == [
        ("Oct 2026", "Healthy", "at most 2\u202f%"),
        ("Against Sep", "−0.2\u00a0points, better", "from 2.1\u202f%"),
        ("Against a year ago", "−0.4\u00a0points, better", "from 2.3\u202f% in Oct 2025"),
        ("To the target", "0.4\u00a0points to go", "1.5\u202f% by 31 Dec"),
    ]
    assert view.level == "KPI, Success, monthly"
    assert view.lead.text == "The share of customers who are gone by the end of a month."
    assert view.definition.text == "It leaves out trials."
    assert view.direction == "Lower is better."
    assert view.next == "Nov 2026, due by 7 Dec"
    assert view.running == "Not over yet, so not shown: Nov 2026 counts from 30 Nov 2026."


def test_the_page_in_one_sentence() -> None:
    """The description gives value, health and change: what a link shows in a chat."""
    page = pages_of(kpi.make(company()))["kpis/monthly-churn/"]
    assert page.description == "1.9\u202f% in Oct, healthy, down 0.2\u00a0points, better since Sep."
    assert (page.title, page.edit_path, page.section) == ("Monthly churn", "kpis/monthly-churn.md", "kpis")


def test_a_whole_page() -> None:
    """The page holds its chart, slices, the goals that use it, its table, source and downloads."""
    html = _html(company(), "monthly-churn")
    for words in (
        "Cut churn to 1.5 %",
        "By plan",
        "Starter",
        "The tick is the whole, 1.9\u202f%.",
        "no value",
        "No value: the system moved",
        'href="https://billing.example/churn"',
        'href="../monthly-churn.csv"',
        'href="../../api/v1/kpis/monthly-churn.json"',
        'href="../../goals/cut-churn/#monthly-churn"',
        'href="../../people/cs-lead/"',
        "https://git.example/acme/goals/edit/main/kpis/monthly-churn.csv",
        "Healthy is at most 2\u202f%.",
        "No value for Aug 2026.",
    ):
        assert words in html, words
    assert "1.7\u202f%" not in html  # November is not over


def test_the_goals_that_use_it() -> None:
    """Each goal is named once, with its status, where it belongs and how far it is; a guardrail says so."""
    (use,) = _view(company()).uses
    assert (use.title, use.url, use.status.word) == (
        "Cut churn to 1.5 %",
        "goals/cut-churn/#monthly-churn",
        "On track",
    )
    assert use.note == "Success, Q4 2026. 33\u202f% done, 33\u202f% expected."
    goal = COMPANY["goals/success/cut-churn.md"].replace(
        "  - {kpi: monthly-churn, target: 1.5}\n",
        "  - {kpi: monthly-churn, at_most: 2, weight: 0}\n  - {id: plan, title: Write it, done: false}\n",
    )
    (use,) = _view(company({"goals/success/cut-churn.md": goal})).uses
    assert use.note == "Success, Q4 2026. Shown as a guardrail, not counted."


def test_a_stale_value_is_never_healthy() -> None:
    """A stale KPI says since when and what was due; its badge names the last health beside it."""
    edition = company({"kpis/monthly-churn.csv": "date,value\n2026-07,2.1\n2026-08,1.9\n"})
    view = _view(edition)
    assert view.late == "No value since Aug 2026. The next was due by 7 Oct."
    assert view.comparisons[0].status is not None
    assert view.comparisons[0].status.text == "Stale, last healthy"
    assert view.next == "Sep 2026, was due by 7 Oct"
    assert 'class="st s-stale"' in _html(edition, "monthly-churn")
    assert "healthy, last" not in pages_of(kpi.make(edition))["kpis/monthly-churn/"].description


def test_no_value_yet() -> None:
    """A KPI without values says when the first is due."""
    edition = with_kpi(MONTHLY, "date,value\n")
    view = _view(edition, "more")
    assert view.missing == "No value yet. The first, for Nov 2026, is due by 7 Dec."
    assert (view.number, view.comparisons, view.chart, view.table) == ("", (), None, None)
    html = _html(edition, "more")
    assert "No value yet. The first, for Nov 2026, is due by 7 Dec." in html
    assert "No goal uses this KPI now." in html


def test_only_gaps_are_no_value() -> None:
    """Rows without values give neither chart nor table."""
    view = _view(with_kpi(MONTHLY, "date,value\n2026-09,\n2026-10,\n"), "more")
    assert (view.number, view.chart, view.table) == ("", None, None)


def test_events_without_values() -> None:
    """Where nobody can say when a value is due, the page says only that there is none."""
    edition = with_kpi("direction: none\ncadence: irregular\n", "date,value\n")
    assert _view(edition, "more").missing == "This KPI has no values."
    assert _view(edition, "more").next == ""
    _html(edition, "more")


def test_only_slices() -> None:
    """A KPI without a value for the whole shows its slices by combination."""
    rows = "date,value,region,plan\n2026-10,5,North,Pro\n2026-10,7,South,Pro\n2026-09,4,North,Pro\n"
    edition = with_kpi("direction: up\ncadence: monthly\n", rows)
    view = _view(edition, "more")
    assert view.missing == "No value for the whole: only 2\u00a0slices."
    (group,) = view.slices
    assert (group.heading, [bar.name for bar in group.bars]) == (
        "By region and plan",
        ["South, Pro", "North, Pro"],
    )
    assert [bar.change for bar in group.bars] == ["", "+1"]
    assert "South, Pro" in _html(edition, "more")


def test_one_value_is_no_line() -> None:
    """A single value has no change and no chart, and the page says why."""
    view = _view(with_kpi(MONTHLY, "date,value\n2026-10,5\n"), "more")
    assert (view.number, view.chart) == ("5.0", None)
    assert view.no_chart == "One value is not enough to draw a line."
    assert [one.term for one in view.comparisons] == ["Oct 2026"]


def test_neither_team_nor_owner() -> None:
    """Facts that are not known are left out."""
    view = _view(with_kpi(MONTHLY, "date,value\n2026-09,4\n2026-10,5\n"), "more")
    assert view.level == "KPI, monthly"
    assert [fact.term for fact in view.facts] == ["Direction", "Updated", "Next value"]
    assert view.source is None
    assert view.comparisons[0].note == "no healthy range set"


def test_a_descriptive_kpi_is_not_judged() -> None:
    """Where neither way is better, changes carry no judgement and the badge says so."""
    view = _view(
        with_kpi("direction: none\ncadence: monthly\n", "date,value\n2026-09,4\n2026-10,5\n"), "more"
    )
    assert _compared(view) == [
        ("Oct 2026", "Descriptive", "it describes, without a healthy range"),
        ("Against Sep", "+1", "from 4"),
    ]


@pytest.mark.parametrize(
    ("direction", "value", "words"),
    [
        ("up", "6", "Reached, 1 above it"),
        ("up", "4", "1 to go"),
        ("down", "4", "Reached, 1 below it"),
        ("down", "6", "1 to go"),
        ("up", "5", "Reached"),
        ("none", "6", "1 above it"),
    ],
)
def test_its_own_target(direction: str, value: str, words: str) -> None:
    """A target of the period itself is compared with by the KPI's direction."""
    rows = f"date,value,target\n2026-09,3,4\n2026-10,{value},5\n"
    view = _view(with_kpi(f"direction: {direction}\ncadence: monthly\n", rows), "more")
    assert _compared(view)[-1] == ("To the target", words, "5 for Oct 2026")
    assert view.chart is not None
    assert [line.kind for line in view.chart.chart.lines] == ["target", "line"]


def test_a_large_kpi_stays_a_small_page() -> None:
    """A KPI of more than 9,000 rows gives a page of less than 80 KB."""
    regions = [f"Region {number}" for number in range(21)]
    plans = [f"Plan {number}" for number in range(20)]
    years = range(2004, 2025)
    lines = [f"{year},{year - 2000}.5,," for year in years]
    lines += [
        f"{year},{place}.{year % 10},{region}," for year in years for place, region in enumerate(regions)
    ]
    lines += [
        f"{year},{place},{region},{plan}"
        for year in years
        for region in regions
        for place, plan in enumerate(plans)
    ]
    assert len(lines) > 9000
    edition = with_kpi(
        "direction: up\ncadence: yearly\ndecimals: 1\n", "date,value,region,plan\n" + "\n".join(lines)
    )
    view = _view(edition, "more")
    assert [len(group.bars) for group in view.slices] == [12]
    assert view.slices[0].rest == "9\u00a0smaller slices are in the CSV."
    assert view.finer == "420\u00a0finer slices are in the CSV."
    assert len(_html(edition, "more").encode()) < 80_000


@pytest.mark.parametrize(
    ("unit", "value", "number", "rest"),
    [
        ("percent", "85.4", "85.4", "\u202f%"),
        ("count", "1234", "1,234.0", ""),
        ("currency:EUR", "1560000", "€1.56M", ""),
        ("duration:minutes", "39.9", "39.9", "\u00a0min"),
        ("stars", "4.8", "4.8", "\u00a0stars"),
    ],
)
def test_the_unit_is_set_apart(unit: str, value: str, number: str, rest: str) -> None:
    """The unit can be set smaller than the number; currencies stay one word."""
    edition = with_kpi(
        f"direction: up\ncadence: monthly\ndecimals: 1\nunit: {unit}\n", f"date,value\n2026-10,{value}\n"
    )
    view = _view(edition, "more")
    assert (view.number, view.unit) == (number, rest)


def test_hostile_words_are_escaped() -> None:
    """Notes, slices and titles are text, whatever they look like."""
    rows = (
        'date,value,<b>x,note\n2026-09,1,,\n2026-10,2,,"<script>alert(1)</script>"\n2026-10,1,<img src=x>,\n'
    )
    edition = with_kpi(
        'direction: up\ncadence: monthly\nsource: "javascript:alert(1)"\n', rows, "<script>x</script>"
    )
    html = _html(edition, "more")
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;img src=x&gt;" in html


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("One sentence.", "One sentence."),
        ("# A heading\n\nText.", ""),
        ("- a list", ""),
        ("A note[^1].\n\n[^1]: Here.", ""),
        ("Heading\n===\n\nText.", ""),
        ("", ""),
    ],
)
def test_what_makes_the_lead(body: str, lead: str) -> None:
    """The first paragraph of the definition is the lead, where it is plain text."""
    view = _view(with_kpi(MONTHLY, "date,value\n2026-10,1\n", body), "more")
    assert view.lead.text == lead
    assert (view.lead.text + view.definition.text).strip() == body.strip()


@pytest.mark.parametrize(
    ("value", "css"), [("12", "huge"), ("123456780", "huge is-long"), ("-123456789012", "huge is-long")]
)
def test_numbers_of_many_digits_are_written_smaller(value: str, css: str) -> None:
    """The number at the top of a page has a class by its length, so that a phone shows it whole."""
    edition = with_kpi("direction: up\ncadence: monthly\nunit: count\n", f"date,value\n2026-10,{value}\n")
    assert f'<p class="{css}">' in html_of(edition, pages_of(kpi.make(edition))["kpis/more/"])
