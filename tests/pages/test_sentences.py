"""What is said about a goal: badge, verdict, reason and numbers, in every state."""

from __future__ import annotations

from datetime import date

import pytest

from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status, StatusRule
from goalposts.pages.distance import rule_sentence
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.page import Edition
from goalposts.pages.sentences import done_and_expected, verdict, why
from goalposts.pages.words import STATUS_WORDS, goal_status, key_result_status, status_view
from tests.pages.goals_in_states import STATES, in_state, with_old_values, without_values

ENGLISH = Formatter("en", date(2026, 11, 20))


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def _told(edition: Edition, score: GoalScore) -> tuple[str, str, str, str]:
    fmt = formatter(edition)
    badge = goal_status(score, edition.scorecard.rule, fmt).text
    numbers = "".join(done_and_expected(score, fmt))
    return badge, _plain(verdict(edition, fmt, score)), _plain(why(edition, fmt, score)), _plain(numbers)


TOLD = {
    "on track": (
        "On track",
        "On track: ahead of pace",
        "Ahead of pace: 85.4 %, 85.0 % expected.",
        "70 % done, 49 % expected",
    ),
    "at risk": (
        "At risk",
        "At risk: 15 days behind",
        "15 days behind: 85.4 %, 86.1 % expected.",
        "33 % done, 49 % expected",
    ),
    "off track": (
        "Off track",
        "Off track: 29 days behind",
        "29 days behind: 85.4 %, 88.0 % expected.",
        "18 % done, 49 % expected",
    ),
    "below the start": (
        "Off track",
        "Off track: 45 days behind",
        "Below where it began: 85.4 %, from 86.0 %. 45 days behind.",
        "0 % done, 49 % expected",
    ),
    "holding": ("On track", "On track: it holds", "Held in 3 of 3 weeks.", "100 % done, 100 % expected"),
    "not holding": (
        "At risk",
        "At risk: it does not hold now",
        "85.4 % in the week to 15 Nov, at least 85.5 % wanted; held in 1 of 3 weeks.",
        "75 % done, 100 % expected",
    ),
    "tolerated": (
        "Achieved",
        "Achieved",
        "Not held, but tolerated: 85.4 % in the week to 15 Nov, at least 86 % wanted; held in 0 of 3 weeks.",
        "75 % done, 100 % expected",
    ),
    "nearly all": (
        "Achieved",
        "Achieved",
        "Reached 0.8, 0.7 is success.",
        "75 % done, 70 % expected",
    ),
    "milestones": (
        "Stale, last off track",
        "Stale: overdue, and nobody has checked in",
        "Overdue, and nobody has checked in. Last known: off track.",
        "33 % done, 67 % expected",
    ),
    "yes or no": (
        "On track",
        "On track: not done yet",
        "Not done yet, due by 31 Dec.",
        "0 % done, 0 % expected",
    ),
    "by hand": (
        "On track",
        "On track: ahead of pace",
        "Ahead of pace: 5.5, 5.1 expected.",
        "55 % done, 51 % expected",
    ),
    "not measured": ("Not measured", "Not measured", "Not measured: it has no numbers of its own.", ""),
    "nothing to measure": ("Not measured", "Not measured", "Not measured: it has no numbers of its own.", ""),
    "draft": ("Draft", "Draft: not agreed yet", "A draft: not agreed yet, and not counted.", ""),
    "paused": ("Paused", "Paused", "Paused: not judged and not counted.", "33 % done"),
    "dropped": ("Dropped", "Dropped", "Dropped: not judged and not counted.", "18 % done"),
    "not started": ("Not started", "Not started: starts 1 Dec", "Starts 1 Dec.", ""),
    "achieved": (
        "Achieved",
        "Achieved: 48 days early",
        "Both milestones done on 13 Nov, 48 days early.",
        "100 % done, 50 % expected",
    ),
    "missed": (
        "Missed",
        "Missed: ended at 0.8",
        "Ended at 0.8: 8; the target was 10.",
        "80 % done, 100 % expected",
    ),
    "closed with a grade": (
        "Missed",
        "Missed: closed with the grade 0.6",
        "Closed with the grade 0.6: 8; the target was 10.",
        "80 % done, 100 % expected",
    ),
    "achieved by its grade": (
        "Achieved",
        "Achieved: closed with the grade 1.0",
        "Closed with the grade 1.0: 8; the target was 10.",
        "80 % done, 100 % expected",
    ),
    "closed as a stretch": (
        "Achieved",
        "Achieved",
        "Closed at 0.8, 0.7 is success: 8; the target was 10.",
        "80 % done, 70 % expected",
    ),
    "disagreeing": (
        "Off track, reported on track",
        "Off track: 29 days behind",
        "29 days behind: 85.4 %, 88.0 % expected.",
        "18 % done, 49 % expected",
    ),
    "reported worse": (
        "On track, reported off track",
        "On track, but reported off track: it holds",
        "Held in 3 of 3 weeks.",
        "100 % done, 100 % expected",
    ),
    "provisional": (
        "At risk, provisional",
        "At risk: 11 days behind, provisional",
        "11 days behind: 85.4 %, 85.8 % expected. Final values by 29 Nov.",
        "70 % done, 92 % expected",
    ),
}


