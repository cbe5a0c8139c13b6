"""Something that is reported as done has a date in the future.

Values by hand, check-ins and done dates after the day of the build are as if absent; often the year is
mistyped. For a build of a chosen day this is no problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goalposts.key_results.milestones import Milestones
from goalposts.key_results.yes_no import YesNo
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.goal import Goal
from goalposts.rules.check import Check, Steps, report

RULE = Code("W115", Severity.WARNING, "a report from the future", __doc__, "done: 2026-11-10")


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each check-in, done date and value by hand of an open goal that is dated later."""
    if asked.as_of_is_given:
        return
    for goal in asked.advised_goals:
        for steps, day in _facts(goal):
            if day > asked.as_of:
                message = f"{day} is after {asked.as_of}: it does not count yet"
                yield report(
                    RULE, goal, steps, message, "Check the year; write the day on which it happened."
                )


def _facts(goal: Goal) -> Iterator[tuple[Steps, date]]:
    for index, check_in in enumerate(goal.check_ins):
        yield ("check_ins", index, "date"), check_in.date
    for result in goal.key_results:
        terms, steps = result.terms, ("key_results", result.index)
        for day in terms.values:
            yield (*steps, "values", day.isoformat()), day
        if isinstance(terms, YesNo) and terms.done is not None:
            yield (*steps, "done"), terms.done
        if isinstance(terms, Milestones):
            for number, step in enumerate(terms.milestones):
                if step.done is not None:
                    yield (*steps, "milestones", number, "done"), step.done
