"""Tables of fields in Markdown, from the models of the records, and pages with places for them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from pydantic.fields import FieldInfo

from goalposts.records.model import Fields
from goalposts.records.text import flow
from goalposts.schema.meanings import meanings

_HEAD = ("field", "meaning", "default", "example")
_PLACE = re.compile(r"^<<([A-Za-z]+)>>\n", re.MULTILINE)


def fill(page: str, tables: Mapping[str, str]) -> str:
    """Return a page with each line `<<Name>>` replaced by the table of that name; all must be used."""
    places = _PLACE.findall(page)
    assert sorted(places) == sorted(tables), "a table without a place, or a place without a table"
    return _PLACE.sub(lambda match: tables[match[1]], page)


def fields_tables(*models: type[Fields], without: Container[str] = ()) -> dict[str, str]:
    """Return the tables of records by the name of the model."""
    return {model.__name__: fields_table(model, without=without) for model in models}


def fields_table(model: type[Fields], *, without: Container[str] = ()) -> str:
    """Return the table of a record's fields: name, meaning, default and an example."""
    rows = []
    for name, field in model.model_fields.items():
        if name not in without:
            key = field.alias or name
            example = flow((field.examples or [""])[0])
            rows.append((code(key), *_meaning(field, meanings(model)[name]), code(f"{key}: {example}")))
    return table(_HEAD, rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def code(text: str) -> str:
    """Return a text as inline code."""
    return f"`{text}`"


def _meaning(field: FieldInfo, told: str) -> tuple[str, str]:
    """Return what a field means, and its default in words."""
    told = " ".join(told.split())
    meaning, _, default = told.partition(" Default: ")
    if field.is_required():
        return meaning, "required"
    if default:
        return meaning, default.rstrip(".")
    if isinstance(field.default, bool):
        return meaning, code(str(field.default).lower())
    if isinstance(field.default, float):
        return meaning, code(f"{field.default:g}")
    is_plain = isinstance(field.default, str | int) and field.default != ""
    return meaning, code(str(field.default)) if is_plain else "–"
