"""Teams are parts of each other in a circle.

A team has one parent, and following parents must end at a team without one.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report
from goalposts.rules.loops import loops

RULE = Code(
    "R108",
    Severity.ERROR,
    "teams that are parts of each other",
    __doc__,
    "title: Support\nparent: operations",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each loop, at the parent of its first team."""
    teams = asked.repository.teams
    ways = {key: [team.parent] if team.parent in teams else [] for key, team in teams.items()}
    for loop in loops({key: [name for name in names if name] for key, names in ways.items()}):
        path = " → ".join(f"`{name}`" for name in (*loop, loop[0]))
        message = f"teams are parts of each other in a circle: {path}"
        yield report(RULE, teams[loop[0]], ("parent",), message, "Remove one of these parents.")
