"""The addresses of reviews that were published and that are not made any more.

Where a team got another id, its reviews are found under the new one. Where a team is gone, or fiscal years
now begin with another month, the page says so and leads to what there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from goalposts.history import History, Lived, published_lives
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.former_view import Former
from goalposts.pages.page import Edition, Page
from goalposts.pages.review_made import first_reviewed, reviewed
from goalposts.pages.review_periods import (
    REVIEWS,
    RHYTHMS,
    ReviewPeriod,
    Rhythm,
    newest_team_url,
    newest_url,
    period_around,
    period_words,
)
from goalposts.pages.rows import Link
from goalposts.records.period import FiscalYear

_Key = tuple[str, str | None]
"""The name of a period, and a team or None for everybody."""


def review_pages(edition: Edition, history: History, teams: Mapping[str, str]) -> Iterator[Page]:
    """Yield a page for every review that was published and is not made now; `teams` gives their new ids."""
    lives = published_lives(history)
    for rhythm in RHYTHMS:
        yield from _Reviews(edition, rhythm, teams).pages(lives)


class _Reviews:
    """The reviews of one kind."""

    def __init__(self, edition: Edition, rhythm: Rhythm, teams: Mapping[str, str]) -> None:
        self.edition, self.rhythm, self.teams = edition, rhythm, teams
        self.there: dict[_Key, ReviewPeriod] = {}
        for made in reviewed(edition, rhythm):
            self.there[made.period.name, None] = made.period
            for team in made.teams:
                self.there[made.period.name, team] = made.period

    def pages(self, lives: Iterable[Lived]) -> Iterator[Page]:
        """Yield the dated addresses, then the ones of teams that always showed the newest review."""
        first = first_reviewed(self.edition.history, self.edition.scorecard.as_of)
        published = _published(self.rhythm, lives, first)
        for name, team in sorted(set(published) - set(self.there), key=lambda key: (key[0], key[1] or "")):
            yield self._page(*published[name, team], team)
        newest = {team for _, team in self.there}
        for team in sorted({team for _, team in published if team is not None} - newest):
            if page := self._newest(team):
                yield page

    def _page(self, period: ReviewPeriod, fiscal: FiscalYear, team: str | None) -> Page:
        fmt = Formatter(self.edition.repository.config.site.language, period.end, self.edition.catalogue)
        words = capitalised(period_words(period, fmt, fiscal))
        whole = self.there.get((period.name, None))
        others = Link(fmt.say("All reviews"), REVIEWS)
        if team is not None and whole is not None:
            others = Link(fmt.say("The review of everybody: {period}", period=words), whole.url)
        former = Former(period.team_url(team) if team else period.url, "reviews", others)
        now = self.teams.get(team or "")
        if now is not None and (period.name, now) in self.there:
            to = Link(f"{self._name(now)}: {words}", self.there[period.name, now].team_url(now))
            return former.moved(self.edition, fmt, fmt.say("The review of the team is now here:"), to)
        heading = fmt.say("Review of {period}", period=period_words(period, fmt, fiscal))
        if team is None:
            return former.ended(heading, fmt.say("No goal that is here now was live then."))
        return former.ended(heading, fmt.say("No goal of this team that is here now was live then."))

    def _newest(self, team: str) -> Page | None:
        url = newest_team_url(self.rhythm, team)
        if url is None:
            return None
        fmt = Formatter(
            self.edition.repository.config.site.language,
            self.edition.scorecard.as_of,
            self.edition.catalogue,
        )
        former = Former(
            url, "reviews", Link(fmt.say("The newest review of everybody"), newest_url(self.rhythm))
        )
        now = self.teams.get(team)
        address = newest_team_url(self.rhythm, now) if now else None
        if address is not None and any(each == now for _, each in self.there):
            to = Link(self._name(now or ""), address)
            return former.moved(self.edition, fmt, fmt.say("The review of the team is now here:"), to)
        return former.ended(fmt.say("No review"), fmt.say("This team has no reviews any more."))

    def _name(self, team: str) -> str:
        return self.edition.repository.name_of(team)


def _published(
    rhythm: Rhythm, lives: Iterable[Lived], first: date
) -> dict[_Key, tuple[ReviewPeriod, FiscalYear]]:
    """Return every review that was published: of periods that were over while a goal in them was.

    Those before the `first` day had none.
    """
    found: dict[_Key, tuple[ReviewPeriod, FiscalYear]] = {}
    periods: dict[tuple[date, FiscalYear], ReviewPeriod] = {}
    for lived in lives:
        day = max(lived.start, first)
        while day <= min(lived.last, lived.until):
            key = (day, lived.fiscal)
            period = periods[key] if key in periods else period_around(rhythm, day, lived.fiscal)
            periods[key] = period
            if period.end > lived.until:
                break
            found.setdefault((period.name, None), (period, lived.fiscal))
            if lived.team is not None:
                found.setdefault((period.name, lived.team), (period, lived.fiscal))
            day = period.end + timedelta(days=1)
    return found
