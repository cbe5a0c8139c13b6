"""Which reviews there are: those of closed periods in which a goal was live, by the records of their last day
or by today's.

A page that was published once stays: what it showed on its last day does not change any more. A period in
which a goal is live only by today's records has a page too, since it may have been published as such. What
lies long before the first commit has none: a start with a mistyped century would make thousands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from goalposts.history import History, RecordKind
from goalposts.history.archive import Archive
from goalposts.history.history import Past
from goalposts.history.lineages import Version
from goalposts.pages.page import Edition
from goalposts.pages.review_periods import ReviewPeriod, Rhythm, last_day, periods_between
from goalposts.records.days import parse_day

_ALWAYS = 1 << 60
_YEARS = 2


class Reviewed(Struct, frozen=True):
    """A period with a review, and the teams that have one of their own, by their present ids."""

    period: ReviewPeriod
    teams: frozenset[str]


def reviewed(edition: Edition, rhythm: Rhythm) -> list[Reviewed]:
    """Return the periods that have a review, the oldest first: as they are known, or found now."""
    known: list[Reviewed] | None = edition.days.periods.get(rhythm.name)
    return find_reviewed(edition, rhythm) if known is None else known


def first_reviewed(history: History | None, as_of: date) -> date:
    """Return the day from which on periods have a review: New Year's Day two years before the first commit.

    Git never changes that commit, so what was published stays. Without a history it is the day of the build.
    """
    archive = history.archive if history else None
    begins = archive.begins if archive else None
    day = begins.day if begins else as_of
    return date(max(day.year - _YEARS, date.min.year), 1, 1)


def find_reviewed(edition: Edition, rhythm: Rhythm) -> list[Reviewed]:
    """Return the periods that have a review, the oldest first.

    Drafts are never live. Paused and dropped goals are as long as their dates say.
    """
    history = edition.history
    archive = history.archive if history else None
    spans = list(_present(edition))
    if history is not None and history.past is not None and archive is not None:
        spans += _past(history.past, archive)
    if not spans:
        return []
    as_of, fiscal = edition.scorecard.as_of, edition.repository.config.fiscal_year
    first = max(min(span.start for span in spans), first_reviewed(history, as_of))
    whole = (first, max(span.last for span in spans))
    periods = periods_between(rhythm, whole, as_of, fiscal)
    numbers = [archive.number_on(one.end) if archive else None for one in periods]
    starts, ends = [one.start for one in periods], [one.end for one in periods]
    teams = _Teams(archive)
    found: dict[int, set[str]] = {}
    for span in spans:
        for place in range(bisect_left(ends, span.start), bisect_right(starts, span.last)):
            number = numbers[place]
            if span.version is None:
                team = span.team if span.team in edition.repository.teams else None
            elif number is not None and span.since <= number < span.until:
                team = teams.of(span.version, number)
            else:
                continue
            found.setdefault(place, set()).update((team,) if team else ())
    return [Reviewed(periods[place], frozenset(found[place])) for place in sorted(found)]


class _Span(Struct, frozen=True):
    """From when to when a goal is live: by today's records, or by a version that was in force for a while.

    The version counted from the commit number `since` on, until `until`.
    """

    start: date
    last: date
    team: str | None = None
    version: Version | None = None
    since: int = 0
    until: int = _ALWAYS


def _present(edition: Edition) -> Iterator[_Span]:
    for goal in edition.repository.goals.values():
        if goal.state != "draft":
            yield _Span(goal.start, last_day(goal), goal.team)


def _past(past: Past, archive: Archive) -> Iterator[_Span]:
    for lineage in archive.lineages.get(RecordKind.GOAL, ()):
        for version, since, until in past.book.stretches(lineage):
            facts = version.facts
            start, last = past.book.calendar(since).dates(facts)
            state = facts.text("state") or "active"
            if start is None or last is None or state == "draft":
                continue
            closed = _day(facts.text("closed_on")) if state == "closed" else None
            yield _Span(start, min(last, closed or last), None, version, since, until)


def _day(text: str | None) -> date | None:
    try:
        return parse_day(text) if text else None
    except ValueError:
        return None


@dataclass
class _Teams:
    """The teams of goals after commits: the one that a goal names, else that of the nearest folder."""

    archive: Archive | None
    _known: dict[int, tuple[dict[str, str], dict[str, str]]] = field(default_factory=dict)

    def of(self, version: Version, number: int) -> str | None:
        """Return the present id of the team of a version of a goal."""
        ids, folders = self._after(number)
        if named := version.facts.text("team"):
            return ids.get(named)
        folder = version.path
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            if folder in folders:
                return folders[folder]
        return None

    def _after(self, number: int) -> tuple[dict[str, str], dict[str, str]]:
        if number not in self._known:
            found = list(self.archive.in_force(RecordKind.TEAM, number)) if self.archive else []
            ids = {version.id: timeline.id for timeline, version in found}
            folders = {version.path.rpartition("/")[0]: timeline.id for timeline, version in found}
            self._known[number] = (ids, folders)
        return self._known[number]
