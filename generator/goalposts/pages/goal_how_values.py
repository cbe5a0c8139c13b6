"""The values that a key result is made of, each with its date and the line that it stands on."""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.key_results.hold import Hold
from goalposts.key_results.milestones import Milestones, is_done
from goalposts.key_results.reach import Reach
from goalposts.key_results.yes_no import YesNo
from goalposts.language.catalogue import N_
from goalposts.measuring.rounding import decimals_of
from goalposts.measuring.scorecard import KeyResultScore
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.formatting import Formatter
from goalposts.pages.goal_path import begins
from goalposts.pages.how import About, HowLine, bracketed, figures, plain
from goalposts.pages.places import of_values
from goalposts.pages.signs import NARROW
from goalposts.records.kpi import Observation

_MOST_TERMS = 12
_HOLDS = {
    "last": N_("It holds when the value is {range}"),
    "sum": N_("It holds when the sum of the values is {range}"),
    "mean": N_("It holds when the mean of the values is {range}"),
    "max": N_("It holds when the highest of the values is {range}"),
    "min": N_("It holds when the lowest of the values is {range}"),
    "count": N_("It holds when the number of the values is {range}"),
}
_CURRENT = {
    "sum": N_("Current value, the sum of {values}, {span}{slice}:"),
    "mean": N_("Current value, the mean of {values}, {span}{slice}:"),
    "max": N_("Current value, the highest of {values}, {span}{slice}:"),
    "min": N_("Current value, the lowest of {values}, {span}{slice}:"),
    "count": N_("Current value, the number of {values}, {span}{slice}:"),
}
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
        text = about.fmt.say(_HOLDS[terms.aggregate], range=wanted)
        yield HowLine(text, places=about.result_field(part, bound))


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
        yield HowLine(about.fmt.say("Left out, because it began before the goal: {period}", period=name))


def _last(about: About, part: KeyResultScore, seen: tuple[Observation, ...]) -> HowLine:
    assert part.current is not None
    value = parts.value_text(part, part.current, about.fmt)
    text = about.fmt.say(
        "Current value: {value} {when}{slice}",
        value=value,
        when=parts.when_measured(part, about.fmt),
        slice=_slice(part, about.fmt),
    )
    places = of_values(about.host, about.fmt, about.goal, part, seen[-1:])
    return HowLine(text, places=places)


def _of_all(about: About, part: KeyResultScore, seen: tuple[Observation, ...]) -> HowLine:
    fmt, aggregate = about.fmt, part.key_result.terms.aggregate
    assert part.current is not None
    fiscal = parts.is_fiscal(part)
    first, last = (fmt.period(one.period, fiscal=fiscal) for one in (seen[0], seen[-1]))
    span = first if len(seen) == 1 else fmt.say("from {first} to {last}", first=first, last=last)
    count = fmt.say_many("{n}\u00a0value", "{n}\u00a0values", len(seen))
    text = fmt.say(_CURRENT[aggregate], values=count, span=span, slice=_slice(part, fmt))
    numbers = tuple(one.value for one in seen if one.value is not None)
    shown = parts.value_text(part, part.current, fmt)
    places = of_values(about.host, fmt, about.goal, part, seen)
    _, decimals = parts.unit_of(part)
    if aggregate not in ("sum", "mean") or not 1 < len(numbers) <= _MOST_TERMS:
        return HowLine(text, result=shown, places=places)
    *terms, result = figures(fmt, (*numbers, part.current), decimals, _scale(part))
    formula = " + ".join([terms[0], *(bracketed(term) for term in terms[1:])])
    if aggregate == "mean":
        formula = f"({formula}) ÷ {len(terms)}"
    return HowLine(
        text, formula, result, "." if shown == result else fmt.say(", that is {value}.", value=shown), places
    )


def _scale(part: KeyResultScore) -> float:
    """Return what a value is measured against: the way from baseline to target, else the value itself."""
    if part.target is not None and part.baseline is not None and part.target != part.baseline:
        return part.target - part.baseline
    return part.current or 0.0


def _slice(part: KeyResultScore, fmt: Formatter) -> str:
    where = part.key_result.terms.where
    named = ", ".join(f"{column} {cell}" for column, cell in where.items())
    return fmt.say(", only {slice}", slice=named) if where else ""


