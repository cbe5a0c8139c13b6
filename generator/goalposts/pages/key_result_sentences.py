"""The sentences about a key result: where it stands, against what was expected, and against its target."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from goalposts.key_results.hold import Hold
from goalposts.key_results.milestones import MilestoneFields, Milestones, is_done, is_overdue
from goalposts.key_results.reach import Reach
from goalposts.key_results.yes_no import YesNo
from goalposts.measuring.rounding import decimals_of, half_up, places_apart
from goalposts.measuring.scorecard import KeyResultScore
from goalposts.measuring.status import Status
from goalposts.pages.formatting import Formatter
from goalposts.pages.period_words import periods_of
from goalposts.records.kpi import Observation
from goalposts.records.ranges import Range

# a difference below this share of the way from baseline to target is too small to be read off
_READ_OFF = 0.005

# --- values -------------------------------------------------------------------------------------


def unit_of(part: KeyResultScore) -> tuple[str, int]:
    """Return the unit of a key result's values and how many decimals they are shown with.

    Those are its KPI's, or more where values that are compared would be written alike.
    """
    unit, decimals = _unit_of(part)
    return unit, max((places_apart(pair, decimals) for pair in _compared(part)), default=decimals)


def _unit_of(part: KeyResultScore) -> tuple[str, int]:
    if part.key_result.terms.aggregate == "count":
        return "count", 0
    if part.kpi is not None:
        return part.kpi.unit, part.kpi.decimals
    return "count", min(max(map(decimals_of, part.key_result.terms.values.values()), default=0), 2)


def _compared(part: KeyResultScore) -> list[tuple[float, float]]:
    """Return the pairs of values that a reader compares, but for those too near to be read off.

    The current value is compared with what was expected; it, the baseline and what is wanted with each other.
    """
    known = [value for value in (part.baseline, part.current, *wanted_bounds(part)) if value is not None]
    pairs = list(combinations(known, 2))
    expected = expected_value(part)
    if part.current is not None and expected is not None:
        pairs.append((part.current, expected))
    least = _READ_OFF * (max(known, default=0.0) - min(known, default=0.0))
    return [(one, other) for one, other in pairs if abs(one - other) > least]


def wanted_bounds(part: KeyResultScore) -> tuple[float, ...]:
    """Return what no value of a key result may seem to reach or cross: its target, the ends of its range."""
    terms = part.key_result.terms
    wanted = (terms.range.low, terms.range.high) if isinstance(terms, Hold) else (part.target,)
    return tuple([bound for bound in wanted if bound is not None])


def value_text(part: KeyResultScore, value: float, fmt: Formatter, *bounds: float) -> str:
    """Return a value in the unit of the key result; beside what is wanted it has more decimals."""
    unit, decimals = unit_of(part)
    terms = part.key_result.terms
    # a target that is worked out has no decimals of its own
    is_worked_out = isinstance(terms, Reach) and terms.target.is_relative and value == part.target
    bounds = bounds if is_worked_out else (*wanted_bounds(part), *bounds)
    among = tuple(other for pair in _compared(part) if value in pair for other in pair if other != value)
    return fmt.value(value, unit, decimals, *bounds, among=among)


def expected_value(part: KeyResultScore) -> float | None:
    """Return the value that was expected when the key result was measured, in its unit; for reach only."""
    if part.expected is None or part.baseline is None or part.target is None:
        return None
    return half_up(part.baseline + part.expected * (part.target - part.baseline), 9)


def range_text(wanted: Range, unit: str, decimals: int, fmt: Formatter) -> str:
    """Return a range in words: `at most 2 %`, `above 0`, `80 % to 90 %`."""

    def shown(value: float) -> str:
        # a bound is a written number: it has the decimals that it was written with
        return fmt.value(value, unit, decimals_of(value))

    if wanted.low is not None and wanted.high is not None:
        return fmt.say("{low} to {high}", low=shown(wanted.low), high=shown(wanted.high))
    if wanted.low is not None:
        low = shown(wanted.low)
        return (
            fmt.say("above {value}", value=low) if wanted.low_open else fmt.say("at least {value}", value=low)
        )
    assert wanted.high is not None
    high = shown(wanted.high)
    return (
        fmt.say("below {value}", value=high) if wanted.high_open else fmt.say("at most {value}", value=high)
    )


def latest(part: KeyResultScore) -> Observation | None:
    """Return the last counted observation that has a value."""
    return next((seen for seen in reversed(part.counted) if seen.value is not None), None)


def is_fiscal(part: KeyResultScore) -> bool:
    """Return whether the key result's quarters and years are fiscal ones."""
    return part.kpi is not None and part.kpi.fiscal


