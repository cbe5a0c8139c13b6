"""Statuses, and the rules that turn a gap into one."""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import asdict

from goalposts.measuring.presets import DEFAULT, ROWS, Bounds
from goalposts.measuring.rounding import half_up
from goalposts.records.goal import Goal


class Status(StrEnum):
    """Where a goal stands."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NOT_STARTED = "not_started"
    NO_DATA = "no_data"
    STALE = "stale"
    ACHIEVED = "achieved"
    MISSED = "missed"
    DRAFT = "draft"
    PAUSED = "paused"
    DROPPED = "dropped"


class Health(StrEnum):
    """How a KPI is doing."""

    HEALTHY = "healthy"
    WARNING = "warning"
    UNHEALTHY = "unhealthy"
    UNKNOWN = "unknown"


class StatusRule(Bounds, frozen=True):
    """A rule that turns progress and expectation into a status, by the bounds it carries."""

    def judge(self, progress: float, expected: float) -> Status:
        """Return on track, at risk or off track for a progress within 0…1 and what was expected."""
        if self.basis == "gap":
            gap = half_up(expected - progress, 9)
            return self._pick(-gap, -self.on_track, -self.at_risk)
        if half_up(expected, 9) <= 0:
            return Status.ON_TRACK
        return self._pick(half_up(progress / expected, 9), self.on_track, self.at_risk)

    def _pick(self, value: float, on_track: float, at_risk: float) -> Status:
        if value > on_track or (value == on_track and not self.on_track_open):
            return Status.ON_TRACK
        if value > at_risk or (value == at_risk and not self.at_risk_open):
            return Status.AT_RISK
        return Status.OFF_TRACK

    def days_of(self, goal: Goal) -> int:
        """Return the days of a goal that are multiplied by a gap; a rule that counts the day has one more."""
        return goal.days + self.counts_the_day

    @property
    def at_risk_progress(self) -> float:
        """Return the lowest progress that is still at risk where 1 is expected: 0.75 by `pace`.

        A bound that itself belongs to the worse side is left by 0.000000001. A rule that calls nothing at
        risk gets the highest progress that is off track, so that a miss never looks on track.
        """
        bound = 1 - self.at_risk if self.basis == "gap" else self.at_risk
        lowest = half_up(bound + (_STEP if self.at_risk_open else 0.0), 9)
        if self.judge(lowest, 1.0) is Status.ON_TRACK:
            return max(0.0, half_up(bound if self.on_track_open else bound - _STEP, 9))
        return lowest


_STEP = 1e-9  # numbers are compared after rounding to 9 decimals

PRESETS: dict[str, StatusRule] = {row.name: StatusRule(**asdict(row)) for row in ROWS}

PACE = PRESETS[DEFAULT]

# from best to worst: where owner and numbers differ, the worse one gives the colour
_REPORTABLE = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)


def worse(one: Status, other: Status) -> Status:
    """Return the worse of two judgements; a status that is no judgement (stale, closed …) stays itself."""
    if one not in _REPORTABLE or other not in _REPORTABLE:
        return one
    return max(one, other, key=_REPORTABLE.index)
