"""Yes/no: something that is done, or not."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from goalposts.key_results.evidence import Evidence, KeyResultType, Reading
from goalposts.key_results.milestones import Done
from goalposts.key_results.terms import Terms


class YesNo(Terms):
    """The terms of a key result that is done on a day."""

    done: Done = Field(examples=["false"])
    """`false`, or the day it was done."""


def read(terms: YesNo, evidence: Evidence) -> Reading:
    """Return 1 where it was done by the day of measuring, else 0."""
    return Reading(1.0 if terms.done is not None and terms.done <= evidence.measured_at else 0.0)


def expect(terms: YesNo, evidence: Evidence, on: date) -> float:  # the protocol of all types
    """Return 0 before the due day, then 1."""
    return evidence.factor if on >= evidence.due else 0.0


TYPE = KeyResultType(name="yes_no", keys=("done",), terms=YesNo, read=read, expect=expect, needs_values=False)
