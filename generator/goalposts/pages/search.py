"""The search page, and how the search knows the pages of records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from goalposts.pages import links
from goalposts.pages.page import Edition, Page
from goalposts.pages.rows import Link
from goalposts.pages.words import goal_status, kpi_status

SEARCH = "search/"
BUNDLE = "search/index/"
"""Where the index is, as the search library writes it: below the search page, and no promise to anybody."""

FILTERS = ("kind", "team", "status")
"""What pages are filtered by: what each is called, and the attribute of a page that it reads."""


@dataclass(frozen=True, slots=True)
class FoundAs:
    """What a page is found as: its kind, its team and its status in words, empty where it has none.

    `capture` tells the search which of the attributes hold something.
    """

    kind: str
    team: str
    status: str
    capture: str


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page. `bundle` is the address of the index; `lists` are the ways without it."""

    bundle: str
    filters: tuple[tuple[str, str], ...]
    lists: tuple[Link, ...]


def make(edition: Edition) -> Iterator[Page]:
    """Yield the search page."""
    view = SearchView(
        bundle=BUNDLE,
        filters=tuple((name, f"Any {name}") for name in FILTERS),
        lists=(
            Link("All goals", links.GOALS),
            Link("All KPIs", links.KPIS),
            Link("All teams", links.TEAMS),
            Link("All people", links.PEOPLE),
            Link("All cycles", links.CYCLES),
        ),
    )
    words = "Find a goal, a KPI, a team or a person by any word of its page."
    yield Page(SEARCH, "search.html", "Search", words, "search", view)


def found_as(edition: Edition, url: str) -> FoundAs | None:
    """Return what a page is found as by its address; None for pages that only list others.

    Dated reviews are not found: what they say stands on the pages of the goals.
    """
    folder, _, rest = url.partition("/")
    record = rest.removesuffix("/")
    if url == links.NUMBERS:
        return _found("Explanation")
    return _KINDS[folder](edition, record) if folder in _KINDS and record else None


def _found(kind: str, team: str = "", status: str = "") -> FoundAs:
    filled = [name for name, words in zip(FILTERS, (kind, team, status), strict=True) if words]
    return FoundAs(kind, team, status, ", ".join(f"{name}[data-{name}]" for name in filled))


def _goal(edition: Edition, record: str) -> FoundAs | None:
    score = edition.scorecard.goals.get(record)
    if score is None:
        return None
    team = edition.repository.name_of(score.goal.team) if score.goal.team else ""
    return _found("Goal", team, goal_status(score, edition.scorecard.rule).word)


def _kpi(edition: Edition, record: str) -> FoundAs | None:
    score = edition.scorecard.kpis.get(record)
    if score is None:
        return None
    team = edition.repository.name_of(score.kpi.team) if score.kpi.team else ""
    return _found("KPI", team, kpi_status(score).word)


def _team(edition: Edition, record: str) -> FoundAs | None:
    team = edition.repository.teams.get(record)
    return _found("Team", team.title) if team else None


def _person(edition: Edition, record: str) -> FoundAs | None:
    person = edition.repository.people.get(record)
    if person is None:
        return None
    return _found("Person", edition.repository.name_of(person.team) if person.team else "")


def _cycle(edition: Edition, record: str) -> FoundAs | None:
    return None if "/" in record else _found("Cycle")


_KINDS: dict[str, Callable[[Edition, str], FoundAs | None]] = {
    "goals": _goal,
    "kpis": _kpi,
    "teams": _team,
    "people": _person,
    "cycles": _cycle,
}
