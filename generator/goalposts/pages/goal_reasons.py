"""The reasons of a verdict: one sentence for each key result or child that made it, the worst first."""

from __future__ import annotations

from datetime import date

from goalposts.key_results.hold import Hold
from goalposts.key_results.milestones import is_done, is_overdue
from goalposts.key_results.yes_no import YesNo
from goalposts.language.catalogue import N_
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.measuring.status import Status
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.page import Edition
from goalposts.pages.sentences import NOT_MEASURED, last_known, why
from goalposts.pages.words import JUDGED

_MOST = 4


_NOT_JUDGED = {
    Status.DRAFT: N_("A draft is not judged and not counted."),
    Status.PAUSED: N_("It is not judged and not counted until it goes on."),
    Status.DROPPED: N_("It is no longer judged or counted."),
    Status.NOT_STARTED: "",
    Status.NO_DATA: N_("Nothing is judged before the first value."),
}


def reasons(edition: Edition, fmt: Formatter, score: GoalScore) -> str:
    """Return the reasons of a goal's status, in a few sentences."""
    if not score.is_measured and score.status in (*JUDGED, Status.NO_DATA):
        return _not_measured(score, fmt)
    if score.status in _NOT_JUDGED:
        message = _NOT_JUDGED[score.status]
        return fmt.say(message) if message else ""
    counted = [part for part in score.key_results if part.is_counted]
    if score.status in (Status.ACHIEVED, Status.MISSED):
        return _ended(edition, fmt, score, counted)
    if not counted:
        return _of_children(edition, fmt, score)
    worst_first = sorted(counted, key=lambda part: (-(part.gap or 0.0), part.key_result.index))
    sentences = [reason(part, score.measured_at, fmt) for part in worst_first[:_MOST]]
    more = len(counted) - _MOST
    if more > 0:
        sentences.append(fmt.say_many("{n} more key result below.", "{n} more key results below.", more))
    if score.status is Status.STALE and score.last_status:
        sentences.append(last_known(score.last_status, fmt))
    return " ".join(sentences)


def _ended(edition: Edition, fmt: Formatter, score: GoalScore, counted: list[KeyResultScore]) -> str:
    if len(counted) < 2:
        return why(edition, fmt, score)
    told = [_named(part, parts.against_target(part, score.measured_at, fmt), fmt) for part in counted[:_MOST]]
    more = len(counted) - _MOST
    if more > 0:
        told.append(fmt.say_many("{n} more below.", "{n} more below.", more))
    return " ".join(told)


def _named(part: KeyResultScore, words: str, fmt: Formatter) -> str:
    return fmt.say("{title}: {words}.", title=part.key_result.title, words=words)


def reason(part: KeyResultScore, on: date, fmt: Formatter) -> str:
    """Return where a key result stands: `Renewal rate is 85.4 %; we expected 86.5 % by 15 Nov.`"""
    terms, title = part.key_result.terms, part.key_result.title
    steps = parts.steps(part)
    if overdue := [step for step in steps if is_overdue(step, on) and not is_done(step, fmt.as_of)]:
        first = overdue[0]
        assert first.due is not None
        values = {"title": first.title, "day": fmt.day(first.due)}
        if len(overdue) == 1:
            return fmt.say("“{title}” was due on {day} and is not done.", **values)
        return fmt.say_many(
            "“{title}” was due on {day} and is not done, and {n} more.",
            "“{title}” was due on {day} and is not done, and {n} more.",
            len(overdue) - 1,
            **values,
        )
    if steps or isinstance(terms, YesNo):
        return _named(part, parts.against_expected(part, on, fmt), fmt)
    if part.current is None or part.progress is None:
        if part.first_due is None:
            return fmt.say("{title}: no value yet.", title=title)
        day = fmt.day(part.first_due)
        return fmt.say("{title}: no value yet; the first is due by {day}.", title=title, day=day)
    if isinstance(terms, Hold):
        return _named(part, parts.against_expected(part, on, fmt), fmt)
    return _reaching(part, fmt)


def _reaching(part: KeyResultScore, fmt: Formatter) -> str:
    assert part.current is not None
    now = parts.value_text(part, part.current, fmt)
    terms = part.key_result.terms
    # the title of a KPI names its value; that of a key result names what is wanted, and a total is neither
    is_named = part.kpi is not None and not terms.where and terms.aggregate == "last"
    if part.kpi and is_named:
        begin = fmt.say("{kpi} is {value}", kpi=part.kpi.title, value=now)
    else:
        begin = fmt.say("{title}: {value}", title=part.key_result.title, value=now)
    expected = parts.expected_value(part)
    if expected is None or part.measured_on is None:
        return fmt.say("{words}.", words=begin)
    day, then = fmt.day(part.measured_on), parts.value_text(part, expected, fmt)
    if parts.is_as_expected(part):
        return fmt.say("{words}, as expected by {day}.", words=begin, day=day)
    if then == now:
        return fmt.say("{words}, about as expected by {day}.", words=begin, day=day)
    return fmt.say("{words}; we expected {value} by {day}.", words=begin, value=then, day=day)


def _of_children(edition: Edition, fmt: Formatter, score: GoalScore) -> str:
    counting, goals = [child for child in score.children if child.counts], edition.scorecard.goals
    missed = {one.goal_id for one in counting if goals[one.goal_id].status is Status.MISSED}
    behind = sorted(
        # one that was missed may have been ahead of its path at its last value
        (one for one in counting if one.expected > one.progress or one.goal_id in missed),
        key=lambda child: (-(child.expected - child.progress) * child.weight, child.goal_id),
    )
    number = len(counting)
    text = fmt.say_many(
        "Its numbers are those of the one goal that supports it.",
        "Its numbers are those of the {n} goals that support it.",
        number,
    )
    if not behind:
        none = fmt.say("None of them is behind.")
        return f"{text} {none}"
    named = []
    for child in behind[:2]:
        title, far = goals[child.goal_id].goal.title, child.expected - child.progress
        if far > 0:
            named.append(fmt.say("“{title}” is {points} behind", title=title, points=fmt.points(far)))
        else:
            named.append(fmt.say("“{title}” was missed", title=title))
    worst = fmt.say("{words}.", words=capitalised("; ".join(named)))
    return f"{text} {worst}"


def _not_measured(score: GoalScore, fmt: Formatter) -> str:
    if score.goal.rollup == "none":
        rest = fmt.say("It is told in words, below.")
    elif score.goal.key_results:
        rest = fmt.say("None of its key results counts.")
    else:
        rest = fmt.say("It has no key result, and no goal that supports it counts.")
    return f"{fmt.say(NOT_MEASURED)} {rest}"
