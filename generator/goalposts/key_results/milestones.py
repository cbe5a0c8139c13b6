"""Milestones: steps, each with a weight and perhaps a due date."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from goalposts.key_results.evidence import Evidence, KeyResultType, Reading
from goalposts.key_results.terms import Terms
from goalposts.language.catalogue import N_
from goalposts.records.days import parse_day
from goalposts.records.fields import Day, Title, Weight, read_day, wrong
from goalposts.records.model import Fields


def read_done(value: object) -> date | None:
    """Return the day something was done; None for `false`."""
    text = str(value)
    if text == "false":
        return None
    if text.lower() in ("true", "yes", "done"):
        raise wrong(
            "done", f"is `{text}`; expected the day it was done", "Write, for example: done: 2026-11-13"
        )
    if text.lower() in ("no", "off"):
        raise wrong("done", f"is `{text}`; expected false or a date", "Write `false`.")
    try:
        return parse_day(text)
    except ValueError:
        return read_day(value)


Done = Annotated[
    date | None,
    BeforeValidator(read_done),
    WithJsonSchema({"anyOf": [{"const": False}, {"type": "string", "format": "date"}]}),
]


class MilestoneFields(Fields):
    """One step."""

    title: Title = Field(examples=["Alerts for all accounts"])
    """What is done then."""
    due: Day | None = Field(None, examples=["2026-11-18"])
    """The last day for it."""
    done: Done = Field(None, examples=["2026-11-10"])
    """The day it was done; leave it out until then."""
    weight: Weight = Field(1.0, examples=[2])
    """How much of the whole it is."""


class Milestones(Terms):
    """The terms of a key result that is a list of steps."""

    milestones: list[MilestoneFields] = Field(
        min_length=1, examples=[[{"title": "Agree the warning rules", "due": "2026-10-16"}]]
    )
    """The steps, in order."""


def _total(terms: Milestones) -> float:
    return sum(step.weight for step in terms.milestones)


def is_done(step: MilestoneFields, on: date) -> bool:
    """Return whether the step was done by a day."""
    return step.done is not None and step.done <= on


def is_overdue(step: MilestoneFields, on: date) -> bool:
    """Return whether the step was due before a day and not done by it."""
    return step.due is not None and step.due < on and not is_done(step, on)


def read(terms: Milestones, evidence: Evidence) -> Reading:
    """Return the weight done ÷ the weight of all."""
    on, total = evidence.measured_at, _total(terms)
    done = sum(step.weight for step in terms.milestones if is_done(step, on))
    overdue = any(is_overdue(step, on) for step in terms.milestones)
    return Reading(
        done / total if total else None, overdue=overdue, why="" if total else N_("all weights are 0")
    )


def expect(terms: Milestones, evidence: Evidence, on: date) -> float:
    """Return the weight due by a day, where all have due dates; else the share of days."""
    if any(step.due is None for step in terms.milestones):
        return evidence.factor * evidence.elapsed(on)
    total = _total(terms)
    due = sum(step.weight for step in terms.milestones if step.due is not None and step.due <= on)
    return evidence.factor * (due / total if total else 0.0)


TYPE = KeyResultType(
    name="milestones", keys=("milestones",), terms=Milestones, read=read, expect=expect, needs_values=False
)
