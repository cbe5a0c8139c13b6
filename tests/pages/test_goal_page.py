"""The page of a goal, in every state."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html import unescape

import pytest

from goalposts.charts import SeriesChart
from goalposts.measuring.status import Status
from goalposts.pages import goal
from goalposts.pages.goal import GoalView
from goalposts.pages.how import HowLine
from goalposts.pages.page import Edition, Page
from tests.pages.company import company, edition_of, html_of, pages_of
from tests.pages.goals_in_states import AS_OF, STATES, files_of, in_state, with_old_values, without_values


def _page(edition: Edition, goal_id: str = "it") -> Page:
    return pages_of(goal.make(edition))[f"goals/{goal_id}/"]


def _view(edition: Edition, goal_id: str = "it") -> GoalView:
    view = _page(edition, goal_id).view
    assert isinstance(view, GoalView)
    return view


def _text(html: str) -> str:
    words = unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u202f", " ").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", words)


def _lines(how: Iterable[HowLine]) -> list[str]:
    return [
        _text(f"{line.before}{f' {line.formula} =' if line.formula else ''} {line.result}").strip()
        for line in how
    ]


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_drawn(state: str) -> None:
    """The page of a goal in any state is well nested and has no style or script of its own."""
    edition, score = in_state(state)
    html = html_of(edition, _page(edition))
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?! src=)", html)
    for part in score.key_results:
        assert f'id="{part.key_result.id}"' in html


def test_old_and_missing_values_are_drawn() -> None:
    """A stale goal has a hollow bar; one without values has posts only."""
    edition, score = with_old_values()
    assert score.status is Status.STALE
    assert 'class="meter meter-l s-stale is-old"' in html_of(edition, _page(edition))
    edition, _ = without_values()
    html = html_of(edition, _page(edition))
    assert "m-fill" not in html
    assert "m-post" in html


def test_content_is_escaped() -> None:
    """Titles, tags and links of a goal are text, whatever stands in them."""
    edition, _ = in_state("hostile")
    html = html_of(edition, _page(edition))
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in html
    assert "&lt;b&gt;tag&lt;/b&gt;" in html
    assert "javascript:b" not in re.sub(r">[^<]*<", "><", html)
    assert 'href="https://wiki.example/a"' in html


def test_anchors_of_key_results_are_permanent() -> None:
    """A key result is reached by its id and by each of its former ids, and no other id is in their way."""
    edition, _ = in_state("several")
    html = html_of(edition, _page(edition))
    for anchor in ("rate", "hold", "announced", "told", "said"):
        assert html.count(f'id="{anchor}"') == 1
    own = set(re.findall(r'id="([^"]+)"', html)) - {"rate", "hold", "announced", "told", "said"}
    assert all("_" in one or one.startswith("i-") for one in own), own


def test_a_guardrail_is_shown_and_not_counted() -> None:
    """Weight 0 is said in words; other weights say how often a result counts."""
    edition, _ = in_state("several")
    notes = {one.id: one.note for one in _view(edition).key_results}
    assert "shown, not counted" in notes["hold"]
    assert "counts twice" in notes["announced"]


def test_how_a_goal_is_made() -> None:
    """The formulas of progress, expectation and gap have the goal's own numbers in them."""
    edition, _ = in_state("several")
    how = _view(edition).how
    assert _lines(how.lines)[:4] == [
        "Progress, the mean of its 2 parts: (17.5 % + 2 × 100 %) ÷ 3 = 72.5 %",
        "Expected, the mean of its 2 parts: (49.5 % + 2 × 0 %) ÷ 3 = 16.5 %",
        "Gap, expected − progress (below 0 is ahead): 16.5 % − 72.5 % = −56 points",
        "In days of the goal, ahead: 56.016 % × 91 = 51 days",
    ]
    assert [(part.link.words, _text(part.words)) for part in how.parts] == [
        ("Renewal rate", "17.5 % done, 49.5 % expected"),
        ("Announced", "100 % done, 0 % expected, weight 2"),
    ]
    assert [place.words for place in how.parts[1].places] == ["goals/sales/it.md, line 10"]


def test_children_are_written_out() -> None:
    """A goal that is made of others lists them with their numbers, and the line that gives their weight."""
    [part] = _view(company(), "keep").how.parts
    assert part.link.address == "goals/cut-churn/"
    assert [place.words for place in part.places] == ["goals/success/cut-churn.md, line 8"]


