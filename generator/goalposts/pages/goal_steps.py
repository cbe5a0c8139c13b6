"""Which step of the documented order decided a status, with the numbers that each step looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goalposts.key_results.evidence import STRETCH
from goalposts.measuring.parts import state_on
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import KeyResultScore
from goalposts.measuring.status import Status
from goalposts.pages.formatting import capitalised
from goalposts.pages.how import About, HowLine, beside, percents, points
from goalposts.pages.rule_words import bounds_of
from goalposts.pages.words import JUDGED, STATUS_WORDS, measured_word


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the order: its question, and the answer. `result` is the status, where the step decides."""

    question: str
    answer: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class _Judged:
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
    stale = f"{number} of its {in_all} parts are, and hold half of the weight or more"
    judged = _Judged(
        score.status,
        score.last_status,
        score.progress,
        score.expected,
        score.provisional_until,
        "its only part is" if in_all == 1 else stale,
        score.goal.grade,
    )
    return tuple(_walk(about, judged))


def key_result_step(about: About, part: KeyResultScore) -> HowLine:
    """Return which step decided the status of a key result, judged by itself."""
    progress = None if part.expected is None else min(1.0, max(0.0, part.progress or 0.0))
    is_steps = part.key_result.type == "milestones"
    stale = "one is overdue, and nobody has checked in" if is_steps else "its last value is too old"
    judged = _Judged(part.status, part.last_status, progress, part.expected, part.provisional_until, stale)
    *_, last = _walk(about, judged)
    number = QUESTIONS.index(last.question) + 1
    text = f"Status, decided by step {number} of the order, “{last.question}” {last.answer}:"
    return HowLine(text, result=last.result)


QUESTIONS = (
    "Dropped, paused or draft?",
    "Closed?",
    "Still to begin?",
    "Without any value?",
    "Due, with success reached?",
    "Over, with all values in?",
    "Stale?",
    "Success reached before the end?",
    "How far behind, by the rule?",
)


def _walk(about: About, judged: _Judged) -> Iterator[Step]:
    """Yield the steps in their order; the last one decides."""
    for number, question in enumerate(QUESTIONS, 1):
        answer, result = _ANSWERS[number](about, judged)
        yield Step(question, capitalised(answer), result)
        if result:
            return


def _word(about: About, status: Status) -> str:
    return measured_word(status, about.rule)


def _state(about: About, judged: _Judged) -> tuple[str, str]:
    state = state_on(about.goal, about.edition.scorecard.as_of)
    if state in ("dropped", "paused", "draft"):
        return f"the goal says {state}", STATUS_WORDS[Status(state)]
    return f"no, the goal is {state}", ""


def _closed(about: About, judged: _Judged) -> tuple[str, str]:
    goal, fmt = about.goal, about.fmt
    as_of = about.edition.scorecard.as_of
    if state_on(goal, as_of) != "closed":
        return "no", ""
    needed = _success(about)
    if judged.grade is not None:
        what = f"with the grade {fmt.score(judged.grade)}, {fmt.score(needed)} is success"
        reached = half_up(judged.grade, 9) >= needed
    elif judged.progress is None:
        what, reached = "without a score", False
    else:
        what = f"with {_share(about, judged)} done, {_percent(about, needed)} is success"
        reached = _is_reached(about, judged)
    status = Status.ACHIEVED if reached else Status.MISSED
    return f"closed on {fmt.full_day(goal.closed_on or goal.due)} {what}", STATUS_WORDS[status]


def _not_begun(about: About, judged: _Judged) -> tuple[str, str]:
    start = about.fmt.full_day(about.goal.start)
    if about.edition.scorecard.as_of < about.goal.start:
        return f"it begins on {start}", STATUS_WORDS[Status.NOT_STARTED]
    return f"no, it began on {start}", ""


def _no_data(about: About, judged: _Judged) -> tuple[str, str]:
    if judged.status is not Status.NO_DATA:
        return "no", ""
    if not about.score.is_measured and judged.progress is None:
        return "it has nothing to measure", "Not measured"
    return "none of its values is in", STATUS_WORDS[Status.NO_DATA]


def _reached_at_end(about: About, judged: _Judged) -> tuple[str, str]:
    due, as_of = about.goal.due, about.edition.scorecard.as_of
    day = about.fmt.full_day(due)
    if as_of < due:
        return f"no, it is due on {day}", ""
    if _is_reached(about, judged):
        return f"due on {day}, with {_share(about, judged)} done", STATUS_WORDS[Status.ACHIEVED]
    return f"no, {_share(about, judged)} is done, {_percent(about, _success(about))} is success", ""


def _over(about: About, judged: _Judged) -> tuple[str, str]:
    due, as_of = about.goal.due, about.edition.scorecard.as_of
    if as_of <= due:
        return "no", ""
    if judged.provisional_until:
        return f"no, final values come by {about.fmt.full_day(judged.provisional_until)}", ""
    return f"it ended on {about.fmt.full_day(due)} with {_share(about, judged)} done", STATUS_WORDS[
        Status.MISSED
    ]


def _stale(about: About, judged: _Judged) -> tuple[str, str]:
    if judged.status is not Status.STALE:
        return "no", ""
    last = f"; before that, {_word(about, judged.last).lower()}" if judged.last else ""
    return f"{judged.stale}{last}", STATUS_WORDS[Status.STALE]


def _reached(about: About, judged: _Judged) -> tuple[str, str]:
    if judged.status is Status.ACHIEVED:
        return f"{_share(about, judged)} is done", STATUS_WORDS[Status.ACHIEVED]
    if _is_reached(about, judged):
        return "no, a number must hold until the end", ""
    return f"no, {_share(about, judged)} is done", ""


def _by_rule(about: About, judged: _Judged) -> tuple[str, str]:
    assert judged.progress is not None
    assert judged.expected is not None
    low, high = about.rule.on_track, about.rule.at_risk
    words = dict(zip(JUDGED, bounds_of(about.rule, about.fmt), strict=True))
    if about.rule.basis == "gap":
        gap = half_up(judged.expected - judged.progress, 9)
        here = f"{points(about.fmt, gap, beside(gap, (low, high)))} short" if gap > 0 else "not short"
    elif half_up(judged.expected, 9) <= 0:
        here = "nothing was expected yet"
    else:
        share = half_up(judged.progress / judged.expected, 9)
        here = f"{percents(about.fmt, (share,), beside(share, (low, high)))[0]} of what was expected"
    name = "own rule of this site" if about.rule.name == "own" else f"rule {about.rule.name}"
    return f"{here}; by the {name}, {words[judged.status]}", _word(about, judged.status)


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
