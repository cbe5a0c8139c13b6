"""Checked values from trees: runs a record's model and turns its errors into problems with a place."""

from __future__ import annotations

import re
import typing
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from goalposts import problem_codes as codes
from goalposts.loading.yaml_text import Mapping, Node, Sequence, key_place, place, to_plain
from goalposts.problems import Problem
from goalposts.records.model import Fields
from goalposts.records.text import did_you_mean, flow

Model = TypeVar("Model", bound=Fields)
Steps = tuple[str | int, ...]

_SHAPES = {
    "list_type": "expected a list",
    "dict_type": "expected a mapping of names and values",
    "model_type": "expected a mapping of names and values",
    "model_attributes_type": "expected a mapping of names and values",
}

_BOUNDS = {"greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most")}


def validate(
    model: type[Model], node: Mapping, path: str, *, at: Steps = ()
) -> tuple[Model | None, tuple[Problem, ...]]:
    """Return the record of the mapping at `at` inside `node`, or None with all that is wrong with it."""
    try:
        return model.model_validate(to_plain(_part(node, at))), ()
    except ValidationError as error:
        problems = (_problem(model, detail, node, path, at) for detail in error.errors(include_url=False))
        return None, tuple(problems)


def _part(node: Node, steps: Steps) -> Node:
    for step in steps:
        part = node.items[int(step)] if isinstance(node, Sequence) else None
        part = node.get(str(step)) if isinstance(node, Mapping) else part
        assert part is not None, "asked about what was read from there"
        node = part
    return node


def _problem(model: type[Fields], detail: ErrorDetails, node: Mapping, path: str, at: Steps) -> Problem:
    steps: Steps = (*at, *(step for step in detail["loc"] if step != "[key]"))
    own = steps[len(at) :]
    field = ".".join(str(step) for step in steps) or None
    name = str(own[-1]) if own else ""
    named = _named(own)
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        hint = f"Add, for example: {name}: {_example(model, own)}"
        return codes.V102.at(key_place(node, path, *steps), f"`{name}` is missing", hint, field=field)
    if kind == "extra_forbidden":
        hint = misread(name) or did_you_mean(name, _known(model, own[:-1]))
        where = key_place(node, path, *steps)
        return codes.V101.at(where, f"`{name[:60]}` is not a field here", hint, field=field)
    where = key_place(node, path, *steps) if detail["loc"][-1:] == ("[key]",) else place(node, path, *steps)
    if "message" in context:
        message, hint = str(context["message"]), str(context["hint"])
    elif kind == "list_type" and isinstance(detail["input"], str) and detail["input"]:
        message, hint = _SHAPES[kind], f"Write {name}: [{detail['input'][:60]}]"
    elif kind in _SHAPES:
        message, hint = _SHAPES[kind], _shape(model, own)
    elif kind in _BOUNDS:
        key, most = _BOUNDS[kind]
        message = f"is `{str(detail['input'])[:60]}`; expected {most} {context[key]}"
        hint = f"Write, for example: {name}: {_example(model, own)}"
    elif kind == "too_short":
        message, hint = "is empty", "Give at least one item, or remove the field."
    else:
        message, hint = detail["msg"], f"Write, for example: {name}: {_example(model, own)}"
    shown = f"{named}: {message}" if named else message
    return codes.V103.at(where, shown, hint, field=field)


def misread(name: str) -> str:
    """Return what to write where a name is a piece of a value, which YAML cut or joined otherwise."""
    if re.fullmatch(r"[0-9][0-9.]*%?", name):
        return "A comma begins a new field here: write 8.5 and 1000, and not 8,5 and 1,000."
    field, colon, value = name.partition(":")
    return f"Write a space after the colon: {field[:60]}: {value[:60]}" if colon and field and value else ""


def _named(steps: Steps) -> str:
    """Return the field at the end of `steps` for a sentence; an item of a list with the list's name."""
    if not steps:
        return ""
    last = steps[-1]
    if isinstance(last, int):
        return f"{_named(steps[:-1])}, item {last + 1}".removeprefix(", ")
    return f"`{last[:60]}`"


def _known(model: type[Fields], steps: Steps) -> list[str]:
    inner = _model_at(model, steps)
    return [field.alias or name for name, field in inner.model_fields.items()] if inner else []


def _shape(model: type[Fields], steps: Steps) -> str:
    """Return what to write where a list or a mapping is expected."""
    example = _written(model, steps)
    if not steps or example is None:
        return "Write `name: value` lines, indented."
    lead = "\n  -" if isinstance(steps[-1], int) else f" {steps[-1][:60]}:"
    return f"Write, for example:{lead} {flow(example)}"


def _example(model: type[Fields], steps: Steps) -> str:
    example = _written(model, steps)
    return "…" if example is None else flow(example)


def _written(model: type[Fields], steps: Steps) -> Any:
    """Return an example of the value at `steps`; of a part of a list or dict the first one of its example."""
    inner = _model_at(model, steps[:-1]) if steps else None
    if inner:
        fields = ((field.alias or name, field) for name, field in inner.model_fields.items())
        shown = (field.examples[0] for name, field in fields if name == steps[-1] and field.examples)
        return next(shown, None)
    whole = _written(model, steps[:-1]) if len(steps) > 1 else None
    parts = whole.values() if isinstance(whole, dict) else whole if isinstance(whole, list) else ()
    return next(iter(parts), None)


def _model_at(model: type[BaseModel], steps: Steps) -> type[BaseModel] | None:
    """Return the model that describes the mapping at `steps`."""
    current: Any = model
    for step in steps:
        if isinstance(current, type) and issubclass(current, BaseModel):
            fields = {field.alias or name: field.annotation for name, field in current.model_fields.items()}
            current = fields.get(str(step))
        else:
            current = _inner(current)
    return _find_model(current)


def _inner(annotation: Any) -> Any:
    """Return the annotation of the items of a list or the values of a dict."""
    for part in _unwrapped(annotation):
        if typing.get_origin(part) in (list, tuple, dict):
            return typing.get_args(part)[-1]
    return None


def _find_model(annotation: Any) -> type[BaseModel] | None:
    for part in _unwrapped(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None


def _unwrapped(annotation: Any) -> list[Any]:
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _unwrapped(typing.get_args(annotation)[0])
    if origin is not None and origin not in (list, tuple, dict):
        return [part for arg in typing.get_args(annotation) for part in _unwrapped(arg)]
    return [annotation]
