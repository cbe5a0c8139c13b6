"""The reviews: one page for each closed week, month and quarter, as things stood on its last day.

A review once published keeps its address for ever, so there is a page for every closed period in which a
goal was live, however long ago. What it costs grows with how long goals run: a period measures the goals
that were live in it, and a team has a page only where it had a goal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from goalposts.pages.counting import Share, count_statuses, counts_in_words, is_active, share_on_track
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.page import Edition, Page
from goalposts.pages.review_editions import Almanac
from goalposts.pages.review_list import overview
from goalposts.pages.review_monthly import MonthlyBody, monthly
from goalposts.pages.review_parts import Scope
from goalposts.pages.review_periods import (
    MONTHLY,
    QUARTERLY,
    REVIEWS,
    RHYTHMS,
    WEEKLY,
    Lived,
    ReviewPeriod,
    Rhythm,
    closed_periods,
    newest_team_url,
    newest_url,
    period_around,
    period_words,
)
from goalposts.pages.review_quarterly import QuarterlyBody, quarterly
from goalposts.pages.review_weekly import WeeklyBody, weekly
from goalposts.pages.rows import Link
from goalposts.pages.wins import wins_of


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review. `permanent` is the dated address, given on the page that always shows the newest."""

    crumbs: tuple[Link, ...]
    level: str
    dates: str
    verdict: str
    verdict_note: str
    measured_on: str
    measured_on_iso: str
    permanent: Link | None
    near: tuple[Link, ...]
    teams: tuple[Link, ...]
    body: WeeklyBody | MonthlyBody | QuarterlyBody


@dataclass(frozen=True, slots=True)
class NoReviewView:
    """The page of a kind of review of which there is none yet."""

    crumbs: tuple[Link, ...]
    level: str
    words: str


def make(edition: Edition) -> Iterator[Page]:
    """Yield the list of reviews, every review of every closed period, and the newest ones undated."""
    goals, fiscal = edition.repository.goals.values(), edition.repository.config.fiscal_year
    closed = {rhythm: closed_periods(rhythm, goals, edition.scorecard.as_of, fiscal) for rhythm in RHYTHMS}
    yield overview(edition, closed)
    almanac = Almanac(edition)
    for rhythm, periods in closed.items():
        yield from _Reviews(almanac, rhythm, periods).pages()


