"""What blobs and commits said as bytes and back, for the next build.

What is kept is read with JSON but for a whole chronicle, which is thousands of small values that refer to
each other: it is pickled, so a cache must be the user's own. Whatever cannot be read counts as absent.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import astuple

from goalposts.history.chronicle import Chronicle
from goalposts.history.facts import Facts
from goalposts.history.rows import RowChange, RowChanges
from goalposts.history.series import Pair

_BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, ImportError, EOFError)


# --- facts ------------------------------------------------------------------------------------------


def write_facts(facts: Mapping[str, Facts]) -> bytes:
    """Return the facts of blobs as bytes; what versions share is kept once."""
    numbers: dict[tuple[str, int], int] = {}
    values: list[tuple[str, Any]] = []
    rows = []
    for key, each in facts.items():
        entries = None
        if each.fields is not None:
            entries = [_number(numbers, values, name, value) for name, value in each.fields.items()]
        rows.append((key, each.body, each.says_private, entries))
    return json.dumps({"values": values, "facts": rows}).encode()


def _number(numbers: dict[tuple[str, int], int], values: list[tuple[str, Any]], name: str, value: Any) -> int:
    """Return the place of a field in the list of values, where what versions share stands once."""
    key = (name, id(value))
    if key not in numbers:
        numbers[key] = len(values)
        values.append((name, value))
    return numbers[key]


def read_facts(kept: bytes | None) -> dict[str, Facts]:
    """Return the facts that were kept, none where they cannot be read."""
    found: dict[str, Facts] = {}
    try:
        told = json.loads(kept or b"{}")
        values = told.get("values", [])
        for key, body, is_private, entries in told.get("facts", []):
            fields = None if entries is None else {values[n][0]: values[n][1] for n in entries}
            found[key] = Facts(fields, body, is_private)
    except _BROKEN:
        return {}
    return found


# --- rows -------------------------------------------------------------------------------------------


def write_rows(rows: Mapping[Pair, RowChanges]) -> bytes:
    """Return what changed between series as bytes."""
    told = [(old, new, day.isoformat(), each) for (old, new, day), each in rows.items()]
    return json.dumps(told, default=astuple).encode()


def read_rows(kept: bytes | None) -> dict[Pair, RowChanges]:
    """Return the changes of series that were kept, none where they cannot be read."""
    found: dict[Pair, RowChanges] = {}
    try:
        for old, new, day, (changes, added, last, edited, unreadable, first) in json.loads(kept or b"[]"):
            told = tuple(_row(change) for change in changes)
            rows = RowChanges(told, added, last and _row(last), edited, unreadable, first)
            found[old, new, date.fromisoformat(day)] = rows
    except _BROKEN:
        return {}
    return found


def _row(kept: list[Any]) -> RowChange:
    period, slice_, before, after = kept
    return RowChange(period, tuple((name, part) for name, part in slice_), before, after)


# --- chronicle --------------------------------------------------------------------------------------


def write_chronicle(chronicle: Chronicle, head: str, last: date, as_of: date) -> bytes:
    """Return a chronicle as bytes under its mark: it holds on `as_of`, and if that is after the day of the
    last commit, on every later day.
    """
    until = "" if last <= as_of else as_of.isoformat()
    mark = f"{head} | {last.isoformat()} {until}\n".encode()
    return mark + pickle.dumps(chronicle, protocol=5)


def read_chronicle(kept: bytes | None, head: str, as_of: date) -> Chronicle | None:
    """Return the chronicle that was kept under the mark, None where another was, or none."""
    mark, _, content = (kept or b"").partition(b"\n")
    known, _, days = mark.decode("ascii", "replace").partition(" | ")
    last, _, until = days.partition(" ")
    day = as_of.isoformat()
    if known != head or (until != day if until else last > day):
        return None
    try:
        found = pickle.loads(content)  # the cache is the user's own, and its hash was compared
    except (pickle.UnpicklingError, *_BROKEN):
        return None
    return found if isinstance(found, Chronicle) else None
