"""Every formula on the page of a goal comes to the number that it stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from goalposts.key_results.yes_no import YesNo
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.measuring.status import Status
from goalposts.pages.frame import formatter
from goalposts.pages.goal_how import GoalHow, how_goal
from goalposts.pages.goal_how_results import how_key_result
from goalposts.pages.how import About, HowLine
from goalposts.pages.page import Edition
from goalposts.pages.words import measured_word
from tests.cases.world import World, edition_of, files_of
from tests.measuring.worlds import worlds
from tests.pages.formulas import number_in, slack_of, worked_out
from tests.pages.goals_in_states import STATES, in_state, with_old_values, without_values

CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
# what a line claims to be, by its first words
CLAIMS = {"Progress": "progress", "Expected": "expected", "That is, as progress": "expected", "Gap": "gap"}


def _about(edition: Edition, score: GoalScore) -> About:
    return About(edition, score, formatter(edition))


def _claim(line: HowLine) -> str:
    return next((name for words, name in CLAIMS.items() if line.before.startswith(words)), "")


def _check_formula(line: HowLine) -> None:
    """Fails where the formula of a line does not come to its result."""
    made, shown = worked_out(line.formula), number_in(line.result)
    # what is divided may itself be rounded: then the slack grows with the quotient
    slack = slack_of(line.result) + abs(shown) * 2e-3
    assert abs(made - shown) <= slack, (line.formula, line.result, made, shown)


def _check_lines(lines: tuple[HowLine, ...], score: GoalScore | KeyResultScore) -> Iterator[str]:
    """Yields what the lines claim, after comparing each claim with the score."""
    for line in lines:
        if line.formula:
            _check_formula(line)
        name = _claim(line)
        if not name or not line.result or ("points" not in line.result and "%" not in line.result):
            continue
        measured = getattr(score, name)
        assert abs(number_in(line.result) - measured) <= 0.0006 + abs(measured) * 1e-9, (name, line, measured)
        yield name


def _check_goal(edition: Edition, score: GoalScore) -> Counter[str]:
    about = _about(edition, score)
    how = how_goal(about)
    claimed = Counter(f"goal {name}" for name in _check_lines(how.lines, score))
    _check_steps(about, how)
    for part in score.key_results:
        lines = how_key_result(about, part)
        claimed.update(_check_lines(lines, part))
        _check_freshness(lines, part)
        _check_key_result_step(about, lines, part)
    return claimed


def _check_steps(about: About, how: GoalHow) -> None:
    """Fails where the step that decides names another status than the measured one."""
    *before, last = how.steps
    assert not any(step.result for step in before)
    score = about.score
    expected = measured_word(score.status, about.rule, about.fmt)
    if score.status is Status.NO_DATA and not score.is_measured:
        expected = "Not measured"
    assert last.result == expected, (how.steps, score.status)


def _check_key_result_step(about: About, lines: tuple[HowLine, ...], part: KeyResultScore) -> None:
    [line] = [line for line in lines if line.before.startswith("Status, decided by step")]
    assert line.result == measured_word(part.status, about.rule, about.fmt)


def _check_freshness(lines: tuple[HowLine, ...], part: KeyResultScore) -> None:
    """Fails where the words on the next value say another thing than the score."""
    said = [line.before for line in lines if re.search(r"(stale|not stale)$", line.before)]
    if said and "None is overdue" not in said[0]:
        assert said[0].endswith("not stale") is not part.is_stale, (said, part.is_stale)
    elif part.is_stale:
        pytest.fail(f"{part.key_result.title} is stale without a word")
    if (
        part.has_data
        and part.counted
        and not isinstance(part.key_result.terms, YesNo)
        and part.expected is not None
    ):
        assert said


@pytest.mark.parametrize("state", STATES)
def test_every_state(state: str) -> None:
    """In every state the formulas hold, and the step that decides names the status."""
    _check_goal(*in_state(state))


def test_old_and_missing_values() -> None:
    """The same holds for a stale goal and for one without a value."""
    _check_goal(*with_old_values())
    _check_goal(*without_values())


def _check_world(world: World) -> Counter[str]:
    edition = edition_of(files_of(world), world["as_of"])
    claimed: Counter[str] = Counter()
    for score in edition.scorecard.goals.values():
        claimed += _check_goal(edition, score)
    return claimed


@settings(max_examples=60, suppress_health_check=CHECKS)
@given(worlds())
def test_random_worlds(world: World) -> None:
    """The formulas of goals that nobody thought of hold too."""
    _check_world(world)


@pytest.mark.long
@settings(max_examples=2_000, suppress_health_check=CHECKS)
@given(worlds())
def test_many_random_worlds(world: World) -> None:
    """The formulas of very many goals hold."""
    _check_world(world)


def test_the_claims_are_found() -> None:
    """The tests above do compare: lines that claim a number are recognised by their first words."""
    claimed = _check_goal(*in_state("several"))
    assert set(claimed) == {"progress", "expected", "gap", "goal progress", "goal expected", "goal gap"}
