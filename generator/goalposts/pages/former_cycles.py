"""The pages of cycles, and their slides, that were published and that no goal makes any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goalposts.history import History, PublishedCycle, published_cycles
from goalposts.pages import links
from goalposts.pages.formatting import Formatter
from goalposts.pages.former_view import Former, with_card, without_card
from goalposts.pages.history_views import commit_view
from goalposts.pages.page import Edition, Page
from goalposts.pages.rows import Link
from goalposts.pages.standing import cycle_of, cycles_in_use
from goalposts.records.people import Cycle


def cycle_pages(
    edition: Edition, fmt: Formatter, history: History, teams: Mapping[str, str]
) -> Iterator[Page]:
    """Yield a page for every address of a cycle and of its slides that is not made now.

    These are the former ids that cycles list, and what git knows. A custom cycle that got another name leads
    there: by its aliases, or where one commit gave the name to the same dates. One that was removed leads to
    the cycle of exactly the same dates, if there is one. `teams` gives the new ids of teams.
    """
    yield from _Cycles(edition, fmt, history, teams).pages()


class _Cycles:
    def __init__(self, edition: Edition, fmt: Formatter, history: History, teams: Mapping[str, str]) -> None:
        self.edition, self.fmt, self.teams = edition, fmt, teams
        self.there = cycles_in_use(edition.repository, fmt)
        self.aliases = {alias: cycle for cycle in self.there.values() for alias in cycle.aliases}
        self.published = {each.cycle.id: each for each in published_cycles(history)}
        self.taken = {links.cycle_url(name) for name in self.there}
        self.decks: set[str] = set()
        for goal in edition.repository.goals.values():
            if cycle := cycle_of(edition.repository, goal.cycle):
                self.decks |= {links.deck_url(cycle.id), links.deck_url(cycle.id, goal.team)}

    def pages(self) -> Iterator[Page]:
        for name in sorted({*self.aliases, *self.published}):
            if links.cycle_url(name) not in self.taken:
                self.taken.add(links.cycle_url(name))
                yield self._cycle(name)
            was = self.published.get(name)
            for team in (None, *sorted(was.teams)) if was and was.teams is not None else ():
                url = links.deck_url(name, team)
                if url not in self.decks | self.taken:
                    self.taken.add(url)
                    yield self._deck(name, team)

    def _now(self, name: str) -> Cycle | None:
        """Return the cycle that has the place of another: by alias, by what it became, by its dates."""
        if name in self.there or name in self.aliases:
            return self.there.get(name) or self.aliases[name]
        was, known = self.published[name], {name}
        while was.became is not None and was.became not in known:
            known.add(was.became)
            if found := self.there.get(was.became) or self.aliases.get(was.became):
                return found
            was = self.published[was.became]
        dates = (self.published[name].cycle.start, self.published[name].cycle.due)
        return next((cycle for cycle in self.there.values() if (cycle.start, cycle.due) == dates), None)

    def _cycle(self, name: str) -> Page:
        fmt = self.fmt
        former = Former(links.cycle_url(name), "cycles", Link(fmt.say("All cycles"), links.CYCLES))
        if now := self._now(name):
            to = Link(now.title, links.cycle_url(now.id))
            return former.moved(self.edition, fmt, fmt.say("The cycle is now here:"), to)
        page = self._ended(former, self.published[name])
        return with_card(self.edition, fmt, page, fmt.say("Cycle"), in_default=True)

    def _ended(self, former: Former, was: PublishedCycle) -> Page:
        fmt, by = self.fmt, was.removed_by
        if by is None:
            return former.ended(was.cycle.title, fmt.say("No goal is in this cycle any more."))
        sentence = fmt.say("This cycle was removed on {day}.", day=fmt.full_day(by.day))
        return former.ended(was.cycle.title, sentence, commit_view(self.edition, by, fmt))

    def _deck(self, name: str, team: str | None) -> Page:
        """Return the page of slides that are gone: those of the present cycle and team, else the cycle."""
        fmt, now = self.fmt, self._now(name)
        title = (now or self.published[name].cycle).title
        others = Link(fmt.say("All cycles"), links.CYCLES)
        former = Former(links.deck_url(name, team), "cycles", others)
        for cycle in (now, self.published[name].cycle):
            for url in (links.deck_url(cycle.id, self.teams.get(team or "", team)),) if cycle else ():
                if url in self.decks:
                    sentence = fmt.say("The slides are now here:")
                    return self._moved(former, sentence, Link(title, url), team)
        to = Link(title, links.cycle_url(now.id if now else name))
        return self._moved(former, fmt.say("There are no slides any more. The cycle:"), to, team)

    def _moved(self, former: Former, sentence: str, to: Link, team: str | None) -> Page:
        page = former.moved(self.edition, self.fmt, sentence, to)
        return page if team is None else without_card(page)
