"""What was known on a day: every dated fact after it is as if absent."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from goalposts.key_results.milestones import Milestones
from goalposts.key_results.terms import Terms
from goalposts.key_results.yes_no import YesNo
from goalposts.measuring.parts import state_on
from goalposts.records.goal import Goal
from goalposts.records.repository import Repository


def known_on(repository: Repository, as_of: date) -> Repository:
    """Return the repository without check-ins, done dates and closings that lie after the day.

    Values of KPIs stay: which periods are over is asked where they are read, and those still running are
    told.
    """
    goals = {key: goal_known_on(goal, as_of) for key, goal in repository.goals.items()}
    return replace(repository, goals=goals)


def goal_known_on(goal: Goal, as_of: date) -> Goal:
    """Return the goal without what lies after the day; the same goal where nothing does."""
    known = goal
    if any(check_in.date > as_of for check_in in goal.check_ins):
        known = replace(known, check_ins=tuple(one for one in goal.check_ins if one.date <= as_of))
    terms = [_terms(result.terms, as_of) for result in goal.key_results]
    if any(new is not result.terms for new, result in zip(terms, goal.key_results, strict=True)):
        results = zip(goal.key_results, terms, strict=True)
        known = replace(known, key_results=tuple(replace(result, terms=new) for result, new in results))
    state = state_on(goal, as_of)
    if state == goal.state:
        return known
    return replace(known, state=state, closed_on=None, grade=None, retrospective=None)


def _terms(terms: Terms, as_of: date) -> Terms:
    if isinstance(terms, YesNo) and terms.done is not None and terms.done > as_of:
        return terms.model_copy(update={"done": None})
    if isinstance(terms, Milestones) and any(step.done and step.done > as_of for step in terms.milestones):
        steps = [
            step.model_copy(update={"done": None}) if step.done is not None and step.done > as_of else step
            for step in terms.milestones
        ]
        return terms.model_copy(update={"milestones": steps})
    return terms
