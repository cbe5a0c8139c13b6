"""The documents of the API about teams, people and cycles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goalposts.pages.api_values import absolute, iso
from goalposts.pages.links import cycle_url, person_url, team_url
from goalposts.pages.page import Edition
from goalposts.pages.standing import cycles_in_use

Document = dict[str, Any]


def team_documents(edition: Edition) -> list[Document]:
    """Return every team with the ids of its own goals and KPIs."""
    repository = edition.repository
    goals = _ids_by((goal.team, goal.id) for goal in repository.goals.values())
    kpis = _ids_by((kpi.team, kpi.id) for kpi in repository.kpis.values())
    return [
        {
            "id": team.id,
            "url": absolute(edition, team_url(team.id)),
            "title": team.title,
            "lead": team.lead,
            "parent": team.parent,
            "goals": goals.get(team.id, []),
            "kpis": kpis.get(team.id, []),
        }
        for _, team in sorted(repository.teams.items())
    ]


def person_documents(edition: Edition) -> list[Document]:
    """Return every person with the ids of the goals they own."""
    repository = edition.repository
    owned = _ids_by((goal.owner, goal.id) for goal in repository.goals.values())
    return [
        {
            "id": person.id,
            "url": absolute(edition, person_url(person.id)),
            "name": person.name,
            "title": person.title,
            "team": person.team,
            "left": iso(person.left if person.left and person.left <= edition.scorecard.as_of else None),
            "goals": owned.get(person.id, []),
        }
        for _, person in sorted(repository.people.items())
    ]


def cycle_documents(edition: Edition) -> list[Document]:
    """Return every cycle with the ids of its goals."""
    repository = edition.repository
    goals = _ids_by((goal.cycle, goal.id) for goal in repository.goals.values())
    return [
        {
            "id": cycle.id,
            "url": absolute(edition, cycle_url(cycle.id)),
            "title": cycle.title,
            "start": cycle.start.isoformat(),
            "due": cycle.due.isoformat(),
            "goals": goals.get(cycle.id, []),
        }
        for _, cycle in cycles_in_use(repository).items()
    ]


def _ids_by(pairs: Iterable[tuple[str | None, str]]) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = {}
    for key, record in sorted(pairs, key=lambda pair: pair[1]):
        found.setdefault(key, []).append(record)
    return found
