"""A new team: a folder with a page about it."""

from __future__ import annotations

from msgspec import Struct

from goalposts.editing.yaml_writing import scalar


class NewTeam(Struct, frozen=True):
    """What a new team says."""

    id: str
    title: str
    lead: str | None = None
    parent: str | None = None


def team_text(team: NewTeam, modeline: str = "") -> str:
    """Return the `index.md` of a new team's folder."""
    lines = [
        f"title: {scalar(team.title)}",
        *([f"lead: {team.lead} # the person who leads it"] if team.lead else []),
        *([f"parent: {team.parent} # the team it is part of"] if team.parent else []),
    ]
    front = "\n".join(lines)
    return f"---\n{modeline}{front}\n---\n\n{_BODY}\n"


_BODY = "<!-- What does the team do, for whom, and when does it meet? Write it here. -->"
