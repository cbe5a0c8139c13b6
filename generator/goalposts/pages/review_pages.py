"""The pages of one kind of review: each period is measured once, for everybody and for every team."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from goalposts.language.catalogue import N_
from goalposts.pages.counting import Share, count_statuses, counts_in_words, is_active, share_on_track
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.page import Page
from goalposts.pages.review_differences import Comparison, KpiDifference, Scene
from goalposts.pages.review_errata import Errata, ErrataView
from goalposts.pages.review_made import Reviewed
from goalposts.pages.review_moments import Moment, Moments
from goalposts.pages.review_monthly import MOST_TILES, MonthlyBody, kpis_of, monthly
from goalposts.pages.review_parts import Scope
from goalposts.pages.review_periods import (
    MONTHLY,
    QUARTERLY,
    REVIEWS,
    WEEKLY,
    ReviewPeriod,
    Rhythm,
    is_live,
    last_day,
    newest_team_url,
    newest_url,
    period_around,
    period_words,
)
from goalposts.pages.review_quarterly import QuarterlyBody, quarterly
from goalposts.pages.review_same import Same
from goalposts.pages.review_source import SourceView, source_view
from goalposts.pages.review_weekly import WeeklyBody, weekly
from goalposts.pages.review_wins import Measured, won
from goalposts.pages.rows import Link

_BEFORE = {
    WEEKLY: N_("A week before: {good} of {active} on track."),
    MONTHLY: N_("A month before: {good} of {active} on track."),
    QUARTERLY: N_("A quarter before: {good} of {active} on track."),
}


class ReviewView(Struct, frozen=True):
    """A review. `permanent` is the dated address, given on the page that always shows the newest. `source`
    says which records it is made from, `errata` what today's say otherwise, None where nothing.
    """

    crumbs: tuple[Link, ...]
    level: str
    dates: str
    verdict: str
    verdict_note: str
    permanent: Link | None
    near: tuple[Link, ...]
    teams: tuple[Link, ...]
    body: WeeklyBody | MonthlyBody | QuarterlyBody
    source: SourceView
    errata: ErrataView | None


class Reviews:
    """The reviews of one kind: each is measured once, for everybody and for every team."""

    def __init__(self, moments: Moments, same: Same, rhythm: Rhythm, periods: Sequence[Reviewed]) -> None:
        self.moments = moments
        self.same = same
        self.edition = moments.edition
        self.config = moments.edition.repository.config
        self.fiscal = self.config.fiscal_year
        self.rhythm = rhythm
        self.periods = periods

    def pages(self, places: Sequence[int]) -> Iterator[Page]:
        """Yield the dated reviews of periods, in order, and those that have no newer one undated too."""
        for place in places:
            period = self.periods[place].period
            before = self._measured(place - 1) if place else None
            measured = self._measured(place)
            with self.edition.days.until(period.end):
                moment = self.moments.at(period.end)
                scope = self._scope(measured, period, before)
                errata = self._errata(moment, scope)
                for team in (None, *self._teams(place, moment)):
                    page = self._page(place, moment, scope.of(team), errata)
                    yield page
                    yield from self._undated(place, team, page)

    def _measured(self, place: int) -> Measured:
        """Return the records of a period measured on its last day; the last ones are remembered."""
        period = self.periods[place].period

        def measure() -> Measured:
            with self.edition.days.until(period.end):
                return self._measure(period)

        return self.edition.days.latest(("measured", self.rhythm.name), period.name, measure)

    def _teams(self, place: int, moment: Moment) -> list[str]:
        """Return the teams that have a review of a period, by the names they had."""
        teams = self.periods[place].teams
        return sorted(teams, key=lambda team: (self._title(moment, team).casefold(), team))

    def _title(self, moment: Moment, team: str) -> str:
        then = moment.records.teams.get(team)
        return then.title if then else self.edition.repository.name_of(team)

    def _measure(self, period: ReviewPeriod) -> Measured:
        moment = self.moments.at(period.end)
        goals = moment.records.goals.values()
        live = tuple(goal.id for goal in goals if is_live(goal, period))
        wanted = dict.fromkeys(live)
        if self.rhythm is QUARTERLY:
            # the quarter before is compared with, and some of its goals were decided in this one
            last = period_around(QUARTERLY, period.start - timedelta(days=1), self.fiscal)
            wanted |= {goal.id: None for goal in goals if is_live(goal, last) and last_day(goal) <= last.end}
        kpis = moment.records.kpis if self.rhythm is MONTHLY else ()
        return Measured(moment, live, moment.then.edition_on(period.end, wanted, kpis))

    def _scope(self, measured: Measured, period: ReviewPeriod, before: Measured | None) -> Scope:
        card = measured.edition.scorecard
        fmt = Formatter(self.config.site.language, period.end, self.edition.catalogue, card.rule.words)
        last = before.edition.scorecard if before else None
        adjacent = last is not None and last.as_of == period.start - timedelta(days=1)
        wins, late = won(measured, before, self.same, fmt)
        return Scope(
            period=period,
            edition=measured.edition,
            fmt=fmt,
            team=None,
            live=tuple(card.goals[key] for key in measured.live),
            before=last.goals if last is not None and adjacent else {},
            wins=wins,
            late=late,
            fiscal=self.fiscal,
        )

    def _errata(self, moment: Moment, scope: Scope) -> _Errata | None:
        """Return what today's records say otherwise; None where the page is made from them."""
        causes = self.moments.causes(moment)
        if causes is None:
            return None
        period = scope.period
        scene = Scene(lambda goal: is_live(goal, period), period.start)
        comparison = Comparison(moment, scene, causes, self.same)
        goals = comparison.goals(scope.live)
        series: list[KpiDifference] = []
        if self.rhythm is MONTHLY:
            series = comparison.kpis(scope.edition.scorecard.kpis.values())
        told = Errata(self.edition, scope.fmt, scope.edition.scorecard.rule, goals)
        return _Errata(told, {each.then.kpi.id: each for each in series})

    def _page(self, place: int, moment: Moment, scope: Scope, errata: _Errata | None) -> Page:
        period, team = scope.period, scope.team
        name = period_words(period, scope.fmt, self.fiscal)
        title = scope.fmt.say("Review of {period}", period=name)
        crumbs = [
            Link(scope.fmt.say("Reviews"), REVIEWS),
            Link(scope.fmt.say(self.rhythm.word), newest_url(self.rhythm)),
        ]
        crumbs.append(Link(capitalised(name), None if team is None else period.url))
        if team is not None:
            title = scope.fmt.say("{team}: review of {period}", team=self._title(moment, team), period=name)
            crumbs.append(Link(self._title(moment, team)))
        verdict = _verdict(share_on_track(scope.live, scope.day), scope.fmt)
        first, last = scope.fmt.full_day(period.start), scope.fmt.full_day(period.end)
        view = ReviewView(
            crumbs=tuple(crumbs),
            level=scope.fmt.say(self.rhythm.title),
            dates=scope.fmt.say("{first} to {last}", first=first, last=last),
            verdict=verdict,
            verdict_note=self._note(scope),
            permanent=None,
            near=tuple(self._near(place, team, scope.fmt)),
            teams=()
            if team
            else tuple(
                Link(self._title(moment, one), period.team_url(one)) for one in self._teams(place, moment)
            ),
            body=self._body(scope),
            source=source_view(moment, self.edition, scope.fmt),
            errata=errata.of(scope) if errata else None,
        )
        address = period.team_url(team) if team else period.url
        template = f"review_{self.rhythm.name}.html"
        said = scope.fmt.say("{verdict}, {first} to {last}.", verdict=verdict, first=first, last=last)
        return Page(address, template, title, said, "reviews", view)

    def _body(self, scope: Scope) -> WeeklyBody | MonthlyBody | QuarterlyBody:
        if self.rhythm is WEEKLY:
            return weekly(scope)
        if self.rhythm is MONTHLY:
            return monthly(scope)
        before = period_around(QUARTERLY, scope.period.start - timedelta(days=1), self.fiscal)
        names = [period_words(one, scope.fmt, self.fiscal) for one in (scope.period, before)]
        return quarterly(scope, (names[0], names[1]))

    def _note(self, scope: Scope) -> str:
        active = [one for one in scope.live if is_active(one, scope.day)]
        counts = counts_in_words(count_statuses(active), scope.fmt)
        sentences = [scope.fmt.say("{words}.", words=capitalised(counts))] if counts else []
        on = scope.period.start - timedelta(days=1)
        then = share_on_track(scope.ours(scope.before), on)
        if then.active:
            sentences.append(scope.fmt.say(_BEFORE[self.rhythm], good=then.good, active=then.active))
        return " ".join(sentences)

    def _near(self, place: int, team: str | None, fmt: Formatter) -> Iterator[Link]:
        """Yield links to the reviews before and after this one."""
        for message, places in (
            (N_("The one before: {period}"), range(place - 1, -1, -1)),
            (N_("The one after: {period}"), range(place + 1, len(self.periods))),
        ):
            for other in places:
                if team is None or team in self.periods[other].teams:
                    period = self.periods[other].period
                    words = fmt.say(message, period=period_words(period, fmt, self.fiscal))
                    yield Link(words, period.team_url(team) if team else period.url)
                    break

    def _undated(self, place: int, team: str | None, page: Page) -> Iterator[Page]:
        """Yield a page once more under the address that always shows the newest, where it is that."""
        later = self.periods[place + 1 :]
        if later if team is None else any(team in one.teams for one in later):
            return
        url = newest_url(self.rhythm) if team is None else newest_team_url(self.rhythm, team)
        if url is not None:
            view = replace(page.view, permanent=Link(page.title, page.url))
            yield replace(page, url=url, view=view)


class _Errata(Struct, frozen=True):
    """The errata of a period, and the KPIs that have one by id."""

    told: Errata
    kpis: Mapping[str, KpiDifference]

    def of(self, scope: Scope) -> ErrataView | None:
        """Return the errata of a page: of its goals, and of the KPIs that it shows."""
        shown = kpis_of(scope)[:MOST_TILES] if self.kpis else ()
        kpis = [self.kpis[score.kpi.id] for score in shown if score.kpi.id in self.kpis]
        return self.told.view(scope.live, scope.team, kpis)


def _verdict(share: Share, fmt: Formatter) -> str:
    if not share.active:
        return fmt.say("No goal was active")
    if share.active == 1 and share.good:
        return fmt.say("The one active goal was on track")
    if share.active == 1:
        return fmt.say("The one active goal was not on track")
    return fmt.say_many(
        "{good} of {n} active goals were on track",
        "{good} of {n} active goals were on track",
        share.active,
        good=share.good,
    )
