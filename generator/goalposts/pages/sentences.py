"""The sentences about a goal: its verdict, the reason in one line, how much is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from goalposts.key_results.reach import Reach
from goalposts.language.catalogue import N_
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.measuring.status import Status, StatusRule
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.distance import distance, single
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.page import Edition
from goalposts.pages.reached import reached_on
from goalposts.pages.words import JUDGED, measured_word, status_inside

NOT_MEASURED = N_("Not measured: it has no numbers of its own.")
# stands behind the number that is shown large, wherever a language puts it
MARK = "\0"


def done_and_expected(score: GoalScore, fmt: Formatter) -> tuple[str, str]:
    """Return the two halves of `46 % done, 59 % expected`; both are empty where nothing is measured."""
    if score.status in (Status.NOT_STARTED, Status.DRAFT) or not score.is_measured:
        return "", ""
    if score.status is Status.NO_DATA or score.progress is None:
        return "", fmt.say("no value yet")
    done = fmt.share(score.progress, 0.0, success(score)) + MARK
    if score.expected is None or score.status in (Status.PAUSED, Status.DROPPED):
        return halves(fmt.say("{share} done", share=done))
    expected = fmt.share(score.expected, 0.0, 1.0)
    if day := old_day(score):
        on = fmt.day(day)
        return halves(
            fmt.say("{share} done, {expected} expected on {day}", share=done, expected=expected, day=on)
        )
    return halves(fmt.say("{share} done, {expected} expected", share=done, expected=expected))


def outcome(score: GoalScore, fmt: Formatter) -> str:
    """Return how much is done, with the grade where one counts instead: `67 %, grade 0.4`."""
    return _clauses(done_and_expected(score, fmt)[0], grade_words(score, fmt))


def grade_words(score: GoalScore, fmt: Formatter) -> str:
    """Return the grade that counts instead of the score of a closed goal; empty where none was given."""
    if score.goal.state != "closed" or score.goal.grade is None:
        return ""
    return fmt.say("grade {grade}", grade=fmt.score(score.goal.grade))


def halves(text: str) -> tuple[str, str]:
    """Return a line cut behind the number that is shown large."""
    done, _, rest = text.partition(MARK)
    return done, rest


def verdict(edition: Edition, fmt: Formatter, score: GoalScore) -> str:
    """Return the verdict: the status and the one thing that explains it, `At risk: 12 days behind`."""
    rule = edition.scorecard.rule
    word = measured_word(score.status, rule, fmt)
    if not score.is_measured and score.status in (*JUDGED, Status.NO_DATA):
        return fmt.say("Not measured")
    if score.status in JUDGED:
        return _verdict_judged(score, rule, fmt)
    rest = _why_not_judged(score, fmt)
    return fmt.say("{status}: {reason}", status=word, reason=rest) if rest else word


def _verdict_judged(score: GoalScore, rule: StatusRule, fmt: Formatter) -> str:
    word = measured_word(score.status, rule, fmt)
    if score.disagrees and score.shown_status is not score.status:
        reported = status_inside(score.shown_status, fmt)
        word = fmt.say("{status}, but reported {reported}", status=word, reported=reported)
    late = fmt.say("provisional") if score.provisional_until else ""
    stale, in_all = score.stale_parts
    old = fmt.say("{stale} of {parts} stale", stale=stale, parts=in_all) if stale else ""
    return fmt.say("{status}: {reason}", status=word, reason=_clauses(distance(score, rule, fmt), late, old))


def _why_not_judged(score: GoalScore, fmt: Formatter) -> str:
    match score.status:
        case Status.ACHIEVED:
            graded = _ended_at(score, fmt) if grade_words(score, fmt) else ""
            return _clauses(graded, _early(score, fmt))
        case Status.STALE:
            return _stale_since(score, fmt)
        case Status.NO_DATA:
            return _first_value(score, fmt)
        case Status.MISSED:
            return _ended_at(score, fmt)
        case Status.NOT_STARTED:
            return fmt.say("starts {day}", day=fmt.day(score.goal.start))
        case Status.DRAFT:
            return fmt.say("not agreed yet")
    return ""


def why(edition: Edition, fmt: Formatter, score: GoalScore) -> str:
    """Return the line under a goal's title: the cause before the measure, in one or two sentences."""
    if score.status in JUDGED and score.is_measured:
        line = _why_judged(edition, fmt, score)
        if score.provisional_until:
            final = fmt.say("Final values by {day}.", day=fmt.day(score.provisional_until))
            return f"{line} {final}"
        return line
    if not score.is_measured and score.status is Status.NO_DATA:
        return fmt.say(NOT_MEASURED)
    told: dict[Status, Callable[[], str]] = {
        Status.NOT_STARTED: lambda: fmt.say("Starts {day}.", day=fmt.day(score.goal.start)),
        Status.DRAFT: lambda: fmt.say("A draft: not agreed yet, and not counted."),
        Status.PAUSED: lambda: fmt.say("Paused: not judged and not counted."),
        Status.DROPPED: lambda: fmt.say("Dropped: not judged and not counted."),
        Status.MISSED: lambda: _sentence(_with_detail(_ended_at(score, fmt), single(score), score, fmt), fmt),
        Status.ACHIEVED: lambda: _why_achieved(score, fmt),
        Status.NO_DATA: lambda: _sentence(_first_value(score, fmt), fmt),
        Status.STALE: lambda: _why_stale(score, fmt),
    }
    return told[score.status]() if score.status in told else fmt.say(NOT_MEASURED)