@pytest.mark.parametrize("state", TOLD)
def test_what_is_told(state: str) -> None:
    """The sentence comes first and is enough; the numbers stand beside it as a pair."""
    assert _told(*in_state(state)) == TOLD[state]


def test_stale() -> None:
    """A stale goal says since when, and what was known last; it is never green."""
    edition, score = with_old_values()
    assert _told(edition, score) == (
        "Stale, last on track",
        "Stale: no value since 11 Oct",
        "No value since 11 Oct. Last known: on track.",
        "25 % done, 11 % expected on 11 Oct",
    )
    assert goal_status(score, edition.scorecard.rule, formatter(edition)).css == "s-stale"


def test_no_data() -> None:
    """A goal without a value says when the first one is due."""
    assert _told(*without_values()) == (
        "No data",
        "No data: first value due by 11 Oct",
        "First value due by 11 Oct.",
        "no value yet",
    )


def test_the_worse_judgement_gives_shape_and_colour() -> None:
    """Where owner and numbers differ, the badge names both and looks like the worse."""
    for state in ("disagreeing", "reported worse"):
        edition, score = in_state(state)
        view = goal_status(score, edition.scorecard.rule, formatter(edition))
        assert (view.css, view.icon) == ("s-off-track", "off-track"), state


def test_every_status_has_a_word_and_a_shape() -> None:
    """No status is told by colour alone."""
    assert set(STATUS_WORDS) == set(Status)
    assert len({status_view(status, ENGLISH).icon for status in Status}) == len(Status)


def test_the_words_of_a_rule() -> None:
    """A rule that brings its own three words has them on badges of goals and key results."""
    rule = StatusRule("other", "gap", 0.1, 0.25, words=("Green", "Yellow", "Red"))
    _, score = in_state("off track")
    assert goal_status(score, rule, ENGLISH).word == "Red"
    assert key_result_status(score.key_results[0], rule, ENGLISH).word == "Red"


def test_the_rule_is_said_with_its_numbers() -> None:
    """The bounds of the status and the place of the goal between them are said in points."""
    edition, score = in_state("at risk")
    assert _plain(rule_sentence(score, edition.scorecard.rule, formatter(edition))) == (
        "At risk means more than 10 points and at most 25 points short of what was expected. "
        "This goal is 16 points short."
    )


def test_a_rule_of_shares_is_said_in_shares() -> None:
    """With basis `share` the sentence compares with what was expected."""
    edition, score = in_state("at risk")
    rule = StatusRule("own", "share", 0.9, 0.6)
    assert _plain(rule_sentence(score, rule, formatter(edition))) == (
        "At risk means 60 % or more and less than 90 % of what was expected. This goal has 67 % of it."
    )


def test_all_states_are_told() -> None:
    """No state is left without a badge and a verdict."""
    for state in STATES:
        badge, said, _, _ = _told(*in_state(state))
        assert badge, state
        assert said, state
