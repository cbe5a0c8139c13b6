"""Reach: bring a number from its baseline to a target."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from goalposts.key_results.evidence import Evidence, KeyResultType, Reading
from goalposts.key_results.terms import Terms
from goalposts.language.catalogue import N_
from goalposts.measuring.rounding import half_up
from goalposts.records.fields import NUMBER_PATTERN, Day, Number, number_hint, parse_number, read_line, wrong


@dataclass(frozen=True, slots=True)
class Target:
    """A target: a number (`kind` absolute), or relative to the baseline in per cent or in points."""

    kind: str
    amount: float
    text: str

    @property
    def is_relative(self) -> bool:
        """Return whether the target depends on the baseline."""
        return self.kind != "absolute"

    def value(self, baseline: float | None) -> float | None:
        """Return the target in the KPI's unit, or None where it needs a baseline and there is none.

        Relative to the baseline b: `+p%` is b + p·|b|, `+ppp` is b + p.
        """
        if self.kind == "absolute":
            return self.amount
        if baseline is None:
            return None
        change = self.amount if self.kind == "points" else self.amount / 100 * abs(baseline)
        return half_up(baseline + change, 9)


_RELATIVE = re.compile(rf"([+-])({NUMBER_PATTERN.removeprefix('-?')})(?P<unit>%|pp)", re.ASCII)

_WRITTEN = rf"^([+-]{NUMBER_PATTERN.removeprefix('-?')}(%|pp)|{NUMBER_PATTERN})$"


def read_target(value: object) -> Target:
    """Return a target: a number, `+30%`, `-15%` or `+2pp`."""
    text = read_line(value)
    if match := _RELATIVE.fullmatch(text):
        amount = parse_number(match[2]) * (-1 if match[1] == "-" else 1)
        return Target("percent" if match["unit"] == "%" else "points", amount, text)
    if text.startswith("+"):
        number = text[1:].rstrip("% ")
        hint = f"Write `{number}` for the value itself, `+{number}%` or `+{number}pp` for a change."
        raise wrong("target", f"`{text}` has a plus sign but no unit of change", hint)
    try:
        return Target("absolute", parse_number(text), text)
    except ValueError as error:
        plain = text.replace("\u2212", "-").replace(" ", "")
        if _RELATIVE.fullmatch(plain):
            hint = f"Write `{plain}`."
        elif re.fullmatch(r"[0-9.]+ ?%", text):
            number = text.rstrip("% ")
            hint = f"Write `{number}` for the value, or `+{number}%` or `-{number}%` for a change."
        else:
            hint = number_hint(text)
        raise wrong("target", f"{error}; expected a number, `+30%` or `+2pp`", hint) from error


class Reach(Terms):
    """The terms of a key result that brings a number to a target."""

    target: Annotated[
        Target,
        BeforeValidator(read_target),
        WithJsonSchema({"type": ["number", "string"], "pattern": _WRITTEN}),
    ] = Field(examples=[92])
    """A number, or relative to the baseline: `+30%`, `-15%`, or `+2pp` for points of a percent KPI."""
    baseline: Number | None = Field(None, examples=[84])
    """Where it begins. Default: the last value on or before `start`; 0 for `sum` and `count`."""
    checkpoints: dict[Day, Number] = Field({}, examples=[{"2026-10-31": 85}])
    """Values expected on days between start and due; straight lines lead through them."""


def baseline_of(terms: Reach, evidence: Evidence) -> float | None:
    """Return the baseline: the one that is written, else the default."""
    return terms.baseline if terms.baseline is not None else evidence.baseline


def read(terms: Reach, evidence: Evidence) -> Reading:
    """Return (current − baseline) ÷ (target − baseline), below 0 and above 1 as it is."""
    baseline = baseline_of(terms, evidence)
    if baseline is None:
        why = N_("no value on or before the start, and no baseline is written")
        return Reading(None, target=terms.target.value(None), why=why)
    target = terms.target.value(baseline)
    assert target is not None
    if evidence.current is None:
        return Reading(None, baseline, target, why=N_("no value since the start"))
    if half_up(target - baseline, 9) == 0:
        # nothing to bridge: it is reached while the value stands where it should
        progress = 1.0 if half_up(evidence.current - target, 9) == 0 else 0.0
        return Reading(progress, baseline, target)
    return Reading((evidence.current - baseline) / (target - baseline), baseline, target)


def expect(terms: Reach, evidence: Evidence, on: date) -> float:
    """Return the expected progress on a day: the share of days, or straight lines through checkpoints."""
    baseline = baseline_of(terms, evidence)
    target = terms.target.value(baseline)
    bridge = None if baseline is None or target is None else target - baseline
    if not terms.checkpoints or baseline is None or target is None or not bridge:
        return evidence.factor * evidence.elapsed(on)
    return evidence.factor * (expected_value(terms, evidence, on) - baseline) / bridge


def expected_value(terms: Reach, evidence: Evidence, on: date) -> float:
    """Return the value expected on a day, in the KPI's unit; baseline and target must be known."""
    points = path(terms, evidence)
    if on <= points[0][0]:
        return points[-1][1] if evidence.start == evidence.due <= on else points[0][1]
    for (day_a, value_a), (day_b, value_b) in pairwise(points):
        if day_a <= on <= day_b:
            return value_a + (value_b - value_a) * (on - day_a).days / (day_b - day_a).days
    return points[-1][1]


def path(terms: Reach, evidence: Evidence) -> tuple[tuple[date, float], ...]:
    """Return the corners of the expected path: start, checkpoints, due; baseline and target must be known."""
    baseline = baseline_of(terms, evidence)
    target = terms.target.value(baseline)
    assert baseline is not None
    assert target is not None
    between = sorted((day, value) for day, value in terms.checkpoints.items())
    inside = [point for point in between if evidence.path_begins < point[0] < evidence.due]
    return ((evidence.path_begins, baseline), *inside, (evidence.due, target))


TYPE = KeyResultType(name="reach", keys=("target",), terms=Reach, read=read, expect=expect, needs_values=True)