class _Reviews:
    """The reviews of one kind: each is measured once, for everybody and for every team."""

    def __init__(self, almanac: Almanac, rhythm: Rhythm, periods: Sequence[Lived]) -> None:
        self.almanac = almanac
        self.repository = almanac.edition.repository
        self.fiscal = self.repository.config.fiscal_year
        self.rhythm = rhythm
        self.periods = periods
        self.teams = [self._teams(lived) for lived in periods]

    def _teams(self, lived: Lived) -> list[str]:
        """Return the teams that have a review of a period, by their names."""
        known = self.repository.teams
        found = {goal.team for goal in lived.goals if goal.team in known}
        return sorted((team for team in found if team), key=lambda team: (known[team].title.casefold(), team))

    def pages(self) -> Iterator[Page]:
        """Yield the dated reviews, the oldest first, then the undated ones."""
        newest: dict[str | None, Page] = {}
        before: Edition | None = None
        for place, lived in enumerate(self.periods):
            scope = self._scope(lived, self._measured(place), before)
            for team in (None, *self.teams[place]):
                newest[team] = page = self._page(place, scope.of(team))
                yield page
            before = scope.edition
        yield from self._undated(newest)

    def _measured(self, place: int) -> Edition:
        period = self.periods[place].period
        goals = {goal.id: None for goal in self.periods[place].goals}
        if self.rhythm is QUARTERLY and place > 0:
            # the quarter before is compared with, and some of its goals were decided in this one
            goals |= {goal.id: None for goal in self.periods[place - 1].ended()}
        kpis = self.repository.kpis if self.rhythm is MONTHLY else ()
        return self.almanac.edition_on(period.end, goals, kpis)

    def _scope(self, lived: Lived, measured: Edition, before: Edition | None) -> Scope:
        period = lived.period
        fmt = Formatter(self.repository.config.site.language, period.end)
        adjacent = before is not None and before.scorecard.as_of == period.start - timedelta(days=1)
        return Scope(
            period=period,
            edition=measured,
            fmt=fmt,
            team=None,
            live=tuple(measured.scorecard.goals[goal.id] for goal in lived.goals),
            before=before.scorecard.goals if before is not None and adjacent else {},
            wins=wins_of(measured, fmt, (period.end - period.start).days + 1),
        )

    def _page(self, place: int, scope: Scope) -> Page:
        period, team = scope.period, scope.team
        name = period_words(period, scope.fmt, self.fiscal)
        title = f"Review of {name}"
        crumbs = [Link("Reviews", REVIEWS), Link(self.rhythm.word, newest_url(self.rhythm))]
        crumbs.append(Link(capitalised(name), None if team is None else period.url))
        if team is not None:
            title = f"{self.repository.teams[team].title}: review of {name}"
            crumbs.append(Link(self.repository.teams[team].title))
        verdict = _verdict(share_on_track(scope.live, scope.day))
        first, last = scope.fmt.full_day(period.start), scope.fmt.full_day(period.end)
        view = ReviewView(
            crumbs=tuple(crumbs),
            level=self.rhythm.title,
            dates=f"{first} to {last}",
            verdict=verdict,
            verdict_note=self._note(scope),
            measured_on=last,
            measured_on_iso=period.end.isoformat(),
            permanent=None,
            near=tuple(self._near(place, team, scope.fmt)),
            teams=() if team else tuple(self._team_link(period, one) for one in self.teams[place]),
            body=self._body(scope),
        )
        address = period.team_url(team) if team else period.url
        template = f"review_{self.rhythm.name}.html"
        return Page(address, template, title, f"{verdict}, {first} to {last}.", "reviews", view)

    def _body(self, scope: Scope) -> WeeklyBody | MonthlyBody | QuarterlyBody:
        if self.rhythm is WEEKLY:
            return weekly(scope)
        if self.rhythm is MONTHLY:
            return monthly(scope)
        before = period_around(QUARTERLY, scope.period.start - timedelta(days=1), self.fiscal)
        names = [period_words(one, scope.fmt, self.fiscal) for one in (scope.period, before)]
        return quarterly(scope, (names[0], names[1]))

    def _note(self, scope: Scope) -> str:
        counts = counts_in_words(count_statuses([one for one in scope.live if is_active(one, scope.day)]))
        sentences = [f"{counts[:1].upper()}{counts[1:]}."] if counts else []
        on = scope.period.start - timedelta(days=1)
        then = share_on_track(scope.ours(scope.before), on)
        if then.active:
            sentences.append(f"A {self.rhythm.noun} before: {then.good} of {then.active} on track.")
        return " ".join(sentences)

    def _near(self, place: int, team: str | None, fmt: Formatter) -> Iterator[Link]:
        """Yield links to the reviews before and after this one."""
        for word, places in (
            ("before", range(place - 1, -1, -1)),
            ("after", range(place + 1, len(self.periods))),
        ):
            for other in places:
                if team is None or team in self.teams[other]:
                    period = self.periods[other].period
                    words = f"The one {word}: {period_words(period, fmt, self.fiscal)}"
                    yield Link(words, period.team_url(team) if team else period.url)
                    break

    def _team_link(self, period: ReviewPeriod, team: str) -> Link:
        return Link(self.repository.teams[team].title, period.team_url(team))

    def _undated(self, newest: dict[str | None, Page]) -> Iterator[Page]:
        """Yield the pages that always show the newest review."""
        crumbs = (Link("Reviews", REVIEWS), Link(self.rhythm.word))
        if None not in newest:
            words = f"No {self.rhythm.noun} in which a goal was live is over yet."
            view = NoReviewView(crumbs, self.rhythm.title, words)
            yield Page(newest_url(self.rhythm), "review_none.html", self.rhythm.title, words, "reviews", view)
        for team, page in newest.items():
            url = newest_url(self.rhythm) if team is None else newest_team_url(self.rhythm, team)
            if url is not None:
                view = replace(page.view, permanent=Link(page.title, page.url))
                yield replace(page, url=url, view=view)


def _verdict(share: Share) -> str:
    if not share.active:
        return "No goal was active"
    if share.active == 1:
        return f"The one active goal was {'' if share.good else 'not '}on track"
    return f"{share.good} of {share.active} active goals were on track"
