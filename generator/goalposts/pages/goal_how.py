"""How the numbers of a goal are made: its parts, the formulas of its means, and the steps to its status."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from goalposts.language.catalogue import N_
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import ChildScore, KeyResultScore
from goalposts.measuring.status import Status
from goalposts.pages.goal_steps import Step, steps
from goalposts.pages.how import About, HowLine, beside, percents, plain, points
from goalposts.pages.links import goal_url
from goalposts.pages.places import Place, field_of
from goalposts.pages.rows import Link
from goalposts.pages.rule_words import bounds_of
from goalposts.pages.words import NOT_JUDGED

_MOST_TERMS = 60
# of one part, of many, and of as many as a formula can show
_PROGRESS = (
    N_("Progress, that of its one part:"),
    N_("Progress, the weighted mean of its {n} parts:"),
    N_("Progress, the mean of its {n} parts:"),
)
_EXPECTED = (
    N_("Expected, that of its one part:"),
    N_("Expected, the weighted mean of its {n} parts:"),
    N_("Expected, the mean of its {n} parts:"),
)


class PartLine(Struct, frozen=True):
    """A part of a goal: its name as a link, its numbers, and the line that says how much it counts."""

    link: Link
    words: str
    places: tuple[Place, ...]


class GoalHow(Struct, frozen=True):
    """How a goal's numbers are made: `parts` that count, `lines` of formulas, and `steps` to the status.

    `rule` names the site's rule with its bounds in words.
    """

    parts: tuple[PartLine, ...]
    lines: tuple[HowLine, ...]
    steps: tuple[Step, ...]
    rule: str


class _Weighed(Struct, frozen=True):
    """A part as it counts: its weight, and its progress and expectation within 0…1."""

    weight: float
    progress: float
    expected: float


def how_goal(about: About) -> GoalHow:
    """Return how progress, expected, gap, score and status of a goal are made."""
    begun = about.score.progress is not None and about.score.status is not Status.DRAFT
    return GoalHow(
        parts=tuple(_parts(about)) if begun else (),
        lines=tuple(_lines(about)) if begun else (),
        steps=steps(about),
        rule=_rule(about),
    )


def _rule(about: About) -> str:
    rule = about.rule
    words = zip(rule.words, bounds_of(rule, about.fmt), strict=True)
    told = [
        about.fmt.say("{status}: {meaning}", status=about.fmt.say(word), meaning=meaning)
        for word, meaning in words
    ]
    if rule.name == "own":
        return about.fmt.say("The rule of this site. {bounds}.", bounds="; ".join(told))
    return about.fmt.say("The rule “{name}”. {bounds}.", name=rule.name, bounds="; ".join(told))


# --- the parts ----------------------------------------------------------------------------------


def _parts(about: About) -> Iterator[PartLine]:
    judged = about.score.status not in NOT_JUDGED
    for part in about.score.key_results:
        if part.is_counted:
            yield PartLine(
                Link(part.key_result.title, f"{goal_url(about.goal.id)}#{part.key_result.id}"),
                _numbers(about, _of_result(part), judged=judged),
                about.result_field(part, "weight")
                if "weight" in part.key_result.terms.model_fields_set
                else (),
            )
    for child in about.score.children:
        if child.counts and child.weight:
            goal = about.edition.repository.goals[child.goal_id]
            numbers = _numbers(about, _of_child(child), judged=judged)
            yield PartLine(Link(goal.title, goal_url(goal.id)), numbers, _support(about, child))


def _support(about: About, child: ChildScore) -> tuple[Place, ...]:
    """Return the line of the child's file that says what it supports, and with what weight."""
    goal = about.edition.repository.goals[child.goal_id]
    index = next(
        n
        for n, one in enumerate(goal.supports)
        if (one.goal, one.key_result, one.weight) == (about.goal.id, child.key_result, child.weight)
    )
    return (field_of(about.host, about.fmt, goal, "supports", index),)


def _numbers(about: About, part: _Weighed, *, judged: bool) -> str:
    fmt = about.fmt
    progress, expected = percents(fmt, (part.progress, part.expected))
    words = fmt.say("{share} done", share=progress)
    if judged:
        words = fmt.say("{share} done, {expected} expected", share=progress, expected=expected)
    if part.weight == 1:
        return words
    return fmt.say("{words}, weight {weight}", words=words, weight=plain(fmt, part.weight))


