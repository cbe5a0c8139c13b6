"""What a change does, as frozen values: records, goalposts, standings, problems."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from goalposts.history.events import Change
from goalposts.history.lineages import RecordKind
from goalposts.history.moves import Move
from goalposts.history.rows import RowChange
from goalposts.measuring.scorecard import GoalScore, KeyResultScore, KpiScore
from goalposts.measuring.status import StatusRule
from goalposts.problems import Problem


class RecordChange(Struct, frozen=True):
    """What changes about one record: fields, and for a KPI the rows of its series.

    `rows` are those that were added, restated or removed, in the order of the file; `running` are the last
    days of those whose periods are not over yet. `edited` says that other columns than the values changed.
    """

    kind: RecordKind
    id: str
    title: str
    path: str
    changes: tuple[Change, ...] = ()
    rows: tuple[RowChange, ...] = ()
    running: Mapping[str, date] = field(default_factory=dict)
    edited: bool = False


class GoalMove(Struct, frozen=True):
    """A goalpost that moves: the goal that was promised, and the change of its promise."""

    goal_id: str
    title: str
    path: str
    move: Move


class Presence(StrEnum):
    """On which sides a record is there: the words are those of a list that tells it."""

    BOTH = "both"
    NEW = "new"
    REMOVED = "removed"
    UNREAD_BEFORE = "could not be read before"
    UNREAD = "can no longer be read"


class KeyResultDifference(Struct, frozen=True):
    """A key result whose numbers differ; one of the scores is None where it is new or gone."""

    before: KeyResultScore | None
    after: KeyResultScore | None


class GoalDifference(Struct, frozen=True):
    """A goal that stands elsewhere. One of the scores is None where the goal is not on both sides.

    `through` are the goals whose numbers this one rolls up and that count differently now, `hidden` counts
    those that left the audience's sight without being deleted: nobody names them. `is_own` says that the
    change touches the goal itself or a KPI that it reads.
    """

    id: str
    presence: Presence
    before: GoalScore | None
    after: GoalScore | None
    key_results: tuple[KeyResultDifference, ...]
    through: tuple[str, ...]
    hidden: int
    is_own: bool

    @property
    def score(self) -> GoalScore:
        """Return where the goal stands after the change, else where it stood before."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def status_changes(self) -> bool:
        """Return whether its badge is of another status than before."""
        return (
            self.before is None
            or self.after is None
            or (self.before.status, self.before.shown_status) != (self.after.status, self.after.shown_status)
        )


class KpiDifference(Struct, frozen=True):
    """A KPI whose latest value, health or freshness differs; a score is None where it is not on a side."""

    id: str
    presence: Presence
    before: KpiScore | None
    after: KpiScore | None

    @property
    def score(self) -> KpiScore:
        """Return where the KPI stands after the change, else where it stood before."""
        found = self.after or self.before
        assert found is not None
        return found


class NotCompared(Struct, frozen=True):
    """A file that cannot be compared, since it cannot be read whole on one side."""

    path: str
    side: str
    problem: Problem


class Comparison(Struct, frozen=True):
    """All that a change does, seen on one day by one audience.

    `base` and `head` are the names of the two sides. `private` are changes of private records, which only a
    terminal may show. `hidden` counts records that leave the audience's sight without being deleted.
    `others` are files that change without any change that is told. `existing` counts problems that both
    sides have, `mended` those that the change mends; private ones are in neither. `rules` are the status
    rules before and after; None where nothing could be measured.
    """

    base: str
    head: str
    as_of: date
    audience: str
    language: str = "en"
    rules: tuple[StatusRule, StatusRule] | None = None
    records: tuple[RecordChange, ...] = ()
    private: tuple[RecordChange, ...] = ()
    hidden: int = 0
    others: tuple[str, ...] = ()
    moves: tuple[GoalMove, ...] = ()
    goals: tuple[GoalDifference, ...] = ()
    kpis: tuple[KpiDifference, ...] = ()
    not_compared: tuple[NotCompared, ...] = ()
    problems: tuple[Problem, ...] = ()
    existing: int = 0
    mended: int = 0

    @property
    def is_empty(self) -> bool:
        """Return whether the change does nothing that can be told."""
        return not (
            self.records
            or self.private
            or self.hidden
            or self.others
            or self.moves
            or self.goals
            or self.kpis
            or self.not_compared
            or self.problems
            or self.mended
        )
