"""Whether a change of a promise made it easier, harder or neither: one rule a field.

| field | easier | harder | neither |
| --- | --- | --- | --- |
| due | later | earlier | |
| start | | | always: less time and a later beginning go together |
| ambition | stretch | committed | |
| weight | | | always |
| target | nearer to the baseline | farther from it | on its other side, or the sides are unknown |
| bound | a wider range of good values | a narrower one | neither holds the other |
| baseline | against the goal's direction: the same value is more progress | with it | it crosses the target |
| milestone | removed, or due later | added, or due earlier | its weight |
| removed key result | | | always: git cannot say what it would have become |
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from goalposts.history.key_result_changes import BOUNDS, WrittenResult
from goalposts.key_results.hold import Hold
from goalposts.key_results.reach import Target, read_target
from goalposts.records.ranges import Range


class Effect(StrEnum):
    """What a change of a promise did to it."""

    EASIER = "easier"
    HARDER = "harder"
    NEITHER = "neither"


def by_size(change: float, *, easier_up: bool) -> Effect:
    """Return the effect of a number that went up or down."""
    if change == 0:
        return Effect.NEITHER
    return Effect.EASIER if (change > 0) == easier_up else Effect.HARDER


def of_due(before: date | None, after: date | None) -> Effect:
    """Return the effect of another due date: more time is easier."""
    if before is None or after is None:
        return Effect.NEITHER
    return by_size((after - before).days, easier_up=True)


def of_ambition(after: str) -> Effect:
    """Return the effect of another ambition: a stretch goal succeeds at 0.7."""
    return Effect.EASIER if after == "stretch" else Effect.HARDER


def target_of(text: str | None) -> Target | None:
    """Return a written target, or None where it is none."""
    try:
        return read_target(text) if text else None
    except PydanticCustomError:
        return None


def of_target(before: str | None, after: str | None, baseline: float | None, direction: str) -> Effect:
    """Return the effect of another target.

    `baseline` is where the key result begins (None: unknown), `direction` the KPI's: without a baseline,
    a higher target is harder where up is better.
    """
    old, new = target_of(before), target_of(after)
    if old is None or new is None:
        return Effect.NEITHER
    was, now = old.value(baseline), new.value(baseline)
    if baseline is not None and was is not None and now is not None:
        return _by_distance(was - baseline, now - baseline)
    if old.kind == new.kind and old.is_relative:
        return _by_distance(old.amount, new.amount)
    if was is not None and now is not None and direction in ("up", "down"):
        return by_size(now - was, easier_up=direction == "down")
    return Effect.NEITHER


def _by_distance(was: float, now: float) -> Effect:
    if was * now < 0 or was == 0:
        return Effect.NEITHER
    return by_size(abs(now) - abs(was), easier_up=False)


def of_baseline(before: float | None, after: float | None, target: Target | None) -> Effect:
    """Return the effect of another baseline, with a target that may depend on it."""
    if before is None or after is None or target is None:
        return Effect.NEITHER
    was, now = target.value(before), target.value(after)
    if was is None or now is None or (was - before) * (now - after) <= 0:
        return Effect.NEITHER
    return by_size(after - before, easier_up=was < before)


def bound_of(result: WrittenResult) -> Range | None:
    """Return the range that a key result must hold, or None where it gives no readable one."""
    given = {name: result.fields[name] for name in BOUNDS if result.fields.get(name) is not None}
    if len(given) != 1:
        return None
    try:
        return Hold.model_validate(given).range
    except ValidationError:
        return None


def of_bound(before: Range | None, after: Range | None) -> Effect:
    """Return the effect of another range: where it holds all of the old one and more, it is easier."""
    if before is None or after is None:
        return Effect.NEITHER
    wider, narrower = _holds_all(after, before), _holds_all(before, after)
    if wider == narrower:
        return Effect.NEITHER
    return Effect.EASIER if wider else Effect.HARDER


def _holds_all(outer: Range, inner: Range) -> bool:
    low = outer.low is None or (
        inner.low is not None
        and (inner.low > outer.low or (inner.low == outer.low and (inner.low_open or not outer.low_open)))
    )
    high = outer.high is None or (
        inner.high is not None
        and (
            inner.high < outer.high or (inner.high == outer.high and (inner.high_open or not outer.high_open))
        )
    )
    return low and high