def when_measured(part: KeyResultScore, fmt: Formatter) -> str:
    """Return when the current value was measured: `in the week to 15 Nov`, or `by 31 Oct` for a total."""
    seen = latest(part)
    if seen is None:
        return ""
    if part.key_result.terms.aggregate != "last":
        return fmt.say("by {day}", day=fmt.day(seen.period.end))
    return fmt.in_period(seen.period, fiscal=is_fiscal(part))


# --- where it stands ----------------------------------------------------------------------------


def held_in(part: KeyResultScore, fmt: Formatter) -> str:
    """Return `held in 6 of 6 weeks`, or nothing where no period counts yet."""
    if part.held is None or part.held[1] == 0:
        return ""
    held, counted = part.held
    periods = periods_of(part.kpi.cadence if part.kpi else None, counted, fmt)
    return fmt.say("held in {held} of {periods}", held=held, periods=periods)


def steps(part: KeyResultScore) -> tuple[MilestoneFields, ...]:
    """Return the milestones of a key result; none for other types."""
    terms = part.key_result.terms
    return tuple(terms.milestones) if isinstance(terms, Milestones) else ()


def overdue_words(part: KeyResultScore, on: date, fmt: Formatter) -> str:
    """Return `one milestone overdue`, or nothing; what was done after the goal ended is late, not overdue."""
    number = sum(is_overdue(step, on) and not is_done(step, fmt.as_of) for step in steps(part))
    if not number:
        return ""
    shown = fmt.spelled(number)
    return fmt.say_many("{n} milestone overdue", "{n} milestones overdue", number, n=shown)


def done_of(part: KeyResultScore, on: date, fmt: Formatter, *, with_expected: bool = True) -> str:
    """Return `2 of 4 done, 3 expected` for milestones."""
    all_steps = steps(part)
    done = sum(is_done(step, on) for step in all_steps)
    if with_expected and all(step.due is not None for step in all_steps):
        due = sum(step.due is not None and step.due <= on for step in all_steps)
        return fmt.say("{done} of {all} done, {due} expected", done=done, all=len(all_steps), due=due)
    return fmt.say("{done} of {all} done", done=done, all=len(all_steps))


def against_expected(part: KeyResultScore, on: date, fmt: Formatter) -> str:
    """Return where it stands against what was expected: `82.1 %, 81.5 % expected`; empty without data."""
    terms = part.key_result.terms
    if isinstance(terms, Milestones):
        overdue = overdue_words(part, on, fmt)
        return ", ".join(filter(None, (done_of(part, on, fmt), overdue)))
    if isinstance(terms, YesNo):
        return _done_on(terms, on, fmt) or fmt.say("not done yet")
    if isinstance(terms, Hold):
        return _holding(part, terms, fmt) if part.current is not None else ""
    return _reaching(part, fmt)


def _reaching(part: KeyResultScore, fmt: Formatter) -> str:
    if part.current is None:
        return ""
    expected = expected_value(part)
    if expected is None:
        return value_text(part, part.current, fmt)
    now, then = value_text(part, part.current, fmt), value_text(part, expected, fmt)
    if is_as_expected(part):
        return fmt.say("{now} {when}, just as expected", now=now, when=when_measured(part, fmt))
    if now == then:
        return fmt.say("{now} {when}, about as expected", now=now, when=when_measured(part, fmt))
    return fmt.say("{now}, {expected} expected", now=now, expected=then)


def is_as_expected(part: KeyResultScore) -> bool:
    """Return whether a key result with a target stands just where it was expected."""
    expected = expected_value(part)
    return part.current is not None and expected is not None and half_up(part.current - expected, 9) == 0


def below_start(part: KeyResultScore, fmt: Formatter) -> str:
    """Return that the value is worse than at the start: `below where it began: 60, from 61`."""
    assert part.current is not None
    assert part.baseline is not None
    now = value_text(part, part.current, fmt, part.baseline)
    then = value_text(part, part.baseline, fmt, part.current)
    if part.current < part.baseline:
        return fmt.say("below where it began: {now}, from {then}", now=now, then=then)
    return fmt.say("above where it began: {now}, from {then}", now=now, then=then)


