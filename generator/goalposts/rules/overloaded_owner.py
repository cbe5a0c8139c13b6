"""Somebody owns more than five active goals.

The one accountable owner needs time for each. Private goals are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.loading.tree import CONFIG
from goalposts.problem_codes import Code
from goalposts.problems import Location, Problem, Severity
from goalposts.records.goal import Goal
from goalposts.rules.check import Check, is_private, joined, report_setting

RULE = Code("W107", Severity.WARNING, "an overloaded owner", __doc__, "owner: renewals-manager")
MOST = 5


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each person who owns more than five active goals, where the person is listed."""
    owned: dict[str, list[Goal]] = {}
    for goal in asked.live_goals:
        if not is_private(goal):
            owned.setdefault(goal.owner, []).append(goal)
    for name, goals in sorted(owned.items()):
        person = asked.repository.people.get(name)
        if person is None or len(goals) <= MOST:
            continue
        message = f"`{name}` owns {len(goals)} active goals: {joined(goal.id for goal in goals)}"
        hint = "Give some of them to others, or close what will not be done."
        if person.path == CONFIG:
            yield report_setting(RULE, asked, ("people", name), message, hint)
        else:
            yield RULE.at(Location(person.path, person.line), message, hint)
