"""Notes on a goal: what a reader should know before trusting a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages.formatting import Formatter, listed, plural
from goalposts.pages.page import Edition, Prose
from goalposts.pages.words import NOT_JUDGED, STATUS_WORDS, StatusView, measured_word, status_view


@dataclass(frozen=True, slots=True)
class Note:
    """A note: the class of its edge, a heading, and a line of texts and statuses in turn.

    `told` are the owner's own words, after the line.
    """

    css: str
    heading: str
    pieces: tuple[str | StatusView, ...]
    told: Prose | None = None


def notes_of(edition: Edition, score: GoalScore, fmt: Formatter) -> tuple[Note, ...]:
    """Return the notes on a goal, the most important first."""
    found = (
        _disagreement(edition, score, fmt),
        _partly_stale(edition, score),
        _provisional(score, fmt),
        _late_key_results(score, fmt),
        _owner_left(edition, score, fmt),
    )
    return tuple(note for note in found if note)


def _disagreement(edition: Edition, score: GoalScore, fmt: Formatter) -> Note | None:
    said = score.reported
    if not score.disagrees or said is None or said.status is None:
        return None
    reported = Status(said.status)
    sure = (
        f" with a confidence of {fmt.number(said.confidence)} out of 10"
        if said.confidence is not None
        else ""
    )
    word = measured_word(score.status, edition.scorecard.rule).lower()
    measured = status_view(score.status, word=f"Measured {word}")
    owner = status_view(reported, word=f"reported {STATUS_WORDS[reported].lower()}")
    pieces = (measured, ", ", owner, f"{sure} ({fmt.day(said.date)}). We show the worse of the two.")
    told = Prose(said.note, score.goal.path) if said.note else None
    return Note(status_view(score.shown_status).css, "The owner and the numbers disagree", pieces, told)


def _partly_stale(edition: Edition, score: GoalScore) -> Note | None:
    stale, in_all = score.stale_parts
    if not stale or in_all == 1 or score.status in NOT_JUDGED:
        return None
    goals = [edition.scorecard.goals[child.goal_id] for child in score.children if child.counts]
    names = [f"“{part.key_result.title}”" for part in score.key_results if part.is_stale and part.is_counted]
    names += [f"“{child.goal.title}”" for child in goals if child.is_stale]
    which = f": {listed(names)}" if names else ""
    rest = (
        "" if score.status is Status.STALE else " That is less than half of the weight, so the status stands."
    )
    verb = "has" if stale == 1 else "have"
    text = f"{stale} of {in_all} parts {verb} no recent value{which}.{rest}"
    return Note("s-stale", "Some numbers are old", (text,))


def _provisional(score: GoalScore, fmt: Formatter) -> Note | None:
    if score.provisional_until is None:
        return None
    text = (
        f"The goal was due on {fmt.day(score.goal.due)}, and the last period is not in yet. "
        f"Final values by {fmt.day(score.provisional_until)}; until then this status is provisional."
    )
    return Note("", "Not final yet", (text,))


def _late_key_results(score: GoalScore, fmt: Formatter) -> Note | None:
    """Return a note on parts that count as nothing done because their first value is overdue."""
    on = score.measured_at
    late = list(_late(score, on))
    if not late or score.status in (Status.NO_DATA, *NOT_JUDGED):
        return None
    text = (
        f"{listed(late)}. Until a value comes, {'it counts' if len(late) == 1 else 'they count'} as 0 % done."
    )
    return Note("s-no-data", f"{plural(len(late), 'key result')} without a value", (text,))


def _late(score: GoalScore, on: date) -> Iterator[str]:
    for part in score.key_results:
        if part.is_counted and not part.has_data and (part.first_due is None or part.first_due < on):
            yield f"“{part.key_result.title}”: {part.why or 'no value yet'}"


def _owner_left(edition: Edition, score: GoalScore, fmt: Formatter) -> Note | None:
    person = edition.repository.people.get(score.goal.owner)
    if person is None or person.left is None or person.left > edition.scorecard.as_of:
        return None
    if score.goal.state not in ("active", "paused", "draft"):
        return None
    text = f"{person.name} left on {fmt.full_day(person.left)}. This goal needs a new owner."
    return Note("", "The owner has left", (text,))
