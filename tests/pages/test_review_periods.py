"""The periods of reviews: their names, their days, and which of them have a review."""

from __future__ import annotations

from datetime import date

import pytest

from goalposts.pages.page import Edition
from goalposts.pages.review_made import reviewed
from goalposts.pages.review_periods import (
    MONTHLY,
    QUARTERLY,
    RHYTHMS,
    WEEKLY,
    Rhythm,
    newest_team_url,
    period_around,
)
from goalposts.records.period import CALENDAR, FiscalYear
from tests.pages.company import COMPANY, company


def _names(edition: Edition, rhythm: Rhythm) -> list[str]:
    return [one.period.name for one in reviewed(edition, rhythm)]


@pytest.mark.parametrize(
    ("rhythm", "day", "fiscal", "found"),
    [
        (WEEKLY, "2026-11-22", CALENDAR, ("2026-w47", "2026-11-16", "2026-11-22")),
        (WEEKLY, "2027-01-01", CALENDAR, ("2026-w53", "2026-12-28", "2027-01-03")),
        (MONTHLY, "2026-02-11", CALENDAR, ("2026-02", "2026-02-01", "2026-02-28")),
        (QUARTERLY, "2026-11-22", CALENDAR, ("2026-q4", "2026-10-01", "2026-12-31")),
        (QUARTERLY, "2026-11-22", FiscalYear(7, "end"), ("2027-q2", "2026-10-01", "2026-12-31")),
        (QUARTERLY, "2026-11-22", FiscalYear(7, "start"), ("2026-q2", "2026-10-01", "2026-12-31")),
        (QUARTERLY, "2026-01-31", FiscalYear(2, "start"), ("2025-q4", "2025-11-01", "2026-01-31")),
    ],
)
def test_a_day_is_in_one_period(
    rhythm: Rhythm, day: str, fiscal: FiscalYear, found: tuple[str, str, str]
) -> None:
    """Weeks are ISO weeks, months calendar months, quarters those of the fiscal year."""
    period = period_around(rhythm, date.fromisoformat(day), fiscal)
    assert (period.name, period.start.isoformat(), period.end.isoformat()) == found


def test_periods_follow_on_each_other() -> None:
    """The day after a period is the first of the next one, for years on end."""
    for rhythm in RHYTHMS:
        for fiscal in (CALENDAR, FiscalYear(4, "end"), FiscalYear(11, "start")):
            period = period_around(rhythm, date(2025, 1, 1), fiscal)
            for _ in range(160):
                after = period_around(rhythm, date.fromordinal(period.end.toordinal() + 1), fiscal)
                assert after.start.toordinal() == period.end.toordinal() + 1
                assert after.name > period.name
                period = after


def test_only_closed_periods_have_a_review() -> None:
    """A period has a review once its last day is over, or is the day of the build."""
    assert _names(company(as_of=date(2026, 11, 21)), WEEKLY)[-1] == "2026-w46"
    assert _names(company(as_of=date(2026, 11, 22)), WEEKLY)[-1] == "2026-w47"


def test_a_period_without_a_live_goal_has_no_review() -> None:
    """The gap between two goals has no reviews, nor has the time after the last one."""
    head = "---\ntitle: {0}\nlevel: individual\nowner: ceo\nstart: {1}\ndue: {2}\nrollup: none\n"
    edition = company(
        {
            "goals/keep.md": head.format("One", "2026-01-05", "2026-01-20") + "---\n",
            "goals/two.md": head.format("Two", "2026-03-02", "2026-03-08") + "---\n",
            "goals/three.md": head.format("Three", "2026-05-01", "2026-05-30") + "state: draft\n---\n",
            "goals/success/cut-churn.md": head.format("Four", "2026-03-03", "2026-03-04") + "---\n",
            "goals/support/learn.md": head.format("Five", "2026-03-03", "2026-03-04") + "---\n",
        }
    )
    assert _names(edition, MONTHLY) == ["2026-01", "2026-03"]
    assert _names(edition, WEEKLY) == ["2026-w02", "2026-w03", "2026-w04", "2026-w10"]


def test_a_closed_goal_lives_until_it_was_closed() -> None:
    """A goal that was closed early is in no review of the time after that."""
    early = COMPANY["goals/support/learn.md"].replace("state: closed", "state: closed\nclosed_on: 2026-08-14")
    edition = company({"goals/support/learn.md": early})
    with_review = {one.period.name for one in reviewed(edition, MONTHLY) if "support" in one.teams}
    assert "2026-08" in with_review
    assert "2026-09" not in with_review


@pytest.mark.parametrize(
    ("rhythm", "team", "address"),
    [
        (WEEKLY, "sales", "review/weekly/sales/"),
        (WEEKLY, "2026-w47", None),
        (MONTHLY, "2026-11", None),
        (QUARTERLY, "2026-q4", None),
        (MONTHLY, "2026-w47", "review/monthly/2026-w47/"),
    ],
)
def test_a_team_named_like_a_period_has_no_undated_address(
    rhythm: Rhythm, team: str, address: str | None
) -> None:
    """An undated address of a team never stands where a dated one may come."""
    assert newest_team_url(rhythm, team) == address
