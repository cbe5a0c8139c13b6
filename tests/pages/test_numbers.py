"""The page about how every number is made."""

from __future__ import annotations

from html import unescape

import pytest

from goalposts.measuring.status import PACE, PRESETS, StatusRule
from goalposts.pages import numbers
from goalposts.pages.frame import formatter
from goalposts.pages.numbers import NumbersView, bounds_in_words
from tests.pages.company import CONFIG, company, html_of, pages_of

_OPEN = StatusRule("open", "share", 0.7, 0.5, on_track_open=True, at_risk_open=True)


def _view(config: str = "") -> NumbersView:
    view = pages_of(numbers.make(company({"site_config.yml": CONFIG + config})))["numbers/"].view
    assert isinstance(view, NumbersView)
    return view


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            PACE,
            (
                "at most 10\u00a0points short of what was expected",
                "more than that, at most 25\u00a0points",
                "more than 25\u00a0points",
            ),
        ),
        (
            StatusRule("strict", "gap", 0.0, 0.25),
            (
                "not short of what was expected",
                "more than that, at most 25\u00a0points",
                "more than 25\u00a0points",
            ),
        ),
        (
            StatusRule("share", "share", 0.9, 0.7),
            (
                "90\u202f% or more of what was expected",
                "less than that, 70\u202f% or more",
                "less than 70\u202f%",
            ),
        ),
        (
            _OPEN,
            (
                "more than 70\u202f% of what was expected",
                "less than that, more than 50\u202f%",
                "50\u202f% or less",
            ),
        ),
        (
            StatusRule("gap", "gap", 0.165, 0.33, on_track_open=True, at_risk_open=True),
            (
                "less than 16.5\u00a0points short of what was expected",
                "more than that, less than 33\u00a0points",
                "33\u00a0points or more",
            ),
        ),
    ],
)
def test_bounds_in_words(rule: StatusRule, words: tuple[str, str, str]) -> None:
    """The bounds of a rule are told exactly, with the bound on the side it belongs to."""
    assert bounds_in_words(rule, formatter(company())) == words


def test_the_rules_of_this_site() -> None:
    """The page tells this site's own settings."""
    view = _view()
    assert (view.as_of, view.grace, view.manual, view.still_at_risk, view.fiscal) == (
        "20 Nov 2026",
        "7\u00a0days",
        "30\u00a0days",
        "0.75",
        "",
    )
    assert view.rule_note == "This site uses the rule “pace” (Goalposts' own rule)."
    assert [row.view.word for row in view.statuses][:4] == ["On track", "At risk", "Off track", "Stale"]
    assert [row.view.word for row in view.healths] == ["Healthy", "Warning", "Unhealthy", "Unknown"]


def test_other_settings() -> None:
    """A rule of the site's own, other days and a fiscal year are told too."""
    view = _view(
        "freshness: {grace_days: 1, manual_days: 14}\nstatus: {basis: share, on_track: 0.8, at_risk: 0.6}\n"
        "cycles: {fiscal_year_start: 7, fiscal_year_named_by: end}\n"
    )
    assert (view.grace, view.manual, view.rule_note) == (
        "1\u00a0day",
        "14\u00a0days",
        "This site uses a rule of its own.",
    )
    assert view.statuses[0].meaning == "80\u202f% or more of what was expected."
    assert view.fiscal.startswith("Fiscal years begin in July and are named by the year in which they end.")


def test_the_rules_to_choose_from() -> None:
    """Every named rule is in the table, the one in use is marked; with a single rule there is no table."""
    rules = _view().rules
    assert [rule.name for rule in rules] == (list(PRESETS) if len(PRESETS) > 1 else [])
    assert [rule.name for rule in rules if rule.is_used] == (["pace"] if rules else [])


def test_a_rule_from_elsewhere() -> None:
    """With the rule of another product the page tells its words and what that product does otherwise."""
    view = _view("status: {rule: mooncamp}\n")
    assert [row.view.word for row in view.statuses][:3] == ["On track", "Progressing", "Off track"]
    assert view.rule_note == "This site uses the rule “mooncamp” (Mooncamp)."
    edition = company({"site_config.yml": CONFIG + "status: {rule: mooncamp}\n"})
    html = html_of(edition, pages_of(numbers.make(edition))["numbers/"])
    assert "<details open>" in html
    assert all(sentence in unescape(html) for sentence in PRESETS["mooncamp"].differs)


def test_the_page_is_whole() -> None:
    """The page renders, and names every type of key result."""
    edition = company()
    html = html_of(edition, pages_of(numbers.make(edition))["numbers/"])
    for words in (
        "Reach",
        "Hold",
        "Milestones",
        "Yes or no",
        "0.75 while it fails",
        "At most 10\u00a0points short",
    ):
        assert words in html
