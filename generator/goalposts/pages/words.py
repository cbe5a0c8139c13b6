"""The words of statuses, health, levels and kinds: one word, one shape and one colour each."""

from __future__ import annotations

from msgspec import Struct

from goalposts.language.catalogue import N_
from goalposts.measuring.scorecard import GoalScore, KeyResultScore, KpiScore
from goalposts.measuring.status import Health, Status, StatusRule
from goalposts.pages.formatting import Formatter
from goalposts.pages.links import hyphened

JUDGED = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)

NOT_JUDGED = (Status.PAUSED, Status.DROPPED, Status.DRAFT, Status.NOT_STARTED)

STATUS_WORDS: dict[Status, str] = {
    Status.ON_TRACK: N_("On track"),
    Status.AT_RISK: N_("At risk"),
    Status.OFF_TRACK: N_("Off track"),
    Status.NOT_STARTED: N_("Not started"),
    Status.NO_DATA: N_("No data"),
    Status.STALE: N_("Stale"),
    Status.ACHIEVED: N_("Achieved"),
    Status.MISSED: N_("Missed"),
    Status.DRAFT: N_("Draft"),
    Status.PAUSED: N_("Paused"),
    Status.DROPPED: N_("Dropped"),
}

# the same inside a sentence: `reported on track`
_STATUS_INSIDE: dict[Status, str] = {
    Status.ON_TRACK: N_("on track"),
    Status.AT_RISK: N_("at risk"),
    Status.OFF_TRACK: N_("off track"),
    Status.NOT_STARTED: N_("not started"),
    Status.NO_DATA: N_("no data"),
    Status.STALE: N_("stale"),
    Status.ACHIEVED: N_("achieved"),
    Status.MISSED: N_("missed"),
    Status.DRAFT: N_("draft"),
    Status.PAUSED: N_("paused"),
    Status.DROPPED: N_("dropped"),
}

# the words that named rules bring, inside a sentence
_OWN_INSIDE = {"Behind": N_("behind"), "Progressing": N_("progressing"), "Lagging": N_("lagging")}

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
    Health.HEALTHY: N_("Healthy"),
    Health.WARNING: N_("Warning"),
    Health.UNHEALTHY: N_("Unhealthy"),
    Health.UNKNOWN: N_("Unknown"),
}

_HEALTH_INSIDE: dict[Health, str] = {
    Health.HEALTHY: N_("healthy"),
    Health.WARNING: N_("warning"),
    Health.UNHEALTHY: N_("unhealthy"),
    Health.UNKNOWN: N_("unknown"),
}

# health uses the shapes and colours of three statuses, and the one of no data
_HEALTH_SHAPES = {
    Health.HEALTHY: "on-track",
    Health.WARNING: "at-risk",
    Health.UNHEALTHY: "off-track",
    Health.UNKNOWN: "no-data",
}

LEVEL_WORDS = {"organization": N_("Organization"), "team": N_("Team"), "individual": N_("Individual")}
LEVEL_HEADINGS = {"organization": N_("Organization"), "team": N_("Teams"), "individual": N_("Individuals")}
KIND_WORDS = {
    "objective": N_("Objective"),
    "performance": N_("Performance"),
    "development": N_("Development"),
}


class StatusView(Struct, frozen=True):
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


def status_word(status: Status, fmt: Formatter) -> str:
    """Return the word of a status as it stands alone: `On track`, or what the site's rule calls it.

    Badges, counts, filters and sentences all ask here and in `status_inside`, so one status has one name.
    """
    if fmt.judged and status in JUDGED:
        return fmt.say(fmt.judged[JUDGED.index(status)])
    return fmt.say(STATUS_WORDS[status])


def status_inside(status: Status, fmt: Formatter) -> str:
    """Return the word of a status inside a sentence: `on track`."""
    if fmt.judged and status in JUDGED and (own := fmt.judged[JUDGED.index(status)]) != STATUS_WORDS[status]:
        return fmt.say(_OWN_INSIDE.get(own, own[:1].lower() + own[1:]))
    return fmt.say(_STATUS_INSIDE[status])


