"""The values that a key result is made of, each with its date and the line that it stands on."""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.key_results.hold import Hold
from goalposts.key_results.milestones import Milestones, is_done
from goalposts.key_results.reach import Reach
from goalposts.key_results.yes_no import YesNo
from goalposts.measuring.scorecard import KeyResultScore
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.formatting import NARROW, plural
from goalposts.pages.goal_path import begins
from goalposts.pages.how import About, HowLine, bracketed, decimals_of, figures, plain
from goalposts.pages.places import of_values
from goalposts.records.kpi import Observation

_MOST_TERMS = 12
_AGGREGATES = {"sum": "sum", "mean": "mean", "max": "highest", "min": "lowest", "count": "number"}
_BOUNDS = ("at_least", "at_most", "above", "below", "between")


def values(about: About, part: KeyResultScore) -> Iterator[HowLine]:
    """Yield what a key result is made of: its current value, baseline, target, bounds, steps."""
    terms = part.key_result.terms
    if isinstance(terms, Milestones):
        yield from _steps(about, part, terms)
    elif isinstance(terms, YesNo):
        yield _done(about, part, terms)
    else:
        yield from _current(about, part)
    if isinstance(terms, Reach):
        yield from _baseline(about, part, terms)
        yield from _target(about, part, terms)
    elif isinstance(terms, Hold):
        bound = next(name for name in _BOUNDS if name in terms.model_fields_set)
        unit, decimals = parts.unit_of(part)
        wanted = parts.range_text(terms.range, unit, decimals, about.fmt)
        what = "value" if terms.aggregate == "last" else f"{_AGGREGATES[terms.aggregate]} of the values"
        yield HowLine(f"It holds when the {what} is {wanted}", places=about.result_field(part, bound))


# --- values -------------------------------------------------------------------------------------


def _current(about: About, part: KeyResultScore) -> Iterator[HowLine]:
    seen = tuple(one for one in part.counted if one.value is not None)
    if part.current is not None and seen:
        yield (
            _last(about, part, seen)
            if part.key_result.terms.aggregate == "last"
            else _of_all(about, part, seen)
        )
    for period in part.straddling:
        name = about.fmt.period(period, fiscal=parts.is_fiscal(part))
        yield HowLine(f"Left out, because it began before the goal: {name}")


def _last(about: About, part: KeyResultScore, seen: tuple[Observation, ...]) -> HowLine:
    assert part.current is not None
    value = parts.value_text(part, part.current, about.fmt)
    text = f"Current value: {value} {parts.when_measured(part, about.fmt)}"
    return HowLine(f"{text}{_slice(part)}", places=of_values(about.site, about.goal, part, seen[-1:]))


def _of_all(about: About, part: KeyResultScore, seen: tuple[Observation, ...]) -> HowLine:
    fmt, aggregate = about.fmt, part.key_result.terms.aggregate
    assert part.current is not None
    fiscal = parts.is_fiscal(part)
    first, last = (fmt.period(one.period, fiscal=fiscal) for one in (seen[0], seen[-1]))
    span = first if len(seen) == 1 else f"from {first} to {last}"
    text = (
        f"Current value, the {_AGGREGATES[aggregate]} of {plural(len(seen), 'value')}, {span}{_slice(part)}:"
    )
    numbers = tuple(one.value for one in seen if one.value is not None)
    shown = parts.value_text(part, part.current, fmt)
    places = of_values(about.site, about.goal, part, seen)
    _, decimals = parts.unit_of(part)
    if aggregate not in ("sum", "mean") or not 1 < len(numbers) <= _MOST_TERMS:
        return HowLine(text, result=shown, places=places)
    *terms, result = figures(fmt, (*numbers, part.current), decimals, _scale(part))
    formula = " + ".join([terms[0], *(bracketed(term) for term in terms[1:])])
    if aggregate == "mean":
        formula = f"({formula}) ÷ {len(terms)}"
    return HowLine(text, formula, result, "." if shown == result else f", that is {shown}.", places)


