"""The reviews: measured on the last day of their period, for everybody and for each team."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import asdict, replace

from goalposts.loading.parse import for_audience, parse
from goalposts.loading.tree import load
from goalposts.measuring.known import known_on
from goalposts.measuring.measure import measure
from goalposts.measuring.scorecard import GoalScore
from goalposts.pages import reviews
from goalposts.pages.page import Edition
from goalposts.pages.review_editions import Almanac
from goalposts.pages.review_monthly import MonthlyBody
from goalposts.pages.review_pages import ReviewView
from goalposts.pages.review_quarterly import QuarterlyBody
from goalposts.pages.review_weekly import WeeklyBody
from tests.pages.company import COMPANY, company, edition_of, html_of, pages_of
from tests.support.example import REPOSITORY

AS_OF = date(2026, 11, 23)


def _example() -> Edition:
    repository = parse(load(Path(REPOSITORY))).repository
    assert repository is not None
    visible = known_on(for_audience(repository, "internal"), AS_OF)
    return Edition(visible, measure(visible, AS_OF), None, "1.0")


def _views(edition: Edition) -> dict[str, ReviewView]:
    pages = pages_of(reviews.make(edition))
    return {url: page.view for url, page in pages.items() if isinstance(page.view, ReviewView)}


def _comparable(score: GoalScore) -> dict[str, Any]:
    """Returns a score without the rows of its KPIs, of which an edition of a day keeps those that count."""
    found = asdict(score)
    found["key_results"] = [replace(part, kpi=None) for part in score.key_results]
    return found


@pytest.mark.parametrize("day", ["2026-03-31", "2026-09-30", "2026-10-11", "2026-11-22"])
def test_a_review_is_measured_like_a_build_of_its_day(day: str) -> None:
    """Goals and KPIs of a review have the numbers that a build of everything has on that day."""
    edition, on = _example(), date.fromisoformat(day)
    whole = measure(known_on(edition.repository, on), on)
    live = [goal.id for goal in edition.repository.goals.values() if goal.start <= on <= goal.due]
    small = Almanac(edition).edition_on(on, live, edition.repository.kpis).scorecard
    assert live
    assert set(small.goals) == set(live)
    for goal_id, score in small.goals.items():
        assert _comparable(score) == _comparable(whole.goals[goal_id])
    for kpi_id, kpi in small.kpis.items():
        other = whole.kpis[kpi_id]
        assert kpi.series[-13:] == other.series[-13:]
        assert (kpi.latest, kpi.change, kpi.year_ago) == (other.latest, other.change, other.year_ago)
        assert (kpi.health, kpi.is_stale, kpi.next_due) == (other.health, other.is_stale, other.next_due)


def test_every_closed_period_has_its_pages() -> None:
    """Each week, month and quarter has a page for everybody, and for each team with a goal in it."""
    urls = set(pages_of(reviews.make(company())))
    assert {"reviews/", "review/weekly/", "review/monthly/", "review/quarterly/"} <= urls
    assert {"review/weekly/2026-w01/", "review/weekly/2026-w46/", "review/weekly/2026-w46/success/"} <= urls
    assert {"review/monthly/2026-10/success/", "review/quarterly/2026-q3/support/"} <= urls
    assert "review/weekly/2026-w47/" not in urls  # not over on 20 November
    assert "review/monthly/2026-10/support/" not in urls  # its only goal ended in September
    assert "review/quarterly/2026-q4/" not in urls


def test_the_undated_address_shows_the_newest() -> None:
    """The undated page is the newest review, with its permanent address; a team's likewise."""
    views = _views(company())
    for undated, dated in (
        ("review/weekly/", "review/weekly/2026-w46/"),
        ("review/monthly/support/", "review/monthly/2026-09/support/"),
    ):
        permanent = views[undated].permanent
        assert permanent is not None
        assert permanent.address == dated
        assert replace(views[undated], permanent=None) == views[dated]


def test_no_period_is_over_yet() -> None:
    """Before the first period is over the undated addresses exist and say so."""
    goals = {"goals/keep.md": COMPANY["goals/keep.md"].replace("cycle: 2026", "cycle: 2026-12")}
    edition = edition_of({"site_config.yml": COMPANY["site_config.yml"], "goals/index.md": "", **goals})
    pages = pages_of(reviews.make(edition))
    assert set(pages) == {"reviews/", "review/weekly/", "review/monthly/", "review/quarterly/"}
    for page in pages.values():
        assert "is over yet" in html_of(edition, page)


def test_pages_are_drawn() -> None:
    """Every kind of review is well nested, with ids that stand once, and says when it was measured."""
    edition = company(as_of=date(2027, 1, 10))
    pages = pages_of(reviews.make(edition))
    for url, day in (
        ("review/weekly/2026-w47/", "22 Nov 2026"),
        ("review/weekly/2026-w47/success/", "22 Nov 2026"),
        ("review/monthly/2026-10/", "31 Oct 2026"),
        ("review/quarterly/2026-q4/", "31 Dec 2026"),
        ("reviews/", "10 Jan 2027"),
    ):
        assert day in html_of(edition, pages[url])


