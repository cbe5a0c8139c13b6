"""What changed, a commit at a time: each is named once, with what it did to records below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby

from msgspec import Struct

from goalposts.history import Event, RecordKind
from goalposts.pages.formatting import Formatter
from goalposts.pages.history_views import ChangeView, CommitView, change_views, commit_view
from goalposts.pages.page import Edition
from goalposts.pages.told_events import moves_by, told_events

_MOST_RECORDS = 4
# in this order a reader wants to know of them
_ORDER = (
    RecordKind.GOAL,
    RecordKind.KPI,
    RecordKind.TEAM,
    RecordKind.PERSON,
    RecordKind.HOME,
    RecordKind.CONFIG,
)


class CommitChanges(Struct, frozen=True):
    """What one commit did: `changes`, one a record, and `more`, a sentence on the records not named."""

    day: str
    iso: str
    changes: tuple[ChangeView, ...]
    more: str
    commit: CommitView


def by_commit(changes: Iterable[ChangeView]) -> tuple[CommitChanges, ...]:
    """Return the changes, those that follow each other and are of one commit as one."""
    groups = (tuple(group) for _, group in groupby(changes, key=lambda each: (each.iso, each.commit)))
    return tuple(CommitChanges(each[0].day, each[0].iso, each, "", each[0].commit) for each in groups)


def this_week(edition: Edition, fmt: Formatter) -> tuple[CommitChanges, ...]:
    """Return the commits of the seven days to the day of the build, newest first, each with a few records."""
    if edition.history is None:
        return ()
    since = edition.scorecard.as_of - timedelta(days=7)
    commits: dict[str, list[Event]] = {}
    for event in told_events(edition):
        if event.commit.day > since:
            commits.setdefault(event.commit.sha, []).append(event)
    return tuple(_in_short(edition, fmt, events) for events in reversed(commits.values()))


def _in_short(edition: Edition, fmt: Formatter, events: Sequence[Event]) -> CommitChanges:
    """Return a commit with the records that matter most, moved goalposts first, and a count of the others."""
    records: dict[tuple[RecordKind, str], list[Event]] = {}
    for event in events:
        records.setdefault((event.record, event.id), []).append(event)
    found = sorted(
        records.values(), key=lambda each: (not moves_by(edition, each[0]), _ORDER.index(each[0].record))
    )
    # a count of one would take the room of its name
    shown = found if len(found) == _MOST_RECORDS + 1 else found[:_MOST_RECORDS]
    rest = Counter(each[0].record for each in found[len(shown) :])
    commit = events[0].commit
    return CommitChanges(
        day=fmt.full_day(commit.day),
        iso=commit.day.isoformat(),
        changes=tuple(view for each in shown for view in change_views(edition, fmt, each)),
        more=fmt.say("And {records}.", records=_counted(rest, fmt)) if rest else "",
        commit=commit_view(edition, commit, fmt),
    )


def _counted(kinds: Counter[RecordKind], fmt: Formatter) -> str:
    """Return how many records there are of each kind: `2 goals, 5 KPIs and the settings`."""
    return fmt.listed([_of_kind(kind, kinds[kind], fmt) for kind in _ORDER if kinds[kind]])


def _of_kind(kind: RecordKind, count: int, fmt: Formatter) -> str:
    match kind:
        case RecordKind.GOAL:
            return fmt.say_many("{n}\u00a0goal", "{n}\u00a0goals", count)
        case RecordKind.KPI:
            return fmt.say_many("{n}\u00a0KPI", "{n}\u00a0KPIs", count)
        case RecordKind.TEAM:
            return fmt.say_many("{n}\u00a0team", "{n}\u00a0teams", count)
        case RecordKind.PERSON:
            return fmt.say_many("{n}\u00a0person", "{n}\u00a0people", count)
        case RecordKind.HOME:
            return fmt.say("the home page")
    return fmt.say("the settings")
