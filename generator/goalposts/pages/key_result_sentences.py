"""The sentences about a key result: where it stands, against what was expected, and against its target."""

from __future__ import annotations

from datetime import date

from goalposts.key_results.hold import Hold, running
from goalposts.key_results.milestones import MilestoneFields, Milestones, is_done, is_overdue
from goalposts.key_results.reach import Reach
from goalposts.key_results.yes_no import YesNo
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.pages.formatting import Formatter, plural, spelled
from goalposts.records.kpi import Observation
from goalposts.records.period import Cadence
from goalposts.records.ranges import Range

_PERIODS = {
    Cadence.DAILY: "day",
    Cadence.WEEKLY: "week",
    Cadence.MONTHLY: "month",
    Cadence.QUARTERLY: "quarter",
    Cadence.YEARLY: "year",
    Cadence.IRREGULAR: "value",
}


# --- values -------------------------------------------------------------------------------------


def unit_of(part: KeyResultScore) -> tuple[str, int]:
    """Return the unit of a key result's values and how many decimals they are shown with."""
    if part.key_result.terms.aggregate == "count":
        return "count", 0
    if part.kpi is not None:
        return part.kpi.unit, part.kpi.decimals
    written = part.key_result.terms.values.values()
    places = [len(text) for value in written if (text := repr(value).partition(".")[2].rstrip("0"))]
    return "count", min(max(places, default=0), 2)


def value_text(part: KeyResultScore, value: float, fmt: Formatter, *bounds: float) -> str:
    """Return a value in the unit of the key result."""
    unit, decimals = unit_of(part)
    return fmt.value(value, unit, decimals, *bounds)


def expected_value(part: KeyResultScore) -> float | None:
    """Return the value that was expected when the key result was measured, in its unit; for reach only."""
    if part.expected is None or part.baseline is None or part.target is None:
        return None
    return half_up(part.baseline + part.expected * (part.target - part.baseline), 9)


def range_text(wanted: Range, unit: str, decimals: int, fmt: Formatter) -> str:
    """Return a range in words: `at most 2 %`, `above 0`, `80 % to 90 %`."""

    def shown(value: float) -> str:
        # a bound is a written number: show every decimal it was written with
        written = len(repr(half_up(value, 9)).partition(".")[2].rstrip("0"))
        return fmt.value(value, unit, min(decimals, written) if written <= decimals else written)

    if wanted.low is not None and wanted.high is not None:
        return f"{shown(wanted.low)} to {shown(wanted.high)}"
    if wanted.low is not None:
        return f"{'above' if wanted.low_open else 'at least'} {shown(wanted.low)}"
    assert wanted.high is not None
    return f"{'below' if wanted.high_open else 'at most'} {shown(wanted.high)}"


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
        return f"by {fmt.day(seen.period.end)}"
    return fmt.in_period(seen.period, fiscal=is_fiscal(part))


# --- where it stands ----------------------------------------------------------------------------


def held_in(part: KeyResultScore) -> str:
    """Return `held in 6 of 6 weeks`, or nothing where no period counts yet."""
    if part.held is None or part.held[1] == 0:
        return ""
    noun = _PERIODS[part.kpi.cadence] if part.kpi else "value"
    return f"held in {part.held[0]} of {plural(part.held[1], noun)}"


def steps(part: KeyResultScore) -> tuple[MilestoneFields, ...]:
    """Return the milestones of a key result; none for other types."""
    terms = part.key_result.terms
    return tuple(terms.milestones) if isinstance(terms, Milestones) else ()


def overdue_words(part: KeyResultScore, on: date) -> str:
    """Return `one milestone overdue`, or nothing."""
    number = sum(is_overdue(step, on) for step in steps(part))
    if not number:
        return ""
    return f"{spelled(number)} milestone{'' if number == 1 else 's'} overdue"


def done_of(part: KeyResultScore, on: date, *, with_expected: bool = True) -> str:
    """Return `2 of 4 done, 3 expected` for milestones."""
    all_steps = steps(part)
    done = sum(is_done(step, on) for step in all_steps)
    text = f"{done} of {len(all_steps)} done"
    if with_expected and all(step.due is not None for step in all_steps):
        due = sum(step.due is not None and step.due <= on for step in all_steps)
        text += f", {due} expected"
    return text


def against_expected(part: KeyResultScore, on: date, fmt: Formatter) -> str:
    """Return where it stands against what was expected: `82.1 %, 81.5 % expected`; empty without data."""
    terms = part.key_result.terms
    if isinstance(terms, Milestones):
        overdue = overdue_words(part, on)
        return done_of(part, on) + (f", {overdue}" if overdue else "")
    if isinstance(terms, YesNo):
        return f"done on {fmt.day(terms.done)}" if _yes(terms, on) and terms.done else "not done yet"
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
    if now == then:
        return f"{now} {when_measured(part, fmt)}, just as expected"
    return f"{now}, {then} expected"


def below_start(part: KeyResultScore, fmt: Formatter) -> str:
    """Return that the value is worse than at the start: `below where it began: 60, from 61`."""
    assert part.current is not None
    assert part.baseline is not None
    side = "below" if part.current < part.baseline else "above"
    current = value_text(part, part.current, fmt, part.baseline)
    return f"{side} where it began: {current}, from {value_text(part, part.baseline, fmt)}"


