"""Under a rule with words of its own a status has one name, wherever it is said."""

from __future__ import annotations

import json

from goalposts.measuring.status import Status
from goalposts.pages import cycles, goal, goals, home
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.page import Edition
from goalposts.pages.words import JUDGED, status_inside, status_view, status_word
from tests.pages.company import AS_OF, COMPANY, CONFIG, company, downloads_of, html_of, pages_of

# 1.9 % of a path from 2.1 % to 1.5 % that is expected to be further: behind by the rule, on track by ours
_VIVA = {
    "site_config.yml": f"{CONFIG}status: {{rule: viva}}\n",
    "kpis/monthly-churn.csv": COMPANY["kpis/monthly-churn.csv"].replace("2026-10,1.9", "2026-10,2.0"),
}


def _edition() -> Edition:
    edition = company(_VIVA)
    assert edition.scorecard.goals["cut-churn"].status is Status.AT_RISK
    return edition


def test_one_source_of_words() -> None:
    """The word of a badge, of a count and inside a sentence is that of the site's rule; the rest are ours."""
    fmt = formatter(_edition())
    assert [status_word(status, fmt) for status in JUDGED] == ["On track", "Behind", "At risk"]
    assert [status_inside(status, fmt) for status in JUDGED] == ["on track", "behind", "at risk"]
    assert status_view(Status.AT_RISK, fmt).word == "Behind"
    assert status_word(Status.STALE, fmt) == "Stale"
    ours = Formatter("en", AS_OF)
    assert [status_word(status, ours) for status in JUDGED] == ["On track", "At risk", "Off track"]


def test_badges_counts_filters_and_headings_agree() -> None:
    """The list of goals says the rule's word in rows, counts, filters, headings and the script's rows."""
    edition = _edition()
    made = list(goals.make(edition))
    pages = pages_of(made)
    view = pages["goals/"].view
    (row,) = [row for group in view.groups for row in group.rows if row.id == "cut-churn"]
    assert row.status.word == "Behind"
    counts = {one.view.word: one.address for one in view.counts if one.view}
    assert counts["Behind"] == "goals/status/at-risk/"
    status = next(choice for choice in view.filters.choices if choice.name == "status")
    assert dict(status.options)["at_risk"] == "Behind"
    listed = pages["goals/status/at-risk/"]
    assert (listed.title, listed.view.crumbs[-1].words) == ("Goals: behind", "Behind")
    rows = json.loads(downloads_of(made)["goals/rows.json"])["goals"]
    assert {row["status"]["word"] for row in rows if row["found"]["status"] == "at_risk"} == {"Behind"}


def test_no_page_says_ours() -> None:
    """No page of goals calls a goal at risk that its badge calls behind."""
    edition = _edition()
    pages = {
        **pages_of(goals.make(edition)),
        **pages_of(goal.make(edition)),
        **pages_of(home.make(edition)),
        **pages_of(cycles.make(edition)),
    }
    for url in ("", "goals/", "goals/cut-churn/", "goals/keep/", "cycles/2026-q4/"):
        html = html_of(edition, pages[url])
        assert "ehind" in html, url
        # the rule itself is told too, and calls at risk what ours calls off track; so does the filter
        for said in ("At risk: more than 25\u00a0points short", '<option value="off_track">At risk</option>'):
            html = html.replace(said, "")
        assert "t risk" not in html, url
