"""The history of a goals repository as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from goalposts.history.archive import Archive
from goalposts.history.events import Event
from goalposts.history.facts import Facts
from goalposts.history.in_force import Book
from goalposts.history.lineages import Lineage, RecordKind
from goalposts.history.log import Commit
from goalposts.problems import Problem
from goalposts.records.repository import Repository


class Restatement(Struct, frozen=True):
    """A commit that changed past values of a KPI: its series before and after, and its definition then."""

    index: int
    path: str
    definition: Facts
    before: bytes
    after: bytes


class Past(Struct, frozen=True):
    """What later questions are answered from: see `moves` and `addresses`.

    `commits` may hold subjects of commits that show nothing to the audience; only those of a change that
    is told may be shown. `lineages` are those that may be told of, `hidden` those of records that were
    published and no longer are, `people` every id that a person was listed under, with the last name and
    the commit that took it off the list (None: it is listed).
    """

    commits: tuple[Commit, ...]
    book: Book
    lineages: Mapping[RecordKind, tuple[Lineage, ...]]
    hidden: Mapping[RecordKind, tuple[Lineage, ...]]
    goals: Mapping[str, Lineage]
    people: Mapping[str, tuple[str, int | None]]
    restated: Mapping[str, tuple[Restatement, ...]]


class History(Struct, frozen=True):
    """What git knows, for one audience on one day.

    `events` are oldest first. `commit` is the last commit that changed something visible, the configuration
    or a template; None without a history. `problems` say why there is none, and which ids two records had.
    `archive` has the records of any day.
    """

    repository: Repository
    as_of: date
    events: tuple[Event, ...] = ()
    commit: Commit | None = None
    problems: tuple[Problem, ...] = ()
    by_record: Mapping[tuple[RecordKind, str], tuple[Event, ...]] = field(default_factory=dict)
    past: Past | None = None
    archive: Archive | None = None

    @property
    def audience(self) -> str:
        """Return whom the history is told to."""
        return self.repository.audience

    def of(self, kind: RecordKind, record_id: str) -> tuple[Event, ...]:
        """Return the events of one record by its present id, oldest first."""
        return self.by_record.get((kind, record_id), ())
