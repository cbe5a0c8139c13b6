"""What was known on a day: every dated fact after it is as if absent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

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
    return replace(repository, goals={key: _goal(goal, as_of) for key, goal in repository.goals.items()})


def _goal(goal: Goal, as_of: date) -> Goal:
    check_ins = tuple(check_in for check_in in goal.check_ins if check_in.date <= as_of)
    results = tuple(replace(result, terms=_terms(result.terms, as_of)) for result in goal.key_results)
    known = replace(goal, check_ins=check_ins, key_results=results)
    state = state_on(goal, as_of)
    if state == goal.state:
        return known
    return replace(known, state=state, closed_on=None, grade=None, retrospective=None)


def _terms(terms: Terms, as_of: date) -> Terms:
    if isinstance(terms, YesNo) and terms.done is not None and terms.done > as_of:
        return terms.model_copy(update={"done": None})
    if isinstance(terms, Milestones):
        steps = [
            step.model_copy(update={"done": None}) if step.done is not None and step.done > as_of else step
            for step in terms.milestones
        ]
        return terms.model_copy(update={"milestones": steps})
    return terms
