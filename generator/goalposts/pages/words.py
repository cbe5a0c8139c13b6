"""The words of statuses, health, levels and kinds: one word, one shape and one colour each."""

from __future__ import annotations

from dataclasses import dataclass

from goalposts.measuring.scorecard import GoalScore, KeyResultScore, KpiScore
from goalposts.measuring.status import Health, Status, StatusRule
from goalposts.pages.links import hyphened

JUDGED = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)

NOT_JUDGED = (Status.PAUSED, Status.DROPPED, Status.DRAFT, Status.NOT_STARTED)

STATUS_WORDS: dict[Status, str] = {
    Status.ON_TRACK: "On track",
    Status.AT_RISK: "At risk",
    Status.OFF_TRACK: "Off track",
    Status.NOT_STARTED: "Not started",
    Status.NO_DATA: "No data",
    Status.STALE: "Stale",
    Status.ACHIEVED: "Achieved",
    Status.MISSED: "Missed",
    Status.DRAFT: "Draft",
    Status.PAUSED: "Paused",
    Status.DROPPED: "Dropped",
}

# the order in which goals are listed: what needs attention first
ATTENTION = (
    Status.OFF_TRACK,
    Status.AT_RISK,
    Status.STALE,
    Status.NO_DATA,
    Status.ON_TRACK,
    Status.ACHIEVED,
    Status.NOT_STARTED,
    Status.PAUSED,
    Status.MISSED,
    Status.DRAFT,
    Status.DROPPED,
)

# the order in which statuses are counted: from good to what is not judged
COUNTED = (
    Status.ACHIEVED,
    Status.ON_TRACK,
    Status.AT_RISK,
    Status.OFF_TRACK,
    Status.STALE,
    Status.NO_DATA,
    Status.NOT_STARTED,
    Status.MISSED,
    Status.PAUSED,
    Status.DRAFT,
    Status.DROPPED,
)

HEALTH_WORDS: dict[Health, str] = {
    Health.HEALTHY: "Healthy",
    Health.WARNING: "Warning",
    Health.UNHEALTHY: "Unhealthy",
    Health.UNKNOWN: "Unknown",
}

# health uses the shapes and colours of three statuses, and the one of no data
_HEALTH_SHAPES = {
    Health.HEALTHY: "on-track",
    Health.WARNING: "at-risk",
    Health.UNHEALTHY: "off-track",
    Health.UNKNOWN: "no-data",
}

LEVEL_WORDS = {"organization": "Organization", "team": "Team", "individual": "Individual"}
LEVEL_HEADINGS = {"organization": "Organization", "team": "Teams", "individual": "Individuals"}
KIND_WORDS = {"objective": "Objective", "performance": "Performance", "development": "Development"}


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status as it is shown: the class of its colour, its shape, its word, and what stands beside it.

    `css` is `s-…`, `icon` the name of the symbol without `i-`; `note` is empty or the rest of the line,
    such as `reported on track`.
    """

    css: str
    icon: str
    word: str
    note: str = ""

    @property
    def text(self) -> str:
        """Return the status as text alone: `At risk, reported on track`."""
        return f"{self.word}, {self.note}" if self.note else self.word


def status_view(status: Status, note: str = "", *, word: str = "") -> StatusView:
    """Return how a status is shown; `word` replaces its own word."""
    name = hyphened(status)
    return StatusView(f"s-{name}", name, word or STATUS_WORDS[status], note)


def health_view(health: Health, note: str = "", *, word: str = "") -> StatusView:
    """Return how the health of a KPI is shown."""
    shape = _HEALTH_SHAPES[health]
    return StatusView(f"s-{shape}", shape, word or HEALTH_WORDS[health], note)


def goal_status(score: GoalScore, rule: StatusRule) -> StatusView:
    """Return the badge of a goal: the measured status, and beside it what else the reader must know.

    Where owner and numbers differ both are named and the worse one gives shape and colour. A stale goal
    names the last known status, one that is partly stale how many of its parts are.
    """
    notes = []
    word = measured_word(score.status, rule)
    if score.disagrees and score.reported and score.reported.status:
        notes.append(f"reported {STATUS_WORDS[Status(score.reported.status)].lower()}")
    if score.status is Status.STALE and score.last_status:
        notes.append(f"last {STATUS_WORDS[score.last_status].lower()}")
    stale, parts = score.stale_parts
    if stale and score.status in JUDGED:
        notes.append(f"{stale} of {parts} stale")
    if score.provisional_until and score.status in JUDGED:
        notes.append("provisional")
    if not score.is_measured and score.status in (*JUDGED, Status.NO_DATA):
        return StatusView("s-not-started", "not-started", "Not measured", ", ".join(notes))
    shown = score.shown_status if score.disagrees else score.status
    return status_view(shown, ", ".join(notes), word=word)


def key_result_status(score: KeyResultScore, rule: StatusRule) -> StatusView:
    """Return the badge of a key result."""
    note = ""
    if score.status is Status.STALE and score.last_status:
        note = f"last {STATUS_WORDS[score.last_status].lower()}"
    elif score.provisional_until and score.status in JUDGED:
        note = "provisional"
    return status_view(score.status, note, word=measured_word(score.status, rule))


def measured_word(status: Status, rule: StatusRule) -> str:
    """Return the word of a status; a rule that imitates another product may bring its own three words."""
    return rule.words[JUDGED.index(status)] if status in JUDGED else STATUS_WORDS[status]


def kpi_status(score: KpiScore, note: str = "") -> StatusView:
    """Return the badge of a KPI: its health, or that its values are stale, never a healthy old value."""
    if score.is_stale and score.latest is not None:
        last = f"last {HEALTH_WORDS[score.health].lower()}" if score.health is not Health.UNKNOWN else ""
        return status_view(Status.STALE, note or last)
    return health_view(score.health, note)
