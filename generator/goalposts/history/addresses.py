"""Former addresses: every id that was ever published, and what became of its page.

Addresses are promises: a link that worked once leads to the record under its present name, or to a page
that says what became of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from goalposts.history.history import History, Past
from goalposts.history.key_result_changes import pair, results_of, shown
from goalposts.history.lineages import Lineage, RecordKind, Version
from goalposts.history.log import Commit
from goalposts.history.narrate import present
from goalposts.records.fields import slug


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


@dataclass(frozen=True, slots=True)
class Address:
    """An id that was published. `now` is the id to redirect to (renamed, alias).

    A deleted one has its last title and, as far as known, the commit that deleted it. A hidden one has
    nothing: its page is bare.
    """

    kind: RecordKind
    id: str
    fate: Fate
    now: str | None = None
    title: str | None = None
    deleted_by: Commit | None = None


@dataclass(frozen=True, slots=True)
class KeyResultAddress:
    """The id of a key result that was published in a goal; `now` is its present id, None if it is gone."""

    goal: str
    id: str
    now: str | None


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
            yield from (Address(kind, version.id, Fate.HIDDEN) for version in lineage.versions)
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
            yield Address(lineage.kind, key, Fate.DELETED, None, title, ending)


def _title(version: Version) -> str:
    return shown((version.facts.fields or {}).get("title")) or version.id


def _of_people(history: History, past: Past) -> Iterator[Address]:
    """Return the people who are no longer listed; to the public only those whom a public record named."""
    named = _named(past) if history.audience == "public" else None
    for key, (name, gone) in past.people.items():
        if slug(key) != key or not key or (named is not None and key not in named):
            continue
        if gone is None:
            yield Address(RecordKind.PERSON, key, Fate.HIDDEN)
        else:
            yield Address(RecordKind.PERSON, key, Fate.DELETED, None, name, past.commits[gone])


def _named(past: Past) -> frozenset[str]:
    """Return everybody whom a version of a goal or KPI that was published names."""
    names: set[str] = set()
    for kind in (RecordKind.GOAL, RecordKind.KPI):
        for lineage in (*past.lineages.get(kind, ()), *past.hidden.get(kind, ())):
            for version in lineage.versions:
                facts = version.facts
                names |= {str(facts.text("owner"))}
                for name in ("contributors", "stakeholders"):
                    names |= {str(each) for each in facts.listed(name)}
                for each in facts.listed("key_results"):
                    names |= {str(each.get("owner"))} if isinstance(each, dict) else set()
                for each in facts.listed("check_ins"):
                    names |= {str(each.get("by"))} if isinstance(each, dict) else set()
    return frozenset(names)


def key_result_addresses(history: History) -> tuple[KeyResultAddress, ...]:
    """Return every key-result id that was published in a goal that is still there, by goal, then by id.

    An id leads to the key result that has it now, that lists it as alias, or that reads the same slice of
    the same KPI or has the same title.
    """
    past = history.past
    if past is None:
        return ()
    found = []
    for goal_id, lineage in sorted(past.goals.items()):
        goal = history.repository.goals.get(goal_id)
        if goal is None:
            continue
        now = {result.id: result.id for result in goal.key_results}
        now |= {alias: result.id for result in goal.key_results for alias in result.terms.aliases}
        ids = dict.fromkeys([*now, *_result_ids(lineage, past, now)])
        found += [KeyResultAddress(goal_id, key, now.get(key)) for key in sorted(ids)]
    return tuple(found)


def _result_ids(lineage: Lineage, past: Past, now: dict[str, str]) -> list[str]:
    """Return every id of key results in a goal's versions; `now` learns of those that were given another."""
    ids: list[str] = []
    later: tuple[Any, ...] = ()
    for version in reversed(lineage.versions):
        results = results_of(version.facts.listed("key_results"), past.book.kpis, past.book.as_of)
        for was, is_ in pair(results, later):
            if was is not None and is_ is not None and was.id != is_.id and is_.id in now:
                now.setdefault(was.id, now[is_.id])
        ids += [result.id for result in results if slug(result.id) == result.id]
        later = results
    return ids
