"""The check-ins of a goal: what its owner reported, latest first."""

from __future__ import annotations

from msgspec import Struct

from goalposts.language.catalogue import N_
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition, Prose
from goalposts.pages.words import StatusView, status_inside, status_view
from goalposts.records.goal import CheckInFields

_SHOWN = 6
_ASKED = ("active", "paused")
# what is said, and under which word
_TEXTS = (
    ("wins", N_("Win")),
    ("blockers", N_("Blocker")),
    ("needs", N_("Needs")),
    ("next", N_("Next")),
    ("note", N_("Note")),
)


class CheckIn(Struct, frozen=True):
    """One check-in: its day, what was judged, by whom, and what was told under which word."""

    day: str
    iso: str
    status: StatusView | None
    line: str
    told: tuple[tuple[str, Prose], ...]


class CheckIns(Struct, frozen=True):
    """All check-ins, and in `note` how confidence went. `empty` is said where there is none."""

    note: str
    latest: tuple[CheckIn, ...]
    earlier: tuple[CheckIn, ...]
    empty: str
    command: str


def check_ins_of(edition: Edition, score: GoalScore, fmt: Formatter) -> CheckIns | None:
    """Return the check-ins of a goal; None where there is none and nobody is asked for one."""
    goal = score.goal
    views = tuple(_check_in(edition, score, one, fmt) for one in score.check_ins)
    if not views and (goal.state not in _ASKED or score.status is Status.NOT_STARTED):
        return None
    return CheckIns(
        note=_confidence(score, fmt),
        latest=views[:_SHOWN],
        earlier=views[_SHOWN:],
        empty="" if views else fmt.say("Nobody has checked in yet."),
        command=f"goalposts check-in {goal.id}",
    )


def _check_in(edition: Edition, score: GoalScore, check_in: CheckInFields, fmt: Formatter) -> CheckIn:
    status = None
    if check_in.status:
        judged = Status(check_in.status)
        status = status_view(
            judged, fmt, word=fmt.say("Reported {status}", status=status_inside(judged, fmt))
        )
    parts = []
    if check_in.confidence is not None:
        parts.append(fmt.say("confidence {number} out of 10", number=fmt.number(check_in.confidence)))
    if check_in.progress is not None:
        parts.append(fmt.say("own estimate {share}", share=fmt.share(check_in.progress)))
    line = ", ".join(parts)
    line = f", {line}" if status and line else line[:1].upper() + line[1:]
    by = edition.repository.name_of(check_in.by or score.goal.owner)
    told = tuple(
        (fmt.say(word), Prose(text, score.goal.path))
        for field, word in _TEXTS
        if (text := getattr(check_in, field))
    )
    full_stop = ". " if status or line else ""
    return CheckIn(
        fmt.full_day(check_in.date), check_in.date.isoformat(), status, f"{line}{full_stop}{by}", told
    )


def _confidence(score: GoalScore, fmt: Formatter) -> str:
    oldest_first = [one.confidence for one in reversed(score.check_ins) if one.confidence is not None]
    shown = [fmt.number(value) for value in oldest_first[-3:]]
    if len(shown) < 2:
        return fmt.say("Confidence: {number} out of 10", number=shown[0]) if shown else ""
    before = shown[0]
    for then in shown[1:-1]:
        before = fmt.say("{before}, then {number}", before=before, number=then)
    return fmt.say("Confidence: {before}, now {number}", before=before, number=shown[-1])
