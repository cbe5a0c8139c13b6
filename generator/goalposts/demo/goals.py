"""The goals of the invented company, quarter by quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from goalposts.demo.company import GoalState
from goalposts.demo.texts import PERSONAL, STEPS, TeamText
from goalposts.records.ids import slug
from goalposts.records.people import named_cycle
from goalposts.records.period import CALENDAR

_LEAST_DAYS = 20


class Quarter(Struct, frozen=True):
    """A quarter of the year; `number` counts them from 0, `begin` is the day of its first goals."""

    name: str
    number: int
    start: date
    due: date
    begin: date


def quarters(first: date, last: date) -> tuple[Quarter, ...]:
    """Return the quarters between two days; a first one with little left of it is skipped."""
    found: list[Quarter] = []
    for year in range(first.year, last.year + 1):
        for part in (1, 2, 3, 4):
            cycle = named_cycle(f"{year}-Q{part}", CALENDAR)
            assert cycle is not None
            begin = max(cycle.start, first + timedelta(days=2))
            if (cycle.due - begin).days >= _LEAST_DAYS and cycle.start <= last:
                found.append(Quarter(cycle.id, len(found), cycle.start, cycle.due, begin))
    return tuple(found)


def organization_goals(start: date, due: date) -> Iterator[GoalState]:
    """Return the goals of the whole company for the year."""
    dates = {"start": str(start), "due": str(due), "visibility": "public"}
    objective = {"kind": "objective", **dates, "rollup": "children"}
    yield GoalState(
        "more-people-drink-our-coffee", "More people drink our coffee", "organization", "nele", "",
        "We are known in one city. The next one is an hour away.", objective,
    )  # fmt: skip
    yield GoalState(
        "people-stay-with-us", "People stay with us", "organization", "nele", "",
        "It costs five times as much to win somebody as to keep somebody.",
        {**objective, "rollup": "both"},
        key_results=[["kpi: monthly-churn", "target: 2.6"]],
    )  # fmt: skip
    yield GoalState(
        "a-company-that-pays-for-itself", "A company that pays for itself", "organization", "nele", "",
        "No new money this year.", dates,
        key_results=[["kpi: revenue", "target: +30%"]],
    )  # fmt: skip


def team_goal(team: TeamText, folder: str, quarter: Quarter, baseline: str) -> GoalState:
    """Return what a team aims at in a quarter."""
    title, why = team.goals[quarter.number % len(team.goals)]
    result = [f"kpi: {team.kpi}", f"target: {team.better}"]
    if team.id in ("growth", "product"):
        result.insert(1, f"baseline: {baseline} # where we stand today")
    fields = {"cycle": quarter.name}
    if team.id == "product":
        fields["ambition"] = "stretch"
    return GoalState(
        slug(title), title, "team", team.lead, folder, why, fields, [team.supports], [result]
    )  # fmt: skip


def personal_goal(quarter: Quarter, folder: str, supported: str) -> GoalState:
    """Return what one person aims at in a quarter: four steps, each with its day."""
    owner, title, _, kind = PERSONAL[quarter.number % len(PERSONAL)]
    lines = ["title: Steps", "milestones:"]
    for number, step in enumerate(STEPS):
        day = quarter.begin + (quarter.due - quarter.begin) * (number + 1) / len(STEPS)
        lines += [f"  - title: {step}", f"    due: {day}"]
    fields = {"kind": kind, "cycle": quarter.name}
    return GoalState(
        slug(title), title, "individual", owner, folder, "Agreed with the team.", fields, [supported], [lines]
    )
