"""Fingerprints of values: the same for equal ones, whatever else shares their parts.

A value is written as MessagePack, in C: records and views as the names and values of their fields.
"""

from __future__ import annotations

import gettext
import re
from functools import partial
from types import FunctionType, MethodType
from typing import Any

from msgspec import MsgspecError, msgpack

from goalposts.cache.book import key_of
from goalposts.cache.reads import WatchedRows

# how an object prints that says nothing of its value
_ADDRESS = re.compile(r" at 0x[0-9a-f]+>")


def fingerprint(value: object) -> bytes | None:
    """Return a hash of a value of records, views, texts and numbers; None where it has none.

    Functions that write words are told by where they are written and by what they know.
    """
    try:
        return key_of(_ENCODER.encode(value))
    except (MsgspecError, TypeError, ValueError, OverflowError, RecursionError):
        return None


def digest(value: object) -> bytes:
    """Return a hash of a value; of one that has no fingerprint, of what it prints as."""
    return fingerprint(value) or key_of(repr(value))


def _told(value: Any) -> Any:
    """Return what tells a value from others that is none of plain values alone."""
    if isinstance(value, FunctionType):
        cells = tuple(cell.cell_contents for cell in value.__closure__ or ())
        return value.__module__, value.__qualname__, value.__code__.co_firstlineno, cells
    if isinstance(value, MethodType):
        return value.__func__.__qualname__, value.__self__
    if isinstance(value, partial):
        return value.func, value.args, value.keywords
    if isinstance(value, gettext.NullTranslations):
        return None  # they come with the templates and the language
    if isinstance(value, WatchedRows) and value.kind.endswith("rows"):
        return None  # no word on an axis is made from a KPI's rows
    text = repr(value)
    if _ADDRESS.search(text):
        raise TypeError(text)
    return type(value).__name__, text


_ENCODER = msgpack.Encoder(enc_hook=_told)