def against_target(part: KeyResultScore, on: date, fmt: Formatter) -> str:
    """Return where it ended against its target: `246 of the 300 we wanted`."""
    terms = part.key_result.terms
    if isinstance(terms, Milestones):
        return done_of(part, on, with_expected=False)
    if isinstance(terms, YesNo):
        return f"done on {fmt.day(terms.done)}" if _yes(terms, on) and terms.done else "not done"
    if part.current is None:
        return "no value came in"
    if isinstance(terms, Hold):
        return _holding(part, terms, fmt)
    if part.target is None:
        return value_text(part, part.current, fmt)
    current = value_text(part, part.current, fmt, part.target)
    return f"{current}; the target was {value_text(part, part.target, fmt)}"


def is_all_done(part: KeyResultScore, on: date) -> bool:
    """Return whether every milestone was done by a day."""
    return all(is_done(step, on) for step in steps(part))


def all_done(part: KeyResultScore, on: date, fmt: Formatter) -> str:
    """Return when the last of all milestones was done: `all five milestones done on 13 Nov`."""
    days = [step.done for step in steps(part) if step.done and is_done(step, on)]
    many = {1: "the milestone", 2: "both milestones"}.get(len(days), f"all {spelled(len(days))} milestones")
    return f"{many} done on {fmt.day(max(days))}"


def short(part: KeyResultScore, on: date, fmt: Formatter) -> str:
    """Return in a few words what keeps a key result behind: `one milestone overdue`, `25 points behind`."""
    if overdue := overdue_words(part, on):
        return overdue
    if isinstance(part.key_result.terms, Hold):
        return held_in(part) or behind(part, fmt)
    if isinstance(part.key_result.terms, Reach) and part.current is not None:
        return f"at {against_expected(part, on, fmt)}"
    return against_expected(part, on, fmt) or behind(part, fmt)


def behind(part: KeyResultScore, fmt: Formatter) -> str:
    """Return the distance in points: `14 points behind`, `ahead of pace`; empty where nothing is measured."""
    if part.gap is None or not part.has_data:
        return ""
    gap = half_up(part.gap, 9)
    if gap > 0:
        return f"{fmt.points(gap)} behind" if half_up(gap * 100, 0) else "less than a point behind"
    return "just as expected" if gap == 0 else "ahead of pace"


def counts(part: KeyResultScore, fmt: Formatter) -> str:
    """Return how much it counts, where that is worth a word: `counts twice`, `shown, not counted`."""
    weight = part.key_result.terms.weight
    if weight == 0:
        return "shown, not counted"
    if weight == 1:
        return ""
    if weight == 2:
        return "counts twice"
    return f"counts {fmt.score(weight) if weight != int(weight) else fmt.number(weight)} times"


# --- when it was reached ------------------------------------------------------------------------


def reached_on(score: GoalScore) -> date | None:
    """Return the day on which a goal reached its success, or None where the records do not tell.

    The day it was closed; else the latest of the days on which each counted key result was reached.
    """
    if score.goal.closed_on:
        return score.goal.closed_on
    if score.goal.state == "closed" or any(child.counts for child in score.children):
        return score.goal.due if score.goal.state == "closed" else None
    days = [_reached_on(part, score) for part in score.key_results if part.is_counted]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _reached_on(part: KeyResultScore, score: GoalScore) -> date | None:
    terms = part.key_result.terms
    on = score.measured_at
    if isinstance(terms, Milestones):
        days = [step.done for step in terms.milestones if step.done and is_done(step, on)]
        return max(days) if days and len(days) == len(terms.milestones) else None
    if isinstance(terms, YesNo):
        return terms.done if _yes(terms, on) else None
    if not isinstance(terms, Reach) or part.target is None or part.baseline is None:
        return None
    seen = [(one.period.end, one.value) for one in part.counted if one.value is not None]
    totals = running(tuple(value for _, value in seen), terms.aggregate)
    goal = part.baseline + (part.target - part.baseline) * (0.7 if score.goal.is_stretch else 1.0)
    up = part.target >= part.baseline
    day = None
    for (end, _), total in zip(seen, totals, strict=True):
        is_there = half_up(total - goal, 9) >= 0 if up else half_up(goal - total, 9) >= 0
        day = (day or end) if is_there else None
    return day


def _yes(terms: YesNo, on: date) -> bool:
    return terms.done is not None and terms.done <= on


def _holding(part: KeyResultScore, terms: Hold, fmt: Formatter) -> str:
    assert part.current is not None
    unit, decimals = unit_of(part)
    wanted = range_text(terms.range, unit, decimals, fmt)
    count = held_in(part)
    if terms.range.holds(half_up(part.current, 9)):
        return count or f"holds: {wanted}"
    bounds = tuple(bound for bound in (terms.range.low, terms.range.high) if bound is not None)
    now = value_text(part, part.current, fmt, *bounds)
    text = f"{now} {when_measured(part, fmt)}, {wanted} wanted"
    return f"{text}; {count}" if count else text
