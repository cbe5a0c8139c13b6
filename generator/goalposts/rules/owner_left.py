"""The owner of an open goal has left.

`left` is somebody's last day. Closed goals keep their owner; open ones need a new one.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report

RULE = Code("R115", Severity.WARNING, "an owner who left", __doc__, "owner: sales-lead")


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each open goal whose owner left before the day."""
    for goal in asked.repository.goals.values():
        owner = asked.repository.people.get(goal.owner)
        if owner is None or owner.left is None or owner.left >= asked.as_of:
            continue
        if goal.state in ("draft", "active", "paused") and goal.due >= asked.as_of:
            message = f"the owner `{goal.owner}` left on {owner.left}"
            yield report(RULE, goal, ("owner",), message, _hint(asked, goal.team))


def _hint(asked: Check, team_id: str | None) -> str:
    team = asked.repository.teams.get(team_id or "")
    lead = asked.repository.people.get(team.lead or "") if team else None
    if lead is None or (lead.left is not None and lead.left < asked.as_of):
        return "Name a new owner, or close the goal."
    return f"Name a new owner, such as the team's lead `{lead.id}`, or close the goal."
