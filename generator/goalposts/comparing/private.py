"""Changes of private records: what a terminal may show of them, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from goalposts.comparing.comparison import RecordChange
from goalposts.comparing.sides import Side
from goalposts.history.events import Change, EventKind
from goalposts.history.facts import Facts, Reader
from goalposts.history.lineages import RecordKind
from goalposts.history.record_changes import Known, compare_goals, compare_kpis
from goalposts.loading.tree import SourceTree
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi
from goalposts.records.repository import Repository


class _Private(Struct, frozen=True):
    kind: RecordKind
    record: Goal | Kpi
    facts: Facts
    series: bytes | None


def private_changes(before: Side, after: Side) -> tuple[RecordChange, ...]:
    """Return what changes about records that are private on one of the sides.

    A record that was private and no longer is, is told as gone here, and as new by the comparison of what
    the audience sees; the other way round alike.
    """
    if before.every is None or after.every is None or after.measured is None:
        return ()
    was, now = (dict(_private(side.every, side.tree)) for side in (before, after))  # type: ignore[arg-type]
    known = Known(
        after.measured.scorecard.as_of,
        lambda name: name,
        lambda name: name,
        after.every.config.fiscal_year,
    )
    found = []
    for key in sorted({*was, *now}):
        old, new = was.get(key), now.get(key)
        each = new or old
        assert each is not None
        changes = tuple(_changes(old, new, known))
        edited = bool(old and new) and old.series != new.series  # type: ignore[union-attr]
        if changes or edited:
            record = each.record
            found.append(
                RecordChange(each.kind, record.id, record.title, record.path, changes, edited=edited)
            )
    return tuple(found)


def _private(every: Repository, tree: SourceTree) -> Iterator[tuple[tuple[str, str], _Private]]:
    reader = Reader()
    kinds = ((RecordKind.GOAL, every.goals), (RecordKind.KPI, every.kpis))
    for kind, records in kinds:
        for record in records.values():
            if record.visibility == "private":
                facts = reader.read(record.path, tree.files.get(record.path))
                series = tree.files.get(record.csv_path) if isinstance(record, Kpi) else None
                yield (kind.value, record.id), _Private(kind, record, facts, series)


def _changes(old: _Private | None, new: _Private | None, known: Known) -> Iterator[Change]:
    if old is None and new is not None:
        yield Change(EventKind.CREATED, "title", after=new.record.title)
    elif new is None and old is not None:
        yield Change(EventKind.DELETED, "title", before=old.record.title)
    elif old is not None and new is not None:
        if old.record.path != new.record.path:
            yield Change(EventKind.MOVED, "path", old.record.path, new.record.path)
        if new.kind is RecordKind.GOAL:
            yield from compare_goals(old.facts, new.facts, known)
        else:
            yield from compare_kpis(old.facts, new.facts)
