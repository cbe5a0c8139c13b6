"""The reasons of a verdict: one sentence for each key result or child that made it, the worst first."""

from __future__ import annotations

from datetime import date

from goalposts.key_results.hold import Hold
from goalposts.key_results.milestones import is_overdue
from goalposts.key_results.yes_no import YesNo
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.measuring.status import Status
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.page import Edition
from goalposts.pages.sentences import NOT_MEASURED, why
from goalposts.pages.words import JUDGED, STATUS_WORDS

_MOST = 4


_NOT_JUDGED = {
    Status.DRAFT: "A draft is not judged and not counted.",
    Status.PAUSED: "It is not judged and not counted until it goes on.",
    Status.DROPPED: "It is no longer judged or counted.",
    Status.NOT_STARTED: "",
    Status.NO_DATA: "Nothing is judged before the first value.",
}


def reasons(edition: Edition, fmt: Formatter, score: GoalScore) -> str:
    """Return the reasons of a goal's status, in a few sentences."""
    if not score.is_measured and score.status in (*JUDGED, Status.NO_DATA):
        return _not_measured(score)
    if score.status in _NOT_JUDGED:
        return _NOT_JUDGED[score.status]
    counted = [part for part in score.key_results if part.is_counted]
    if score.status in (Status.ACHIEVED, Status.MISSED):
        return _ended(edition, fmt, score, counted)
    if not counted:
        return _of_children(edition, fmt, score)
    worst_first = sorted(counted, key=lambda part: (-(part.gap or 0.0), part.key_result.index))
    sentences = [reason(part, score.measured_at, fmt) for part in worst_first[:_MOST]]
    more = len(counted) - _MOST
    if more > 0:
        sentences.append(f"{more} more key result{'' if more == 1 else 's'} below.")
    if score.status is Status.STALE and score.last_status:
        sentences.append(f"Last known: {STATUS_WORDS[score.last_status].lower()}.")
    return " ".join(sentences)


def _ended(edition: Edition, fmt: Formatter, score: GoalScore, counted: list[KeyResultScore]) -> str:
    if len(counted) < 2:
        return why(edition, fmt, score)
    told = [
        f"{part.key_result.title}: {parts.against_target(part, score.measured_at, fmt)}."
        for part in counted[:_MOST]
    ]
    more = len(counted) - _MOST
    return " ".join(told) + (f" {more} more below." if more > 0 else "")


def reason(part: KeyResultScore, on: date, fmt: Formatter) -> str:
    """Return where a key result stands: `Renewal rate is 85.4 %; we expected 86.5 % by 15 Nov.`"""
    terms, title = part.key_result.terms, part.key_result.title
    if overdue := [step for step in parts.steps(part) if is_overdue(step, on)]:
        first = overdue[0]
        assert first.due is not None
        others = f", and {len(overdue) - 1} more" if len(overdue) > 1 else ""
        return f"“{first.title}” was due on {fmt.day(first.due)} and is not done{others}."
    if parts.steps(part) or isinstance(terms, YesNo):
        return f"{title}: {parts.against_expected(part, on, fmt)}."
    if part.current is None or part.progress is None:
        late = f"; the first is due by {fmt.day(part.first_due)}" if part.first_due else ""
        return f"{title}: no value yet{late}."
    if isinstance(terms, Hold):
        return f"{title}: {parts.against_expected(part, on, fmt)}."
    return _reaching(part, fmt)


def _reaching(part: KeyResultScore, fmt: Formatter) -> str:
    assert part.current is not None
    now = parts.value_text(part, part.current, fmt)
    terms = part.key_result.terms
    # the title of a KPI names its value; that of a key result names what is wanted, and a total is neither
    is_named = part.kpi is not None and not terms.where and terms.aggregate == "last"
    begin = f"{part.kpi.title} is {now}" if part.kpi and is_named else f"{part.key_result.title}: {now}"
    expected = parts.expected_value(part)
    if expected is None or part.measured_on is None:
        return f"{begin}."
    day, then = fmt.day(part.measured_on), parts.value_text(part, expected, fmt)
    if then == now:
        return f"{begin}, as expected by {day}."
    return f"{begin}; we expected {then} by {day}."


def _of_children(edition: Edition, fmt: Formatter, score: GoalScore) -> str:
    counting = [child for child in score.children if child.counts]
    behind = sorted(
        (child for child in counting if child.expected > child.progress),
        key=lambda child: (-(child.expected - child.progress) * child.weight, child.goal_id),
    )
    number = len(counting)
    those = "one goal that supports" if number == 1 else f"{number} goals that support"
    text = f"Its numbers are those of the {those} it."
    if not behind:
        return f"{text} None of them is behind."
    named = []
    for child in behind[:2]:
        title, far = edition.repository.goals[child.goal_id].title, child.expected - child.progress
        named.append(f"“{title}” is {fmt.points(far)} behind")
    return f"{text} {capitalised('; '.join(named))}."


def _not_measured(score: GoalScore) -> str:
    if score.goal.rollup == "none":
        return f"{NOT_MEASURED} It is told in words, below."
    if score.goal.key_results:
        return f"{NOT_MEASURED} None of its key results counts."
    return f"{NOT_MEASURED} It has no key result, and no goal that supports it is measured."
