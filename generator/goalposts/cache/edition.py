"""The edition of a build whose parts are watched: the same values, each worked out when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, cast

from goalposts.cache.book import key_of
from goalposts.cache.reads import Watched, WatchedValue
from goalposts.cache.session import Session
from goalposts.history import History, KeyResultAddress, key_result_addresses, moved
from goalposts.pages.page import Commit, Edition
from goalposts.problems import Problem
from goalposts.records.repository import Repository

# whoever asks whether a text names an image finds nothing in one without such an ending
_PICTURED = re.compile(r"\.(?:png|jpe?g|gif|webp|svg)", re.IGNORECASE)
_HISTORY, _ALL = "history", "all"


def watched_edition(visible: Repository, session: Session, edition: Edition) -> Edition:
    """Return the edition of the visible records, watched; `edition` has its version and its day."""
    watch, digests = session.parts.watch, session.recaller.digests
    repository = watch.repository(visible, digests, "")
    texts = watch.texts(visible, "")
    scorecard = watch.scorecard(repository, edition.scorecard.as_of)
    return replace(edition, repository=repository, scorecard=scorecard, texts=texts)


def watched_history(
    edition: Edition, visible: Repository, session: Session, read: Callable[[Repository], History]
) -> tuple[Edition, tuple[Problem, ...]]:
    """Return the edition with its history, which `read` reads when it is needed, and what is wrong with it.

    Its commit is that of the last build where the history is made from the same things.
    """
    watch = session.parts.watch
    watch.digests.add("clone", {_ALL: session.clone.encode()})
    pictured = [text for text in _texts(visible) if _PICTURED.search(text)]
    watch.digests.add("pictured", {_ALL: key_of(*pictured)})

    def make(_: str) -> History:
        watch.reads.note("clone", _ALL)
        watch.reads.note("pictured", _ALL)
        found = read(_with_bodies(edition.repository, visible, session))
        return replace(found, repository=edition.repository)

    kept = watch.derived(_HISTORY, lambda: (_ALL,), make)
    history = cast(History, WatchedValue((_HISTORY, _ALL), lambda: kept[_ALL], watch.reads))

    def told() -> tuple[Commit | None, tuple[Problem, ...]]:
        last = history.commit
        return Commit(last.sha, last.subject) if last else None, history.problems

    commit, problems = session.parts.do((_HISTORY,), told)

    def goals() -> tuple[str, ...]:
        return tuple(edition.repository.goals)

    moves = watch.derived("moves", goals, lambda key: moved(edition.repository.goals[key], history))
    anchors = watch.derived("anchors", goals, _Anchors(history).of)
    return replace(edition, commit=commit, history=history, moves=moves, anchors=anchors), problems


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
