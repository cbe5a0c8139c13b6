"""Cycles that are over: their goals as they were when the last value of the cycle was in.

The last values of a cycle come after its last day, so a cycle is final once no result of it is provisional
any more: on its last day, or when the grace of the last period is over. From then on its page stays so.
Grades and retrospectives are written at the close, which takes its time: the first that is written counts,
however late, and what is changed after that is an erratum.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from goalposts.history import RecordKind
from goalposts.history.archive import Archive
from goalposts.history.facts import Facts
from goalposts.history.lineages import Version
from goalposts.measuring.scorecard import GoalScore
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition
from goalposts.pages.review_differences import Comparison, Scene
from goalposts.pages.review_editions import Almanac
from goalposts.pages.review_errata import Errata, ErrataView
from goalposts.pages.review_moments import Moment, Moments
from goalposts.pages.review_same import Same
from goalposts.pages.review_source import SourceView, source_view
from goalposts.records.days import parse_day
from goalposts.records.fields import parse_number
from goalposts.records.goal import Goal
from goalposts.records.people import Cycle


class Final(Struct, frozen=True):
    """A cycle as it stays: measured on the day it was final, with what was said otherwise later."""

    day: date
    edition: Edition
    scores: tuple[GoalScore, ...]
    source: SourceView
    errata: ErrataView | None


@dataclass
class Finals:
    """The cycles of one edition that are final, each measured once."""

    edition: Edition
    _moments: Moments = field(init=False)
    _same: Same = field(init=False)
    _known: dict[str, Final | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._moments = Moments(self.edition)
        self._same = Same(self._moments.shelf)

    def expect(self, cycles: Iterable[Cycle]) -> None:
        """Read from git, at once, what the cycles that are over will need."""
        self._moments.expect(cycle.due for cycle in cycles if cycle.due < self.edition.scorecard.as_of)

    def of(self, cycle: Cycle) -> Final | None:
        """Return a cycle as it stays; None while it is open or not final, and where git does not know it."""
        if cycle.id not in self._known:
            self._known[cycle.id] = self._final(cycle)
        return self._known[cycle.id]

    def _final(self, cycle: Cycle) -> Final | None:
        as_of = self.edition.scorecard.as_of
        if cycle.due >= as_of or not self._moments.at(cycle.due).is_past:
            return None
        day = self._day(cycle)
        if day >= as_of:
            return None
        moment = self._closed(cycle, self._moments.at(day))
        goals = [key for key, goal in moment.records.goals.items() if goal.cycle == cycle.id]
        measured = moment.then.edition_on(day, goals)
        scores = tuple(measured.scorecard.goals.values())
        rule, site = measured.scorecard.rule, self.edition.repository.config.site
        fmt = Formatter(site.language, day, self.edition.catalogue, rule.words)
        source = source_view(moment, self.edition, fmt)
        return Final(day, measured, scores, source, self._errata(cycle, moment, scores, fmt))

    def _day(self, cycle: Cycle) -> date:
        """Return the last day on which a result of the cycle was provisional, or its last one."""
        moment = self._moments.at(cycle.due)
        goals = moment.records.goals.items()
        ended = [key for key, goal in goals if goal.cycle == cycle.id and goal.due <= cycle.due]
        after = moment.then.edition_on(cycle.due + timedelta(days=1), ended).scorecard.goals.values()
        waiting = (score.provisional_until for score in after if score.provisional_until is not None)
        return max(cycle.due, max(waiting, default=cycle.due))

    def _closed(self, cycle: Cycle, moment: Moment) -> Moment:
        """Return the moment with goals closed as they were when that was first written down."""
        history = self.edition.history
        if history is None or history.archive is None or moment.number is None:
            return moment
        closes = _closes(history.archive, moment.number)
        records = moment.records
        closed = {
            key: _closed(goal, closes[key])
            for key, goal in records.goals.items()
            if goal.cycle == cycle.id and key in closes and goal.grade is None
        }
        edition = replace(moment.then.edition, repository=replace(records, goals={**records.goals, **closed}))
        return replace(moment, then=Almanac(edition, moment.then.shelf))

    def _errata(
        self, cycle: Cycle, moment: Moment, scores: tuple[GoalScore, ...], fmt: Formatter
    ) -> ErrataView | None:
        causes = self._moments.causes(moment)
        if causes is None:
            return None
        scene = Scene(lambda goal: goal.cycle == cycle.id and goal.state != "draft")
        found = Comparison(moment, scene, causes, self._same).goals(scores)
        return Errata(self.edition, fmt, moment.then.edition.scorecard.rule, found).view(scores, None)


def _closes(archive: Archive, number: int) -> dict[str, Facts]:
    """Return, by goal, the first version after a commit that is closed with a grade or a retrospective."""
    found: dict[str, Facts] = {}
    for timeline in archive.timelines(RecordKind.GOAL):
        for entry in timeline.entries:
            if isinstance(entry, Version) and entry.index > number and _is_close(entry.facts):
                found.setdefault(timeline.id, entry.facts)
    return found


def _is_close(facts: Facts) -> bool:
    given = facts.text("grade") or facts.text("retrospective")
    return facts.text("state") == "closed" and given is not None


def _closed(goal: Goal, facts: Facts) -> Goal:
    try:
        grade = parse_number(facts.text("grade") or "")
    except ValueError:
        grade = None
    closed_on = goal.closed_on
    with suppress(ValueError):
        closed_on = parse_day(facts.text("closed_on") or "")
    return replace(
        goal, state="closed", closed_on=closed_on, grade=grade, retrospective=facts.text("retrospective")
    )