def test_how_a_reach_result_is_made() -> None:
    """Its values with the lines they stand on, its formula, its expectation, and when the next is due."""
    edition, _ = in_state("off track")
    how = _view(edition).key_results[0].how
    assert _lines(how) == [
        "Current value: 85.4 % in the week to 15 Nov",
        "Baseline: 84.0 %, the last value on or before 1 Oct (week to 27 Sep)",
        "Target: 92.0 % by 31 Dec",
        "Progress: (85.4 − 84.0) ÷ (92.0 − 84.0) = 17.5 %",
        "Expected on 15 Nov, days over ÷ days of the goal: 45 ÷ 91 = 49.5 %",
        "Gap, expected − progress: 49.5 % − 17.5 % = 32 points",
        (
            "Status, decided by step 9 of the order, “How far behind, by the rule?” 32 points short; by the "
            "rule pace, more than 25 points short of what was expected: Off track"
        ),
        ("The next value, for 22 Nov, is due by 29 Nov, 7 days of grace included. On 20 Nov it is not stale"),
    ]
    assert [place.words for line in how for place in line.places] == [
        "kpis/rate.csv, line 6",
        "kpis/rate.csv, line 2",
        "goals/sales/it.md, line 8",
    ]
    assert how[0].places[0].address == "https://git.example/acme/goals/blob/main/kpis/rate.csv?plain=1#L6"


def test_places_are_words_without_a_host() -> None:
    """Without the address of the repository, files and lines are plain words."""
    files = files_of("off track")
    files["site_config.yml"] = files["site_config.yml"].replace(
        ", repo: 'https://git.example/acme/goals'", ""
    )
    edition = edition_of(files, AS_OF)
    assert _view(edition).key_results[0].how[0].places[0].address is None
    assert "blob/" not in html_of(edition, _page(edition))


def test_sums_are_written_out() -> None:
    """The value of a sum is written out, with its first and its last row."""
    files = files_of("off track")
    files["goals/sales/it.md"] = files["goals/sales/it.md"].replace(
        "target: 92", "target: 900, aggregate: sum"
    )
    first, left_out, baseline, *_ = _view(edition_of(files, AS_OF)).key_results[0].how
    assert _lines([first]) == [
        (
            "Current value, the sum of 3 values, from week to 1 Nov to week to 15 Nov: "
            "84.9 + 85.6 + 85.4 = 255.9"
        )
    ]
    assert [place.words for place in first.places] == ["kpis/rate.csv, line 4", "kpis/rate.csv, line 6"]
    assert _lines([left_out, baseline]) == [
        "Left out, because it began before the goal: week to 4 Oct",
        "Baseline: 0.0 %, since a sum begins there",
    ]


def test_a_relative_target_is_worked_out() -> None:
    """A target that is relative to the baseline is shown as a sum."""
    files = files_of("off track")
    files["goals/sales/it.md"] = files["goals/sales/it.md"].replace("target: 92", "target: +10%")
    lines = _lines(_view(edition_of(files, AS_OF)).key_results[0].how)
    assert lines[2] == "Target by 31 Dec, +10%: 84.0 + 10 % × 84.0 = 92.4"


def test_checkpoints_are_named() -> None:
    """An expectation between two checkpoints names both, and how far between them it is."""
    files = files_of("off track")
    files["goals/sales/it.md"] = files["goals/sales/it.md"].replace(
        "target: 92", "target: 92, checkpoints: {2026-10-31: 85, 2026-11-30: 88}"
    )
    lines = _lines(_view(edition_of(files, AS_OF)).key_results[0].how)
    assert "Checkpoint: 85.0 % on 31 Oct" in lines
    assert "Expected on 15 Nov, between 31 Oct and 30 Nov: 85.0 + (88.0 − 85.0) × 15 ÷ 30 = 86.5" in lines
    assert "That is, as progress: (86.5 − 84.0) ÷ (92.0 − 84.0) = 31.3 %" in lines


def test_the_chart_follows_the_rule() -> None:
    """Where a day counts itself, the expected path of the chart begins a day before the goal."""
    files = files_of("off track")
    files["site_config.yml"] += "status: {rule: engagedly}\n"
    result = _view(edition_of(files, AS_OF)).key_results[0]
    assert isinstance(result.chart, SeriesChart)
    [path] = [line for line in result.chart.lines if line.kind == "path"]
    assert path.points[0][0] == date(2026, 9, 30)
    assert any("46 ÷ 92" in line.formula for line in result.how)


