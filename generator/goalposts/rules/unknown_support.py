"""A goal supports a goal or key result that does not exist.

`supports` names goals by id, and key results as `goal-id#key-result-id`. Former ids in `aliases` keep links
alive, but references in the repository name the id of today.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.text import did_you_mean
from goalposts.rules.check import Check, hintable, is_private, report
from goalposts.rules.support_steps import support_steps

RULE = Code(
    "R105",
    Severity.ERROR,
    "an unknown goal in `supports`",
    __doc__,
    "supports: [keep-the-customers-we-have, raise-renewal-rate#renewal-rate]",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each reference to a goal or key result that does not exist."""
    goals = asked.repository.goals
    for goal in goals.values():
        for index, support in enumerate(goal.supports):
            steps = support_steps(goal, index)
            if support.goal not in goals:
                if asked.is_unread("goals", support.goal):
                    continue
                renamed = [
                    other.id
                    for other in goals.values()
                    if support.goal in other.aliases and (is_private(goal) or not is_private(other))
                ]
                hint = did_you_mean(support.goal, hintable(goals, goal))
                hint = f"It is called `{renamed[0]}` now." if renamed else hint
                yield report(RULE, goal, steps, f"there is no goal `{support.goal}`", hint)
                continue
            other = goals[support.goal]
            known = [result.id for result in other.key_results]
            if support.key_result is not None and support.key_result not in known:
                if other.path in asked.unread:
                    continue
                shown = known if is_private(goal) or not is_private(other) else []
                message = f"goal `{support.goal}` has no key result `{support.key_result}`"
                yield report(RULE, goal, steps, message, did_you_mean(support.key_result, shown))