def against_target(part: KeyResultScore, on: date, fmt: Formatter) -> str:
    """Return where it ended against its target: `246 of the 300 we wanted`."""
    terms = part.key_result.terms
    if isinstance(terms, Milestones):
        return done_of(part, on, fmt, with_expected=False)
    if isinstance(terms, YesNo):
        return _done_on(terms, on, fmt) or fmt.say("not done")
    if part.current is None:
        return fmt.say("no value came in")
    if isinstance(terms, Hold):
        return _holding(part, terms, fmt)
    if part.target is None:
        return value_text(part, part.current, fmt)
    current, target = value_text(part, part.current, fmt), value_text(part, part.target, fmt)
    return fmt.say("{value}; the target was {target}", value=current, target=target)


def is_all_done(part: KeyResultScore, on: date) -> bool:
    """Return whether every milestone was done by a day."""
    return all(is_done(step, on) for step in steps(part))


def all_done(part: KeyResultScore, on: date, fmt: Formatter) -> str:
    """Return when the last of all milestones was done: `all five milestones done on 13 Nov`."""
    days = [step.done for step in steps(part) if step.done and is_done(step, on)]
    last = fmt.day(max(days))
    if len(days) == 2:
        return fmt.say("both milestones done on {day}", day=last)
    return fmt.say_many(
        "the milestone done on {day}",
        "all {n} milestones done on {day}",
        len(days),
        n=fmt.spelled(len(days)),
        day=last,
    )


def short(part: KeyResultScore, on: date, fmt: Formatter) -> str:
    """Return in a few words what keeps a key result behind: `one milestone overdue`, `25 points behind`."""
    if overdue := overdue_words(part, on, fmt):
        return overdue
    if isinstance(part.key_result.terms, Hold):
        return held_in(part, fmt) or behind(part, fmt)
    return against_expected(part, on, fmt) or behind(part, fmt)


def behind(part: KeyResultScore, fmt: Formatter) -> str:
    """Return the distance in points: `14 points behind`, `ahead of pace`; empty where nothing is measured.

    One that has ended is compared with its target alone: `30 points short`.
    """
    if part.gap is None or not part.has_data or part.status is Status.ACHIEVED:
        return ""
    if part.status is Status.MISSED:
        return fmt.say("{points} short", points=fmt.points(1 - min(max(part.progress or 0.0, 0.0), 1.0), 0.0))
    gap = half_up(part.gap, 9)
    if gap > 0:
        if not half_up(gap * 100, 0):
            return fmt.say("less than a point behind")
        return fmt.say("{points} behind", points=fmt.points(gap))
    return fmt.say("just as expected") if gap == 0 else fmt.say("ahead of pace")


def counts(part: KeyResultScore, fmt: Formatter) -> str:
    """Return how much it counts, where that is worth a word: `counts twice`, `shown, not counted`."""
    weight = part.key_result.terms.weight
    if weight == 0:
        return fmt.say("shown, not counted")
    if weight == 1:
        return ""
    if weight == 2:
        return fmt.say("counts twice")
    times = fmt.number(weight) if weight == int(weight) else fmt.score(weight)
    return fmt.say_many("counts {n} time", "counts {n} times", weight, n=times)


def _yes(terms: YesNo, on: date) -> bool:
    return terms.done is not None and terms.done <= on


def _holding(part: KeyResultScore, terms: Hold, fmt: Formatter) -> str:
    assert part.current is not None
    unit, decimals = unit_of(part)
    wanted = range_text(terms.range, unit, decimals, fmt)
    count = held_in(part, fmt)
    if terms.range.holds(half_up(part.current, 9)):
        return count or fmt.say("holds: {range}", range=wanted)
    now = value_text(part, part.current, fmt)
    when = when_measured(part, fmt)
    if count:
        return fmt.say("{now} {when}, {range} wanted; {held}", now=now, when=when, range=wanted, held=count)
    return fmt.say("{now} {when}, {range} wanted", now=now, when=when, range=wanted)


def _done_on(terms: YesNo, on: date, fmt: Formatter) -> str:
    return fmt.say("done on {day}", day=fmt.day(terms.done)) if _yes(terms, on) and terms.done else ""
