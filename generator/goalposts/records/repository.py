"""A goals repository as values: everything that was read, before anything is measured."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from goalposts.config import SiteConfig
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi
from goalposts.records.people import Cycle, Person, Team


class Repository(Struct, frozen=True):
    """All records of one audience, by id. `introduction` is the body of `goals/index.md`, Markdown."""

    config: SiteConfig
    goals: Mapping[str, Goal]
    kpis: Mapping[str, Kpi]
    teams: Mapping[str, Team]
    people: Mapping[str, Person]
    cycles: Mapping[str, Cycle]
    introduction: str
    audience: str = "internal"

    def name_of(self, who: str) -> str:
        """Return the name of a person or team, or the id itself where nobody is listed under it."""
        if who in self.people:
            return self.people[who].name
        return self.teams[who].title if who in self.teams else who