# --- reach --------------------------------------------------------------------------------------


def _baseline(about: About, part: KeyResultScore, terms: Reach) -> Iterator[HowLine]:
    fmt = about.fmt
    if part.baseline is None:
        yield HowLine(fmt.say("Baseline: none. The goal names none, and no value comes before its start"))
        return
    shown = parts.value_text(part, part.baseline, fmt)
    if terms.baseline is not None:
        text = fmt.say("Baseline: {value}, as the goal says", value=shown)
        yield HowLine(text, places=about.result_field(part, "baseline"))
    elif terms.aggregate in ("sum", "count"):
        text = fmt.say("Baseline: {value}, since a sum begins there", value=shown)
        if terms.aggregate == "count":
            text = fmt.say("Baseline: {value}, since a number begins there", value=shown)
        yield HowLine(text)
    else:
        seen = part.baseline_from
        text = fmt.say(
            "Baseline: {value}, the last value on or before {day}", value=shown, day=fmt.day(about.goal.start)
        )
        if seen:
            period = fmt.period(seen.period, fiscal=parts.is_fiscal(part))
            text = fmt.say("{words} ({period})", words=text, period=period)
        yield HowLine(text, places=of_values(about.host, fmt, about.goal, part, (seen,) if seen else ()))


def _target(about: About, part: KeyResultScore, terms: Reach) -> Iterator[HowLine]:
    fmt, goal, target = about.fmt, about.goal, terms.target
    places = about.result_field(part, "target")
    due = fmt.day(goal.due)
    if part.target is None:
        text = fmt.say("Target: {change} of a baseline that is not known", change=target.text)
        yield HowLine(text, places=places)
        return
    shown = parts.value_text(part, part.target, fmt)
    if not target.is_relative or part.baseline is None:
        yield HowLine(fmt.say("Target: {value} by {day}", value=shown, day=due), places=places)
    else:
        _, decimals = parts.unit_of(part)
        size = abs(part.baseline) if target.kind == "percent" else 0.0
        base, size_text, result = figures(fmt, (part.baseline, size, part.target), decimals)
        amount = fmt.number(abs(target.amount), decimals_of(target.amount))
        change = f"{amount}{NARROW}% × {size_text}" if target.kind == "percent" else amount
        sign = "−" if target.amount < 0 else "+"
        after = "." if shown == result else fmt.say(", that is {value}.", value=shown)
        text = fmt.say("Target by {day}, {change}:", day=due, change=target.text)
        yield HowLine(text, f"{base} {sign} {change}", result, after, places)
    first = begins(about.score, about.rule)
    for day, value in sorted(terms.checkpoints.items()):
        values = {"value": parts.value_text(part, value, fmt), "day": fmt.day(day)}
        text = fmt.say("Checkpoint: {value} on {day}", **values)
        if not first < day < goal.due:
            text = fmt.say("Checkpoint: {value} on {day}, outside the goal's dates and not used", **values)
        yield HowLine(text, places=about.result_field(part, "checkpoints", day.isoformat()))


# --- steps --------------------------------------------------------------------------------------


def _steps(about: About, part: KeyResultScore, terms: Milestones) -> Iterator[HowLine]:
    fmt, on = about.fmt, about.score.measured_at
    for index, step in enumerate(terms.milestones):
        said = [fmt.say("weight {weight}", weight=plain(fmt, step.weight))] if step.weight != 1 else []
        said.append(
            fmt.say("due {day}", day=fmt.day(step.due)) if step.due else fmt.say("without a due date")
        )
        if step.done and is_done(step, on):
            said.append(fmt.say("done {day}", day=fmt.day(step.done)))
        else:
            said.append(fmt.say("not done"))
        places = about.result_field(part, "milestones", index)
        yield HowLine(fmt.say("“{title}”: {words}", title=step.title, words=", ".join(said)), places=places)


def _done(about: About, part: KeyResultScore, terms: YesNo) -> HowLine:
    is_there = terms.done is not None and terms.done <= about.score.measured_at
    text = about.fmt.say("Not done yet")
    if is_there and terms.done:
        text = about.fmt.say("Done on {day}", day=about.fmt.day(terms.done))
    return HowLine(text, places=about.result_field(part, "done"))
