"""How a group of goals stands, in words: for teams, people and cycles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.counting import attention_key, is_over, share_on_track
from goalposts.pages.formatting import Formatter, listed, plural
from goalposts.pages.rows import Link
from goalposts.pages.words import KIND_WORDS
from goalposts.records.people import Cycle, named_cycle
from goalposts.records.repository import Repository

# a row has about 25 elements: more of them on one page would make it slow and no easier to read
MOST_ROWS = 40

_Record = TypeVar("_Record")


def running(scores: Iterable[GoalScore], as_of: date) -> list[GoalScore]:
    """Return the goals that have not ended, those that need attention first."""
    return sorted((score for score in scores if not is_over(score, as_of)), key=attention_key)


def ended(scores: Iterable[GoalScore], as_of: date) -> list[GoalScore]:
    """Return the goals that have ended, the latest first."""
    over = [score for score in scores if is_over(score, as_of)]
    return sorted(over, key=lambda score: (score.measured_at, score.goal.id), reverse=True)


def share_words(fmt: Formatter, scores: Iterable[GoalScore], as_of: date) -> str:
    """Return the share on track with its count: `7 of 14 on track (50 %)`; empty without an active goal."""
    share = share_on_track(scores, as_of)
    if not share.active:
        return ""
    return f"{share.good} of {share.active} on track{_percent(fmt, share.good, share.active)}"


def goals_words(fmt: Formatter, scores: Sequence[GoalScore], as_of: date) -> str:
    """Return how many goals run and how many are on track: `6 goals, 4 on track (67 %)`; else empty."""
    now = len(running(scores, as_of))
    share = share_on_track(scores, as_of)
    if not now or not share.active:
        return plural(now, "goal") if now else ""
    if share.active < now:
        return f"{plural(now, 'goal')}, {share_words(fmt, scores, as_of)}"
    return f"{plural(now, 'goal')}, {share.good} on track{_percent(fmt, share.good, share.active)}"


def completion_words(fmt: Formatter, scores: Iterable[GoalScore]) -> str:
    """Return the completion with its count: `3 of 4 achieved (75 %)`; empty where none is decided."""
    counts = Counter(score.status for score in scores)
    achieved, decided = counts[Status.ACHIEVED], counts[Status.ACHIEVED] + counts[Status.MISSED]
    return f"{achieved} of {decided} achieved{_percent(fmt, achieved, decided)}" if decided else ""


def _percent(fmt: Formatter, part: int, whole: int) -> str:
    # a share of one says nothing that its count does not say
    return f" ({fmt.share(part / whole, 0.0, 1.0)})" if whole > 1 else ""


def balance_words(scores: Iterable[GoalScore]) -> str:
    """Return how many goals there are of each kind: `2 performance goals and 1 development goal`."""
    counts = Counter(score.goal.kind for score in scores)
    parts = [
        plural(counts[kind], "objective") if kind == "objective" else plural(counts[kind], f"{kind} goal")
        for kind in KIND_WORDS
        if counts[kind]
    ]
    return listed(parts)


def cycle_of(repository: Repository, name: str | None) -> Cycle | None:
    """Return the cycle of a goal: a custom one, else the year, half, quarter or month that the name says."""
    if name is None:
        return None
    return repository.cycles.get(name) or named_cycle(name, repository.config.fiscal_year)


def cycles_in_use(repository: Repository) -> dict[str, Cycle]:
    """Return the custom cycles and those that goals use, by id."""
    custom = {
        name: cycle for name, cycle in repository.cycles.items() if name in repository.config.cycles.custom
    }
    found = [cycle_of(repository, goal.cycle) for goal in repository.goals.values()]
    return dict(sorted({**custom, **{cycle.id: cycle for cycle in found if cycle}}.items()))


def who(repository: Repository, record_id: str) -> Link:
    """Return the name of a person or team, as a link where somebody is listed under the id."""
    return Link(repository.name_of(record_id), links.who_url(repository, record_id))


def page_links(base: str, number: int, count: int) -> tuple[tuple[str, str | None], ...]:
    """Return links to the first and last page of a list and to those around the current one."""
    near = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})
    return tuple((f"Page {page}", None if page == number else links.list_url(base, page)) for page in near)


def pages_of(records: Sequence[_Record], per_page: int) -> list[Sequence[_Record]]:
    """Return the records cut into pages; one empty page where there are none."""
    return [records[start : start + per_page] for start in range(0, max(len(records), 1), per_page)]
