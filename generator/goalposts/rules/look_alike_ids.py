"""Two ids of a kind can hardly be told apart.

Ids become addresses that people read aloud and type: `0` and `o`, `1`, `l` and `i`, one hyphen and two,
look the same. A cycle of the settings that is named like a year, half, quarter or month looks like that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from goalposts.loading.tree import CONFIG
from goalposts.loading.yaml_text import key_place, place
from goalposts.problem_codes import Code
from goalposts.problems import Location, Problem, Severity
from goalposts.records.people import Cycle, Person, named_cycle
from goalposts.rules.check import Check, as_private

RULE = Code("R111", Severity.ERROR, "ids that look alike", __doc__, "id: grow-to-10-countries")
_SAME = str.maketrans({"0": "o", "1": "l", "i": "l"})


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each id that looks like one before it in the same name space."""
    repository = asked.repository
    spaces: tuple[Mapping[str, Any], ...] = (
        repository.goals,
        repository.kpis,
        {**repository.people, **repository.teams},
        repository.cycles,
    )
    for records in spaces:
        seen: dict[str, str] = {}
        for name, record in sorted(records.items()):
            other = seen.setdefault(_skeleton(name), name)
            if other != name:
                message = f"the id `{name}` looks like `{other}`"
                problem = RULE.at(
                    _where(asked, record), message, "Give one of the two another id.", field="id"
                )
                yield as_private(problem, record, records[other])
    for name, cycle in repository.cycles.items():
        if derived := named_cycle(name, repository.config.fiscal_year):
            message = f"the id `{name}` looks like the cycle `{derived.id}`, which needs no settings"
            hint = "Give it another id, such as `spring-push`, or remove it."
            yield RULE.at(_where(asked, cycle), message, hint, field="id")


def _skeleton(name: str) -> str:
    return "-".join(part for part in name.translate(_SAME).split("-") if part)


def _where(asked: Check, record: Any) -> Location:
    if isinstance(record, Person):
        return Location(record.path, record.line)
    if isinstance(record, Cycle):
        if asked.config_node is None:
            return Location(CONFIG)
        return key_place(asked.config_node, CONFIG, "cycles", "custom", record.id)
    return place(record.node, record.path, "id")
