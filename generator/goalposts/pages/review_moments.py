"""What a closed period shows, and what it is compared with: the records of its last day, and those of today.

The one place that decides what was known on a day. Where git knows, it is what the published branch held at
the end of that day (UTC), of what the audience may be told. Days before the history, and sites without one,
are told from today's records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from goalposts.history import Commit
from goalposts.history.recall import Recall
from goalposts.measuring.measure import rule_of
from goalposts.measuring.scorecard import Scorecard
from goalposts.pages.page import Edition
from goalposts.pages.review_causes import Causes
from goalposts.pages.review_editions import Almanac, Shelf
from goalposts.records.repository import Repository


class Moment(Struct, frozen=True):
    """The end of a day: `then` measures the records of that day, `now` those of today.

    `number` is that of the commit whose records they are; None where `then` is made from today's too.
    `commit` is the last one by then that changed something the audience sees, `begins` the first of all.
    """

    day: date
    then: Almanac
    now: Almanac
    number: int | None
    commit: Commit | None
    begins: Commit | None

    @property
    def is_past(self) -> bool:
        """Return whether git knows the records of that day."""
        return self.number is not None

    @property
    def records(self) -> Repository:
        """Return the records of that day."""
        return self.then.edition.repository


def recall_of(edition: Edition) -> Recall | None:
    """Return what recalls the records of earlier days, one for an edition; None where git knows none.

    Which days are looked at is told by whoever asks.
    """
    history = edition.history
    archive = edition.days.from_git(lambda: history.archive if history else None)
    if archive is None or not archive.begins:
        return None
    name = ("records", id(archive))  # what is made holds the archive
    return edition.days.once(name, lambda: Recall(archive, edition.repository))


def records_on(edition: Edition, day: date, goals: Collection[str]) -> Repository | None:
    """Return some goals of the end of a day, with what they read; None where git does not know the day."""
    edition.days.look_at(day)
    recall = recall_of(edition)
    return edition.days.from_git(lambda: recall.on(day, goals)) if recall else None


@dataclass
class Moments:
    """The moments of one edition; what their records have in common is read once."""

    edition: Edition
    now: Almanac = field(init=False)
    shelf: Shelf = field(init=False)
    _recall: Recall | None = field(init=False)
    _numbers: dict[str, int] = field(default_factory=dict)
    _last: tuple[int, Almanac] | None = None

    def __post_init__(self) -> None:
        days = self.edition.days
        self.shelf = days.once("series", lambda: Shelf(self.edition.repository.kpis))
        self.now = Almanac(self.edition, self.shelf)
        self._recall = recall_of(self.edition)

    def expect(self, days: Iterable[date]) -> None:
        """Read from git, at once, what moments at the end of these days will need."""
        if self._recall is not None:
            recall = self._recall
            self.edition.days.from_git(lambda: recall.expect(days))

    def at(self, day: date) -> Moment:
        """Return the moment at the end of a day."""
        self.edition.days.look_at(day)
        archive = self._recall.archive if self._recall else None
        number = archive.number_on(day) if archive else None
        begins = archive.begins if archive else None
        if number is None or archive is None:
            return Moment(day, self.now, self.now, None, None, begins)
        return Moment(day, self._then(number), self.now, number, archive.named_by(number), begins)

    def causes(self, moment: Moment) -> Causes | None:
        """Return what commits after a moment changed about its day; None where git does not know it."""
        history = self.edition.history
        if moment.number is None or history is None or self._recall is None:
            return None
        if not self._numbers:
            self._numbers = {commit.sha: n for n, commit in enumerate(self._recall.archive.commits)}
        fiscal = self.edition.repository.config.fiscal_year
        numbers, after = self._numbers, moment.number
        return Causes(history, lambda one: numbers.get(one.commit.sha, -1) > after, fiscal, moment.day)

    def _then(self, number: int) -> Almanac:
        if self._last is None or self._last[0] != number:
            assert self._recall is not None
            recall = self._recall
            records = self.edition.days.from_git(lambda: recall.after(number))
            # what is measured on a day is asked of the almanac, so nothing is measured here
            card = Scorecard(self.edition.scorecard.as_of, rule_of(records.config), {}, {})
            edition = self.edition.measured(records, card)
            self._last = (number, Almanac(edition, self.shelf))
        return self._last[1]