def test_a_week_tells_what_was_written_in_it() -> None:
    """A weekly review has the check-ins of its week, and nothing that is dated later."""
    views = _views(company(as_of=date(2027, 1, 10)))
    body = views["review/weekly/2026-w47/"].body
    assert isinstance(body, WeeklyBody)
    told = {one.id: [entry.text.text for entry in one.told] for one in body.told}
    assert told == {"p_blockers": ["The export is late."], "p_needs": ["One engineer."], "p_next": []}
    assert [win.told.text for win in body.wins.wins if win.told] == ["Two renewals."]
    before = views["review/weekly/2026-w46/"].body
    assert isinstance(before, WeeklyBody)
    assert all(not one.told for one in before.told)
    assert before.wins.wins == ()


def test_a_week_is_compared_with_the_one_before() -> None:
    """A weekly review says where each goal stood a week before, and which changed their status."""
    body = _views(company(as_of=date(2027, 1, 10)))["review/weekly/2026-w47/"].body
    assert isinstance(body, WeeklyBody)
    assert "A week before: on track" in next(row.why for row in body.rows if row.id == "cut-churn")
    changed = [(line.title, line.status.text) for line in body.moved.lines]
    assert changed == [("Cut churn to 1.5 %", "On track, reported at risk")]
    assert all(line.words.startswith("A week before: ") for line in body.moved.lines)


def test_a_month_shows_what_its_kpis_were() -> None:
    """A monthly review has the value of its last day, the change, and that of a year ago."""
    views = _views(company(as_of=date(2027, 1, 10)))
    october, september = (views[f"review/monthly/2026-{month}/"].body for month in (10, "09"))
    assert isinstance(october, MonthlyBody)
    assert isinstance(september, MonthlyBody)
    assert [trend.tile.value.replace("\u202f", " ") for trend in october.trends] == ["1.9 %"]
    year_ago = october.trends[0].year_ago.replace("\u00a0", " ").replace("\u202f", " ")
    assert year_ago == "Against a year ago: −0.4 points, better, from 2.3 %"
    assert [trend.tile.value.replace("\u202f", " ") for trend in september.trends] == ["2.1 %"]
    assert september.trends[0].year_ago == ""


def test_a_month_tells_its_milestones() -> None:
    """A monthly review has the milestones done in it, overdue at its end, and due in the next month."""
    steps = (
        "---\ntitle: Open an office\nlevel: team\nteam: success\nowner: cs-lead\ncycle: 2026-Q4\n"
        "key_results:\n"
        "  - title: Steps\n    milestones:\n"
        "      - {title: Choose, due: 2026-10-10, done: 2026-10-09}\n"
        "      - {title: Sign, due: 2026-10-20, done: 2026-11-04}\n"
        "      - {title: Move, due: 2026-11-30}\n---\n"
    )
    views = _views(company({"goals/success/office.md": steps}))
    for url in ("review/monthly/2026-10/", "review/monthly/2026-10/success/"):
        body = views[url].body
        assert isinstance(body, MonthlyBody)
        found = {one.id: [line.words for line in one.lines] for one in body.lists}
        assert found["p_done"] == ["Choose: done on 9 Oct."]
        assert found["p_overdue"] == ["Sign: was due on 20 Oct."]
        assert found["p_coming"] == ["Move: due on 30 Nov."]
        assert body.health_note.replace("\u00a0", " ") == "1 milestone done, 1 overdue"


def test_a_quarter_ties_goals_to_objectives() -> None:
    """A quarterly review lists goals under the goal of the organization that they lead up to."""
    body = _views(company(as_of=date(2027, 1, 10)))["review/quarterly/2026-q4/"].body
    assert isinstance(body, QuarterlyBody)
    groups = {group.heading.words: [row.id for row in group.rows] for group in body.objectives}
    assert groups == {"Keep our customers": ["cut-churn"]}
    third = _views(company())["review/quarterly/2026-q3/"].body
    assert isinstance(third, QuarterlyBody)
    groups = {group.heading.words: [row.id for row in group.rows] for group in third.objectives}
    assert groups == {"Keep our customers": [], "Leads to no goal of the organization": ["learn"]}


def test_a_quarter_compares_completion() -> None:
    """Completion stands beside that of the quarter before; what is not decided on the last day is told."""
    body = _views(company(as_of=date(2027, 1, 10)))["review/quarterly/2026-q4/"].body
    assert isinstance(body, QuarterlyBody)
    assert body.quarters == ("Q4 2026", "Q3 2026")
    rates = {rate.level: (rate.now, rate.before) for rate in body.rates}
    assert rates["All"] == ("none decided", "0 of 1 achieved")
    assert rates["Individuals"] == ("none decided", "0 of 1 achieved")
    assert body.rates_note.replace("\u00a0", " ").startswith("2 goals ended with the quarter")


def test_a_team_review_is_about_its_goals_alone() -> None:
    """In a team's review no goal of another team is told."""
    views = _views(company(as_of=date(2027, 1, 10)))
    body = views["review/weekly/2026-w36/support/"].body
    assert isinstance(body, WeeklyBody)
    assert [row.id for row in body.rows] == ["learn"]
    assert views["review/weekly/2026-w36/support/"].verdict == "The one active goal was on track"


def test_hidden_goals_leave_no_trace() -> None:
    """A private goal gives no period and no team a review: the pages are those of the rest."""
    hidden = (
        "---\ntitle: Hidden\nlevel: team\nowner: ceo\nvisibility: private\nstart: 2025-01-01\n"
        "due: 2026-12-31\nteam: support\nrollup: none\n---\n"
    )
    assert list(reviews.make(company({"goals/hidden.md": hidden}))) == list(reviews.make(company()))
