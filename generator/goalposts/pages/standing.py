"""How a group of goals stands, in words: for teams, people and cycles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from goalposts.language.locales import month_and_year
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.counting import attention_key, is_over, share_on_track
from goalposts.pages.formatting import Formatter
from goalposts.pages.rows import Link
from goalposts.pages.words import KIND_WORDS
from goalposts.records.people import Cycle, named_cycle
from goalposts.records.period import FiscalYear, parse_period
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
    if share.active == 1:  # a share of one says nothing that its count does not say
        return fmt.say("{good} of {active} on track", good=share.good, active=share.active)
    percent = fmt.share(share.good / share.active, 0.0, 1.0)
    return fmt.say(
        "{good} of {active} on track ({share})", good=share.good, active=share.active, share=percent
    )


def goals_words(fmt: Formatter, scores: Sequence[GoalScore], as_of: date) -> str:
    """Return how many goals run and how many are on track: `6 goals, 4 on track (67 %)`; else empty."""
    now = len(running(scores, as_of))
    share = share_on_track(scores, as_of)
    goals = fmt.say_many("{n}\u00a0goal", "{n}\u00a0goals", now) if now else ""
    if not now or not share.active:
        return goals
    if share.active < now:
        return fmt.say("{goals}, {standing}", goals=goals, standing=share_words(fmt, scores, as_of))
    if now == 1:
        return fmt.say("{goals}, {good} on track", goals=goals, good=share.good)
    percent = fmt.share(share.good / share.active, 0.0, 1.0)
    return fmt.say("{goals}, {good} on track ({share})", goals=goals, good=share.good, share=percent)


def completion_words(fmt: Formatter, scores: Iterable[GoalScore]) -> str:
    """Return the completion with its count: `3 of 4 achieved (75 %)`; empty where none is decided."""
    counts = Counter(score.status for score in scores)
    achieved, decided = counts[Status.ACHIEVED], counts[Status.ACHIEVED] + counts[Status.MISSED]
    if decided < 2:
        return (
            fmt.say("{achieved} of {decided} achieved", achieved=achieved, decided=decided) if decided else ""
        )
    percent = fmt.share(achieved / decided, 0.0, 1.0)
    return fmt.say(
        "{achieved} of {decided} achieved ({share})", achieved=achieved, decided=decided, share=percent
    )


def balance_words(scores: Iterable[GoalScore], fmt: Formatter) -> str:
    """Return how many goals there are of each kind: `2 performance goals and 1 development goal`."""
    counts = Counter(score.goal.kind for score in scores)
    return fmt.listed([_of_kind(kind, counts[kind], fmt) for kind in KIND_WORDS if counts[kind]])


def _of_kind(kind: str, count: int, fmt: Formatter) -> str:
    match kind:
        case "objective":
            return fmt.say_many("{n}\u00a0objective", "{n}\u00a0objectives", count)
        case "performance":
            return fmt.say_many("{n}\u00a0performance goal", "{n}\u00a0performance goals", count)
    return fmt.say_many("{n}\u00a0development goal", "{n}\u00a0development goals", count)


def cycle_of(repository: Repository, name: str | None, fmt: Formatter | None = None) -> Cycle | None:
    """Return the cycle of a goal: a custom one, else the year, half, quarter or month that the name says.

    With a formatter its title is in the site's language, unless somebody wrote it.
    """
    if name is None:
        return None
    cycle = repository.cycles.get(name) or named_cycle(name, repository.config.fiscal_year)
    return _titled(cycle, repository.config.fiscal_year, fmt) if cycle and fmt else cycle


def _titled(cycle: Cycle, fiscal: FiscalYear, fmt: Formatter) -> Cycle:
    if fmt.catalogue.is_english:
        return cycle
    derived = named_cycle(cycle.id, fiscal)
    if derived is None or derived.title != cycle.title:
        return cycle
    if cycle.id[5:].isdigit():
        return replace(cycle, title=month_and_year(fmt.language, cycle.start))
    is_fiscal = fiscal.start_month != 1
    return replace(cycle, title=fmt.period(parse_period(cycle.id, fiscal), fiscal=is_fiscal))


def cycles_in_use(repository: Repository, fmt: Formatter | None = None) -> dict[str, Cycle]:
    """Return the custom cycles and those that goals use, by id; titles are those of `cycle_of`."""
    custom = {
        name: cycle for name, cycle in repository.cycles.items() if name in repository.config.cycles.custom
    }
    found = [cycle_of(repository, goal.cycle, fmt) for goal in repository.goals.values()]
    return dict(sorted({**custom, **{cycle.id: cycle for cycle in found if cycle}}.items()))


def who(repository: Repository, record_id: str) -> Link:
    """Return the name of a person or team, as a link where somebody is listed under the id."""
    return Link(repository.name_of(record_id), links.who_url(repository, record_id))


def page_links(base: str, number: int, count: int, fmt: Formatter) -> tuple[tuple[str, str | None], ...]:
    """Return links to the first and last page of a list and to those around the current one."""
    near = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})
    return tuple(
        (fmt.say("Page {number}", number=page), None if page == number else links.list_url(base, page))
        for page in near
    )


def pages_of(records: Sequence[_Record], per_page: int) -> list[Sequence[_Record]]:
    """Return the records cut into pages; one empty page where there are none."""
    return [records[start : start + per_page] for start in range(0, max(len(records), 1), per_page)]
