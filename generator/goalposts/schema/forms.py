"""Forms of single values: what pydantic says of them, widened to what an editor's YAML makes of the text."""

from __future__ import annotations

from typing import Any

from pydantic.fields import FieldInfo

from goalposts.records.fields import NUMBER_PATTERN
from goalposts.records.ids import ID_PATTERN
from goalposts.records.web_address import WEB_PATTERN

Schema = dict[str, Any]

_LINE = r"^\s*\S([^\n\t]*\S)?\s*$"
_ANNOTATIONS = ("title", "description", "examples", "default")
_LISTS = ("anyOf", "oneOf", "allOf")
_MAPS = ("properties", "definitions", "$defs")
# `patternErrorMessage` is read by the editors' own validators; all others ignore it.
_ASK = "patternErrorMessage"
# the years that the reader takes, and no month or day that there never is
_DATE = r"^(1[6-9]|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_DAY = "Write a date as year-month-day, for example 2026-11-30."


def as_editors_see(node: Schema) -> Schema:
    """Return a schema in which every value also takes the other forms its text may have for an editor."""
    made = dict(node)
    if "prefixItems" in made:  # our tuples are pairs of one form, which every draft can say
        made["items"] = made.pop("prefixItems")[0]
    for key in _LISTS:
        if key in made:
            made[key] = [as_editors_see(part) for part in made[key]]
    for key in _MAPS:
        if key in made:
            made[key] = {name: as_editors_see(part) for name, part in made[key].items()}
    for key in ("items", "additionalProperties"):
        if isinstance(made.get(key), dict):
            made[key] = as_editors_see(made[key])
    if made.get("additionalProperties", {}) and made.get("propertyNames") == {"minLength": 1}:
        made["additionalProperties"]["type"] = ["string", "number", "boolean"]  # the value of a column
    if made.get("propertyNames") == {"format": "date"}:
        made["propertyNames"] = {"pattern": _DATE, _ASK: _DAY}
    if "patternProperties" in made:
        made["patternProperties"] = {
            name: as_editors_see(part) for name, part in made["patternProperties"].items()
        }
        made["additionalProperties"] = False
    if "$ref" in made:
        made["$ref"] = made["$ref"].replace("#/$defs/", "#/definitions/")
    return _widened(made)


def as_property(node: Schema, field: FieldInfo, *, title: str, meaning: str, is_required: bool) -> Schema:
    """Return the schema of a field: its form, and its title, description, examples and default.

    A field that has a default may be left empty, as in the reader.
    """
    form = as_editors_see({key: part for key, part in node.items() if key not in _ANNOTATIONS})
    form = _without_null(form)
    for bound in field.metadata:  # pydantic says bounds beside a type of ours not at all, or in its own word
        if (most := getattr(bound, "le", None)) is not None:
            form.pop("le", None)
            form["maximum"] = most
    if not is_required:
        form = _or_empty(form)
    if "$ref" in form:  # draft-07 ignores everything beside a reference
        form = {"allOf": [form]}
    made: Schema = {"title": title, "description": meaning.replace("\n", " ")}
    if isinstance(field.default, str | int | float) and field.default != "":
        made["default"] = field.default
    return {**made, **form, "examples": list(field.examples or ())}


def _without_null(form: Schema) -> Schema:
    if "anyOf" not in form:
        return form
    others = [part for part in form["anyOf"] if part != {"type": "null"}]
    rest = {key: part for key, part in form.items() if key != "anyOf"}
    return rest | (others[0] if len(others) == 1 else {"anyOf": others})


def _or_empty(form: Schema) -> Schema:
    if "anyOf" in form:
        return form | {"anyOf": [*form["anyOf"], {"type": "null"}]}
    if "type" not in form:
        return {"anyOf": [form, {"type": "null"}]}
    types = form["type"] if isinstance(form["type"], list) else [form["type"]]
    wider = form | {"type": [*types, "null"]}
    return wider | {"enum": [*form["enum"], None]} if "enum" in form else wider


def _widened(form: Schema) -> Schema:
    """Return the form of a scalar with the other types that its text may have."""
    kind = form.get("type")
    if form == {"const": False}:
        return {"enum": [False, "false"]}
    if "enum" in form:
        numbers = [int(name) for name in form["enum"] if str(name).isdigit()]
        types = ["string", "integer"] if numbers else "string"
        return form | {"type": types, "enum": [*numbers, *form["enum"]]}
    if kind == "number":
        asked = {_ASK: "Write digits with a point for decimals, for example 1234.5."}
        return form | {"type": ["number", "string"], "pattern": f"^{NUMBER_PATTERN}$"} | asked
    if kind == "integer":
        asked = {_ASK: "Write a whole number, for example 7."}
        return form | {"type": ["integer", "string"], "pattern": "^[0-9]+$"} | asked
    return _text(form) if kind == "string" else form


def _text(form: Schema) -> Schema:
    if form.get("format") == "date":
        return form | {"pattern": _DATE, _ASK: _DAY}
    if form.get("pattern") == f"^{ID_PATTERN}$":
        asked = {_ASK: "An id has a-z, 0-9 and hyphens, for example cs-lead."}
        return form | {"type": ["string", "integer"], "minimum": 0} | asked
    if form.get("pattern") == WEB_PATTERN:  # no number is an address
        return form | {_ASK: "Write a whole address, for example https://goals.example/."}
    form = form | {"type": ["string", "number"]}
    if "pattern" not in form and form.pop("minLength", None):
        form |= {"pattern": _LINE, _ASK: "Write one line of text."}
    return form