def _scale(part: KeyResultScore) -> float:
    """Return what a value is measured against: the way from baseline to target, else the value itself."""
    if part.target is not None and part.baseline is not None and part.target != part.baseline:
        return part.target - part.baseline
    return part.current or 0.0


def _slice(part: KeyResultScore) -> str:
    where = part.key_result.terms.where
    return f", only {', '.join(f'{column} {cell}' for column, cell in where.items())}" if where else ""


# --- reach --------------------------------------------------------------------------------------


def _baseline(about: About, part: KeyResultScore, terms: Reach) -> Iterator[HowLine]:
    fmt = about.fmt
    if part.baseline is None:
        yield HowLine("Baseline: none. The goal names none, and no value comes before its start")
        return
    shown = parts.value_text(part, part.baseline, fmt)
    if terms.baseline is not None:
        yield HowLine(f"Baseline: {shown}, as the goal says", places=about.result_field(part, "baseline"))
    elif terms.aggregate in ("sum", "count"):
        yield HowLine(f"Baseline: {shown}, since a {_AGGREGATES[terms.aggregate]} begins there")
    else:
        seen = part.baseline_from
        when = f" ({fmt.period(seen.period, fiscal=parts.is_fiscal(part))})" if seen else ""
        text = f"Baseline: {shown}, the last value on or before {fmt.day(about.goal.start)}{when}"
        yield HowLine(text, places=of_values(about.site, about.goal, part, (seen,) if seen else ()))


def _target(about: About, part: KeyResultScore, terms: Reach) -> Iterator[HowLine]:
    fmt, goal, target = about.fmt, about.goal, terms.target
    places = about.result_field(part, "target")
    due = fmt.day(goal.due)
    if part.target is None:
        yield HowLine(f"Target: {target.text} of a baseline that is not known", places=places)
        return
    shown = parts.value_text(part, part.target, fmt)
    if not target.is_relative or part.baseline is None:
        yield HowLine(f"Target: {shown} by {due}", places=places)
    else:
        _, decimals = parts.unit_of(part)
        size = abs(part.baseline) if target.kind == "percent" else 0.0
        base, size_text, result = figures(fmt, (part.baseline, size, part.target), decimals)
        amount = fmt.number(abs(target.amount), decimals_of(target.amount))
        change = f"{amount}{NARROW}% × {size_text}" if target.kind == "percent" else amount
        sign = "−" if target.amount < 0 else "+"
        after = "." if shown == result else f", that is {shown}."
        yield HowLine(f"Target by {due}, {target.text}:", f"{base} {sign} {change}", result, after, places)
    first = begins(about.score, about.rule)
    for day, value in sorted(terms.checkpoints.items()):
        outside = "" if first < day < goal.due else ", outside the goal's dates and not used"
        text = f"Checkpoint: {parts.value_text(part, value, fmt)} on {fmt.day(day)}{outside}"
        yield HowLine(text, places=about.result_field(part, "checkpoints", day.isoformat()))


# --- steps --------------------------------------------------------------------------------------


def _steps(about: About, part: KeyResultScore, terms: Milestones) -> Iterator[HowLine]:
    fmt, on = about.fmt, about.score.measured_at
    for index, step in enumerate(terms.milestones):
        weight = f"weight {plain(fmt, step.weight)}, " if step.weight != 1 else ""
        due = f"due {fmt.day(step.due)}" if step.due else "without a due date"
        done = f", done {fmt.day(step.done)}" if step.done and is_done(step, on) else ", not done"
        places = about.result_field(part, "milestones", index)
        yield HowLine(f"“{step.title}”: {weight}{due}{done}", places=places)


def _done(about: About, part: KeyResultScore, terms: YesNo) -> HowLine:
    is_there = terms.done is not None and terms.done <= about.score.measured_at
    text = f"Done on {about.fmt.day(terms.done)}" if is_there and terms.done else "Not done yet"
    return HowLine(text, places=about.result_field(part, "done"))
