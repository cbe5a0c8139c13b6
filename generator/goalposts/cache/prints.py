"""Fingerprints of values: the same for equal ones, whatever else shares their parts.

How a value is pickled depends on which of its parts are the same object. Without the pickler's memory of
those it depends on the values alone, and is made in C.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import FunctionType, MethodType
from typing import Any

from msgspec import Struct

from goalposts.cache.book import key_of
from goalposts.language.catalogue import Catalogue
from goalposts.records.kpi import Kpi


def fingerprint(value: object) -> bytes | None:
    """Return a hash of a value of records, views, texts and numbers; None where it has none.

    Functions that write words are told by where they are written and by what they know.
    """
    made = io.BytesIO()
    printer = _Printer(made, protocol=5)
    # without the memory of what was pickled already
    printer.fast = True
    try:
        printer.dump(value)
    except (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError):
        return None
    return key_of(made.getvalue())


class _Printer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        kind: Any = type(value)
        if read := _reader(kind):
            return tuple, ((kind.__name__, read(value)),)
        if kind is FunctionType:
            cells = tuple(cell.cell_contents for cell in value.__closure__ or ())
            return tuple, ((value.__module__, value.__qualname__, value.__code__.co_firstlineno, cells),)
        if kind is MethodType:
            return tuple, ((value.__func__.__qualname__, value.__self__),)
        return NotImplemented


def names_of(kind: type) -> tuple[str, ...] | None:
    """Return the names of all fields of a kind of record or view, in their order; None for other kinds."""
    if issubclass(kind, Struct):
        return kind.__struct_fields__
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


@cache
def _reader(kind: Any) -> Any:
    """Return what reads all that tells a record or a view from another one; None for other values."""
    if kind is Catalogue:
        return lambda _: None  # it comes with the templates and the language
    if (names := names_of(kind)) is None:
        return None
    # of a KPI only its values are many, and no page shows where a field stands in its file
    left_out = ("node", "rows", "blob") if kind is Kpi else ("node",)
    told = [name for name in names if name not in left_out]
    return attrgetter(*told) if told else lambda _: None
