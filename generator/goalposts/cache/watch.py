"""An edition that notes what is looked at: the same values, worked out when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from goalposts.cache.book import key_of
from goalposts.cache.reads import Before, Derived, Digests, Leaf, Ledger, Reads, Watched, WatchedRows
from goalposts.measuring.goal import Measurer, Numbers, children_of
from goalposts.measuring.kpi import measure_kpi, users_of
from goalposts.measuring.measure import rule_of
from goalposts.measuring.parts import day_of_measuring
from goalposts.measuring.scorecard import Scorecard
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi
from goalposts.records.people import Team
from goalposts.records.repository import Repository


@dataclass
class Watch:
    """Watches the values of one build: who looks at what, and what it was worked out from.

    `digests` has the hash of everything that can be looked at.
    """

    before: Before = field(default_factory=Before)
    reads: Reads = field(default_factory=Reads)

    def __post_init__(self) -> None:
        """Begin with an empty ledger."""
        self.ledger = Ledger(self.reads)
        self.digests = Digests(self.ledger, self.before)

    def mapping(self, kind: str, values: Mapping[str, Any]) -> Watched[Any]:
        """Return a mapping of small values, watched."""
        hashes = {key: key_of(repr(value)) for key, value in values.items()}
        self.digests.add(kind, hashes)
        return Watched(kind, values, self.reads)

    def repository(self, repository: Repository, digests: Mapping[Leaf, bytes], of: str) -> Repository:
        """Return the repository, watched, and without bodies; its leaves begin with `of`."""
        goals = {key: replace(goal, body="") for key, goal in repository.goals.items()}
        kpis = {
            key: replace(kpi, body="", rows=cast(Any, WatchedRows((f"{of}rows", key), kpi.rows, self.reads)))
            for key, kpi in repository.kpis.items()
        }
        teams = {key: replace(team, body="") for key, team in repository.teams.items()}
        for kind, values in (("goals", goals), ("kpis", kpis), ("rows", kpis)):
            self.digests.add(of + kind, {key: digests[kind, key] for key in values})
        return replace(
            repository,
            goals=Watched(f"{of}goals", goals, self.reads),
            kpis=Watched(f"{of}kpis", kpis, self.reads),
            teams=self.mapping(f"{of}teams", teams),
            people=self.mapping(f"{of}people", repository.people),
        )

    def texts(self, repository: Repository, of: str) -> Mapping[str, str]:
        """Return the bodies by the paths of their files, watched."""
        records: list[Goal | Kpi | Team] = [*repository.goals.values(), *repository.kpis.values()]
        records += repository.teams.values()
        texts = {record.path: record.body for record in records}
        self.digests.add(f"{of}texts", {path: key_of(text) for path, text in texts.items()})
        return Watched(f"{of}texts", texts, self.reads)

    def scorecard(self, repository: Repository, as_of: date) -> Scorecard:
        """Return the scorecard of a watched repository; each score is worked out when it is asked for."""
        rule = rule_of(repository.config)
        with self.reads.noting():
            children = children_of(repository)
            users = users_of(repository.goals)
        measurer = _Measurer(repository, as_of, rule, self.mapping("children", children))
        measurer.ledger, measurer.made_from = self.ledger, {}
        used_by = self.mapping("users", users)
        goals = Derived(
            "scores",
            lambda: tuple(repository.goals),
            lambda key: measurer.score(repository.goals[key]),
            self.ledger,
        )
        kpis = Derived(
            "kpi scores",
            lambda: tuple(repository.kpis),
            lambda key: measure_kpi(repository.kpis[key], repository, as_of, used_by.get(key, ())),
            self.ledger,
        )
        self.digests.add_derived("scores", goals)
        self.digests.add_derived("kpi scores", kpis)
        return Scorecard(as_of, rule, goals, kpis)

    def sequence(self, kind: str, values: Sequence[Any]) -> Any:
        """Return a sequence, watched as one leaf."""
        self.digests.add(kind, {"all": key_of(repr(values))})
        return WatchedRows((kind, "all"), values, self.reads)

    def derived(self, kind: str, keys: Callable[[], Any], make: Callable[[str], Any]) -> Derived[Any]:
        """Return a mapping whose values are worked out when they are asked for."""
        found = Derived(kind, keys, make, self.ledger)
        self.digests.add_derived(kind, found)
        return found


class _Measurer(Measurer):
    """A measurer that notes what the numbers of a goal were made from, also where it remembers them."""

    ledger: Ledger
    made_from: dict[tuple[str, date], frozenset[Leaf]]

    def numbers(self, goal: Goal, until: date) -> Numbers:
        key = (goal.id, day_of_measuring(goal, until))
        if key not in self.made_from:
            with self.ledger.reads.noting() as found:
                super().numbers(goal, until)
            self.made_from[key] = frozenset(found)
        for leaf in self.made_from[key]:
            self.ledger.reads.note(*leaf)
        return super().numbers(goal, until)