def status_view(status: Status, fmt: Formatter, note: str = "", *, word: str = "") -> StatusView:
    """Return how a status is shown; `word` replaces its own word."""
    name = hyphened(status)
    return StatusView(f"s-{name}", name, word or status_word(status, fmt), note)


def health_view(health: Health, fmt: Formatter, note: str = "", *, word: str = "") -> StatusView:
    """Return how the health of a KPI is shown."""
    shape = _HEALTH_SHAPES[health]
    return StatusView(f"s-{shape}", shape, word or fmt.say(HEALTH_WORDS[health]), note)


def goal_status(score: GoalScore, rule: StatusRule, fmt: Formatter) -> StatusView:
    """Return the badge of a goal: the measured status, and beside it what else the reader must know.

    Where owner and numbers differ both are named and the worse one gives shape and colour. A stale goal
    names the last known status, one that is partly stale how many of its parts are.
    """
    notes = []
    word = measured_word(score.status, rule, fmt)
    if score.disagrees and score.reported and score.reported.status:
        notes.append(reported_words(Status(score.reported.status), fmt))
    if score.status is Status.STALE and score.last_status:
        notes.append(_last(score.last_status, fmt))
    stale, parts = score.stale_parts
    if stale and score.status in JUDGED:
        notes.append(fmt.say("{stale} of {parts} stale", stale=stale, parts=parts))
    if score.provisional_until and score.status in JUDGED:
        notes.append(fmt.say("provisional"))
    if not score.is_measured and score.status in (*JUDGED, Status.NO_DATA):
        return StatusView("s-not-started", "not-started", fmt.say("Not measured"), ", ".join(notes))
    shown = score.shown_status if score.disagrees else score.status
    return status_view(shown, fmt, ", ".join(notes), word=word)


def key_result_status(score: KeyResultScore, rule: StatusRule, fmt: Formatter) -> StatusView:
    """Return the badge of a key result."""
    note = ""
    if score.status is Status.STALE and score.last_status:
        note = _last(score.last_status, fmt)
    elif score.provisional_until and score.status in JUDGED:
        note = fmt.say("provisional")
    return status_view(score.status, fmt, note, word=measured_word(score.status, rule, fmt))


def reported_words(status: Status, fmt: Formatter) -> str:
    """Return what an owner reported: `reported on track`."""
    return fmt.say("reported {status}", status=status_inside(status, fmt))


def _last(status: Status, fmt: Formatter) -> str:
    return fmt.say("last {status}", status=status_inside(status, fmt))


def measured_word(status: Status, rule: StatusRule, fmt: Formatter) -> str:
    """Return the word of a status; a rule that imitates another product may bring its own three words."""
    return fmt.say(rule.words[JUDGED.index(status)]) if status in JUDGED else status_word(status, fmt)


def kpi_status(score: KpiScore, fmt: Formatter, note: str = "") -> StatusView:
    """Return the badge of a KPI: its health, or that its values are stale, never a healthy old value."""
    if score.is_stale and score.latest is not None:
        return status_view(Status.STALE, fmt, note or _last_health(score, fmt))
    return health_view(score.health, fmt, note)


def kpi_inside(score: KpiScore, fmt: Formatter) -> str:
    """Return the words of a KPI's badge inside a sentence: `healthy`, `stale, last healthy`."""
    if score.is_stale and score.latest is not None:
        return ", ".join(filter(None, (status_inside(Status.STALE, fmt), _last_health(score, fmt))))
    return fmt.say(_HEALTH_INSIDE[score.health])


def _last_health(score: KpiScore, fmt: Formatter) -> str:
    if score.health is Health.UNKNOWN:
        return ""
    return fmt.say("last {status}", status=fmt.say(_HEALTH_INSIDE[score.health]))
