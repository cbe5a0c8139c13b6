"""How rules look up people and teams; not a rule itself."""

from __future__ import annotations

from goalposts.records.text import did_you_mean
from goalposts.rules.check import Check


def not_a_person(asked: Check, name: str) -> tuple[str, str] | None:
    """Return a message and a hint where `name` is not a listed person, else None."""
    people, teams = asked.repository.people, asked.repository.teams
    if name in people or asked.is_unread("people", name):
        return None
    if name in teams:
        lead = teams[name].lead
        hint = f"Name a person{f', such as its lead `{lead}`' if lead in people else ''}."
        return f"`{name}` is a team; expected a person", hint
    return f"there is no person `{name}`", _listed(did_you_mean(name, people), "site_config.yml")


def nobody(asked: Check, name: str) -> tuple[str, str] | None:
    """Return a message and a hint where `name` is neither a person nor a team, else None."""
    people, teams = asked.repository.people, asked.repository.teams
    if name in people or name in teams:
        return None
    if asked.is_unread("people", name) or asked.is_unread("teams", name):
        return None
    hint = _listed(did_you_mean(name, [*people, *teams]), "site_config.yml")
    return f"there is no person or team `{name}`", hint


def not_a_team(asked: Check, name: str) -> tuple[str, str] | None:
    """Return a message and a hint where `name` is no team, else None."""
    teams = asked.repository.teams
    if name in teams or asked.is_unread("teams", name):
        return None
    if name in asked.repository.people:
        return f"`{name}` is a person; expected a team", did_you_mean(name, teams)
    return (
        f"there is no team `{name}`",
        f"{did_you_mean(name, teams)} A team is a folder goals/{name}/ with index.md.",
    )


def _listed(near: str, path: str) -> str:
    return f"{near} People are listed under `people:` in {path}, or in people.csv."
