"""Statuses, and the rules that turn a gap into one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goalposts.measuring.rounding import half_up


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


@dataclass(frozen=True, slots=True)
class StatusRule:
    """How far behind is still on track, or at risk.

    With basis `gap` the gap (expected − progress, a fraction) is compared with the bounds: up to
    `on_track` is on track, up to `at_risk` at risk. With basis `share` progress ÷ expected is compared:
    from `on_track` up is on track, from `at_risk` up at risk. The bounds themselves belong to the better
    side, unless `on_track_open` or `at_risk_open` says otherwise.
    """

    name: str
    basis: str
    on_track: float
    at_risk: float
    on_track_open: bool = False
    at_risk_open: bool = False
    counts_the_day: bool = False
    words: tuple[str, str, str] = ("On track", "At risk", "Off track")
    source: str = ""

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

    @property
    def at_risk_progress(self) -> float:
        """Return the lowest progress that is still at risk where 1 is expected: 0.75 by `pace`."""
        bound = 1 - self.at_risk if self.basis == "gap" else self.at_risk
        return half_up(bound + (1e-9 if self.at_risk_open else 0.0), 9)


PACE = StatusRule("pace", "gap", 0.10, 0.25, source="Goalposts' own rule")

PRESETS: dict[str, StatusRule] = {rule.name: rule for rule in (PACE,)}

# from best to worst: where owner and numbers differ, the worse one gives the colour
_REPORTABLE = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)


def worse(one: Status, other: Status) -> Status:
    """Return the worse of two judgements; a status that is no judgement (stale, closed …) stays itself."""
    if one not in _REPORTABLE or other not in _REPORTABLE:
        return one
    return max(one, other, key=_REPORTABLE.index)
