"""What people do in the year: goals agreed, checked in on, moved, renamed, closed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from msgspec import Struct

from goalposts.demo import texts
from goalposts.demo.company import Company, GoalState
from goalposts.demo.goals import Quarter, personal_goal, team_goal
from goalposts.demo.renames import Renames
from goalposts.records.ids import slug

_EVERY = 21
"""Days between two check-ins on a goal."""
_LOWERED = {"+8%": "+6%", "+2pp": "+1.5pp", "-12%": "-10%", "+1pp": "+0.5pp"}
_RAISED = {"+8%": "+9%", "+2pp": "+2.5pp", "-12%": "-15%", "+1pp": "+1.5pp"}


class Happening(Struct, frozen=True):
    """Something that somebody commits; `is_direct` says that no pull request was made for it."""

    when: datetime
    author: str
    subject: str
    change: Callable[[], None]
    order: int = 0
    is_direct: bool = False


def happenings(company: Company, first: date, told: tuple[Quarter, ...]) -> Iterator[Happening]:
    """Return everything but the values of KPIs, in no order."""
    for quarter in told:
        yield from _Quarter(company, quarter).happenings()
    yield from _Year(company, first).happenings()


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


def _author(person: str) -> str:
    known = (*texts.PEOPLE, texts.NEWCOMER)
    return next(each.author for each in known if each.id == person)


class _Quarter:
    """A quarter from its first goals to the day on which they are closed."""

    def __init__(self, company: Company, quarter: Quarter) -> None:
        self.company, self.quarter = company, quarter
        self.chance = random.Random(f"quarter {quarter.name}")
        self.goals: dict[str, GoalState] = {}

    def happenings(self) -> Iterator[Happening]:
        for number, team in enumerate(texts.TEAMS):
            title = team.goals[self.quarter.number % len(team.goals)][0]
            begin = self.quarter.begin + timedelta(days=number)
            add = partial(self._add, team)
            yield Happening(_at(begin, 10, number), _author(team.lead), f"Add the goal “{title}”", add)
            yield from self._check_ins(team, title)
            close = partial(self._close, team.id)
            closing = self.quarter.due + timedelta(days=9)
            yield Happening(_at(closing, 14, number), _author(team.lead), f"Close “{title}”", close)
        yield self._move()
        yield from self._personal()

    def _add(self, team: texts.TeamText) -> None:
        company, rows = self.company, self.company.rows[team.kpi]
        goal = team_goal(team, company.folder_of(team.id), self.quarter, list(rows.values())[-1])
        goal.key_results[0][0] = f"kpi: {company.now(team.kpi)}"
        self.goals[team.id] = self.company.goals[goal.id] = goal

    def _check_ins(self, team: texts.TeamText, title: str) -> Iterator[Happening]:
        day = self.quarter.begin + timedelta(days=14 + self.chance.randrange(5))
        while day < self.quarter.due:
            status = self.chance.choices(("on_track", "at_risk", "off_track"), (6, 3, 1))[0]
            lines = [f"date: {day}", f"status: {status}", f"confidence: {self.chance.randrange(4, 9)}"]
            lines.append(f"wins: {self.chance.choice(texts.WINS)}")
            if status != "on_track":
                lines.append(f"blockers: {self.chance.choice(texts.BLOCKERS)}")
            lines.append(f"next: {self.chance.choice(texts.NEXT)}")

            def check_in(lines: list[str] = lines) -> None:
                self.goals[team.id].check_ins.insert(0, lines)

            yield Happening(
                _at(day, 15, self.chance.randrange(60)),
                _author(team.lead),
                f"Check in on “{title}”",
                check_in,
            )
            day += timedelta(days=_EVERY)

    def _move(self) -> Happening:
        team = texts.TEAMS[self.quarter.number % len(texts.TEAMS)]
        is_raised = self.quarter.number == 2
        verb, aims = ("Raise", _RAISED) if is_raised else ("Lower", _LOWERED)
        why = (
            "we were faster than we thought"
            if is_raised
            else "two of us are ill until the end of the quarter"
        )

        def move() -> None:
            result = self.goals[team.id].key_results[0]
            result[-1] = f"target: {aims[team.better]}"

        title = team.goals[self.quarter.number % len(team.goals)][0]
        day = self.quarter.begin + (self.quarter.due - self.quarter.begin) * 0.55
        return Happening(_at(day, 11), _author(team.lead), f"{verb} the target of “{title}”: {why}", move)

    def _close(self, key: str) -> None:
        goal = self.goals[key]
        goal.fields["state"] = "closed"
        if key == "operations":
            goal.fields["grade"] = f"{self.chance.choice((0.6, 0.7, 0.8, 1.0))}"
            goal.fields["retrospective"] = self.chance.choice(texts.REASONS)

    # --- one person ---------------------------------------------------------------------------------

    def _personal(self) -> Iterator[Happening]:
        owner, title, team, _ = texts.PERSONAL[self.quarter.number % len(texts.PERSONAL)]
        author = _author(owner)

        def add() -> None:
            goal = personal_goal(self.quarter, self.company.folder_of(team), self.goals[team].id)
            goal.owner = self.company.now(goal.owner)
            self.goals[title] = self.company.goals[goal.id] = goal

        begin = self.quarter.begin + timedelta(days=5)
        yield Happening(_at(begin, 9), author, f"Add the goal “{title}”", add)
        span = self.quarter.due - self.quarter.begin
        for number, step in enumerate(texts.STEPS[:3]):
            away = timedelta(days=self.chance.randrange(-3, 5))
            # where little is left of the quarter the first step is done on the day that the goal is added
            day = max(begin, self.quarter.begin + span * (number + 1) / len(texts.STEPS) + away)

            def tick(day: date = day, line: str = f"  - title: {step}") -> None:
                lines = self.goals[title].key_results[0]
                lines.insert(lines.index(line) + 2, f"    done: {day}")

            yield Happening(_at(day, 16), author, f"Tick off “{step}”", tick)
        closing = self.quarter.due + timedelta(days=10)
        yield Happening(_at(closing, 9), author, f"Close “{title}”", partial(self._close, title))


class _Year:
    """What happens once."""

    def __init__(self, company: Company, first: date) -> None:
        self.company, self.first = company, first

    def happenings(self) -> Iterator[Happening]:
        told = (
            (
                40,
                13,
                "oskar",
                "Correct the answer time of a week: the night was counted twice",
                self._restate,
            ),
            (60, 12, "ines", "Collect an idea: an app of our own", self._collect),
            (95, 16, "tariq", "Call the goal of Growth by what it is", self._rename),
            (130, 12, "ines", "Remove the idea of an app: we do not do it", self._remove),
            (150, 9, "ines", "Welcome Felix", self._welcome),
            (160, 17, "tariq", "Jonas leaves; his goals go to Tariq", self._leave),
            (170, 10, "oskar", "Support becomes Customer Care", self._rename_team),
        )
        renames = Renames(self.company, self.first).told()
        for days, hour, person, subject, change in (*told, *renames):
            yield Happening(
                _at(self.first + timedelta(days=days), hour), _author(person), subject, change, order=9
            )

    def _restate(self) -> None:
        rows = self.company.rows["answer-time"]
        starts = [goal for goal in self.company.goals.values() if goal.owner == "oskar"]
        # the week that a goal begins at, where there is one: so its goalposts move
        label = list(rows)[-5 if starts else -1]
        rows[label] = f"{float(rows[label]) - 0.6:.1f}"

    def _collect(self) -> None:
        title = "An app of our own"
        fields = {"cycle": str(self.first.year + 1), "state": "draft"}
        goal = GoalState(slug(title), title, "individual", "ines", "product", "Only an idea yet.", fields)
        goal.supports, goal.key_results = ["people-stay-with-us"], [["title: In both shops", "done: false"]]
        self.company.goals[goal.id] = goal

    def _remove(self) -> None:
        del self.company.goals["an-app-of-our-own"]

    def _rename(self) -> None:
        old = [
            goal for goal in self.company.goals.values() if goal.folder == "growth" and goal.level == "team"
        ][-1]
        old.title = f"{old.title}, and keep them"
        self.company.rename_goal(old.id, slug(old.title))

    def _welcome(self) -> None:
        self.company.people[texts.NEWCOMER.id] = texts.NEWCOMER

    def _leave(self) -> None:
        self.company.left[texts.LEAVER] = self.first + timedelta(days=160)
        for goal in self.company.goals.values():
            if goal.owner == texts.LEAVER and goal.fields.get("state") != "closed":
                goal.owner = "tariq"

    def _rename_team(self) -> None:
        self.company.rename_team("support", "customer-care", "Customer Care")
