"""How the numbers of a goal and of its key results are made: the formulas with the numbers filled in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from goalposts.key_results.evidence import STRETCH
from goalposts.key_results.hold import Hold
from goalposts.key_results.milestones import Milestones, is_done
from goalposts.key_results.reach import Reach
from goalposts.key_results.yes_no import YesNo
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.formatting import Formatter, listed, plural, spelled
from goalposts.pages.rows import HowLine
from goalposts.pages.words import NOT_JUDGED

_MOST_TERMS = 12


# --- a goal -------------------------------------------------------------------------------------


def how_goal(score: GoalScore, fmt: Formatter) -> tuple[HowLine, ...]:
    """Return how progress, expected and the gap of a goal are made; nothing where it is not measured."""
    if score.progress is None or score.expected is None or score.gap is None:
        return ()
    return tuple(_how_goal(score, score.progress, score.expected, fmt))


def _how_goal(score: GoalScore, progress: float, expected: float, fmt: Formatter) -> Iterator[HowLine]:
    weighed = _weighed(score)
    made_of = _made_of(score)
    is_one = len(weighed) == 1
    of_what = f"that of {made_of}: " if is_one else f"the mean of {made_of}: {_mean(weighed, 1, fmt)} = "
    yield HowLine(f"Progress is {of_what}", fmt.precise(progress))
    if score.status in NOT_JUDGED:
        return
    same = "by the day of measuring: " if is_one else f"made the same way: {_mean(weighed, 2, fmt)} = "
    yield HowLine(f"Expected, {same}" if not is_one else f"Expected {same}", fmt.precise(expected))
    if any(part.is_counted and not 0 <= (part.progress or 0.0) <= 1 for part in score.key_results):
        yield HowLine(
            "Progress below 0 % counts as 0 % here and above 100 % as 100 %, so that no result hides another."
        )
    if score.goal.is_stretch:
        yield HowLine("A stretch goal is expected to walk 70 % of its path, and 0.7 is success.")
    gap = half_up((expected - progress) * 100, 1)
    size = f"{fmt.number(abs(gap), 0 if gap == int(gap) else 1)} points"
    days = score.days_behind
    if gap and days is not None and score.goal.days:
        words = f"The difference is {size}{' ahead' if gap < 0 else ''}. "
        yield HowLine(f"{words}Of the {score.goal.days} days of the goal that is ", plural(abs(days), "day"))
    elif gap:
        yield HowLine("The difference is ", size)


def _weighed(score: GoalScore) -> list[tuple[float, float, float]]:
    """Return (weight, progress, expected) of every part that counts, as it counts."""
    counted = [part for part in score.key_results if part.is_counted]
    results = [
        (part.key_result.terms.weight, min(1.0, max(0.0, part.progress or 0.0)), part.expected or 0.0)
        for part in counted
    ]
    return results + [(c.weight, c.progress, c.expected) for c in score.children if c.counts and c.weight]


def _made_of(score: GoalScore) -> str:
    counted = [part for part in score.key_results if part.is_counted]
    children = sum(child.counts and child.weight > 0 for child in score.children)
    texts = []
    if counted:
        texts.append(f"{spelled(len(counted))} key result{'' if len(counted) == 1 else 's'}")
    if children:
        texts.append(f"{spelled(children)} goal{' that supports' if children == 1 else 's that support'} it")
    heavier = [part for part in counted if part.key_result.terms.weight != 1] if len(counted) > 1 else []
    return listed(texts) + "".join(f", “{part.key_result.title}” {_counting(part)}" for part in heavier[:3])


def _counting(part: KeyResultScore) -> str:
    weight = part.key_result.terms.weight
    return "counting twice" if weight == 2 else f"counting {_plain(weight)} times"


def _mean(weighed: list[tuple[float, float, float]], which: int, fmt: Formatter) -> str:
    total = sum(weight for weight, _, _ in weighed)
    if len(weighed) > _MOST_TERMS:
        return f"the sum of {len(weighed)} weighted parts ÷ {_plain(total)}"
    terms = [
        fmt.precise(part[which]) if part[0] == 1 else f"{_plain(part[0])} × {fmt.precise(part[which])}"
        for part in weighed
    ]
    return f"({' + '.join(terms)}) ÷ {_plain(total)}"


# --- a key result -------------------------------------------------------------------------------


def how_key_result(score: GoalScore, part: KeyResultScore, fmt: Formatter) -> tuple[HowLine, ...]:
    """Return how the progress and the expectation of a key result are made."""
    terms = part.key_result.terms
    if isinstance(terms, Milestones):
        return tuple(_how_milestones(score, part, terms, fmt))
    if isinstance(terms, YesNo):
        return (HowLine("Done counts 100 %, not done 0 %. It is expected on the due day, not before."),)
    if isinstance(terms, Hold):
        return tuple(_how_hold(score, part, terms, fmt))
    return tuple(_how_reach(score, part, terms, fmt)) if isinstance(terms, Reach) else ()


def _how_reach(score: GoalScore, part: KeyResultScore, terms: Reach, fmt: Formatter) -> Iterator[HowLine]:
    if part.progress is None or part.current is None or part.baseline is None or part.target is None:
        yield HowLine(f"No progress yet: {part.why or 'the goal has not started'}.")
        return
    current, baseline, target = (_number(part, n, fmt) for n in (part.current, part.baseline, part.target))
    if terms.aggregate != "last":
        yield HowLine(_aggregated(part, score, fmt), parts.value_text(part, part.current, fmt))
    if part.target != part.baseline:
        yield HowLine(f"({current} − {baseline}) ÷ ({target} − {baseline}) = ", fmt.precise(part.progress))
    else:
        yield HowLine(
            "The target is the baseline, so it is reached while the value stands there: ",
            fmt.precise(part.progress),
        )
    if part.expected is not None and part.measured_on is not None:
        yield _expected(score, part, terms, fmt)
    yield HowLine(_baseline(part, terms, score, fmt))


def _expected(score: GoalScore, part: KeyResultScore, terms: Reach, fmt: Formatter) -> HowLine:
    on = part.measured_on
    assert on is not None
    assert part.expected is not None
    value = parts.expected_value(part)
    stretch = " × 0.7" if score.goal.is_stretch else ""
    share = fmt.precise(part.expected)
    path = checkpoints_path(score, part, terms)
    day = fmt.day(on)
    for (day_a, value_a), (day_b, value_b) in pairwise(path):
        if terms.checkpoints and day_a <= on <= day_b and value is not None:
            text = (
                f"Expected on {day}: from {parts.value_text(part, value_a, fmt)} on {fmt.day(day_a)} to "
                f"{parts.value_text(part, value_b, fmt)} on {fmt.day(day_b)}, {(on - day_a).days} of "
                f"{(day_b - day_a).days} days on{stretch}: {parts.value_text(part, value, fmt)}, that is "
            )
            return HowLine(text, share)
    over = min(max((on - score.goal.start).days, 0), score.goal.days)
    shown = f", that is {parts.value_text(part, value, fmt)}" if value is not None else ""
    if not score.goal.days:
        return HowLine(f"Expected on {day}: ", share, f"{shown}.")
    return HowLine(f"Expected on {day}: {over} of {score.goal.days} days{stretch} = ", share, f"{shown}.")


def checkpoints_path(score: GoalScore, part: KeyResultScore, terms: Reach) -> tuple[tuple[date, float], ...]:
    """Return the corners of the path before any factor: start, checkpoints, due."""
    goal = score.goal
    assert part.baseline is not None
    assert part.target is not None
    inside = [point for point in sorted(terms.checkpoints.items()) if goal.start < point[0] < goal.due]
    return ((goal.start, part.baseline), *inside, (goal.due, part.target))


def stretched(value: float, baseline: float, score: GoalScore) -> float:
    """Return a value of the path as it is expected: a stretch goal walks 0.7 of it."""
    return baseline + (value - baseline) * (STRETCH if score.goal.is_stretch else 1.0)


def _aggregated(part: KeyResultScore, score: GoalScore, fmt: Formatter) -> str:
    values = [seen.value for seen in part.counted if seen.value is not None]
    names = {"sum": "sum", "mean": "mean", "max": "highest", "min": "lowest", "count": "count"}
    name = names[part.key_result.terms.aggregate]
    text = (
        f"The current value is the {name} of {plural(len(values), 'value')} since {fmt.day(score.goal.start)}"
    )
    if name == "sum" and 1 < len(values) <= _MOST_TERMS:
        text += f": {' + '.join(_number(part, value, fmt) for value in values)}"
    return f"{text} = "


def _baseline(part: KeyResultScore, terms: Reach, score: GoalScore, fmt: Formatter) -> str:
    assert part.baseline is not None
    shown = parts.value_text(part, part.baseline, fmt)
    if terms.baseline is not None:
        return f"The baseline, {shown}, is written in the goal."
    if terms.aggregate in ("sum", "count"):
        return "It begins at 0."
    start = fmt.day(score.goal.start)
    seen = part.baseline_from
    where = f" ({fmt.period(seen.period, fiscal=parts.is_fiscal(part))})" if seen else ""
    return f"The baseline, {shown}, is the last value on or before {start}{where}."


def _how_hold(score: GoalScore, part: KeyResultScore, terms: Hold, fmt: Formatter) -> Iterator[HowLine]:
    unit, decimals = parts.unit_of(part)
    wanted = parts.range_text(terms.range, unit, decimals, fmt)
    subject = {
        "last": "value",
        "sum": "sum",
        "mean": "mean",
        "max": "highest",
        "min": "lowest",
        "count": "count",
    }
    yield HowLine(f"It holds when the {subject[terms.aggregate]} is {wanted}.")
    if part.progress is None:
        yield HowLine(f"No progress yet: {part.why or 'the goal has not started'}.")
    elif part.progress == 1:
        yield HowLine("It holds now, and that is ", fmt.precise(1.0))
    elif part.progress > 0:
        yield HowLine(
            "It does not hold now, but the healthy or warning range of the KPI allows the value: ",
            fmt.precise(part.progress),
        )
    else:
        yield HowLine("It does not hold now: ", fmt.precise(0.0))
    if part.held and part.held[1]:
        yield HowLine(f"Since {fmt.day(score.goal.start)} it {parts.held_in(part)}.")
    for period in part.straddling:
        name = fmt.period(period, fiscal=parts.is_fiscal(part))
        yield HowLine(f"Left out, because it began before the goal: {name}.")
    if part.expected is not None:
        yield HowLine("Holding is expected on every day: ", fmt.precise(1.0))


def _how_milestones(
    score: GoalScore, part: KeyResultScore, terms: Milestones, fmt: Formatter
) -> Iterator[HowLine]:
    steps, on = terms.milestones, score.measured_at
    done = sum(step.weight for step in steps if is_done(step, on))
    total = sum(step.weight for step in steps)
    equal = len({step.weight for step in steps}) == 1
    if part.progress is None:
        yield HowLine(f"No progress yet: {part.why or 'the goal has not started'}.")
        return
    what = f"{plural(len(steps), 'milestone')} of equal weight" if equal else "Weight done ÷ weight of all"
    if equal:
        done, total = sum(is_done(step, on) for step in steps), len(steps)
    yield HowLine(f"{what}: {_plain(done)} ÷ {_plain(total)} = ", fmt.precise(part.progress))
    if part.expected is None:
        return
    if any(step.due is None for step in steps):
        days = min(max((on - score.goal.start).days, 0), score.goal.days)
        yield HowLine(
            f"Not all have a due date, so {days} of {score.goal.days} days are expected: ",
            fmt.precise(part.expected),
        )
    else:
        due = sum(step.due is not None and step.due <= on for step in steps)
        yield HowLine(
            f"{due} of {len(steps)} were due by {fmt.day(on)}, so we expected ", fmt.precise(part.expected)
        )


def _number(part: KeyResultScore, value: float, fmt: Formatter) -> str:
    """Return a value of a formula: without its unit, with every decimal that it has (at most three)."""
    _, decimals = parts.unit_of(part)
    written = len(repr(half_up(value, 3)).partition(".")[2].rstrip("0"))
    return fmt.number(value, max(decimals, written))


def _plain(value: float) -> str:
    return f"{half_up(value, 3):g}"
