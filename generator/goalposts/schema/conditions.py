"""What fields demand of each other: the part of the schemas that no single field can say.

The reader holds the same in `goalposts.loading` and in the validators of the models.
"""

from __future__ import annotations

from typing import Any

from goalposts.key_results.evidence import KeyResultType
from goalposts.schema.forms import Schema


def given(*names: str) -> Schema:
    """Return what holds where all the fields are there and not left empty."""
    return {"required": list(names), "properties": {name: {"not": {"type": "null"}} for name in names}}


def _any(*names: str) -> Schema:
    return {"anyOf": [given(name) for name in names]}


CONDITIONS: dict[str, Schema] = {
    "GoalFields": {"anyOf": [given("cycle"), given("start", "due")]},
    "RangeFields": {"oneOf": [given("between"), _any("at_least", "at_most")]},
    "StatusFields": {
        "anyOf": [
            {"not": _any("basis", "on_track", "at_risk")},
            given("basis", "on_track", "at_risk") | {"not": given("rule")},
        ]
    },
}
"""By the name of the model."""


def key_result(schema: Schema, kind: KeyResultType) -> Schema:
    """Return the schema of one type of key result: exactly one of its keys, and a place for its values."""
    properties: dict[str, Any] = dict(schema["properties"])
    for key in kind.keys:  # an empty key still says of which type the key result is
        properties[key] = _filled(properties[key])
    demands: list[Schema] = [{"oneOf": [{"required": [key]} for key in kind.keys]}]
    if kind.needs_values:
        demands.append({"oneOf": [given("kpi"), given("values")]})
        demands.append({"anyOf": [given("kpi"), given("title") | {"not": given("where")}]})
    else:
        for name in ("kpi", "where", "values"):
            del properties[name]
        demands.append(given("title"))
    return schema | {"properties": properties, "allOf": demands}


def _filled(form: Schema) -> Schema:
    """Return the form of a field that may not be left empty."""
    made = dict(form)
    if "anyOf" in made:
        made["anyOf"] = [part for part in made["anyOf"] if part != {"type": "null"}]
    if isinstance(made.get("type"), list):
        made["type"] = [name for name in made["type"] if name != "null"]
    return made
