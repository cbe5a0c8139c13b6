"""What `new goal` asks about measuring: the KPI with its last values, baseline, target and checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from goalposts.cli.editing import Workplace, find
from goalposts.cli.options import Answers, Question, ask, checked_by, named, number_as_typed
from goalposts.editing.new_goal import Measure
from goalposts.editing.proposals import (
    FROM_NOTHING,
    Baseline,
    Span,
    last_periods,
    propose_baseline,
    propose_checkpoints,
)
from goalposts.editing.refusal import RefusedError
from goalposts.key_results.reach import read_target
from goalposts.records.goal import read_reference
from goalposts.records.kpi import Kpi
from goalposts.records.people import Cycle
from goalposts.records.text import did_you_mean

_ABOVE = {"team": "organization", "individual": "team"}


def supported(place: Workplace, answers: Answers, level: str) -> tuple[str, ...]:
    """Return the references to the goals that a new goal supports, each of them checked."""
    goals = place.repository.goals

    def check(text: str) -> str:
        reference = str(checked_by(read_reference)(text))
        name, _, part = reference.partition("#")
        goal = find("goal", name, goals, place)
        results = [result.id for result in goal.key_results]
        if part and part not in results:
            raise RefusedError(f"goal `{name}` has no key result `{part}`", did_you_mean(part, results))
        return reference

    given = answers.given["supports"]
    if given or not answers.on_terminal or level not in _ABOVE:
        with named("supports"):
            return tuple(dict.fromkeys(check(text) for text in given))
    live = [
        goal.id
        for goal in goals.values()
        if goal.level == _ABOVE[level] and goal.state == "active" and goal.due >= place.today
    ]
    shown = "".join(f"\n  {name}" for name in live)
    text = f"Which goals does it support (ids with spaces between, empty for none)?{shown}"
    asked = Question(
        text, lambda line: tuple(check(word) for word in line.replace(",", " ").split()), optional=True
    )
    return ask(asked) or ()


def measured(place: Workplace, answers: Answers, cycle: Cycle) -> Measure | None:
    """Return the key result of a new goal, or None where no KPI measures it.

    The last periods of the KPI, the baseline and the checkpoints are printed.
    """
    kpis = place.repository.kpis
    known = f"\n  ({', '.join(kpis)})" if kpis else ""
    asked = Question(
        f"KPI that measures it, empty for none{known}",
        lambda name: find("KPI", name, kpis, place),
        optional=True,
    )
    kpi: Kpi | None = answers.get("kpi", asked)
    if kpi is None:
        return None
    where = answers.given["where"]
    for name in where:
        if name not in kpi.dimensions:
            raise RefusedError(
                f"--where: {kpi.csv_path} has no column `{name[:60]}` for slices",
                did_you_mean(name, kpi.dimensions),
            )
    _show_periods(place, kpi, where)
    span = Span(cycle.start, cycle.due, place.today)
    aggregate = answers.given["aggregate"]
    baseline = _baseline(answers, propose_baseline(kpi, where, span), aggregate)
    target = answers.get("target", Question("Target, such as 92, +30%, -15% or +2pp", _read_target))
    if read_target(target).is_relative and baseline is None:
        raise RefusedError(
            f"the target `{target}` is relative, and there is no baseline",
            "Give one with --baseline, or a number as target.",
        )
    checkpoints = _checkpoints(answers, baseline, target, (span, kpi))
    return Measure(kpi.id, target, where, aggregate, baseline, checkpoints)


def _show_periods(place: Workplace, kpi: Kpi, where: Mapping[str, str]) -> None:
    seen = last_periods(kpi, where, place.today)
    of = f", {', '.join(where.values())}" if where else ""
    if not seen:
        click.echo(f"{kpi.title}{of}: no values yet.")
        return
    form = place.formatter
    names = [form.period(each.period, fiscal=kpi.fiscal) for each in seen]
    click.echo(f"{kpi.title}{of}, the last {len(seen)} periods:")
    for name, each in zip(names, seen, strict=True):
        value = "no value" if each.value is None else form.value(each.value, kpi.unit, kpi.decimals)
        click.echo(f"  {name:<{max(map(len, names))}}  {value}")


def _read_target(text: str) -> str:
    return str(checked_by(read_target)(text).text)


def _baseline(answers: Answers, proposed: Baseline | None, aggregate: str) -> Baseline | None:
    if aggregate in FROM_NOTHING:
        return Baseline("0", "")
    default = proposed.text if proposed else None
    about = f", the value of {proposed.period}" if proposed else ", empty for none"
    asked = Question(f"Baseline, where it begins{about}", number_as_typed, default, optional=True)
    text = answers.get("baseline", asked)
    if text is None:
        return None
    if not answers.on_terminal and proposed and text == proposed.text:
        click.echo(f"Baseline: {text}, the value of {proposed.period}")
    return proposed if proposed and text == proposed.text else Baseline(text, "")


def _checkpoints(answers: Answers, baseline: Baseline | None, target: str, about: Any) -> Mapping[Any, str]:
    span, kpi = about
    if baseline is None:
        if answers.given["checkpoints"]:
            raise RefusedError("there is no baseline to draw a line from", "Give one with --baseline.")
        return {}
    points = propose_checkpoints(baseline.value, target, span, kpi.decimals)
    if points:
        click.echo("Checkpoints: " + ", ".join(f"{day}: {value}" for day, value in points.items()))
    if answers.given["checkpoints"] or (
        points and answers.on_terminal and click.confirm("Write them?", default=True)
    ):
        return points
    return {}
