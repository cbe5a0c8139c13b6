"""The parts that pages share: the meter, and the row of a goal in a list. All of it strings."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from goalposts.charts import Meter, meter
from goalposts.history.moves import Move
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages.formatting import Formatter
from goalposts.pages.links import goal_url
from goalposts.pages.page import Edition
from goalposts.pages.sentences import done_and_expected, why
from goalposts.pages.words import StatusView, goal_status


class MeterView(Struct, frozen=True):
    """A meter: the class of its colour, whether the bar is hollow because it is old, and its geometry."""

    css: str
    is_old: bool
    bar: Meter


class Link(Struct, frozen=True):
    """Words that lead somewhere: `address` is relative to the site's root, or None for plain words."""

    words: str
    address: str | None = None


class Fact(Struct, frozen=True):
    """A term and what is said about it. The search finds a page by who and what it belongs to."""

    term: str
    parts: tuple[Link, ...]
    is_found: bool = False


class GoalRow(Struct, frozen=True):
    """A goal in a list. `numbers` is (done, the rest of the line); `url` is relative to the site's root.

    `moved` says that its goalposts moved, or is empty.
    """

    id: str
    title: str
    url: str
    status: StatusView
    why: str
    team: str
    owner: str
    meter: MeterView
    numbers: tuple[str, str]
    due: str
    due_iso: str
    moved: str = ""


def meter_view(
    css: str, progress: float | None, expected: float | None, *, is_old: bool = False
) -> MeterView:
    """Return the meter of a progress and what was expected, both fractions or None.

    An old value is compared with nothing: its bar is hollow and no missing piece is drawn.
    """
    bar = meter(progress, expected)
    return MeterView(css, is_old, replace(bar, short_x="", short_width="") if is_old else bar)


def goal_meter(score: GoalScore, status: StatusView) -> MeterView:
    """Return the meter of a goal: posts only without data, hollow when stale, no marker when not judged."""
    return meter_view(status.css, *meter_numbers(score), is_old=score.status is Status.STALE)


def meter_numbers(score: GoalScore) -> tuple[float | None, float | None]:
    """Return progress and expected as far as a meter shows them."""
    if score.status in (Status.NO_DATA, Status.NOT_STARTED, Status.DRAFT) or not score.is_measured:
        return None, None
    if score.status in (Status.PAUSED, Status.DROPPED):
        return score.progress, None
    return score.progress, score.expected


def goal_row(edition: Edition, fmt: Formatter, goal_id: str) -> GoalRow:
    """Return the row of a goal in a list of goals."""
    rows: Mapping[str, GoalRow] | None = edition.shown.rows
    return make_row(edition, fmt, goal_id) if rows is None else rows[goal_id]


def make_row(edition: Edition, fmt: Formatter, goal_id: str) -> GoalRow:
    """Return the row of a goal, made now."""
    score = edition.scorecard.goals[goal_id]
    goal = score.goal
    status = goal_status(score, edition.scorecard.rule, fmt)
    repository = edition.repository
    team = repository.name_of(goal.team) if goal.team and goal.level != "organization" else ""
    return GoalRow(
        id=goal.id,
        title=goal.title,
        url=goal_url(goal.id),
        status=status,
        why=why(edition, fmt, score),
        team=team,
        owner=repository.name_of(goal.owner),
        meter=goal_meter(score, status),
        numbers=done_and_expected(score, fmt),
        due=fmt.day(goal.due),
        due_iso=goal.due.isoformat(),
        moved=fmt.say("Goalposts moved") if moves_of(edition, goal.id) else "",
    )


def moves_of(edition: Edition, goal_id: str) -> tuple[Move, ...]:
    """Return the moved goalposts of a goal up to the day of the edition, oldest first.

    A key result that was removed is none from the day on which it is there again.
    """
    as_of = edition.scorecard.as_of
    return tuple(
        move
        for move in edition.moves.get(goal_id, ())
        if move.commit.day <= as_of and (move.back is None or move.back > as_of)
    )
