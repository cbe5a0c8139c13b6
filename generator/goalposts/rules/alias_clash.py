"""A former id is in use, or is given twice.

The address of a former id leads to today's record, so it can belong to one record only, and no record of
the kind may have it as its id. People and teams share one name space; key results have one for each goal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from goalposts.loading.tree import CONFIG
from goalposts.problem_codes import Code
from goalposts.problems import Location, Problem, Severity
from goalposts.records.people import Cycle, Person, named_cycle
from goalposts.records.repository import Repository
from goalposts.rules.check import Check, as_private, report, report_setting

RULE = Code("R110", Severity.ERROR, "a former id that is taken", __doc__, "aliases: [improve-renewals]")
_HINT = "Remove it from one of the two."


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each alias that is an id of the same kind, or stands in two places."""
    repository = asked.repository
    yield from _clashes(asked, "goal", repository.goals)
    yield from _clashes(asked, "KPI", repository.kpis)
    yield from _clashes(asked, "person or team", {**repository.people, **repository.teams})
    yield from _clashes(asked, "cycle", {**_derived(repository), **repository.cycles})
    for goal in repository.goals.values():
        ids = {result.id for result in goal.key_results}
        seen: set[str] = set()
        for result in goal.key_results:
            for index, alias in enumerate(result.terms.aliases):
                if alias in ids | seen:
                    what = "is the id of a key result" if alias in ids else "is given twice"
                    steps = ("key_results", result.index, "aliases", index)
                    yield report(RULE, goal, steps, f"the former id `{alias}` {what}", _HINT)
                seen.add(alias)


def _derived(repository: Repository) -> dict[str, Cycle]:
    """Return the years, halves, quarters and months that goals are in, as their addresses name them."""
    names = {goal.cycle for goal in repository.goals.values() if goal.cycle} - set(repository.cycles)
    found = (named_cycle(name, repository.config.fiscal_year) for name in sorted(names))
    return {cycle.id.lower(): cycle for cycle in found if cycle}


def _clashes(asked: Check, what: str, records: Mapping[str, Any]) -> Iterator[Problem]:
    first: dict[str, Any] = {}
    for record in records.values():
        for index, alias in enumerate(record.aliases):
            if alias in records:
                message = f"the former id `{alias}` is the id of a {what} today"
                yield as_private(_report(asked, record, index, message), record, records[alias])
            elif alias in first:
                message = f"the former id `{alias}` is given twice"
                yield as_private(_report(asked, record, index, message), record, first[alias])
            first.setdefault(alias, record)


def _report(asked: Check, record: Any, index: int, message: str) -> Problem:
    if isinstance(record, Cycle):
        steps = ("cycles", "custom", record.id, "aliases", index)
        return report_setting(RULE, asked, steps, message, _HINT)
    if not isinstance(record, Person):
        return report(RULE, record, ("aliases", index), message, _HINT)
    if record.path == CONFIG:
        return report_setting(RULE, asked, ("people", record.id, "aliases", index), message, _HINT)
    return RULE.at(Location(record.path, record.line), message, _HINT, field="aliases")
