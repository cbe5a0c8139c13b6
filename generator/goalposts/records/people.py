"""People, teams and cycles: who owns goals, and when they run."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from msgspec import Struct
from pydantic import Field

from goalposts.records.fields import Day, Id, Line, Title
from goalposts.records.model import Fields
from goalposts.records.period import FiscalYear, end_of_month, parse_period


class PersonFields(Fields):
    """A person, or a role, under `people:` of the configuration or in a row of `people.csv`."""

    name: Line = Field(examples=["Head of Customer Success"])
    """The name that is shown."""
    team: Id | None = Field(None, examples=["customer-success"])
    """The team the person is in."""
    title: Line | None = Field(None, examples=["Vice President"])
    """The title that is shown beside the name."""
    left: Day | None = Field(None, examples=["2026-08-31"])
    """The last day in the company; goals of someone who left need a new owner."""
    aliases: list[Id] = Field([], examples=[["head-of-support"]])
    """Former ids; their addresses redirect here."""


class Person(Struct, frozen=True):
    """Somebody who owns or follows goals."""

    id: str
    name: str
    team: str | None = None
    title: str | None = None
    left: date | None = None
    aliases: tuple[str, ...] = ()
    path: str = ""
    line: int | None = None


class TeamFields(Fields):
    """The front matter of `goals/<team>/index.md`."""

    title: Title = Field(examples=["Customer Success"])
    """The team's name."""
    lead: Id | None = Field(None, examples=["cs-lead"])
    """The person who leads it."""
    parent: Id | None = Field(None, examples=["operations"])
    """The team it is part of. Default: the team of the folder above, if it is one."""
    aliases: list[Id] = Field([], examples=[["customer-care"]])
    """Former ids; their addresses redirect here."""


class HomeFields(Fields):
    """The front matter of `goals/index.md`, the home page's introduction."""

    title: Title | None = Field(None, examples=["Where we stand"])
    """A title for the introduction."""


class Team(Struct, frozen=True):
    """A team: a folder of goals with an `index.md`."""

    id: str
    title: str
    lead: str | None
    parent: str | None
    body: str
    path: str
    aliases: tuple[str, ...] = ()
    node: Any = None


class Cycle(Struct, frozen=True):
    """A span of time for goals; `due` is its last day."""

    id: str
    title: str
    start: date
    due: date
    aliases: tuple[str, ...] = ()


def default_title(name: str) -> str:
    """Return how a custom cycle is called that has no title: `spring-push` is `Spring push`."""
    return name.replace("-", " ").capitalize()


_CYCLE = re.compile(r"(\d{4})(?:-(?:([Hh])([12])|([Qq])([1-4])|(\d{2})))?", re.ASCII)


# a goal asks for its cycle at each version, and there are few names
@lru_cache(maxsize=1 << 12)
def named_cycle(name: str, fiscal: FiscalYear) -> Cycle | None:
    """Return the year, half, quarter or month that `name` names, or None where it names none.

    Years, halves and quarters are fiscal ones by `fiscal`; months are calendar months.
    """
    match = _CYCLE.fullmatch(name)
    if not match:
        return None
    try:
        if match[6]:
            first = date(int(match[1]), int(match[6]), 1)
            return Cycle(name, f"{first:%B %Y}", first, end_of_month(first))
        period = parse_period(name, fiscal)
    except ValueError:
        return None
    mark = "FY " if fiscal.start_month != 1 else ""
    part = name.upper().partition("-")[2]
    title = f"{part} {mark}{match[1]}" if part else f"{mark}{match[1]}"
    return Cycle(name.upper(), title, period.start, period.end)
