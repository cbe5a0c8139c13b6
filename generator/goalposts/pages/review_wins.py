"""The wins of a period: what its last day knew as won, and the last day of the review before did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from goalposts.measuring.scorecard import GoalScore
from goalposts.pages.earlier import NOTHING, is_achieved, won_by
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition
from goalposts.pages.review_moments import Moment
from goalposts.pages.review_periods import last_day
from goalposts.pages.review_same import Same
from goalposts.pages.wins import Win, latest_first, wins_since


class Measured(Struct, frozen=True):
    """The records of a period measured on its last day, and the goals that were live in it."""

    moment: Moment
    live: tuple[str, ...]
    edition: Edition


def won(
    measured: Measured, before: Measured | None, same: Same, fmt: Formatter
) -> tuple[tuple[Win, ...], tuple[GoalScore, ...]]:
    """Return the wins of a period, latest first, and the goals that had ended before it with news by its end.

    `before` is the review before, None for the first one. A time in which no goal was live has none: what was
    won in it is told in the next one.
    """
    live = [measured.edition.scorecard.goals[key] for key in measured.live]
    editions = [(measured.edition, live)]
    late: list[GoalScore] = []
    if before is not None and (keys := tuple(_late(measured, before, same))):
        ended = measured.moment.then.edition_on(measured.moment.day, keys)
        late = list(ended.scorecard.goals.values())
        editions.append((ended, late))
    was = _before(before, live, late) if before else {}
    day = before.moment.day if before else date.min
    wins = [
        win
        for edition, scores in editions
        for score in scores
        for win in wins_since(
            edition, fmt, score, won_by(was[score.goal.id], day) if score.goal.id in was else NOTHING
        )
    ]
    return latest_first(wins), tuple(late)


def _before(before: Measured, live: list[GoalScore], late: list[GoalScore]) -> Mapping[str, GoalScore]:
    """Return how goals stood on the last day of the review before, also those that it did not show."""
    known: Mapping[str, GoalScore] = before.edition.scorecard.goals
    asked = [score.goal.id for score in (*late, *filter(is_achieved, live)) if score.goal.id not in known]
    asked = [key for key in asked if key in before.moment.records.goals]
    if not asked:
        return known
    with before.edition.days.until(before.moment.day):
        more = before.moment.then.edition_on(before.moment.day, asked)
    return {**known, **more.scorecard.goals}


def _late(measured: Measured, before: Measured, same: Same) -> Iterator[str]:
    """Yield the goals that were over before the period, and of which its last day knew something else."""
    now, then = measured.moment, before.moment
    if now.number == then.number:
        return
    live = set(measured.live)
    for key, goal in now.records.goals.items():
        if key in live or key not in then.records.goals or last_day(goal) > then.day:
            continue
        below = sorted(now.then.with_children([key])) if goal.rollup in ("children", "both") else [key]
        if any(_differs(each, (then, now), same, last_day(goal)) for each in below):
            yield key


def _differs(key: str, moments: tuple[Moment, Moment], same: Same, last: date) -> bool:
    """Return whether two moments know something else of a goal, or of what it reads up to a day."""
    then, now = (moment.records for moment in moments)
    old, new = then.goals.get(key), now.goals.get(key)
    if old is None or new is None:
        return old is not new
    if old.state != new.state or not same.goals(old, new, moments[1].day):
        return True
    for part in new.key_results:
        was, has = (records.kpis.get(part.terms.kpi or "") for records in (then, now))
        if was is None or has is None:
            if was is not has:
                return True
        elif not same.kpis(was, has, last):
            return True
    return False
