"""Events as pages tell them: those that git knows, and the goalposts that a change elsewhere moved.

A restated value of a KPI moves the default baselines of goals that read it, other dates of a cycle move those
of its goals, and another cycle moves a goal's start and due date. No change of a field says so by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goalposts.history import Event, EventKind, Move, RecordKind
from goalposts.history.anchors import KeyResultAddress
from goalposts.history.events import Change
from goalposts.history.key_result_changes import BOUNDS
from goalposts.pages.page import Edition
from goalposts.records.goal import KeyResult


def told_events(edition: Edition) -> tuple[Event, ...]:
    """Return all events, oldest first, with the moved goalposts that git's do not tell."""
    if edition.history is None:
        return ()
    untold = [event for key in edition.moves for event in _untold(edition, key)]
    return _merged(edition.history.events, untold)


def told_events_of(edition: Edition, kind: RecordKind, record_id: str) -> tuple[Event, ...]:
    """Return the events of one record by its present id, as `told_events` gives them."""
    if edition.history is None:
        return ()
    events = edition.history.of(kind, record_id)
    return _merged(events, _untold(edition, record_id)) if kind is RecordKind.GOAL else events


def move_of(event: Event, moves: Iterable[Move]) -> Move | None:
    """Return the one of the moves that an event tells of, None where it moved no goalpost."""
    change = event.change
    field = "target" if change.part and change.field in BOUNDS else change.field
    for move in moves:
        is_same = (move.key_result or "", move.milestone or "") == (change.part, change.of)
        if is_same and (move.field == field or (change.of and not field)):
            return move
        if _removes(event, move) and move.back is None:
            return move
    return None


def result_now(edition: Edition, goal_id: str, key_result: str) -> KeyResult | None:
    """Return the key result that has an id, or had it before it got another; None where it is gone."""
    goal = edition.repository.goals.get(goal_id)
    if goal is None:
        return None
    results = {each.id: each for each in goal.key_results}
    if key_result in results:
        return results[key_result]
    former = former_result(edition, goal_id, key_result)
    return results.get(former.now) if former and former.now else None


def former_result(edition: Edition, goal_id: str, key_result: str) -> KeyResultAddress | None:
    """Return what became of an id that a key result of the goal had; None where none had it."""
    return next((each for each in edition.anchors.get(goal_id, ()) if each.id == key_result), None)


def moves_by(edition: Edition, event: Event) -> tuple[Move, ...]:
    """Return the goalposts that the commit of an event moved, of its goal."""
    if event.record is not RecordKind.GOAL:
        return ()
    return tuple(each for each in edition.moves.get(event.id, ()) if each.commit.sha == event.commit.sha)


def _untold(edition: Edition, goal: str) -> list[Event]:
    """Return an event for each move of a goal that none of the goal's own tells."""
    moves = edition.moves.get(goal, ())
    events = edition.history.of(RecordKind.GOAL, goal) if moves and edition.history else ()
    if not events:
        return []
    found = []
    for move in moves:
        same = [each for each in events if each.commit.sha == move.commit.sha]
        if any(move_of(each, (move,)) or _removes(each, move) for each in same):
            continue
        before = [each for each in events if each.commit.when <= move.commit.when]
        found.append(_event(move, (same or before or events)[-1]))
    return found


def _removes(event: Event, move: Move) -> bool:
    is_removal = event.kind is EventKind.KEY_RESULT_REMOVED and move.field == "key_result"
    return is_removal and event.change.part == move.key_result


def _event(move: Move, known: Event) -> Event:
    """Return the event of a move, of the goal as it was known then."""
    kind = EventKind.KEY_RESULT_CHANGED if move.key_result else EventKind.CHANGED
    if move.milestone:
        kind = EventKind.MILESTONE_CHANGED
    change = Change(
        kind, move.field, move.before, move.after, part=move.key_result or "", of=move.milestone or ""
    )
    names = (known.id, known.id_then, known.title, known.path)
    return Event(move.commit, RecordKind.GOAL, *names, change)


def _merged(events: Sequence[Event], untold: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events with others among them: behind those of the same commit, else by the time."""
    if not untold:
        return tuple(events)
    last = {event.commit.sha: number for number, event in enumerate(events)}
    behind: dict[int, list[Event]] = {}
    for event in untold:
        number = last.get(event.commit.sha)
        if number is None:
            earlier = (at for at, each in enumerate(events) if each.commit.when <= event.commit.when)
            number = max(earlier, default=-1)
        behind.setdefault(number, []).append(event)
    merged = [*behind.get(-1, ())]
    for number, event in enumerate(events):
        merged += (event, *behind.get(number, ()))
    return tuple(merged)
