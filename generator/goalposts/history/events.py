"""What happened: one value for each change, with who, when and the commit."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from goalposts.history.lineages import RecordKind
from goalposts.history.log import Commit
from goalposts.history.rows import Slice


class EventKind(StrEnum):
    """What happened to a record."""

    CREATED = "created"
    DELETED = "deleted"
    RECREATED = "recreated"
    RENAMED = "renamed"
    MOVED = "moved"
    CHANGED = "changed"
    BODY = "body"
    UNREADABLE = "unreadable"
    KEY_RESULT_ADDED = "key_result_added"
    KEY_RESULT_REMOVED = "key_result_removed"
    KEY_RESULT_CHANGED = "key_result_changed"
    MILESTONE_ADDED = "milestone_added"
    MILESTONE_REMOVED = "milestone_removed"
    MILESTONE_DONE = "milestone_done"
    MILESTONE_CHANGED = "milestone_changed"
    CHECK_IN_ADDED = "check_in_added"
    CHECK_IN_CHANGED = "check_in_changed"
    CHECK_IN_REMOVED = "check_in_removed"
    VALUES_ADDED = "values_added"
    VALUE_RESTATED = "value_restated"
    VALUE_REMOVED = "value_removed"
    SERIES_EDITED = "series_edited"


class Change(Struct, frozen=True):
    """What changed, without who and when. Texts are as they stand in the file, cleaned for one line.

    `field` is the field that changed (of the record, the key result, the milestone or the check-in);
    `part` the key result's id; `of` what inside it or inside the record: a milestone's title, a check-in's
    date, a period. `before` and `after` are its values, None where there was or is none. `count` says
    how many values one event stands for; `more` names further values, such as a check-in's confidence.
    """

    kind: EventKind
    field: str = ""
    before: str | None = None
    after: str | None = None
    part: str = ""
    of: str = ""
    slice: Slice = ()
    count: int = 1
    more: tuple[tuple[str, str], ...] = ()


class Event(Struct, frozen=True):
    """A change of a record by a commit.

    `id` is the record's id now (its last one, where it was deleted), `id_then` the one it had; `title`
    what it was called right after the change. `path` is the file that was changed.
    """

    commit: Commit
    record: RecordKind
    id: str
    id_then: str
    title: str
    path: str
    change: Change

    @property
    def kind(self) -> EventKind:
        """Return what happened."""
        return self.change.kind
