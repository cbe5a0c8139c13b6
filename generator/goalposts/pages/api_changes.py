"""What git knows, as documents of the API: every change with its commit, and the goalposts that moved."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from goalposts.history.events import Event
from goalposts.history.lineages import RecordKind
from goalposts.pages.api_values import absolute
from goalposts.pages.change_words import sentence
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.history_views import record_url
from goalposts.pages.page import Edition
from goalposts.pages.rows import moves_of
from goalposts.pages.told_events import move_of, moves_by, result_now, told_events, told_events_of


def history_documents(edition: Edition, goal_id: str) -> list[dict[str, Any]]:
    """Return the changes of a goal, latest first."""
    return _documents(edition, told_events_of(edition, RecordKind.GOAL, goal_id))


def changes_document(edition: Edition) -> list[dict[str, Any]]:
    """Return the changes of all records, latest first."""
    return _documents(edition, told_events(edition))


def moved_results(edition: Edition, goal_id: str) -> frozenset[str]:
    """Return the ids that the key results of a goal have now whose goalposts moved."""
    found = (result_now(edition, goal_id, move.key_result or "") for move in moves_of(edition, goal_id))
    return frozenset(result.id for result in found if result)


def _documents(edition: Edition, events: tuple[Event, ...]) -> list[dict[str, Any]]:
    fmt = formatter(edition)
    return [_document(edition, fmt, event) for event in reversed(events)]


def _document(edition: Edition, fmt: Formatter, event: Event) -> dict[str, Any]:
    change, commit = event.change, event.commit
    move = move_of(event, moves_by(edition, event))
    url = record_url(edition, event)
    return {
        "date": commit.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "commit": commit.sha,
        "author": commit.author,
        "subject": commit.subject,
        "pull_request": commit.pull_request,
        "record": str(event.record),
        "id": event.id or None,
        "title": event.title,
        "url": None if url is None else absolute(edition, url),
        "kind": str(change.kind),
        "field": change.field or None,
        "key_result": change.part or None,
        "of": change.of or None,
        "before": change.before,
        "after": change.after,
        "count": change.count,
        "moved": str(move.effect.value) if move else None,
        "text": sentence(edition, fmt, event, move),
    }
