"""Ids that two records had: an old link to one of them can lead to one only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from goalposts.history.codes import H104
from goalposts.history.lineages import Lineage, RecordKind, Version
from goalposts.history.narrate import Told, present
from goalposts.loading.yaml_text import place
from goalposts.problems import Problem

_KINDS = (RecordKind.GOAL, RecordKind.KPI, RecordKind.TEAM)


def reused_ids(told: Told) -> Iterator[Problem]:
    """Yield a problem for each record that has, or lists as a former one, an id that was another record's."""
    for kind in _KINDS:
        there = present(told.repository, kind)
        own = {lineage.id: lineage for lineage in told.lineages[kind] if lineage.ending is None}
        aliases = {alias: record for record in there.values() for alias in record.aliases}
        for lineage in told.lineages[kind]:
            for was, now in pairwise(lineage.versions):
                if was.id in (now.id, lineage.id):
                    continue
                record = there.get(was.id) or aliases.get(was.id)
                if record is not None and own.get(record.id) is not lineage:
                    yield _reused(lineage, was, told.chronicle.commits[now.index].day, record)


def _reused(lineage: Lineage, was: Version, until: date, record: Any) -> Problem:
    name = "KPI" if lineage.kind is RecordKind.KPI else str(lineage.kind)
    what, field = ("the id", "id") if record.id == was.id else ("the former id", "aliases")
    message = (
        f"{what} `{was.id}` was that of the {name} `{lineage.id}` until {until}; "
        f"old links to that one lead to this {name} now"
    )
    where = place(record.node, record.path, field)
    hint = f"Give this {name} another id, if the links should lead to the other one."
    return H104.at(where, message, hint, field=field)
