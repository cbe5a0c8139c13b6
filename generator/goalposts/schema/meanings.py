"""What fields mean: the text that stands below each in its model, for schemas and documentation."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Mapping
from functools import cache

from goalposts.records.model import Fields


@cache
def meanings(model: type[Fields]) -> Mapping[str, str]:
    """Return what each field means by its name, those of the models that it is made from among them.

    The source is read for it. Pydantic could do so too, but whenever the model is imported.
    """
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if issubclass(each, Fields):
            found |= _written(each)
    return found


def _written(model: type[Fields]) -> dict[str, str]:
    (written,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(written, ast.ClassDef)
    return {
        field.target.id: inspect.cleandoc(told.value.value)
        for field, told in zip(written.body, written.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(told, ast.Expr)
        and isinstance(told.value, ast.Constant)
        and isinstance(told.value.value, str)
    }
