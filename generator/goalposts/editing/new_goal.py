"""A new goal: a file that is right at once and shows how to go on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from goalposts.editing.proposals import FROM_NOTHING, Baseline
from goalposts.editing.yaml_writing import flow_list, flow_mapping, scalar
from goalposts.records.people import Cycle

_LEVELS = "organization, team or individual"


class Measure(Struct, frozen=True):
    """A key result that brings a KPI to a target. `checkpoints` are empty where none are wanted."""

    kpi: str
    target: str
    where: Mapping[str, str] = field(default_factory=dict)
    aggregate: str = "last"
    baseline: Baseline | None = None
    checkpoints: Mapping[date, str] = field(default_factory=dict)


class NewGoal(Struct, frozen=True):
    """What a new goal says. `team` is None where the folder says it; without a measure it is yes or no."""

    id: str
    title: str
    level: str
    owner: str
    cycle: Cycle
    supports: tuple[str, ...] = ()
    kind: str | None = None
    measure: Measure | None = None


def goal_text(goal: NewGoal, modeline: str = "") -> str:
    """Return the file of a new goal, with a few words on each field."""
    supports = flow_list(goal.supports)
    why = (
        "the goals that this one helps to reach"
        if goal.supports
        else "ids of the goals that this one helps to reach"
    )
    lines = [
        f"title: {scalar(goal.title)}",
        f"level: {goal.level} # {_LEVELS}",
        *([f"kind: {goal.kind} # objective, performance or development"] if goal.kind else []),
        f"owner: {scalar(goal.owner)} # the one person who is accountable",
        f"cycle: {scalar(goal.cycle.id, typed=True)} # {goal.cycle.start} to {goal.cycle.due}",
        f"supports: {supports} # {why}",
        "key_results: # what success is, in numbers",
        *(_yes_or_no(goal) if goal.measure is None else _reach(goal.measure)),
        f"# check-ins come here, with: goalposts check-in {goal.id} --status on_track --confidence 7",
    ]
    front = "\n".join(lines)
    return f"---\n{modeline}{front}\n---\n\n{_BODY}\n"


_BODY = "<!-- Why does it matter, and how will it be done? Write it here, in two or three sentences. -->"


def _reach(measure: Measure) -> list[str]:
    lines = [
        f"  - id: {measure.kpi} # permanent, since links lead to it",
        f"    kpi: {measure.kpi}",
    ]
    if measure.where:
        lines.append(f"    where: {flow_mapping(measure.where, frozenset())} # one slice of the KPI")
    if measure.aggregate != "last":
        lines.append(f"    aggregate: {measure.aggregate} # of the values since the start")
    if measure.baseline is not None and measure.aggregate not in FROM_NOTHING:
        period = measure.baseline.period
        about = f": the value of {period}" if period else ""
        lines.append(f"    baseline: {measure.baseline.text} # where it begins{about}")
    lines.append(f"    target: {measure.target}")
    if measure.checkpoints:
        lines.append("    checkpoints: # where it should be on the way; now a straight line")
        lines += [f"      {day}: {value}" for day, value in measure.checkpoints.items()]
    return lines


def _yes_or_no(goal: NewGoal) -> list[str]:
    return [
        "  - id: done # permanent, since links lead to it",
        f"    title: {scalar(goal.title)}",
        "    done: false # the day it is done, such as 2026-11-30; better is a number: kpi and target",
    ]
