"""A record refers to one that fewer people may see.

A public record may name only public ones, an internal record no private ones: otherwise its page would
leak what the other hides, or lead nowhere. It holds for KPIs, `supports`, links and images. Teams, the
introduction and the settings are seen by everybody who sees the site.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi
from goalposts.rules.bodies import Reference, references
from goalposts.rules.check import Check, report, report_setting
from goalposts.rules.support_steps import support_steps

RULE = Code(
    "R106",
    Severity.ERROR,
    "a reference to a less visible record",
    __doc__,
    "visibility: internal",
)
_RANK = {"public": 0, "internal": 1, "private": 2}
_HINT = "Remove the reference, or give both records the same `visibility`."


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each reference to a record that is less visible than the one it stands in."""
    goals, kpis = asked.repository.goals, asked.repository.kpis
    for goal in goals.values():
        for result in goal.key_results:
            kpi = kpis.get(result.terms.kpi or "")
            if kpi is not None and (message := _hidden(goal.visibility, kpi)):
                yield report(RULE, goal, ("key_results", result.index, "kpi"), message, _HINT)
        for index, support in enumerate(goal.supports):
            other = goals.get(support.goal)
            if other is not None and (message := _hidden(goal.visibility, other)):
                yield report(RULE, goal, support_steps(goal, index), message, _HINT)
    for index, name in enumerate(asked.repository.config.home.kpis):
        if name in kpis and (message := _hidden("internal", kpis[name])):
            yield report_setting(RULE, asked, ("home", "kpis", index), message, _HINT)
    yield from _links(asked)


def _links(asked: Check) -> Iterator[Problem]:
    repository = asked.repository
    records: dict[str, Goal | Kpi] = {goal.path: goal for goal in repository.goals.values()}
    for kpi in repository.kpis.values():
        records |= {kpi.path: kpi, kpi.csv_path: kpi}
    everybody = "public" if asked.audience == "public" else "internal"
    for link in references(asked):
        other = records.get(link.file or "")
        if other is not None and (message := _hidden(_visibility(link, everybody), other)):
            yield link.report(RULE, message, _HINT)


def _visibility(link: Reference, everybody: str) -> str:
    return getattr(link.record, "visibility", everybody)


def _hidden(visibility: str, other: Goal | Kpi) -> str:
    """Return what is wrong where a record of this visibility names the other one; empty where nothing is."""
    if _RANK[visibility] >= _RANK[other.visibility]:
        return ""
    what = "goal" if isinstance(other, Goal) else "KPI"
    return f"the {what} `{other.id}` is {other.visibility}, but is named by what is {visibility}"
