"""How the numbers of a key result are made: its values, its progress, what was expected, and the gap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from goalposts.key_results.evidence import STRETCH
from goalposts.key_results.hold import Hold
from goalposts.key_results.milestones import Milestones, is_done
from goalposts.key_results.reach import Reach
from goalposts.key_results.yes_no import YesNo
from goalposts.language.catalogue import N_
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import KeyResultScore
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.goal_freshness import freshness
from goalposts.pages.goal_how_values import values
from goalposts.pages.goal_path import corners, days_over
from goalposts.pages.goal_steps import key_result_step
from goalposts.pages.how import (
    About,
    HowLine,
    beside,
    bracketed,
    figures,
    percents,
    plain,
    points,
)
from goalposts.pages.places import field_of
from goalposts.pages.words import NOT_JUDGED

_SPARED = {
    "healthy": N_(
        "Progress: {value} does not hold ({range}), but lies in the KPI's healthy range. That counts as the "
        "least that the rule calls at risk,"
    ),
    "warning": N_(
        "Progress: {value} does not hold ({range}), but lies in the KPI's warning range. That counts as the "
        "least that the rule calls at risk,"
    ),
}
_YES_NO = N_("Expected: 0 % before the due day, then 100 %. By {day}:")
_YES_NO_STRETCH = N_("Expected: 0 % before the due day, then 100 %, × 0.7 for a stretch goal. By {day}:")
# by whether the rule counts the first day itself, and whether milestones lack due dates
_BY_DAYS = {
    (False, False): N_("Expected on {day}, days over ÷ days of the goal:"),
    (True, False): N_("Expected on {day}, days over ÷ days of the goal, which count from its first day on:"),
    (False, True): N_(
        "Expected on {day}, days over ÷ days of the goal (not every milestone has a due date):"
    ),
    (True, True): N_(
        "Expected on {day}, days over ÷ days of the goal, which count from its first day on "
        "(not every milestone has a due date):"
    ),
}


def how_key_result(about: About, part: KeyResultScore) -> tuple[HowLine, ...]:
    """Return how everything that is said about a key result is made."""
    return tuple(_how(about, part))


def _how(about: About, part: KeyResultScore) -> Iterator[HowLine]:
    terms = part.key_result.terms
    yield from values(about, part)
    if "weight" in terms.model_fields_set:
        weight = about.fmt.say("Weight: {weight}", weight=plain(about.fmt, terms.weight))
        after = "." if terms.weight else about.fmt.say(". It is shown and not counted.")
        yield HowLine(weight, after=after, places=about.result_field(part, "weight"))
    if part.expected is None:
        yield key_result_step(about, part)
        return
    if part.progress is None:
        yield _without_value(about, part)
    else:
        yield from _progress(about, part)
    if part.status not in NOT_JUDGED:
        yield from _expected(about, part)
        yield from _gap(about, part)
    yield key_result_step(about, part)
    yield from freshness(about, part)


def _without_value(about: About, part: KeyResultScore) -> HowLine:
    fmt, due = about.fmt, part.first_due
    why = fmt.say(part.why) if part.why else fmt.say("no value yet")
    if due is None:
        return HowLine(fmt.say("No progress: {why}. It counts as 0 against its path", why=why))
    values = {"why": why, "day": fmt.day(due)}
    if about.score.measured_at <= due:
        return HowLine(
            fmt.say(
                "No progress yet: {why}. The first value is due by {day}; until then it counts 0 of 0",
                **values,
            )
        )
    return HowLine(
        fmt.say(
            "No progress: {why}. The first value was due by {day}; since then it counts 0 against its path",
            **values,
        )
    )


# --- progress -----------------------------------------------------------------------------------


def _progress(about: About, part: KeyResultScore) -> Iterator[HowLine]:
    terms = part.key_result.terms
    if isinstance(terms, Milestones):
        yield _of_milestones(about, part, terms)
    elif isinstance(terms, YesNo):
        yield HowLine(
            about.fmt.say("Progress: done counts 100 %, not done 0 %, so it is"), result=_share(about, part)
        )
    elif isinstance(terms, Hold):
        yield from _of_hold(about, part, terms)
    elif part.baseline is None or part.target is None or part.current is None:
        return
    elif half_up(part.target - part.baseline, 9) == 0:
        text = about.fmt.say(
            "Progress: the target is the baseline, so it is reached while the value stands there:"
        )
        yield HowLine(text, result=_share(about, part))
    else:
        _, decimals = parts.unit_of(part)
        known = (part.current, part.baseline, part.target)
        current, baseline, target = figures(about.fmt, known, decimals, part.target - part.baseline)
        taken = bracketed(baseline)
        formula = f"({current} − {taken}) ÷ ({target} − {taken})"
        yield HowLine(about.fmt.say("Progress:"), formula, _share(about, part), _limited(about, part))


def _share(about: About, part: KeyResultScore) -> str:
    """Return the progress in per cent, with more decimals where it would seem to reach success."""
    assert part.progress is not None
    success = STRETCH if about.goal.is_stretch else 1.0
    return percents(about.fmt, (part.progress,), beside(part.progress, (0.0, success)))[0]


def _limited(about: About, part: KeyResultScore) -> str:
    if part.progress is not None and part.progress < 0:
        return about.fmt.say(". Below 0 % it counts as 0 %.")
    if part.progress is not None and part.progress > 1:
        return about.fmt.say(". Above 100 % it counts as 100 %.")
    return "."


def _of_milestones(about: About, part: KeyResultScore, terms: Milestones) -> HowLine:
    on = about.score.measured_at
    done = sum(step.weight for step in terms.milestones if is_done(step, on))
    text = about.fmt.say("Progress, weight done ÷ weight of all:")
    return HowLine(text, _over_all(about, terms, done), _share(about, part))


def _over_all(about: About, terms: Milestones, amount: float) -> str:
    total = sum(step.weight for step in terms.milestones)
    amount_text, total_text = figures(about.fmt, (amount, total), 0)
    return f"{amount_text} ÷ {total_text}"


def _of_hold(about: About, part: KeyResultScore, terms: Hold) -> Iterator[HowLine]:
    fmt = about.fmt
    unit, decimals = parts.unit_of(part)
    wanted = parts.range_text(terms.range, unit, decimals, fmt)
    assert part.current is not None
    current = half_up(part.current, 9)
    bounds = tuple(bound for bound in (terms.range.low, terms.range.high) if bound is not None)
    shown = fmt.value(current, unit, decimals, *bounds)
    kpi = part.kpi
    if terms.range.holds(current):
        text = fmt.say("Progress: {value} holds ({range}), which counts", value=shown, range=wanted)
        yield HowLine(text, result=_share(about, part))
    else:
        ranges = [("healthy", kpi.healthy), ("warning", kpi.warning)] if kpi else []
        if terms.aggregate in ("sum", "count"):
            ranges = []
        name = next((name for name, allowed in ranges if allowed and allowed.holds(current)), "")
        if name and kpi:
            text = fmt.say(_SPARED[name], value=shown, range=wanted)
            places = (field_of(about.host, fmt, kpi, name),)
            yield HowLine(text, result=_share(about, part), places=places)
        else:
            text = fmt.say(
                "Progress: {value} does not hold ({range}), which counts", value=shown, range=wanted
            )
            yield HowLine(text, result=_share(about, part))
    if part.held and part.held[1]:
        values = {"day": fmt.day(about.goal.start), "held": parts.held_in(part, fmt)}
        yield HowLine(fmt.say("Since {day} it {held}, which is shown only", **values))


# --- what was expected --------------------------------------------------------------------------


def _expected(about: About, part: KeyResultScore) -> Iterator[HowLine]:
    assert part.expected is not None
    terms, score, fmt = part.key_result.terms, about.score, about.fmt
    on = part.measured_on or score.measured_at
    waits = part.first_due is not None and score.measured_at <= part.first_due
    share = percents(fmt, (part.expected,))[0]
    if part.progress is None and waits:
        yield HowLine(fmt.say("Expected before the first value is due:"), result=share)
    elif isinstance(terms, Hold):
        yield HowLine(fmt.say("Expected on every day:"), result=share)
    elif isinstance(terms, YesNo):
        message = _YES_NO_STRETCH if score.goal.is_stretch else _YES_NO
        yield HowLine(fmt.say(message, day=fmt.day(on)), result=share)
    elif isinstance(terms, Milestones) and all(step.due is not None for step in terms.milestones):
        due = sum(step.weight for step in terms.milestones if step.due is not None and step.due <= on)
        text = fmt.say("Expected, weight due by {day} ÷ weight of all:", day=fmt.day(on))
        yield HowLine(text, _stretch(about, _over_all(about, terms, due)), share)
    elif isinstance(terms, Reach) and terms.checkpoints and _has_bridge(part):
        yield from _through_checkpoints(about, part, terms, on)
    else:
        yield _by_days(about, part, on, without_dates=isinstance(terms, Milestones))


def _by_days(about: About, part: KeyResultScore, on: date, *, without_dates: bool) -> HowLine:
    fmt, rule = about.fmt, about.rule
    assert part.expected is not None
    over, in_all = days_over(about.score, rule, on)
    value = parts.expected_value(part)
    after = "."
    if value is not None:
        after = fmt.say(", that is {value}.", value=parts.value_text(part, value, fmt))
    share = percents(fmt, (part.expected,))[0]
    if not in_all or about.goal.start == about.goal.due:
        text = fmt.say("Expected of a goal of one day, on {day}:", day=fmt.day(on))
        return HowLine(text, result=share, after=after)
    text = fmt.say(_BY_DAYS[rule.counts_the_day, without_dates], day=fmt.day(on))
    return HowLine(text, _stretch(about, f"{over} ÷ {in_all}"), share, after)


def _stretch(about: About, formula: str) -> str:
    return f"0.7 × {formula}" if about.goal.is_stretch else formula


def _has_bridge(part: KeyResultScore) -> bool:
    return (
        part.baseline is not None and part.target is not None and half_up(part.target - part.baseline, 9) != 0
    )


def _through_checkpoints(about: About, part: KeyResultScore, terms: Reach, on: date) -> Iterator[HowLine]:
    """Yield the value on the straight line between two corners, and that value as progress."""
    fmt = about.fmt
    assert part.baseline is not None
    assert part.target is not None
    assert part.expected is not None
    path = corners(about.score, part, terms, about.rule)
    _, decimals = parts.unit_of(part)
    scale = part.target - part.baseline
    share = percents(fmt, (part.expected,))[0]
    for (day_a, a), (day_b, b) in pairwise(path):
        if not (day_a <= on <= day_b) or day_a == day_b:
            continue
        value = a + (b - a) * (on - day_a).days / (day_b - day_a).days
        from_, to, there, base, end = figures(fmt, (a, b, value, part.baseline, part.target), decimals, scale)
        yield HowLine(
            fmt.say(
                "Expected on {day}, between {before} and {next}:",
                day=fmt.day(on),
                before=fmt.day(day_a),
                next=fmt.day(day_b),
            ),
            f"{from_} + ({to} − {bracketed(from_)}) × {(on - day_a).days} ÷ {(day_b - day_a).days}",
            there,
        )
        taken = bracketed(base)
        formula = _stretch(about, f"({there} − {taken}) ÷ ({end} − {taken})")
        yield HowLine(fmt.say("That is, as progress:"), formula, share)
        return
    yield HowLine(fmt.say("Expected on {day}:", day=fmt.day(on)), result=share)


# --- the gap ------------------------------------------------------------------------------------


def _gap(about: About, part: KeyResultScore) -> Iterator[HowLine]:
    if part.gap is None or part.expected is None:
        return
    decimals = beside(part.gap, (about.rule.on_track, about.rule.at_risk)) if about.rule.basis == "gap" else 1
    limited = min(1.0, max(0.0, part.progress or 0.0))
    expected, progress = percents(about.fmt, (part.expected, limited), decimals)
    what = about.fmt.say("Gap, expected − progress:")
    if part.gap <= 0:
        what = about.fmt.say("Gap, expected − progress (below 0 is ahead):")
    yield HowLine(what, f"{expected} − {progress}", points(about.fmt, part.gap, decimals))