@pytest.mark.parametrize(("checkpoint", "is_told"), [("85.44", False), ("85.6", True)])
def test_a_chart_tells_no_two_values_that_are_written_alike(checkpoint: str, is_told: bool) -> None:
    """What was expected is written beside the value only where it is another number as it is written."""
    files = files_of("off track")
    files["goals/sales/it.md"] = files["goals/sales/it.md"].replace(
        "target: 92", f"target: 92, checkpoints: {{2026-11-15: {checkpoint}}}"
    )
    chart = _view(edition_of(files, AS_OF)).key_results[0].chart
    assert isinstance(chart, SeriesChart)
    assert chart.shortfall is not None
    labels = [label.text.replace("\u202f", " ") for label in chart.labels]
    assert "85.4 % now" in labels
    assert any(label.endswith("expected") for label in labels) is is_told


def test_how_a_hold_result_is_made() -> None:
    """It says what holds, in how many periods it did, and which period began too early to count."""
    edition, _ = in_state("holding")
    lines = _lines(_view(edition).key_results[0].how)
    assert "It holds when the value is at least 84 %" in lines
    assert "Progress: 85.4 % holds (at least 84 %), which counts 100 %" in lines
    assert "Since 1 Oct it held in 3 of 3 weeks, which is shown only" in lines
    assert "Left out, because it began before the goal: week to 4 Oct" in lines


def test_milestones_say_when() -> None:
    """A milestone says when it was or is due, how early or late it was, and whether it is overdue."""
    edition, _ = in_state("milestones")
    steps = _view(edition).key_results[0].steps
    assert [_text(step.when) for step in steps] == [
        "done 14 Oct, 2 days early",
        "due 18 Nov, overdue",
        "due 15 Dec",
    ]
    assert [bool(step.css) for step in steps] == [False, True, False]
    paused, _ = in_state("paused")
    assert not any(step.css for step in _view(paused).key_results[0].steps)


def test_values_by_hand_are_a_table() -> None:
    """Values that stand in the goal are shown as a table, the latest first; those of a KPI are its CSV."""
    edition, _ = in_state("by hand")
    assert _view(edition).key_results[0].values == (("16 Nov 2026", "5.5"), ("30 Oct 2026", "2.0"))
    edition, _ = in_state("off track")
    assert _view(edition).key_results[0].csv == "kpis/rate.csv"


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        ("disagreeing", "The owner and the numbers disagree"),
        ("provisional", "Not final yet"),
    ],
)
def test_notes(state: str, heading: str) -> None:
    """What a reader must know before trusting a number is a note."""
    edition, _ = in_state(state)
    assert [note.heading for note in _view(edition).notes] == [heading]


def test_a_grade_stands_beside_the_score() -> None:
    """At close both the score and the grade are shown, with the reason."""
    edition, _ = in_state("closed with a grade")
    view = _view(edition)
    facts = {fact.term: fact.parts[0].words for fact in view.retrospective_facts}
    assert facts == {
        "Score, from the numbers": "0.8",
        "Grade, given at close": "0.6, counts instead of the score",
    }
    assert "It took <strong>longer</strong>." in html_of(edition, _page(edition))


def test_the_tree_goes_up_and_down() -> None:
    """A goal stands below what it supports and above what supports it, with why a child does not count."""
    edition = company()
    up = _view(edition, "cut-churn").tree
    assert up is not None
    assert (up.title, up.branches[0].url) == ("Keep our customers", None)
    down = _view(edition, "keep").tree
    assert down is not None
    assert [branch.title for branch in down.branches] == ["Cut churn to 1.5 %"]
    assert "weight 2" in down.branches[0].detail


def test_a_goal_that_stands_alone_has_no_tree() -> None:
    """Without anything to support or be supported by there is nothing to draw."""
    edition, _ = in_state("off track")
    assert _view(edition).tree is None


def test_check_ins_after_the_day_are_unknown() -> None:
    """Check-ins are shown latest first, and none that is dated after `as_of`."""
    view = _view(company(), "cut-churn")
    assert view.check_ins is not None
    assert [one.iso for one in view.check_ins.latest] == ["2026-11-16"]
    assert view.check_ins.note == "Confidence: 6 out of 10"


def test_nobody_has_checked_in() -> None:
    """An active goal without a check-in says so, with the command; a closed one does not."""
    edition, _ = in_state("off track")
    view = _view(edition)
    assert view.check_ins is not None
    assert view.check_ins.empty == "Nobody has checked in yet."
    assert view.check_ins.command == "goalposts check-in it"
    closed, _ = in_state("closed as a stretch")
    assert _view(closed).check_ins is None
