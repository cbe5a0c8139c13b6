"""SMART, S: a goal does not say what it is about.

A goal is specific when its title says what will be different, and its body why it matters and how it will
be done.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report

RULE = Code(
    "W101",
    Severity.WARNING,
    "a goal that is not specific",
    __doc__,
    "title: Raise the renewal rate to 92 %\n---\nEach point is worth about $140,000 a year.",
)
_SHORT = 10


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each open goal with a very short title, or without a body."""
    for goal in asked.advised_goals:
        # scripts other than Latin say more with fewer characters
        if len(goal.title) < _SHORT and goal.title.isascii():
            hint = "Say what will be different, for example: title: Raise the renewal rate to 92 %"
            yield report(RULE, goal, ("title",), f"not specific (S): the title is only `{goal.title}`", hint)
        if not asked.text_of(goal).strip():
            hint = "Write below the second `---` why the goal matters and how it will be done."
            yield report(RULE, goal, (), "not specific (S): the goal has no text", hint)
