"""Events as bytes and back: what was told once need not be worked out again while nothing has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from goalposts.history.events import Change, Event, EventKind
from goalposts.history.lineages import RecordKind
from goalposts.history.log import Commit
from goalposts.history.narrate import Told

_FORM = 4
"""Counts up whenever the telling changes."""


def key_of(told: Told, tip: str, as_of: date) -> str:
    """Return a mark of everything that events are told from: the commits, the day, and who is seen now."""
    repository = told.repository
    names = told.repository.config.site.name, repository.config.fiscal_year, repository.audience
    kinds: Sequence[Mapping[str, Any]] = (
        repository.goals,
        repository.kpis,
        repository.teams,
        repository.people,
    )
    seen = [[(key, record.aliases) for key, record in records.items()] for records in kinds]
    commits = [(commit.sha, commit.author) for commit in told.chronicle.commits]
    return hashlib.sha256(repr((_FORM, tip, as_of, names, seen, commits)).encode()).hexdigest()


def write_events(key: str, events: Sequence[Event], commits: Sequence[Commit]) -> bytes:
    """Return the events as bytes under their mark."""
    numbers = {commit.sha: number for number, commit in enumerate(commits)}
    return json.dumps([key, [_row(event, numbers) for event in events]]).encode()


def _row(event: Event, numbers: Mapping[str, int]) -> list[Any]:
    change = event.change
    row: list[Any] = [
        numbers[event.commit.sha],
        event.record,
        event.id,
        event.id_then,
        event.title,
        event.path,
    ]
    row += [change.kind, change.field, change.before, change.after, change.part, change.of]
    # most changes have none of these
    more = [change.slice, change.count, change.more]
    return row if more == [(), 1, ()] else row + more


def read_events(kept: bytes, key: str, commits: Sequence[Commit]) -> tuple[Event, ...] | None:
    """Return the events that were kept under the mark, or None where others were, or none."""
    try:
        known, rows = json.loads(kept)
        return tuple(_event(row, commits) for row in rows) if known == key else None
    except (ValueError, TypeError, IndexError, KeyError):
        # not what this version keeps: tell everything anew
        return None


_RECORDS = {str(kind): kind for kind in RecordKind}
_KINDS = {str(kind): kind for kind in EventKind}


def _event(row: list[Any], commits: Sequence[Commit]) -> Event:
    number, record, key, then, title, path, kind, field, before, after, part, of, *more = row
    if more:
        slice_, count, said = more
        pairs = tuple((name, value) for name, value in slice_)
        texts = tuple((name, value) for name, value in said)
        change = Change(_KINDS[kind], field, before, after, part, of, pairs, count, texts)
    else:
        change = Change(_KINDS[kind], field, before, after, part, of)
    return Event(commits[number], _RECORDS[record], key, then, title, path, change)
