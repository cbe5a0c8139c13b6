"""Which step of the documented order decided a status, with the numbers that each step looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from goalposts.key_results.evidence import STRETCH
from goalposts.language.catalogue import N_
from goalposts.measuring.parts import state_on
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import KeyResultScore
from goalposts.measuring.status import Status
from goalposts.pages.formatting import capitalised
from goalposts.pages.how import About, HowLine, beside, percents, points
from goalposts.pages.rule_words import bounds_of
from goalposts.pages.words import JUDGED, measured_word, status_inside, status_word


class Step(Struct, frozen=True):
    """A step of the order: its question, and the answer. `result` is the status, where the step decides."""

    question: str
    answer: str
    result: str = ""


class _Judged(Struct, frozen=True):
    """What the order looks at, for a goal or for one key result by itself; a grade is given to goals only."""

    status: Status
    last: Status | None
    progress: float | None
    expected: float | None
    provisional_until: date | None
    stale: str
    grade: float | None = None


def steps(about: About) -> tuple[Step, ...]:
    """Return the steps up to the one that decided the status of the goal."""
    score = about.score
    number, in_all = score.stale_parts
    fmt = about.fmt
    stale = fmt.say_many(
        "{n} of its {all} parts are, and hold half of the weight or more",
        "{n} of its {all} parts are, and hold half of the weight or more",
        number,
        all=in_all,
    )
    judged = _Judged(
        score.status,
        score.last_status,
        score.progress,
        score.expected,
        score.provisional_until,
        fmt.say("its only part is") if in_all == 1 else stale,
        score.goal.grade,
    )
    return tuple(_walk(about, judged))


def key_result_step(about: About, part: KeyResultScore) -> HowLine:
    """Return which step decided the status of a key result, judged by itself."""
    progress = None if part.expected is None else min(1.0, max(0.0, part.progress or 0.0))
    is_steps = part.key_result.type == "milestones"
    stale = about.fmt.say("its last value is too old")
    if is_steps:
        stale = about.fmt.say("one is overdue, and nobody has checked in")
    judged = _Judged(part.status, part.last_status, progress, part.expected, part.provisional_until, stale)
    walked = tuple(_walk(about, judged))
    last = walked[-1]
    text = about.fmt.say(
        "Status, decided by step {number} of the order, “{question}” {answer}:",
        number=len(walked),
        question=last.question,
        answer=last.answer,
    )
    return HowLine(text, result=last.result)


QUESTIONS = (
    N_("Dropped, paused or draft?"),
    N_("Closed?"),
    N_("Still to begin?"),
    N_("Without any value?"),
    N_("Due, with success reached?"),
    N_("Over, with all values in?"),
    N_("Stale?"),
    N_("Success reached before the end?"),
    N_("How far behind, by the rule?"),
)


def _walk(about: About, judged: _Judged) -> Iterator[Step]:
    """Yield the steps in their order; the last one decides."""
    for number, question in enumerate(QUESTIONS, 1):
        answer, result = _ANSWERS[number](about, judged)
        yield Step(about.fmt.say(question), capitalised(answer), result)
        if result:
            return


def _word(about: About, status: Status) -> str:
    return measured_word(status, about.rule, about.fmt)


def _name(about: About, status: Status) -> str:
    return status_word(status, about.fmt)


def _no(about: About) -> tuple[str, str]:
    return about.fmt.say("no"), ""


def _state(about: About, judged: _Judged) -> tuple[str, str]:
    state = state_on(about.goal, about.edition.scorecard.as_of)
    if state in ("dropped", "paused", "draft"):
        inside = status_inside(Status(state), about.fmt)
        return about.fmt.say("the goal says {state}", state=inside), _name(about, Status(state))
    if state == "closed":
        return about.fmt.say("no, the goal is closed"), ""
    return about.fmt.say("no, the goal is active"), ""


def _closed(about: About, judged: _Judged) -> tuple[str, str]:
    goal, fmt = about.goal, about.fmt
    as_of = about.edition.scorecard.as_of
    if state_on(goal, as_of) != "closed":
        return _no(about)
    needed = _success(about)
    day = fmt.full_day(goal.closed_on or goal.due)
    if judged.grade is not None:
        grade, success = fmt.score(judged.grade), fmt.score(needed)
        what = fmt.say(
            "closed on {day} with the grade {grade}, {success} is success",
            day=day,
            grade=grade,
            success=success,
        )
        reached = half_up(judged.grade, 9) >= needed
    elif judged.progress is None:
        what, reached = fmt.say("closed on {day} without a score", day=day), False
    else:
        done, success = _share(about, judged), _percent(about, needed)
        what = fmt.say(
            "closed on {day} with {share} done, {success} is success", day=day, share=done, success=success
        )
        reached = _is_reached(about, judged)
    return what, _name(about, Status.ACHIEVED if reached else Status.MISSED)


def _not_begun(about: About, judged: _Judged) -> tuple[str, str]:
    start = about.fmt.full_day(about.goal.start)
    if about.edition.scorecard.as_of < about.goal.start:
        return about.fmt.say("it begins on {day}", day=start), _name(about, Status.NOT_STARTED)
    return about.fmt.say("no, it began on {day}", day=start), ""


def _no_data(about: About, judged: _Judged) -> tuple[str, str]:
    if judged.status is not Status.NO_DATA:
        return _no(about)
    if not about.score.is_measured and judged.progress is None:
        return about.fmt.say("it has nothing to measure"), about.fmt.say("Not measured")
    return about.fmt.say("none of its values is in"), _name(about, Status.NO_DATA)


def _reached_at_end(about: About, judged: _Judged) -> tuple[str, str]:
    due, as_of = about.goal.due, about.edition.scorecard.as_of
    fmt = about.fmt
    day, done = fmt.full_day(due), _share(about, judged)
    if as_of < due:
        return fmt.say("no, it is due on {day}", day=day), ""
    if _is_reached(about, judged):
        return fmt.say("due on {day}, with {share} done", day=day, share=done), _name(about, Status.ACHIEVED)
    success = _percent(about, _success(about))
    return fmt.say("no, {share} is done, {success} is success", share=done, success=success), ""


def _over(about: About, judged: _Judged) -> tuple[str, str]:
    due, as_of = about.goal.due, about.edition.scorecard.as_of
    if as_of <= due:
        return _no(about)
    if judged.provisional_until:
        final = about.fmt.full_day(judged.provisional_until)
        return about.fmt.say("no, final values come by {day}", day=final), ""
    day, done = about.fmt.full_day(due), _share(about, judged)
    words = about.fmt.say("it ended on {day} with {share} done", day=day, share=done)
    return words, _name(about, Status.MISSED)


def _stale(about: About, judged: _Judged) -> tuple[str, str]:
    if judged.status is not Status.STALE:
        return _no(about)
    words = judged.stale
    if judged.last:
        last = status_inside(judged.last, about.fmt)
        words = about.fmt.say("{words}; before that, {status}", words=words, status=last)
    return words, _name(about, Status.STALE)


def _reached(about: About, judged: _Judged) -> tuple[str, str]:
    if judged.status is Status.ACHIEVED:
        words = about.fmt.say("{share} is done", share=_share(about, judged))
        return words, _name(about, Status.ACHIEVED)
    if _is_reached(about, judged):
        return about.fmt.say("no, a number must hold until the end"), ""
    return about.fmt.say("no, {share} is done", share=_share(about, judged)), ""


def _by_rule(about: About, judged: _Judged) -> tuple[str, str]:
    assert judged.progress is not None
    assert judged.expected is not None
    low, high = about.rule.on_track, about.rule.at_risk
    words = dict(zip(JUDGED, bounds_of(about.rule, about.fmt), strict=True))
    if about.rule.basis == "gap":
        gap = half_up(judged.expected - judged.progress, 9)
        here = about.fmt.say("not short")
        if gap > 0:
            far = points(about.fmt, gap, beside(gap, (low, high)))
            here = about.fmt.say("{points} short", points=far)
    elif half_up(judged.expected, 9) <= 0:
        here = about.fmt.say("nothing was expected yet")
    else:
        share = half_up(judged.progress / judged.expected, 9)
        shown = percents(about.fmt, (share,), beside(share, (low, high)))[0]
        here = about.fmt.say("{share} of what was expected", share=shown)
    meaning = words[judged.status]
    if about.rule.name == "own":
        told = about.fmt.say("{here}; by the own rule of this site, {meaning}", here=here, meaning=meaning)
    else:
        told = about.fmt.say(
            "{here}; by the rule {name}, {meaning}", here=here, name=about.rule.name, meaning=meaning
        )
    return told, _word(about, judged.status)


def _success(about: About) -> float:
    return STRETCH if about.goal.is_stretch else 1.0


def _is_reached(about: About, judged: _Judged) -> bool:
    return judged.progress is not None and half_up(judged.progress, 9) >= _success(about)


def _share(about: About, judged: _Judged) -> str:
    return _percent(about, judged.progress or 0.0, _success(about))


def _percent(about: About, fraction: float, *bounds: float) -> str:
    return percents(about.fmt, (fraction,), beside(fraction, bounds))[0]


_ANSWERS = dict(
    enumerate(
        (_state, _closed, _not_begun, _no_data, _reached_at_end, _over, _stale, _reached, _by_rule), start=1
    )
)
