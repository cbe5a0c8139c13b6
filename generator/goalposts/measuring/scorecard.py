"""The scorecard: where every goal, key result and KPI stands on one day. All of it frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from goalposts.measuring.status import Health, Status, StatusRule
from goalposts.records.goal import CheckInFields, Goal, KeyResult
from goalposts.records.kpi import Kpi, Observation
from goalposts.records.period import Period


class KeyResultScore(Struct, frozen=True):
    """Where a key result stands at the goal's day of measuring.

    Fractions: `progress` (as it is, beyond 0 and 1 too), `expected`, `gap` (expected − progress limited to
    0…1). `baseline`, `target`, `current` are in the KPI's unit. All are None where there is no number.
    `held` is (periods in which a hold result held, periods that count).
    """

    key_result: KeyResult
    kpi: Kpi | None
    status: Status
    last_status: Status | None
    progress: float | None
    expected: float | None
    gap: float | None
    baseline: float | None
    target: float | None
    current: float | None
    measured_on: date | None
    held: tuple[int, int] | None
    has_data: bool
    is_stale: bool
    is_counted: bool
    provisional_until: date | None
    first_due: date | None
    counted: tuple[Observation, ...]
    straddling: tuple[Period, ...]
    baseline_from: Observation | None
    why: str


class ChildScore(Struct, frozen=True):
    """A goal that supports this one. `counts` says whether it is part of the roll-up, `why_not` why not."""

    goal_id: str
    weight: float
    key_result: str | None
    counts: bool
    why_not: str
    progress: float
    expected: float


class GoalScore(Struct, frozen=True):
    """Where a goal stands on its day of measuring `measured_at` = min(as_of, due, closed_on).

    `progress`, `expected` and `gap` are weighted means over the parts (fractions), None where nothing is
    measured. `score` is the progress rounded half-up to one decimal (more only where one would carry it
    across the line of success). `shown_status` gives the colour: the worse of measured and reported.
    `stale_parts` is (stale parts, parts that count); `worst` the id of the key result furthest behind.
    `days_behind` is gap × days of the goal, rounded; negative is ahead.
    """

    goal: Goal
    status: Status
    last_status: Status | None
    shown_status: Status
    reported: CheckInFields | None
    progress: float | None
    expected: float | None
    gap: float | None
    score: float | None
    measured_at: date
    key_results: tuple[KeyResultScore, ...]
    children: tuple[ChildScore, ...]
    is_measured: bool
    is_stale: bool
    stale_parts: tuple[int, int]
    provisional_until: date | None
    first_due: date | None
    worst: str | None
    days_behind: int | None
    check_ins: tuple[CheckInFields, ...]
    """The check-ins by `as_of`, latest first."""

    @property
    def disagrees(self) -> bool:
        """Return whether the owner's judgement differs from the measured one."""
        judged = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)
        said = self.reported.status if self.reported else None
        return said is not None and self.status in judged and said != self.status.value


class Change(Struct, frozen=True):
    """The difference between two observations, and whether it is better (True), worse (False) or neither."""

    since: Observation
    amount: float
    better: bool | None


class SliceScore(Struct, frozen=True):
    """One slice of a KPI: its latest observation, the change before it, and its whole series."""

    dimensions: tuple[tuple[str, str], ...]
    latest: Observation
    change: Change | None
    series: tuple[Observation, ...]


class KpiScore(Struct, frozen=True):
    """Where a KPI stands: the headline series with gaps, oldest first, its latest value and its health.

    `next_due` is the last day of the next period plus grace: after it the KPI is stale. `running` names
    the periods in the file that are not over by `as_of`.
    """

    kpi: Kpi
    series: tuple[Observation, ...]
    latest: Observation | None
    change: Change | None
    year_ago: Change | None
    health: Health
    is_stale: bool
    next_period_end: date | None
    next_due: date | None
    running: tuple[Period, ...]
    slices: tuple[SliceScore, ...]
    used_by: tuple[tuple[str, str], ...]
    """(goal id, key result id) of the key results that read it."""


class Scorecard(Struct, frozen=True):
    """Where everything stands on `as_of`, by the named rule."""

    as_of: date
    rule: StatusRule
    goals: Mapping[str, GoalScore]
    kpis: Mapping[str, KpiScore]
