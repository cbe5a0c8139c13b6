"""What a build leaves behind for the next one: its parts, what each looked at, and what was known of that.

A trace is many small values, and is read and written by every build: it is kept in one piece without names
of classes, and what was looked at as numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field, msgpack
from msgspec.structs import replace

from goalposts.cache.book import Memory, Shelf
from goalposts.cache.changes import Before
from goalposts.cache.leaves import LeafNumbers, Looked, unpacked
from goalposts.cache.published import Files

# leaves that are gone keep their numbers until there are so many times more numbers than leaves
_MOST = 3


class Part(Struct, frozen=True):
    """A part of the work that is done: what it looked at, the files it wrote, and what it told, encoded."""

    looked: Looked
    outputs: tuple[str, ...]
    told: bytes


class Trace(Struct, frozen=True):
    """What a build knew of leaves, its parts by name, its files and its commit.

    `leaves` are those that `known` and `parts` name by numbers.
    """

    known: Before = field(default_factory=Before)
    parts: Mapping[str, Part] = field(default_factory=dict)
    files: Files = field(default_factory=dict)
    commit: str | None = None
    leaves: LeafNumbers = field(default_factory=LeafNumbers)


def tidied(trace: Trace) -> Trace:
    """Return a trace in which no more leaves have numbers than there are a few times over."""
    known, old = trace.known, tuple(trace.leaves)
    if len(old) <= _MOST * sum(map(len, (*known.base.values(), *known.worked_out.values()))):
        return trace
    leaves = LeafNumbers()

    def again(looked: Looked) -> bytes:
        assert isinstance(looked, bytes)
        return leaves.packed(frozenset(old[number] for number in unpacked(looked)))

    worked_out = {
        kind: {key: replace(each, closure=again(each.closure)) for key, each in values.items()}
        for kind, values in known.worked_out.items()
    }
    parts = {name: replace(part, looked=again(part.looked)) for name, part in trace.parts.items()}
    return replace(trace, known=replace(known, worked_out=worked_out), parts=parts, leaves=leaves)


def keep_trace(shelf: Shelf, name: str, trace: Trace) -> None:
    """Keep a trace under a name; in the memory of a preview it stays as it is."""
    trace = tidied(trace)
    if isinstance(shelf, Memory):
        shelf.values[name] = trace
    else:
        shelf.put(name, msgpack.encode(trace, enc_hook=list))


def recall_trace(shelf: Shelf, name: str) -> Trace | None:
    """Return the trace that was kept under a name, or None."""
    if isinstance(shelf, Memory):
        found: Trace | None = shelf.values.get(name)
        return found
    kept = shelf.get(name)
    return None if kept is None else msgpack.decode(kept, type=Trace, dec_hook=_leaves)


def _leaves(_: type, kept: Any) -> LeafNumbers:
    return LeafNumbers(map(tuple, kept))
