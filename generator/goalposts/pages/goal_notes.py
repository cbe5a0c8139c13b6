"""Notes on a goal: what a reader should know before trusting a number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition, Prose
from goalposts.pages.words import JUDGED, NOT_JUDGED, StatusView, reported_words, status_inside, status_view


class Note(Struct, frozen=True):
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
        _partly_stale(edition, score, fmt),
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
    word = status_inside(score.status, fmt)
    measured = status_view(score.status, fmt, word=fmt.say("Measured {status}", status=word))
    owner = status_view(reported, fmt, word=reported_words(reported, fmt))
    day = fmt.day(said.date)
    rest = fmt.say(" ({day}). We show the worse of the two.", day=day)
    if said.confidence is not None:
        rest = fmt.say(
            " with a confidence of {number} out of 10 ({day}). We show the worse of the two.",
            number=fmt.number(said.confidence),
            day=day,
        )
    pieces = (measured, ", ", owner, rest)
    told = Prose(said.note, score.goal.path) if said.note else None
    return Note(
        status_view(score.shown_status, fmt).css, fmt.say("The owner and the numbers disagree"), pieces, told
    )


def _partly_stale(edition: Edition, score: GoalScore, fmt: Formatter) -> Note | None:
    stale, in_all = score.stale_parts
    if not stale or in_all == 1 or score.status in NOT_JUDGED:
        return None
    goals = [edition.scorecard.goals[child.goal_id] for child in score.children if child.counts]
    names = [f"“{part.key_result.title}”" for part in score.key_results if part.is_stale and part.is_counted]
    names += [f"“{child.goal.title}”" for child in goals if child.is_stale]
    text = fmt.say_many(
        "{n} of {all} parts has no recent value", "{n} of {all} parts have no recent value", stale, all=in_all
    )
    if names:
        text = fmt.say("{words}: {names}", words=text, names=fmt.listed(names))
    text = fmt.say("{words}.", words=text)
    if score.status in JUDGED:
        rest = fmt.say("That is less than half of the weight, so the status stands.")
        text = f"{text} {rest}"
    return Note("s-stale", fmt.say("Some numbers are old"), (text,))


def _provisional(score: GoalScore, fmt: Formatter) -> Note | None:
    if score.provisional_until is None:
        return None
    text = fmt.say(
        "The goal was due on {due}, and the last period is not in yet. "
        "Final values by {day}; until then this status is provisional.",
        due=fmt.day(score.goal.due),
        day=fmt.day(score.provisional_until),
    )
    return Note("", fmt.say("Not final yet"), (text,))


def _late_key_results(score: GoalScore, fmt: Formatter) -> Note | None:
    """Return a note on parts that count as nothing done because their first value is overdue."""
    on = score.measured_at
    late = list(_late(score, on, fmt))
    if not late or score.status in (Status.NO_DATA, *NOT_JUDGED):
        return None
    text = fmt.say_many(
        "{late}. Until a value comes, it counts as 0 % done.",
        "{late}. Until a value comes, they count as 0 % done.",
        len(late),
        late=fmt.listed(late),
    )
    heading = fmt.say_many(
        "{n}\u00a0key result without a value", "{n}\u00a0key results without a value", len(late)
    )
    return Note("s-no-data", heading, (text,))


def _late(score: GoalScore, on: date, fmt: Formatter) -> Iterator[str]:
    for part in score.key_results:
        if part.is_counted and not part.has_data and (part.first_due is None or part.first_due < on):
            why = fmt.say(part.why) if part.why else fmt.say("no value yet")
            yield fmt.say("“{title}”: {reason}", title=part.key_result.title, reason=why)


def _owner_left(edition: Edition, score: GoalScore, fmt: Formatter) -> Note | None:
    person = edition.repository.people.get(score.goal.owner)
    if person is None or person.left is None or person.left > edition.scorecard.as_of:
        return None
    if score.goal.state not in ("active", "paused", "draft"):
        return None
    left = fmt.full_day(person.left)
    text = fmt.say("{name} left on {day}. This goal needs a new owner.", name=person.name, day=left)
    return Note("", fmt.say("The owner has left"), (text,))
