"""A year in the invented company: what happens when, as commits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from goalposts.demo.company import Company, TeamState
from goalposts.demo.goals import Quarter, organization_goals, quarters
from goalposts.demo.happenings import Happening, happenings
from goalposts.demo.numbers import months, value, weeks
from goalposts.demo.stream import Signed, Stream
from goalposts.demo.texts import BOT, KPIS, PEOPLE, TEAMS

_YEAR = 364
_BEFORE = 26 * 7
"""Days of values that the first commit brings."""
_BRANCH = 203
"""The day on which somebody works on a branch that is merged."""


def a_year(as_of: date) -> tuple[bytes, int]:
    """Return a year of commits up to a day as `git fast-import` reads them, and how many they are.

    The same day gives the same bytes.
    """
    told = _Year(as_of).stream()
    return told.to_bytes(), told.count


@dataclass
class _Year:
    as_of: date
    company: Company = field(default_factory=Company)
    told: Stream = field(default_factory=Stream)
    requests: int = 0
    tip: int = 0
    files: dict[str, str] = field(default_factory=dict)

    @property
    def first(self) -> date:
        return self.as_of - timedelta(days=_YEAR)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return quarters(self.first, self.as_of)

    def stream(self) -> Stream:
        self._begin()
        todo = [*self._rows(), *happenings(self.company, self.first, self.quarters)]
        todo.append(
            Happening(
                self._at(self.first + timedelta(days=_BRANCH), 10), "", "", self._branch, is_direct=True
            )
        )
        for each in sorted(todo, key=lambda each: (each.when, each.order)):
            self._do(each)
        self._proposal()
        return self.told

    def _begin(self) -> None:
        company = self.company
        company.people = {person.id: person for person in PEOPLE}
        company.home = (
            "We roast coffee and send it to people who want to know where it comes from.\n\n"
            "This year: more people who drink it, and people who stay.\n"
        )
        company.teams = {team.id: TeamState(team.id, team.title, team.lead, team.body) for team in TEAMS}
        begin = self.first - timedelta(days=_BEFORE)
        for kpi in KPIS:
            periods = weeks if kpi.weekly else months
            company.rows[kpi.id] = {
                label: value(kpi.id, kpi.shape, end, self.first)
                for label, end in periods(begin, self.first - timedelta(days=1))
            }
        for goal in organization_goals(self.quarters[0].start, self.quarters[-1].due):
            company.goals[goal.id] = goal
        self._commit(Signed(PEOPLE[0].author, self._at(self.first, 9), "Write down what we want this year"))

    @staticmethod
    def _at(day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour))

    def _rows(self) -> Iterator[Happening]:
        """Return what the bot records: each Monday the week, on the second of a month the month."""
        for kpis, periods, order in (
            ([kpi for kpi in KPIS if kpi.weekly], weeks, 0),
            ([kpi for kpi in KPIS if not kpi.weekly], months, 1),
        ):
            for label, end in periods(self.first, self.as_of - timedelta(days=2)):
                values = {kpi.id: value(kpi.id, kpi.shape, end, self.first) for kpi in kpis}

                def record(label: str = label, values: dict[str, str] = values) -> None:
                    for kpi_id, text in values.items():
                        self.company.rows[kpi_id][label] = text

                when = self._at(end + timedelta(days=1 + order), 6)
                yield Happening(
                    when, BOT, f"Record the values of {label}", record, order=order, is_direct=True
                )

    def _do(self, each: Happening) -> None:
        if each.when.date() > self.as_of:
            return
        each.change()
        message = each.subject
        if not each.is_direct:
            self.requests += 1
            message += f" (#{self.requests})"
        self._commit(Signed(each.author, each.when, message))

    def _commit(self, signed: Signed) -> None:
        now = self.company.files()
        if now != self.files:
            parents = (self.tip,) if self.tip else ()
            self.tip = self.told.commit(signed, self.files, now, parents)
            self.files = now

    def _branch(self) -> None:
        """Commit twice on a branch, once on main, and merge."""
        when = self._at(self.first + timedelta(days=_BRANCH), 10)
        cycle = next(each.name for each in self.quarters if each.due > when.date())
        path, text = "goals/product/recipes-for-every-bag.md", _RECIPES.format(cycle=cycle)
        better = text.replace("A recipe", "A tested recipe")
        ines, nele = (self.company.people[name].author for name in ("ines", "nele"))
        was = dict(self.files)
        draft = Signed(ines, when, "Draft a goal about recipes")
        one = self.told.commit(draft, was, {**was, path: text}, (self.tip,), "recipes")
        change = Signed(ines, when + timedelta(hours=3), "Only tested recipes, as agreed")
        two = self.told.commit(change, {**was, path: text}, {**was, path: better}, (one,), "recipes")
        self.company.home += "\nWho writes a goal writes why.\n"
        self._commit(Signed(nele, when + timedelta(hours=4), "Say why we ask why"))
        self.requests += 1
        message = f"Merge pull request #{self.requests} from harbour-lane/recipes\n\nA goal about recipes"
        self.company.loose[path] = better
        now = self.company.files()
        merge = Signed(nele, when + timedelta(hours=5), message)
        self.tip = self.told.commit(merge, self.files, now, (self.tip, two))
        self.files = now

    def _proposal(self) -> None:
        """Leave a branch that is not merged: one to try `goalposts diff main proposal` on."""
        goals = self.company.goals.values()
        goal = [each for each in goals if each.folder == "growth" and each.level == "team"][-1]
        was = self.files
        lower = re.sub(r"target: \+\d+%", "target: +4%", goal.text())
        signed = Signed(
            self.company.people["tariq"].author,
            self._at(self.as_of, 17),
            "Propose a target that we can reach",
        )
        self.told.commit(signed, was, {**was, goal.path: lower}, (self.tip,), "proposal")


_RECIPES = """---
title: Recipes for every bag
level: individual
owner: ines
cycle: {cycle}
supports: [people-stay-with-us]
key_results:
  - id: recipes
    title: A recipe for every bag is online
    done: false
---
People who cook with us stay with us.
"""