def _of_result(part: KeyResultScore) -> _Weighed:
    limited = min(1.0, max(0.0, part.progress or 0.0))
    return _Weighed(part.key_result.terms.weight, limited, part.expected or 0.0)


def _of_child(child: ChildScore) -> _Weighed:
    return _Weighed(child.weight, child.progress, child.expected)


# --- the formulas -------------------------------------------------------------------------------


def _lines(about: About) -> Iterator[HowLine]:
    score, fmt, rule = about.score, about.fmt, about.rule
    assert score.progress is not None
    assert score.expected is not None
    assert score.gap is not None
    weighed = [_of_result(part) for part in score.key_results if part.is_counted]
    weighed += [_of_child(child) for child in score.children if child.counts and child.weight]
    bounds = (rule.on_track, rule.at_risk) if rule.basis == "gap" else ()
    decimals = beside(score.gap, bounds)
    yield _mean(about, _PROGRESS, [(one.weight, one.progress) for one in weighed], score.progress)
    if score.status in NOT_JUDGED:
        return
    yield _mean(about, _EXPECTED, [(one.weight, one.expected) for one in weighed], score.expected)
    if any(part.is_counted and not 0 <= (part.progress or 0.0) <= 1 for part in score.key_results):
        yield HowLine(fmt.say("Progress below 0 % counts as 0 % here, above 100 % as 100 %"))
    expected, progress = percents(fmt, (score.expected, score.progress), decimals)
    what = fmt.say("Gap, expected − progress:")
    if score.gap <= 0:
        what = fmt.say("Gap, expected − progress (below 0 is ahead):")
    gap = points(fmt, score.gap, decimals)
    yield HowLine(what, f"{expected} − {progress}", gap)
    if score.days_behind is not None and half_up(score.gap, 9):
        what = fmt.say("In days of the goal, ahead:")
        if score.gap > 0:
            what = fmt.say("In days of the goal, behind:")
        share = percents(fmt, (abs(score.gap),), 3)[0]
        days = fmt.say_many("{n}\u00a0day", "{n}\u00a0days", abs(score.days_behind))
        yield HowLine(what, f"{share} × {rule.days_of(score.goal)}", days)
    if rule.basis == "share" and half_up(score.expected, 9) > 0:
        ratio = half_up(score.progress / score.expected, 9)
        share = percents(fmt, (ratio,), beside(ratio, (rule.on_track, rule.at_risk)))[0]
        done, wanted = percents(fmt, (score.progress, score.expected), 3)
        yield HowLine(fmt.say("Share of what was expected:"), f"{done} ÷ {wanted}", share)
    yield from _score(about)


def _mean(
    about: About, words: tuple[str, str, str], parts: list[tuple[float, float]], result: float
) -> HowLine:
    """Return the weighted mean of (weight, fraction) as a formula: `(2 × 25 % + 100 %) ÷ 3`."""
    fmt = about.fmt
    shown = percents(fmt, (result,))[0]
    if len(parts) == 1:
        return HowLine(fmt.say(words[0]), result=shown)
    total = sum(weight for weight, _ in parts)
    if len(parts) > _MOST_TERMS:
        return HowLine(fmt.say(words[1], n=fmt.number(len(parts))), result=shown)
    terms = [
        percents(fmt, (value,))[0] if weight == 1 else f"{plain(fmt, weight)} × {percents(fmt, (value,))[0]}"
        for weight, value in parts
    ]
    formula = f"({' + '.join(terms)}) ÷ {plain(fmt, total)}"
    return HowLine(fmt.say(words[2], n=fmt.number(len(parts))), formula, shown)


def _score(about: About) -> Iterator[HowLine]:
    score, fmt = about.score, about.fmt
    if score.score is None or score.status not in (Status.ACHIEVED, Status.MISSED):
        return
    yield HowLine(fmt.say("Score, the progress rounded:"), result=fmt.score(score.score))
    if score.goal.grade is not None and score.goal.state == "closed":
        grade = fmt.score(score.goal.grade)
        text = fmt.say("Grade, given at the close and used instead of the score: {grade}", grade=grade)
        yield HowLine(text, places=about.field("grade"))
