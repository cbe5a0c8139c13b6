"""JSON Schema for editors: what may stand in a goal, a KPI, a team and the settings, made from the models.

    schemas()            -> {file name: schema}
    editor_files()       -> {file name: text}, the same as JSON and the settings that wire them
    as_text(schema)      -> JSON, two spaces a level

The schemas are draft-07, the newest form that the YAML language server promises to read
(https://github.com/redhat-developer/yaml-language-server). They describe what an editor's YAML parser makes
of a file: `cycle: 2026` is a number there and text for us, so text fields take numbers too. One thing is
stricter than the reader: a bare `true` or `false` is no text here, but for the value of a column in `where`.
"""

from __future__ import annotations

import json
import re
from typing import Any

from msgspec import Struct
from pydantic.json_schema import models_json_schema

from goalposts.config import SiteConfig
from goalposts.key_results import TYPES
from goalposts.records.goal import GoalFields, SupportFields
from goalposts.records.kpi import KpiFields, SourceFields
from goalposts.records.model import Fields
from goalposts.records.people import TeamFields
from goalposts.schema.conditions import CONDITIONS, key_result
from goalposts.schema.forms import Schema, as_editors_see, as_property
from goalposts.schema.meanings import meanings

DIALECT = "http://json-schema.org/draft-07/schema#"
SETTINGS = "settings.json"


class Root(Struct, frozen=True):
    """A kind of file: its schema's name, its model, and models that only its validators know."""

    file: str
    title: str
    model: type[Fields]
    inner: tuple[type[Fields], ...] = ()


ROOTS = (
    Root("goal.schema.json", "Goal", GoalFields, (SupportFields, *(kind.terms for kind in TYPES))),
    Root("kpi.schema.json", "KPI", KpiFields, (SourceFields,)),
    Root("team.schema.json", "Team", TeamFields),
    Root("site_config.schema.json", "Settings of the site", SiteConfig),
)


def schemas() -> dict[str, Schema]:
    """Return the schema of every kind of file by its name, such as `goal.schema.json`."""
    return {root.file: _schema(root) for root in ROOTS}


def as_text(schema: Any) -> str:
    """Return a schema as JSON text."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def editor_files() -> dict[str, str]:
    """Return the files of the folder `.vscode`: the schemas, and the settings that wire them."""
    # the YAML extension opens no Markdown, so only the settings of the site can be wired here
    wired = {"yaml.schemas": {"./.vscode/site_config.schema.json": "site_config.yml"}}
    return {name: as_text(schema) for name, schema in schemas().items()} | {SETTINGS: as_text(wired)}


def _schema(root: Root) -> Schema:
    models = {model.__name__: model for model in models_of(root)}
    _, found = models_json_schema(
        [(model, "validation") for model in models.values()], ref_template="#/definitions/{model}"
    )
    definitions = {name: _definition(models[name], part) for name, part in sorted(found["$defs"].items())}
    for kind in TYPES if root.model is GoalFields else ():
        definitions[kind.terms.__name__] = key_result(definitions[kind.terms.__name__], kind)
    if root.model is GoalFields:
        choices = [{"$ref": f"#/definitions/{kind.terms.__name__}"} for kind in TYPES]
        definitions["GoalFields"]["properties"]["key_results"]["items"] = {"anyOf": choices}
    top = definitions.pop(root.model.__name__)
    schema = {"$schema": DIALECT, **top, "title": root.title}
    return schema | {"definitions": definitions} if definitions else schema


def models_of(root: Root) -> tuple[type[Fields], ...]:
    """Return every model that the root can lead to."""
    found: dict[type[Fields], None] = {}
    waiting: list[type[Fields]] = [root.model, *root.inner]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found[model] = None
            waiting += [
                inner for field in model.model_fields.values() for inner in inner_models(field.annotation)
            ]
    return tuple(found)


def inner_models(annotation: Any) -> tuple[type[Fields], ...]:
    """Return the models inside a type such as `list[LinkFields]` or `RangeFields | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return (annotation,)
    parts = getattr(annotation, "__args__", ())
    return tuple(model for part in parts for model in inner_models(part))


def _definition(model: type[Fields], found: Schema) -> Schema:
    """Return a model's schema as editors need it, with a title and a description for every field."""
    required = found.get("required", [])
    made = as_editors_see({key: part for key, part in found.items() if key != "properties"})
    made["title"] = in_words(re.sub(r"(Fields|Settings|Config)$", "", model.__name__))
    made["properties"] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        made["properties"][key] = as_property(
            found["properties"][key],
            field,
            title=in_words(key),
            meaning=meanings(model)[name],
            is_required=key in required,
        )
    return made | CONDITIONS.get(model.__name__, {})


_ACRONYMS = {"kpi": "KPI", "kpis": "KPIs", "url": "Address", "mkdocs": "MkDocs"}


def in_words(name: str) -> str:
    """Return a name of the code as words: `key_results` and `KeyResults` are `Key results`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name).lower().split()
    text = " ".join(_ACRONYMS.get(word, word) for word in words)
    return text[:1].upper() + text[1:]