def success(score: GoalScore) -> float:
    """Return the score that is success: 1, or 0.7 for a stretch goal."""
    return 0.7 if score.goal.is_stretch else 1.0


def old_day(score: GoalScore) -> date | None:
    """Return the day that a stale goal's numbers are of; None where they are of the day of measuring."""
    day = last_value_on(score) if score.status is Status.STALE else None
    return day if day and day < score.measured_at else None


def last_value_on(score: GoalScore) -> date | None:
    """Return the day of the latest value among the stale key results, or among all where none is stale."""
    stale = [part for part in score.key_results if part.is_stale] or list(score.key_results)
    return max((part.measured_on for part in stale if part.measured_on), default=None)


def _sentence(text: str, fmt: Formatter) -> str:
    return fmt.say("{words}.", words=capitalised(text)) if text else ""


def _clauses(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _first_value(score: GoalScore, fmt: Formatter) -> str:
    if score.first_due is None:
        return fmt.say("no value yet")
    return fmt.say("first value due by {day}", day=fmt.day(score.first_due))


def _why_stale(score: GoalScore, fmt: Formatter) -> str:
    since = _sentence(_stale_since(score, fmt), fmt)
    if score.last_status is None:
        return since
    return f"{since} {last_known(score.last_status, fmt)}"


def last_known(status: Status, fmt: Formatter) -> str:
    """Return the last known status of what is stale, as a sentence: `Last known: on track.`"""
    return fmt.say("Last known: {status}.", status=status_inside(status, fmt))


def _why_judged(edition: Edition, fmt: Formatter, score: GoalScore) -> str:
    rule = edition.scorecard.rule
    far = distance(score, rule, fmt)
    alone = single(score)
    if alone is None:
        worst = "" if score.status is Status.ON_TRACK else _worst(edition, score, fmt)
        return f"{_sentence(far, fmt)} {worst}".rstrip()
    detail = parts.against_expected(alone, score.measured_at, fmt)
    if alone.key_result.type == "yes_no" and detail:
        return fmt.say("{words}, due by {day}.", words=capitalised(detail), day=fmt.day(score.goal.due))
    if alone.key_result.type != "reach" or not detail:
        return _sentence(detail or far, fmt)
    if alone.progress is not None and alone.progress < 0:
        return f"{_sentence(parts.below_start(alone, fmt), fmt)} {_sentence(far, fmt)}"
    if parts.is_as_expected(alone):
        return _sentence(detail, fmt)
    if score.status is Status.ON_TRACK and (score.gap or 0) > 0:
        return f"{_sentence(detail, fmt)} {_sentence(far, fmt)}"
    return fmt.say("{words}: {detail}.", words=capitalised(far), detail=detail)


def _worst(edition: Edition, score: GoalScore, fmt: Formatter) -> str:
    for part in score.key_results:
        if part.key_result.id == score.worst and (part.gap or 0) > 0:
            return _worst_result(part, score.measured_at, fmt)
    behind = [child for child in score.children if child.counts and child.expected > child.progress]
    if not behind:
        return ""
    child = max(behind, key=lambda child: ((child.expected - child.progress) * child.weight, child.goal_id))
    title = edition.repository.goals[child.goal_id].title
    gap = fmt.points(child.expected - child.progress)
    return fmt.say("Worst: {name}, {points} behind.", name=title, points=gap)


def _worst_result(part: KeyResultScore, on: date, fmt: Formatter) -> str:
    name = part.kpi.title if part.kpi and part.key_result.type == "reach" else part.key_result.title
    if isinstance(part.key_result.terms, Reach) and part.current is not None:
        return fmt.say("Worst: {name} at {value}.", name=name, value=parts.against_expected(part, on, fmt))
    if detail := parts.short(part, on, fmt):
        return fmt.say("Worst: {name}, {detail}.", name=name, detail=detail)
    return fmt.say("Worst: {name}.", name=name)


def _stale_since(score: GoalScore, fmt: Formatter) -> str:
    stale = [part for part in score.key_results if part.is_stale]
    with_values = [part.measured_on for part in stale if part.key_result.type in ("reach", "hold")]
    if with_values:
        day = max((day for day in with_values if day), default=None)
        return fmt.say("no value since {day}", day=fmt.day(day)) if day else fmt.say("no value yet")
    if stale and score.check_ins:
        last = fmt.day(score.check_ins[0].date)
        return fmt.say("overdue, and nobody has checked in since {day}", day=last)
    if stale:
        return fmt.say("overdue, and nobody has checked in")
    count, in_all = score.stale_parts
    return fmt.say("{stale} of {parts} parts have old values", stale=count, parts=in_all)


def _ended_at(score: GoalScore, fmt: Formatter) -> str:
    is_closed = score.goal.state == "closed"
    if score.goal.grade is not None:
        grade = fmt.score(score.goal.grade)
        if is_closed:
            return fmt.say("closed with the grade {grade}", grade=grade)
        return fmt.say("ended with the grade {grade}", grade=grade)
    if score.score is None:
        return fmt.say("closed without a score") if is_closed else fmt.say("ended without a score")
    final = fmt.score(score.score)
    ended = (
        fmt.say("closed at {score}", score=final) if is_closed else fmt.say("ended at {score}", score=final)
    )
    if score.goal.is_stretch:
        return fmt.say("{ended}, {success} is success", ended=ended, success=fmt.score(success(score)))
    return ended


def _why_achieved(score: GoalScore, fmt: Formatter) -> str:
    alone = single(score)
    early = _early(score, fmt)
    if alone is not None and parts.steps(alone) and parts.is_all_done(alone, score.measured_at):
        return _sentence(_clauses(parts.all_done(alone, score.measured_at, fmt), early), fmt)
    day = reached_on(score)
    if score.goal.state == "closed":
        begin = _ended_at(score, fmt)
    elif alone is not None and alone.key_result.type == "hold" and alone.progress != 1:
        begin = fmt.say("not held, but tolerated")
    else:
        begin = fmt.say("reached on {day}", day=fmt.day(day)) if day else fmt.say("reached")
    told = _with_detail(_clauses(begin, early), alone, score, fmt)
    if told != _clauses(begin, early) or score.goal.state == "closed" or day:
        return _sentence(told, fmt)
    every = fmt.say("every part has reached its target")
    if score.goal.is_stretch and score.score is not None:
        values = {"score": fmt.score(score.score), "success": fmt.score(success(score))}
        every = fmt.say("reached {score}, {success} is success", **values)
    return _sentence(_clauses(every, early), fmt)


def _early(score: GoalScore, fmt: Formatter) -> str:
    day = reached_on(score)
    days = (score.goal.due - day).days if day else 0
    return fmt.say_many("{n}\u00a0day early", "{n}\u00a0days early", days) if days > 0 else ""


def _with_detail(words: str, alone: KeyResultScore | None, score: GoalScore, fmt: Formatter) -> str:
    detail = parts.against_target(alone, score.measured_at, fmt) if alone is not None else ""
    return fmt.say("{words}: {detail}", words=words, detail=detail) if detail else words
