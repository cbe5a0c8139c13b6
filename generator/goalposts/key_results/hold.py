"""Hold: keep a number within a bound."""

from __future__ import annotations

from datetime import date
from itertools import accumulate

from pydantic import Field, model_validator

from goalposts.key_results.evidence import Evidence, KeyResultType, Reading
from goalposts.key_results.terms import Terms
from goalposts.language.catalogue import N_
from goalposts.measuring.rounding import half_up
from goalposts.records.fields import Number, wrong
from goalposts.records.kpi import Pair
from goalposts.records.ranges import Range

BOUNDS = ("at_least", "at_most", "above", "below", "between")


class Hold(Terms):
    """The terms of a key result that keeps a number within a bound; exactly one bound is given."""

    at_least: Number | None = Field(None, examples=[90])
    """It holds at this value and above."""
    at_most: Number | None = Field(None, examples=[2])
    """It holds at this value and below."""
    above: Number | None = Field(None, examples=[0])
    """It holds above this value."""
    below: Number | None = Field(None, examples=[5])
    """It holds below this value."""
    between: Pair | None = Field(None, examples=[[80, 90]])
    """It holds from the first value to the second, both included."""

    @model_validator(mode="after")
    def _has_a_bound(self) -> Hold:
        # a bound that was left empty is not given at all, and a range without bounds would always hold
        if all(getattr(self, name) is None for name in BOUNDS):
            raise wrong("bound", "gives no bound", "Write a number, for example: at_least: 90")
        return self

    @property
    def range(self) -> Range:
        """Return the values at which it holds."""
        if self.between is not None:
            return Range(*self.between)
        if self.at_least is not None:
            return Range(low=self.at_least)
        if self.at_most is not None:
            return Range(high=self.at_most)
        if self.above is not None:
            return Range(low=self.above, low_open=True)
        return Range(high=self.below, high_open=True)


def running(values: tuple[float, ...], aggregate: str) -> tuple[float, ...]:
    """Return the aggregate as it stood after each value."""
    if aggregate == "sum":
        return tuple(accumulate(values))
    if aggregate == "mean":
        return tuple(total / number for number, total in enumerate(accumulate(values), 1))
    if aggregate == "max":
        return tuple(accumulate(values, max))
    if aggregate == "min":
        return tuple(accumulate(values, min))
    if aggregate == "count":
        return tuple(float(number) for number in range(1, len(values) + 1))
    return values


def read(terms: Hold, evidence: Evidence) -> Reading:
    """Return 1 while it holds, else 0, or what is still at risk where the KPI's ranges tolerate the value."""
    wanted = terms.range
    values = tuple(seen.value for seen in evidence.counted if seen.value is not None)
    states = [wanted.holds(half_up(value, 9)) for value in running(values, terms.aggregate)]
    held = (sum(states), len(states))
    if evidence.current is None:
        return Reading(None, held=held, why=N_("no value since the start"))
    current = half_up(evidence.current, 9)
    if wanted.holds(current):
        return Reading(1.0, held=held)
    tolerated = any(allowed.holds(current) for allowed in evidence.tolerable)
    return Reading(evidence.still_at_risk if tolerated else 0.0, held=held)


def expect(terms: Hold, evidence: Evidence, on: date) -> float:  # the protocol of all types
    """Return 1: holding is expected on every day."""
    return 1.0


TYPE = KeyResultType(
    name="hold",
    keys=BOUNDS,
    terms=Hold,
    read=read,
    expect=expect,
    needs_values=True,
    judged_at_end=True,
)
