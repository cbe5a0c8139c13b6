"""What today's records say otherwise of a closed period than its page shows, as values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from goalposts.history import Event
from goalposts.measuring.parts import state_on
from goalposts.measuring.scorecard import GoalScore, KpiScore
from goalposts.pages.review_causes import Causes, is_news
from goalposts.pages.review_editions import Almanac
from goalposts.pages.review_moments import Moment
from goalposts.pages.review_same import Same, as_on
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi


class Sort(StrEnum):
    """What is otherwise.

    `corrected`: something that was known has been changed. `later`: something that was not known has come.
    `added`: the goal was not live then by the records of the day, and is by today's. `removed`: it is gone.
    """

    CORRECTED = "corrected"
    LATER = "later"
    ADDED = "added"
    REMOVED = "removed"


class Difference(Struct, frozen=True):
    """A goal of which today's records say something else. `then` is what the page shows, None if added.

    `now` is what today's records say of the day, None where they do not know the goal. `through` are the
    goals that support it and differ, where nothing of its own does.
    """

    sort: Sort
    goal: Goal
    then: GoalScore | None
    now: GoalScore | None
    events: tuple[Event, ...]
    through: tuple[str, ...] = ()
    late_check_ins: tuple[str, ...] = ()


class KpiDifference(Struct, frozen=True):
    """A KPI whose latest value on the day was another one than its page shows."""

    sort: Sort
    then: KpiScore
    now: KpiScore
    events: tuple[Event, ...]


class Scene(Struct, frozen=True):
    """What a page is about: the goals that belong on it, and since when it tells what was reported."""

    belongs: Callable[[Goal], bool]
    since: date = date.max


@dataclass
class Comparison:
    """The records of a day and those of today, compared about that day.

    Today's are read by the rule and the settings of the day, and goals in the state that they had: what is
    otherwise is what was recorded, not how it is judged.
    """

    moment: Moment
    scene: Scene
    causes: Causes
    same: Same

    def __post_init__(self) -> None:
        """Take in what the settings of the day change in today's records."""
        self._then = self.moment.records
        now = self.moment.now.edition.repository
        config = now.config.model_copy(
            update={"status": self._then.config.status, "freshness": self._then.config.freshness}
        )
        goals = {
            key: as_on(self._then.goals[key], goal) if key in self._then.goals else goal
            for key, goal in now.goals.items()
        }
        self._now = replace(now, config=config, goals=goals)
        self._otherwise: dict[str, bool] = {}

    def goals(self, live: Iterable[GoalScore]) -> list[Difference]:
        """Return how goals that the page shows stand otherwise, then those that it does not show."""
        shown = {score.goal.id: score for score in live}
        affected = [key for key in self._affected(shown) if key in self._now.goals]
        scores = self._measured(affected)
        found = [each for key in affected if (each := self._changed(shown[key], scores[key]))]
        for key, score in shown.items():
            if key not in self._now.goals:
                found.append(Difference(Sort.REMOVED, score.goal, score, None, self.causes.is_there(key)))
        for key, goal in self._now.goals.items():
            if key not in shown and goal.state != "dropped" and self.scene.belongs(goal):
                found.append(Difference(Sort.ADDED, goal, None, None, self.causes.is_there(key)))
        return found

    def kpis(self, shown: Iterable[KpiScore]) -> list[KpiDifference]:
        """Return the KPIs whose latest value on the day was another one by today's records."""
        kpis, day = self._now.kpis, self.moment.day
        wanted = {
            score.kpi.id: score
            for score in shown
            if score.kpi.id in kpis and not self._is_same_kpi(score.kpi.id)
        }
        now = self.moment.now.edition_on(day, (), tuple(wanted)).scorecard.kpis if wanted else {}
        found = []
        for key, was in wanted.items():
            if _headline(was) != _headline(now[key]):
                events = self.causes.of_kpi(kpis[key])
                sort = Sort.LATER if events and all(map(is_news, events)) else Sort.CORRECTED
                found.append(KpiDifference(sort, was, now[key], events))
        return found

    # --- which goals may differ -----------------------------------------------------------------------

    def _affected(self, live: Collection[str]) -> list[str]:
        """Return the goals that read, or roll up, anything of which today's records say something else."""
        reached = {key for key in self._needed(live) if self._differs(key)}
        waiting = list(reached)
        while waiting:
            key = waiting.pop()
            for goals in (self._then.goals, self._now.goals):
                for support in goals[key].supports if key in goals else ():
                    above = support.goal
                    if above not in reached and self._rolls_up(above):
                        reached.add(above)
                        waiting.append(above)
        return [key for key in live if key in reached]

    def _needed(self, live: Collection[str]) -> set[str]:
        then, now = self.moment.then, self.moment.now
        return then.with_children(live) | now.with_children(key for key in live if key in self._now.goals)

    def _rolls_up(self, key: str) -> bool:
        found = (goals.get(key) for goals in (self._then.goals, self._now.goals))
        return any(goal is not None and goal.rollup in ("children", "both") for goal in found)

    def _differs(self, key: str) -> bool:
        if key not in self._otherwise:
            then, now = self._then.goals.get(key), self.moment.now.edition.repository.goals.get(key)
            self._otherwise[key] = (
                then is None
                or now is None
                or not self.same.goals(then, now, self.moment.day)
                or not all(self._is_same_kpi(kpi) for kpi in _read_by(then))
            )
        return self._otherwise[key]

    def _is_same_kpi(self, key: str) -> bool:
        then, now = self._then.kpis.get(key), self._now.kpis.get(key)
        if then is None or now is None:
            return then is now
        return self.same.kpis(then, now, self.moment.day)

    # --- how they differ ------------------------------------------------------------------------------

    def _measured(self, goals: Collection[str]) -> Mapping[str, GoalScore]:
        if not goals:
            return {}
        card = replace(self.moment.now.edition.scorecard, rule=self.moment.then.edition.scorecard.rule)
        edition = replace(self.moment.now.edition, repository=self._now, scorecard=card)
        almanac = Almanac(edition, self.moment.now.shelf)
        return almanac.edition_on(self.moment.day, goals).scorecard.goals

    def _changed(self, then: GoalScore, now: GoalScore) -> Difference | None:
        late = self._late_check_ins(then, now)
        if _standing(then) == _standing(now) and not late:
            return None
        key = then.goal.id
        events = self._events(key)
        through = tuple(sorted(self._through(key)))
        every = (*events, *(event for child in through for event in self._events(child)))
        sort = Sort.LATER if every and all(map(is_news, every)) else Sort.CORRECTED
        return Difference(sort, now.goal, then, now, events, through, late)

    def _events(self, key: str) -> tuple[Event, ...]:
        then, now = self._then.goals.get(key), self._now.goals.get(key)
        if then is None or now is None:
            return self.causes.is_there(key)
        day = self.moment.day
        closed = "closed" in (state_on(then, day), state_on(now, day))
        own = () if self.same.goals(then, now, day) else self.causes.of_goal(key, closed=closed)
        kpis = {kpi: None for goal in (then, now) for kpi in _read_by(goal) if not self._is_same_kpi(kpi)}
        read = [event for kpi in kpis if kpi in self._now.kpis for event in self._of_kpi(self._now.kpis[kpi])]
        return (*own, *read)

    def _of_kpi(self, kpi: Kpi) -> tuple[Event, ...]:
        return self.causes.of_kpi(kpi)

    def _through(self, key: str) -> set[str]:
        """Return the goals that count in a goal, or in one of those, and say something else themselves."""
        found: set[str] = set()
        waiting = [key]
        while waiting:
            goal = waiting.pop()
            if self._rolls_up(goal):
                sides = (self.moment.then.children, self.moment.now.children)
                below = {link.child for side in sides for link in side.get(goal, ())} - {key, *found}
                found |= below
                waiting += below
        return {child for child in found if self._differs(child)}

    def _late_check_ins(self, then: GoalScore, now: GoalScore) -> tuple[str, ...]:
        """Return the days of the period on which more was reported than was known then."""
        start = self.scene.since
        was = [one for one in then.check_ins if one.date >= start]
        return tuple(one.date.isoformat() for one in now.check_ins if one.date >= start and one not in was)


def _read_by(goal: Goal) -> list[str]:
    return [part.terms.kpi for part in goal.key_results if part.terms.kpi is not None]


def _standing(score: GoalScore) -> tuple[object, ...]:
    return score.status, score.last_status, score.shown_status, score.score, score.goal.grade


def _headline(score: KpiScore) -> tuple[object, ...]:
    return (score.latest.period, score.latest.value) if score.latest else ()
