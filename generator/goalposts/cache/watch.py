"""An edition that notes what is looked at: the same values, worked out when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeVar, cast

from msgspec.structs import replace

from goalposts.cache.book import key_of
from goalposts.cache.changes import Before, Changes
from goalposts.cache.derived import Derived, Ledger, WorkedOut
from goalposts.cache.leaves import Leaf, LeafNumbers
from goalposts.cache.prints import digest
from goalposts.cache.reads import Reads, Watched, WatchedRows
from goalposts.measuring.goal import Measurer, Numbers, children_of
from goalposts.measuring.kpi import measure_kpi, users_of
from goalposts.measuring.measure import rule_of
from goalposts.measuring.parts import day_of_measuring
from goalposts.measuring.scorecard import GoalScore, KpiScore, Scorecard
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi
from goalposts.records.people import Team
from goalposts.records.repository import Repository

Value = TypeVar("Value")


@dataclass
class Watch:
    """Watches the values of one build: who looks at what, and what it was worked out from.

    `changes` knows of everything that can be looked at whether it is as it was at the last build.
    """

    before: Before = field(default_factory=Before)
    reads: Reads = field(default_factory=Reads)
    numbers: LeafNumbers = field(default_factory=LeafNumbers)
    """Those by which `before` names leaves."""

    def __post_init__(self) -> None:
        """Begin with an empty ledger."""
        self.ledger = Ledger(self.reads)
        self._bodiless: dict[str, tuple[Goal, Goal]] = {}
        self.changes = Changes(self.ledger, self.before, self.numbers)

    def mapping(self, kind: str, values: Mapping[str, Any]) -> Watched[Any]:
        """Return a mapping of small values, watched."""
        hashes = {key: key_of(repr(value)) for key, value in values.items()}
        self.changes.add(kind, hashes)
        return Watched(kind, values, self.reads)

    def repository(self, repository: Repository, digests: Mapping[Leaf, bytes], of: str) -> Repository:
        """Return the repository, watched, and without bodies; its leaves begin with `of`."""
        goals = {key: self._without_body(goal) for key, goal in repository.goals.items()}
        kpis = {
            key: replace(kpi, body="", rows=cast(Any, WatchedRows((f"{of}rows", key), kpi.rows, self.reads)))
            for key, kpi in repository.kpis.items()
        }
        teams = {key: replace(team, body="") for key, team in repository.teams.items()}
        for kind, values in (("goals", goals), ("kpis", kpis), ("rows", kpis)):
            self.changes.add(of + kind, {key: digests[kind, key] for key in values})
        return replace(
            repository,
            goals=Watched(f"{of}goals", goals, self.reads),
            kpis=Watched(f"{of}kpis", kpis, self.reads),
            teams=self.mapping(f"{of}teams", teams),
            people=self.mapping(f"{of}people", repository.people),
        )

    def _without_body(self, goal: Goal) -> Goal:
        # the rules and the pages are given the same goals
        known = self._bodiless.get(goal.id)
        if known is None or known[0] is not goal:
            known = self._bodiless[goal.id] = goal, replace(goal, body="")
        return known[1]

    def texts(self, repository: Repository, of: str) -> Mapping[str, str]:
        """Return the bodies by the paths of their files, watched."""
        records: list[Goal | Kpi | Team] = [*repository.goals.values(), *repository.kpis.values()]
        records += repository.teams.values()
        texts = {record.path: record.body for record in records}
        self.changes.add(f"{of}texts", {path: key_of(text) for path, text in texts.items()})
        return Watched(f"{of}texts", texts, self.reads)

    def scorecard(self, repository: Repository, digests: Mapping[Leaf, bytes], as_of: date) -> Scorecard:
        """Return the scorecard of a watched repository; each score is worked out when it is asked for.

        `digests` are the hashes of its records.
        """
        rule = rule_of(repository.config)
        with self.reads.noting():
            children = children_of(repository)
            users = users_of(repository.goals)
        measurer = _Measurer(repository, as_of, rule, self.mapping("children", children))
        measurer.reads, measurer.made_from = self.reads, {}
        used_by = self.mapping("users", users)
        goals: Derived[GoalScore] = Derived(
            "scores",
            lambda: tuple(repository.goals),
            lambda key: measurer.score(repository.goals[key]),
        )
        goals.digest = partial(_digest_of_score, digests)
        kpis: Derived[KpiScore] = Derived(
            "kpi scores",
            lambda: tuple(repository.kpis),
            lambda key: measure_kpi(repository.kpis[key], repository, as_of, used_by.get(key, ())),
        )
        self.changes.add_derived(goals)
        self.changes.add_derived(kpis)
        return Scorecard(as_of, rule, goals, kpis)

    def sequence(self, kind: str, values: Sequence[Any]) -> Any:
        """Return a sequence, watched as one leaf."""
        self.changes.add(kind, {"all": key_of(repr(values))})
        return WatchedRows((kind, "all"), values, self.reads)

    def derived(self, values: Derived[Value]) -> Derived[Value]:
        """Return a mapping whose values are worked out when they are asked for."""
        self.changes.add_derived(values)
        return values

    def take(self, worked_out: Mapping[Leaf, WorkedOut]) -> None:
        """Add what another process worked out."""
        for leaf, each in worked_out.items():
            self.ledger.known[leaf] = replace(each, closure=self.numbers.packed(each.closure))


def by_value(value: object) -> bytes:
    """Return the hash of a value, of what it prints as."""
    return digest(value)


def remembered(values: Derived[Value]) -> Derived[Value]:
    """Return values that are small, and hold no records: they are kept, and told by what they print as."""
    values.kept, values.digest = True, by_value
    return values


def _digest_of_score(digests: Mapping[Leaf, bytes], score: GoalScore) -> bytes:
    """Return the hash of a score: records in it are told by theirs, rows stand for themselves."""
    kpis = {result.kpi.id for result in score.key_results if result.kpi}
    records = [digests["goals", score.goal.id], *(digests["kpis", key] for key in sorted(kpis))]
    results = tuple(replace(each, key_result=None, kpi=None) for each in score.key_results)
    # which check-ins count is told by the goal and the day
    rest = replace(score, goal=None, key_results=results, reported=None, check_ins=())
    return key_of(*records, digest(rest))


class _Measurer(Measurer):
    """A measurer that notes what the numbers of a goal were made from, also where it remembers them."""

    reads: Reads
    made_from: dict[tuple[str, date], frozenset[Leaf]]

    def numbers(self, goal: Goal, until: date) -> Numbers:
        key = (goal.id, day_of_measuring(goal, until))
        if key not in self.made_from:
            with self.reads.noting() as found:
                super().numbers(goal, until)
            self.made_from[key] = frozenset(found)
        for leaf in self.made_from[key]:
            self.reads.note(*leaf)
        return super().numbers(goal, until)
