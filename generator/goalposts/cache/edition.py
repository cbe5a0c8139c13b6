"""The edition of a build whose parts are watched: the same values, each worked out when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeVar, cast

from msgspec.structs import replace

from goalposts.cache.book import key_of
from goalposts.cache.days import Known, WatchedDays, moment_of
from goalposts.cache.derived import Derived, Unlisted
from goalposts.cache.reads import Watched, WatchedValue
from goalposts.cache.rows_until import KIND as ROWS_UNTIL
from goalposts.cache.rows_until import RowsUntil
from goalposts.cache.session import Session
from goalposts.cache.watch import Watch, by_value, remembered
from goalposts.history import (
    Event,
    History,
    KeyResultAddress,
    RecordKind,
    key_result_addresses,
    moved,
    promise,
)
from goalposts.measuring.over_time import ProgressPoint, progress_over_time
from goalposts.pages.earlier import Earlier, find_earlier, names_of
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.goal_tree import make_branch
from goalposts.pages.page import Commit, Edition, Shown
from goalposts.pages.review_made import Reviewed, find_reviewed
from goalposts.pages.review_periods import RHYTHMS
from goalposts.pages.rows import make_row
from goalposts.pages.tiles import make_tile
from goalposts.problems import Problem
from goalposts.records.repository import Repository

# whoever asks whether a text names an image finds nothing in one without such an ending
_PICTURED = re.compile(r"\.(?:png|jpe?g|gif|webp|svg)", re.IGNORECASE)
_HISTORY, _ALL, _MOMENTS = "history", "all", "moments"

Value = TypeVar("Value")


def watched_edition(visible: Repository, session: Session, edition: Edition) -> Edition:
    """Return the edition of the visible records, watched; `edition` has its version and its day."""
    watch, digests = session.parts.watch, session.recaller.digests
    repository = watch.repository(visible, digests, "")
    texts = watch.texts(visible, "")
    scorecard = watch.scorecard(repository, digests, edition.scorecard.as_of)

    def over_time(key: str) -> Sequence[ProgressPoint]:
        return progress_over_time(repository, scorecard, (key,)).get(key, ())

    points = watch.derived(remembered(Derived("over time", lambda: tuple(repository.goals), over_time)))
    return replace(edition, repository=repository, scorecard=scorecard, texts=texts, over_time=points)


def watched_history(
    edition: Edition, visible: Repository, session: Session, read: Callable[[Repository], History]
) -> tuple[Edition, tuple[Problem, ...]]:
    """Return the edition with its history, which `read` reads when it is needed, and what is wrong with it.

    Its commit is that of the last build where the history is made from the same things.
    """
    watch = session.parts.watch
    watch.changes.add("clone", {_ALL: session.clone.encode()})
    pictured = [text for text in _texts(visible) if _PICTURED.search(text)]
    watch.changes.add("pictured", {_ALL: key_of(*pictured)})

    def make(_: str) -> History:
        watch.reads.note("clone", _ALL)
        watch.reads.note("pictured", _ALL)
        found = read(_with_bodies(edition.repository, visible, session))
        return replace(found, repository=edition.repository)

    made = watch.derived(Derived(_HISTORY, lambda: (_ALL,), make))
    whole = cast(History, WatchedValue((_HISTORY, _ALL), lambda: made[_ALL], watch.reads))

    def told() -> tuple[Commit | None, tuple[Problem, ...]]:
        last = whole.commit
        return Commit(last.sha, last.subject) if last else None, whole.problems

    commit, problems = session.parts.do(_HISTORY, told)
    goals = edition.repository.goals
    history = cast(History, _HistoryByRecord(whole, _told_of(edition.repository, whole, watch)))

    def of_goals(kind: str, make: Callable[[str], Value]) -> Derived[Value]:
        return watch.derived(remembered(Derived(kind, lambda: tuple(goals), make)))

    moves = of_goals("moves", lambda key: moved(goals[key], whole))
    promises = of_goals("promises", lambda key: promise(goals[key], whole) if moves[key] else None)
    anchors = of_goals("anchors", _Anchors(whole).of)
    edition = replace(edition, commit=commit, history=history)
    edition = replace(edition, moves=moves, promises=promises, anchors=anchors)
    return replace(edition, days=_days(edition, watch)), problems


def _days(edition: Edition, watch: Watch) -> WatchedDays:
    rhythms = {rhythm.name: rhythm for rhythm in RHYTHMS}
    periods = Derived("periods", lambda: tuple(rhythms), lambda name: find_reviewed(edition, rhythms[name]))
    periods.kept, periods.digest = True, _digest_of_periods
    rows = RowsUntil(edition.repository.kpis, watch.before.worked_out.get(ROWS_UNTIL, {}))
    watch.derived(rows)

    def moment(day: str) -> bytes:
        history = edition.history
        return moment_of(history.archive if history else None, date.fromisoformat(day))

    moments = watch.derived(Unlisted(_MOMENTS, moment, watch.before.worked_out.get(_MOMENTS, {})))

    def won(name: str) -> Earlier:
        return find_earlier(replace(edition, days=days), name)

    earlier = remembered(Derived("earlier", lambda: names_of(edition), won))
    known = Known(watch.derived(periods), watch.derived(earlier))
    days = WatchedDays(watch.reads, rows, moments, known)
    return days


def watched_looks(edition: Edition, session: Session) -> Edition:
    """Return the edition that knows how records look on pages, in its words; each is made when it is needed.

    A record that looks the same as before changes no page that names it.
    """
    watch, fmt = session.parts.watch, formatter(edition)

    def of(kind: str, records: Mapping[str, Any], make: Callable[[Edition, Formatter, str], Value]) -> Any:
        return watch.derived(remembered(Derived(kind, lambda: tuple(records), partial(make, edition, fmt))))

    goals, kpis = edition.repository.goals, edition.repository.kpis
    rows, branches = of("goal rows", goals, make_row), of("branches", goals, make_branch)
    return replace(edition, shown=Shown(rows, branches, of("tiles", kpis, make_tile)))


def _digest_of_periods(found: list[Reviewed]) -> bytes:
    return by_value([(one.period.name, sorted(one.teams)) for one in found])


def _told_of(repository: Repository, history: History, watch: Watch) -> Mapping[str, tuple[Event, ...]]:
    """Return the events of each record of the repository, by `_name`."""
    kinds = {
        RecordKind.GOAL: repository.goals,
        RecordKind.KPI: repository.kpis,
        RecordKind.TEAM: repository.teams,
        RecordKind.PERSON: repository.people,
    }

    def names() -> Iterable[str]:
        return [_name(kind, key) for kind, records in kinds.items() for key in records]

    def make(name: str) -> tuple[Event, ...]:
        kind, _, key = name.partition(" ")
        return history.of(RecordKind(kind), key)

    return watch.derived(remembered(Derived("events", names, make)))


def _name(kind: RecordKind, key: str) -> str:
    return f"{kind} {key}"


class _HistoryByRecord:
    """A history of which the events of one record can be looked at without all others."""

    def __init__(self, history: History, events: Mapping[str, tuple[Event, ...]]) -> None:
        self._history, self._events = history, events

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._history, name)

    def of(self, kind: RecordKind, record_id: str) -> tuple[Event, ...]:
        """Return the events of one record, as `History.of` does."""
        name = _name(kind, record_id)
        return self._events[name] if name in self._events else self._history.of(kind, record_id)


class _Anchors:
    """The former ids of key results, by goal."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._known: dict[str, tuple[KeyResultAddress, ...]] | None = None

    def of(self, goal: str) -> tuple[KeyResultAddress, ...]:
        """Return those of a goal."""
        # remembered or not, it comes from the history and the goals
        _ = self._history.past, len(self._history.repository.goals)
        if self._known is None:
            found: dict[str, tuple[KeyResultAddress, ...]] = {}
            for address in key_result_addresses(self._history):
                if address.id != address.now:
                    found[address.goal] = (*found.get(address.goal, ()), address)
            self._known = found
        return self._known.get(goal, ())


def _texts(repository: Repository) -> Iterable[str]:
    yield from (goal.body for goal in repository.goals.values())
    yield from (kpi.body for kpi in repository.kpis.values())
    yield from (team.body for team in repository.teams.values())


def _with_bodies(watched: Repository, visible: Repository, session: Session) -> Repository:
    """Return the watched repository with bodies: the history asks whether they name an image."""
    reads = session.parts.watch.reads
    with reads.noting():
        rows = {key: kpi.rows for key, kpi in watched.kpis.items()}
    kpis = {key: replace(kpi, rows=cast(Any, rows[key])) for key, kpi in visible.kpis.items()}
    return replace(
        watched,
        goals=Watched("goals", visible.goals, reads),
        kpis=Watched("kpis", kpis, reads),
        teams=Watched("teams", visible.teams, reads),
    )
