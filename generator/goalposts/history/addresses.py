"""Former addresses: every id that was ever published, and what became of its page.

Addresses are promises: a link that worked once leads to the record under its present name, or to a page
that says what became of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from goalposts.history.history import History, Past
from goalposts.history.key_result_changes import shown
from goalposts.history.lineages import Lineage, RecordKind, Version
from goalposts.history.log import Commit
from goalposts.history.naming import people_in
from goalposts.history.narrate import present
from goalposts.records.ids import is_id


class Fate(StrEnum):
    """What became of an address.

    `present`: the record has the id. `renamed`: git saw it get another one. `alias`: a record lists the id
    as a former one. `deleted`: the record was removed. `hidden`: it was published and no longer is.
    """

    PRESENT = "present"
    RENAMED = "renamed"
    ALIAS = "alias"
    DELETED = "deleted"
    HIDDEN = "hidden"


class Address(Struct, frozen=True):
    """An id that was published. `now` is the id to redirect to (renamed, alias).

    A deleted one has its last title and, as far as known, the commit that deleted it. A hidden one has
    nothing: its page is bare. `levels` are those that a goal was published with, where it is gone, and `last`
    is the id by which the events of a deleted record are known.
    """

    kind: RecordKind
    id: str
    fate: Fate
    now: str | None = None
    title: str | None = None
    deleted_by: Commit | None = None
    levels: frozenset[str] = frozenset()
    last: str | None = None


def former_addresses(history: History) -> tuple[Address, ...]:
    """Return every id of goals, KPIs, teams and people that was published, or that a record lists as alias.

    The order is that of the kinds, then of the ids.
    """
    found: dict[tuple[RecordKind, str], Address] = {}
    for address in _addresses(history):
        found.setdefault((address.kind, address.id), address)
    order = tuple(RecordKind)
    return tuple(sorted(found.values(), key=lambda address: (order.index(address.kind), address.id)))


def _addresses(history: History) -> Iterator[Address]:
    """Return addresses by the first rule that applies: present, alias, then what git saw."""
    repository, past = history.repository, history.past
    kinds = (RecordKind.GOAL, RecordKind.KPI, RecordKind.TEAM, RecordKind.PERSON)
    for kind in kinds:
        yield from (Address(kind, key, Fate.PRESENT, key) for key in present(repository, kind))
    endings = _endings(past) if past else {}
    for kind in kinds:
        for key, record in present(repository, kind).items():
            for alias in record.aliases:
                yield Address(kind, alias, Fate.ALIAS, key, deleted_by=endings.get((kind, alias)))
    if past is None:
        return
    for kind in kinds[:3]:
        there = present(repository, kind)
        for lineage in past.lineages.get(kind, ()):
            yield from _of_lineage(lineage, there, past)
        for lineage in past.hidden.get(kind, ()):
            levels = _levels(lineage)
            yield from (Address(kind, each.id, Fate.HIDDEN, levels=levels) for each in lineage.versions)
    yield from _of_people(history, past)


def _endings(past: Past) -> dict[tuple[RecordKind, str], Commit]:
    return {
        (kind, lineage.id): past.commits[lineage.ending.index]
        for kind, lineages in past.lineages.items()
        for lineage in lineages
        if lineage.ending
    }


def _of_lineage(lineage: Lineage, there: Mapping[str, Any], past: Past) -> Iterator[Address]:
    ids = dict.fromkeys(version.id for version in lineage.versions)
    if lineage.id in there:
        yield from (Address(lineage.kind, key, Fate.RENAMED, lineage.id) for key in ids if key != lineage.id)
        return
    # a record under the last id's alias is the successor of all the former ids
    successor = next((key for key, record in there.items() if lineage.id in record.aliases), None)
    ending = past.commits[lineage.ending.index] if lineage.ending else None
    title = _title(lineage.last)
    for key in ids:
        if successor is not None:
            yield Address(lineage.kind, key, Fate.ALIAS, successor, deleted_by=ending)
        else:
            levels = _levels(lineage)
            yield Address(lineage.kind, key, Fate.DELETED, None, title, ending, levels, lineage.id)


def _levels(lineage: Lineage) -> frozenset[str]:
    return frozenset(level for each in lineage.versions if (level := each.facts.text("level")))


def _title(version: Version) -> str:
    return shown((version.facts.fields or {}).get("title")) or version.id


def _of_people(history: History, past: Past) -> Iterator[Address]:
    """Return the people who are no longer listed; to the public only those whom a public record named."""
    is_public = history.audience == "public"
    seen = _named(past.lineages) if is_public else frozenset()
    # whom only records named that are out of sight now keep an address, and nothing is said of them
    named = seen | _named(past.hidden) if is_public else seen
    for key, (name, gone) in past.people.items():
        if not is_id(key) or (is_public and key not in named):
            continue
        if gone is None or (is_public and key not in seen):
            yield Address(RecordKind.PERSON, key, Fate.HIDDEN)
        else:
            yield Address(RecordKind.PERSON, key, Fate.DELETED, None, name, past.commits[gone])


def _named(lineages: Mapping[RecordKind, Iterable[Lineage]]) -> frozenset[str]:
    """Return everybody whom a version of some goals and KPIs names."""
    names: set[str] = set()
    for kind in (RecordKind.GOAL, RecordKind.KPI):
        for lineage in lineages.get(kind, ()):
            for version in lineage.versions:
                names |= people_in(version.facts)
    return frozenset(names)
