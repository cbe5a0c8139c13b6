"""Progress over time on a goal's page."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from goalposts.charts import draw
from goalposts.pages import goal
from goalposts.pages.figures import csv_file, svg_file
from goalposts.pages.goal_progress import ProgressView
from goalposts.pages.page import Edition
from tests.pages.company import COMPANY, company, html_of, pages_of


def _view(edition: Edition, goal_id: str = "cut-churn") -> ProgressView | None:
    found = pages_of(goal.make(edition))[f"goals/{goal_id}/"].view.over_time
    assert found is None or isinstance(found, ProgressView)
    return found


def test_the_chart_and_the_table_say_the_same_as_the_page() -> None:
    """The last point is the progress of the page, on its day; the table has every point, latest first."""
    edition = company()
    score = edition.scorecard.goals["cut-churn"]
    view = _view(edition)
    assert view is not None
    measured = next(line for line in view.chart.lines if line.kind == "line")
    assert measured.points[-1] == (score.measured_at, score.progress)
    expected = next(line for line in view.chart.lines if line.kind == "path")
    assert expected.points[-1] == (score.measured_at, score.expected)
    assert [row.iso for row in view.rows] == sorted((row.iso for row in view.rows), reverse=True)
    assert view.rows[0].iso == "2026-11-20"
    assert (view.rows[-1].iso, view.rows[-1].done) == ("2026-10-01", "no value yet")
    assert view.chart.description.startswith("33\u202f% on 1 Nov 2026 and again on 20 Nov 2026, when ")


def test_the_files_hold_the_same_numbers() -> None:
    """The CSV has every point with its numbers as numbers, the SVG is the drawing of the page."""
    view = _view(company())
    assert view is not None
    header, first, *_, last = csv_file(view.files, view.chart).splitlines()
    assert (header, first) == ("date,progress,expected", "2026-10-01,,0")
    assert last.startswith("2026-11-20,0.333333333,0.32967033")
    assert view.files.csv == "goals/cut-churn/progress_over_time.csv"
    drawn = draw(view.chart)
    text = svg_file(view.files, view.chart, drawn)
    assert drawn in text
    assert "Acme goals, as of 20 Nov 2026, https://acme.example/goals/goals/cut-churn/" in text
    ElementTree.fromstring(text.encode())


def test_a_chart_needs_two_days_with_numbers() -> None:
    """A goal that begins, and one without any number, have no chart; a closed one has it to its end."""
    assert _view(company(as_of=date(2026, 10, 1))) is None
    drafted = COMPANY["goals/success/cut-churn.md"].replace("cycle:", "state: draft\ncycle:")
    assert _view(company({"goals/success/cut-churn.md": drafted})) is None
    learned = _view(company(), "learn")
    assert learned is not None
    assert learned.rows[0].iso == "2026-09-30"


def test_a_stretch_goal_is_drawn_against_its_own_success() -> None:
    """Success of a stretch goal is 70 %: its line stands there."""
    stretch = COMPANY["goals/success/cut-churn.md"].replace("cycle:", "ambition: stretch\ncycle:")
    view = _view(company({"goals/success/cut-churn.md": stretch}))
    assert view is not None
    target = next(line for line in view.chart.lines if line.kind == "target")
    assert {value for _, value in target.points} == {0.7}
    assert any(label.text == "success 70\u202f%" for label in view.chart.labels)


def test_each_chart_of_the_page_leads_to_its_files() -> None:
    """Beside each chart stand links to its drawing and its numbers, and no two charts share a file."""
    edition = company()
    page = pages_of(goal.make(edition))["goals/cut-churn/"]
    html = html_of(edition, page)
    for name in (
        "progress_over_time.svg",
        "progress_over_time.csv",
        "monthly-churn.svg",
        "monthly-churn.csv",
    ):
        assert html.count(f'href="{name}" download') == 1, name
    assert "The same as a table" in html


def test_a_file_of_milestones_names_them() -> None:
    """The numbers of milestones are a list: title, weight, due and done, and no text runs as a formula."""
    steps = (
        "---\ntitle: Ship it\nlevel: team\nowner: cs-lead\ncycle: 2026-Q4\nkey_results:\n"
        "  - id: steps\n    title: Steps\n    milestones:\n"
        '      - {title: "=1+1", due: 2026-10-20, done: 2026-10-18}\n'
        "      - {title: Second, due: 2026-12-01, weight: 2}\n---\n"
    )
    page = pages_of(goal.make(company({"goals/success/ship.md": steps})))["goals/ship/"]
    (result,) = page.view.key_results
    assert csv_file(result.files, result.chart).splitlines() == [
        "number,milestone,weight,due,done",
        "1,'=1+1,1,2026-10-20,2026-10-18",
        "2,Second,2,2026-12-01,",
    ]


def test_a_key_result_names_what_supports_it() -> None:
    """A goal that supports one key result is named there, and not at the others."""
    child = (
        "---\ntitle: Call them\nlevel: team\nowner: cs-lead\ncycle: 2026-Q4\nrollup: none\n"
        'supports: ["cut-churn#monthly-churn"]\n---\n'
    )
    edition = company({"goals/success/call.md": child})
    page = pages_of(goal.make(edition))["goals/cut-churn/"]
    (result,) = page.view.key_results
    assert [(one.words, one.address) for one in result.supporters] == [("Call them", "goals/call/")]
    assert "Supported by" in html_of(edition, page)
