"""Decks: a cycle, or a team's goals in it, as slides for a meeting. A page like any other, in large type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.cards import group_card
from goalposts.pages.counting import attention_key, needs_attention
from goalposts.pages.cycle_bar import cycle_bar
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.page import Edition, Page
from goalposts.pages.present_slides import (
    Line,
    Slide,
    TitleBody,
    ended_slide,
    goal_slide,
    help_slide,
    rest_slide,
    standing_slide,
    wins_slide,
)
from goalposts.pages.rows import Link
from goalposts.pages.standing import (
    completion_words,
    cycle_of,
    cycles_in_use,
    ended,
    goals_words,
    running,
    share_words,
)
from goalposts.pages.wins import Win, wins_of
from goalposts.pages.words import LEVEL_WORDS, goal_status
from goalposts.records.people import Cycle, Team

MOST_GOALS = 12
"""Slides of goals in a deck: with more of them nobody listens, and the page grows heavy."""

_LEVELS = list(LEVEL_WORDS)


class DeckView(Struct, frozen=True):
    """The slides in their order; `site` is the address of the site as people type it, empty where unknown."""

    slides: tuple[Slide, ...]
    site: str


def make(edition: Edition) -> Iterator[Page]:
    """Yield the deck of every cycle that goals are in, and that of every team with goals in it."""
    site = _Site(edition)
    for cycle in site.cycles.values():
        scores = site.goals.get(cycle.id, [])
        if scores:
            yield site.page(cycle, scores)
            for team_id in sorted(site.teams_in(scores)):
                yield site.page(cycle, scores, edition.repository.teams[team_id])


def decks_of(edition: Edition, fmt: Formatter, scores: Sequence[GoalScore]) -> list[Cycle]:
    """Return the cycles whose slides show these goals: those that run, else the last one."""
    found = (cycle_of(edition.repository, score.goal.cycle, fmt) for score in scores)
    cycles = sorted({cycle.id: cycle for cycle in found if cycle}.values(), key=lambda one: (one.due, one.id))
    as_of = edition.scorecard.as_of
    return [cycle for cycle in cycles if cycle.start <= as_of <= cycle.due] or cycles[-1:]


class _Site:
    """The cycles of one edition with their goals and wins, gathered once for all decks."""

    def __init__(self, edition: Edition) -> None:
        self.edition, self.fmt = edition, formatter(edition)
        self.as_of = edition.scorecard.as_of
        self.typed = (links.absolute_url(edition.repository.config.site, "") or "").partition("://")[2]
        self.cycles = cycles_in_use(edition.repository, self.fmt)
        self.goals: dict[str, list[GoalScore]] = {}
        for score in edition.scorecard.goals.values():
            if cycle := cycle_of(edition.repository, score.goal.cycle, self.fmt):
                self.goals.setdefault(cycle.id, []).append(score)
        self.wins: dict[str, list[Win]] = {}
        for win in wins_of(edition, self.fmt, None):
            self.wins.setdefault(win.goal_id, []).append(win)

    def teams_in(self, scores: Sequence[GoalScore]) -> set[str]:
        return {score.goal.team or "" for score in scores} & set(self.edition.repository.teams)

    def page(self, cycle: Cycle, scores: Sequence[GoalScore], team: Team | None = None) -> Page:
        of_deck = [score for score in scores if team is None or score.goal.team == team.id]
        slides = tuple(self._slides(cycle, of_deck, team))
        title = f"{team.title}, {cycle.title}" if team else cycle.title
        said = share_words(self.fmt, of_deck, self.as_of) or completion_words(self.fmt, of_deck)
        told = said or self.fmt.say("where the goals stand")
        day = self.fmt.full_day(self.as_of)
        description = self.fmt.say("Slides: {standing}, as of {day}.", standing=told, day=day)
        # teams have cards of their own; a deck of each in each cycle would be many pictures of the same
        card = (
            None
            if team
            else group_card(self.edition, self.fmt, (self.fmt.say("Slides"), cycle.title), of_deck, said)
        )
        url = links.deck_url(cycle.id, team.id if team else None)
        return Page(
            url, "present.html", title, description, "cycles", DeckView(slides, self.typed), card=card
        )

    def _slides(self, cycle: Cycle, scores: Sequence[GoalScore], team: Team | None) -> Iterator[Slide]:
        is_over = cycle.due < self.as_of
        now, over = running(scores, self.as_of), ended(scores, self.as_of)
        judged = [score for score in over if score.status is not Status.DROPPED]
        dropped = [score for score in over if score.status is Status.DROPPED]
        share, done = share_words(self.fmt, scores, self.as_of), completion_words(self.fmt, scores)
        yield self._title(cycle, team)
        said = (done or share) if is_over and not now else (share or done)
        yield standing_slide(self.edition, self.fmt, [*now, *over], said or self.fmt.say("No active goal"))
        told = sorted(now or judged, key=lambda one: (_LEVELS.index(one.goal.level), attention_key(one)))
        if len(told) > MOST_GOALS:  # strategy, then what needs attention, then the rest
            told.sort(key=lambda one: one.goal.level != _LEVELS[0] and not needs_attention(one, self.as_of))
        for number, score in enumerate(told[:MOST_GOALS], 3):
            yield goal_slide(self.edition, self.fmt, score, number)
        if rest := told[MOST_GOALS:]:
            yield rest_slide(self.fmt, self.fmt.say("The other goals"), list(self._rest(cycle, rest, team)))
        wins = [win for score in scores for win in self.wins.get(score.goal.id, ())]
        since = cycle.start.isoformat()
        wins = sorted((win for win in wins if win.iso >= since), key=lambda win: (win.iso, win.title))
        yield wins_slide(self.fmt, wins[::-1])
        if now:
            yield help_slide(self.edition, self.fmt, now)
        if over:
            yield ended_slide(self.edition, self.fmt, [*judged, *dropped])

    def _title(self, cycle: Cycle, team: Team | None) -> Slide:
        first, last = self.fmt.full_day(cycle.start), self.fmt.full_day(cycle.due)
        dates = self.fmt.say("{first} to {last}", first=first, last=last)
        if cycle.start <= self.as_of <= cycle.due:
            count = cycle_bar(cycle, self.fmt).count
            dates = self.fmt.say("{dates}, {count}", dates=dates, count=count)
        if team:
            page = Link(self.fmt.say("The team’s page"), links.team_url(team.id))
        else:
            page = Link(self.fmt.say("The cycle’s page"), links.cycle_url(cycle.id))
        title = f"{team.title}, {cycle.title}" if team else cycle.title
        return Slide("title", title, TitleBody(dates, page))

    def _rest(self, cycle: Cycle, scores: Sequence[GoalScore], team: Team | None) -> Iterator[Line]:
        """Yield the goals without a slide: by team in the deck of a cycle, one by one in that of a team."""
        if team:
            for score in scores:
                status = goal_status(score, self.edition.scorecard.rule, self.fmt)
                yield Line(score.goal.title, links.goal_url(score.goal.id), status)
            return
        by_team: dict[str, list[GoalScore]] = {}
        for score in scores:
            by_team.setdefault(score.goal.team or "", []).append(score)
        for team_id, of_team in sorted(by_team.items(), key=lambda one: (-len(one[1]), one[0])):
            known = team_id in self.edition.repository.teams
            name = self.edition.repository.name_of(team_id) if team_id else self.fmt.say("No team")
            words = goals_words(self.fmt, of_team, self.as_of)
            words = words or self.fmt.say_many("{n} ended", "{n} ended", len(of_team))
            yield Line(name, links.deck_url(cycle.id, team_id) if known else None, None, words)
