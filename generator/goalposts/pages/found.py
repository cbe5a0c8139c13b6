"""What the search knows the pages of records as: their kind, team and status."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from goalposts.pages import links
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition
from goalposts.pages.words import goal_status, kpi_status

FILTERS = ("kind", "team", "status")
"""What pages are filtered by: what each is called, as the scripts of the search page know it."""


class FoundAs(Struct, frozen=True):
    """What a page is found as: its kind, its team and its status in words, empty where it has none."""

    kind: str
    team: str = ""
    status: str = ""


def found_as(edition: Edition, url: str, fmt: Formatter) -> FoundAs | None:
    """Return what a page is found as by its address; None for pages that only list others.

    Dated reviews are not found: what they say stands on the pages of the goals.
    """
    folder, _, rest = url.partition("/")
    record = rest.removesuffix("/")
    if url == links.NUMBERS:
        return FoundAs(fmt.say("Explanation"))
    return _KINDS[folder](edition, record, fmt) if folder in _KINDS and record else None


def _goal(edition: Edition, record: str, fmt: Formatter) -> FoundAs | None:
    score = edition.scorecard.goals.get(record)
    if score is None:
        return None
    team = edition.repository.name_of(score.goal.team) if score.goal.team else ""
    return FoundAs(fmt.say("Goal"), team, goal_status(score, edition.scorecard.rule, fmt).word)


def _kpi(edition: Edition, record: str, fmt: Formatter) -> FoundAs | None:
    score = edition.scorecard.kpis.get(record)
    if score is None:
        return None
    team = edition.repository.name_of(score.kpi.team) if score.kpi.team else ""
    return FoundAs(fmt.say("KPI"), team, kpi_status(score, fmt).word)


def _team(edition: Edition, record: str, fmt: Formatter) -> FoundAs | None:
    team = edition.repository.teams.get(record)
    return FoundAs(fmt.say("Team"), team.title) if team else None


def _person(edition: Edition, record: str, fmt: Formatter) -> FoundAs | None:
    person = edition.repository.people.get(record)
    if person is None:
        return None
    return FoundAs(fmt.say("Person"), edition.repository.name_of(person.team) if person.team else "")


def _cycle(edition: Edition, record: str, fmt: Formatter) -> FoundAs | None:
    return None if "/" in record else FoundAs(fmt.say("Cycle"))


_KINDS: dict[str, Callable[[Edition, str, Formatter], FoundAs | None]] = {
    "goals": _goal,
    "kpis": _kpi,
    "teams": _team,
    "people": _person,
    "cycles": _cycle,
}
