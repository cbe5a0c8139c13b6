"""People: everybody who owns or follows goals, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from goalposts.measuring.scorecard import GoalScore
from goalposts.pages import links
from goalposts.pages.cards import person_card
from goalposts.pages.counting import is_over
from goalposts.pages.earlier import MONTH
from goalposts.pages.feed_links import follow_facts
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.lately import Lately, Wins
from goalposts.pages.owned_kpis import OwnedKpis, by_owner, owned_kpis
from goalposts.pages.page import Edition, Page
from goalposts.pages.rows import Fact, GoalRow, Link, goal_row
from goalposts.pages.standing import (
    balance_words,
    completion_words,
    ended,
    goals_words,
    page_links,
    pages_of,
    running,
    share_words,
    who,
)
from goalposts.pages.words import StatusView, key_result_status
from goalposts.records.people import Person, Team

PER_PAGE = 100
# together they keep the page of somebody with hundreds of goals and KPIs below 1,500 elements
_MOST_OWNED = 16
_MOST_OTHERS = 6
_MOST_RESULTS = 6


class PersonRow(Struct, frozen=True):
    """A person in the list."""

    name: str
    url: str
    title: str
    team: Link | None
    words: str
    left: str


class PeopleView(Struct, frozen=True):
    """One page of the list of people."""

    lead: str
    rows: tuple[PersonRow, ...]
    empty: str
    pages: tuple[tuple[str, str | None], ...]


class OwnedResult(Struct, frozen=True):
    """A key result that the person answers for, of somebody else's goal."""

    status: StatusView
    title: str
    url: str
    goal: str


class Section(Struct, frozen=True):
    """Goals that the person has to do with in one way."""

    id: str
    title: str
    note: str
    rows: tuple[GoalRow, ...]


class PersonView(Struct, frozen=True):
    """The page of a person."""

    crumbs: tuple[Link, ...]
    level: str
    left: str
    verdict: str
    verdict_note: str
    facts: tuple[Fact, ...]
    owned: tuple[GoalRow, ...]
    owned_note: str
    empty: str
    results: tuple[OwnedResult, ...]
    results_note: str
    sections: tuple[Section, ...]
    kpis: OwnedKpis | None
    lately: Lately | None


def make(edition: Edition) -> Iterator[Page]:
    """Yield the list of people and the page of everybody."""
    site = _Site(edition)
    yield from site.overview()
    for person_id in sorted(edition.repository.people):
        yield site.page(edition.repository.people[person_id])


class _Site:
    """The people of one edition with their goals, gathered once for all pages."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.fmt = formatter(edition)
        self.as_of = edition.scorecard.as_of
        self.wins = Wins(edition, self.fmt, MONTH)
        self.owned: dict[str, list[GoalScore]] = {}
        self.contributing: dict[str, list[GoalScore]] = {}
        self.following: dict[str, list[GoalScore]] = {}
        self.results: dict[str, list[OwnedResult]] = {}
        for score in edition.scorecard.goals.values():
            self.owned.setdefault(score.goal.owner, []).append(score)
            for name in score.goal.contributors:
                self.contributing.setdefault(name, []).append(score)
            for name in score.goal.stakeholders:
                self.following.setdefault(name, []).append(score)
            self._collect_results(score)
        self.kpis = by_owner(edition.scorecard.kpis.values())
        self.led: dict[str | None, list[Team]] = {}
        teams = edition.repository.teams.values()
        for team in sorted(teams, key=lambda team: (team.title.casefold(), team.id)):
            self.led.setdefault(team.lead, []).append(team)

    def _collect_results(self, score: GoalScore) -> None:
        if is_over(score, self.as_of):
            return
        for part in score.key_results:
            owner = part.key_result.terms.owner
            if owner and owner != score.goal.owner:
                url = links.key_result_url(score.goal.id, part.key_result.id)
                status = key_result_status(part, self.edition.scorecard.rule, self.fmt)
                result = OwnedResult(status, part.key_result.title, url, score.goal.title)
                self.results.setdefault(owner, []).append(result)

    # --- the list ----------------------------------------------------------------------------------

    def overview(self) -> Iterator[Page]:
        everybody = sorted(
            self.edition.repository.people.values(),
            key=lambda person: (self._has_left(person), person.name.casefold(), person.id),
        )
        chunks = pages_of(everybody, PER_PAGE)
        owners = sum(bool(running(self.owned.get(person.id, ()), self.as_of)) for person in everybody)
        for number, chunk in enumerate(chunks, 1):
            view = PeopleView(
                lead=_lead(len(everybody), owners, self.fmt) if everybody else "",
                rows=tuple(self._row(person) for person in chunk),
                empty=""
                if everybody
                else self.fmt.say("Nobody is listed yet. Name people in site_config.yml or people.csv."),
                pages=page_links(links.PEOPLE, number, len(chunks), self.fmt),
            )
            page = self.fmt.say("People, page {number}", number=number)
            title = self.fmt.say("People") if number == 1 else page
            url = links.list_url(links.PEOPLE, number)
            yield Page(url, "people.html", title, view.lead or view.empty, "people", view)

    def _row(self, person: Person) -> PersonRow:
        team = who(self.edition.repository, person.team) if person.team else None
        return PersonRow(
            name=person.name,
            url=links.person_url(person.id),
            title=person.title or "",
            team=team,
            words=self._words(person.id),
            left=self._left(person),
        )

    def _words(self, person_id: str) -> str:
        owned = self.owned.get(person_id, [])
        if words := goals_words(self.fmt, owned, self.as_of):
            return words
        others = []
        if self.contributing.get(person_id):
            others.append(self.fmt.say("contributes"))
        if self.following.get(person_id):
            others.append(self.fmt.say("follows"))
        if not others:
            return self.fmt.say("owns no goal now") if owned else self.fmt.say("owns no goal")
        rest = self.fmt.listed(others)
        if owned:
            return self.fmt.say("owns no goal now, {others}", others=rest)
        return self.fmt.say("owns no goal, {others}", others=rest)

    def _has_left(self, person: Person) -> bool:
        return person.left is not None and person.left <= self.as_of

    def _left(self, person: Person) -> str:
        if person.left is None or not self._has_left(person):
            return ""
        return self.fmt.say("Left on {day}", day=self.fmt.full_day(person.left))

    # --- one person --------------------------------------------------------------------------------

    def page(self, person: Person) -> Page:
        repository, fmt = self.edition.repository, self.fmt
        owned = self.owned.get(person.id, [])
        now, over = running(owned, self.as_of), ended(owned, self.as_of)
        share = share_words(self.fmt, owned, self.as_of)
        results = self.results.get(person.id, [])
        team = repository.name_of(person.team) if person.team else ""
        view = PersonView(
            crumbs=(Link(fmt.say("People"), links.PEOPLE), Link(person.name)),
            level=", ".join(part for part in (fmt.say("Person"), person.title or "", team) if part),
            left=self._left(person),
            verdict=share or (fmt.say("No active goal") if owned else fmt.say("Owns no goal")),
            verdict_note=self._note(now, owned),
            facts=tuple(self._facts(person)),
            owned=self._rows(now[:_MOST_OWNED]),
            owned_note=self._part(_MOST_OWNED, len(now)),
            empty=self._empty(person, owned_once=bool(owned)),
            results=tuple(results[:_MOST_RESULTS]),
            results_note=self._part(_MOST_RESULTS, len(results)),
            sections=tuple(self._sections(person, over)),
            kpis=owned_kpis(self.edition, fmt, self.kpis.get(person.id, ())),
            lately=self.wins.lately(owned),
        )
        day = fmt.full_day(self.as_of)
        description = fmt.say(
            "{name}: {verdict}, as of {day}.", name=person.name, verdict=view.verdict, day=day
        )
        path = person.path or None
        card = person_card(self.edition, self.fmt, (view.level, person.name), now, view.verdict)
        return Page(
            links.person_url(person.id),
            "person.html",
            person.name,
            description,
            "people",
            view,
            path,
            card=card,
        )

    def _note(self, now: Sequence[GoalScore], owned: Sequence[GoalScore]) -> str:
        sentences = []
        if balance := balance_words(now, self.fmt):
            sentences.append(self.fmt.say("Now: {goals}.", goals=balance))
        if done := completion_words(self.fmt, owned):
            sentences.append(self.fmt.say("Completion: {done}.", done=done))
        return " ".join(sentences)

    def _facts(self, person: Person) -> Iterator[Fact]:
        repository = self.edition.repository
        if person.team:
            yield Fact(self.fmt.say("Team"), (who(repository, person.team),), is_found=True)
        if led := self.led.get(person.id):
            teams = tuple(Link(team.title, links.team_url(team.id)) for team in led)
            yield Fact(self.fmt.say("Leads"), teams, is_found=True)
        yield from follow_facts(self.edition, self.fmt, links.person_url(person.id))

    def _empty(self, person: Person, *, owned_once: bool) -> str:
        if self._has_left(person):
            return self.fmt.say("Owns no running goal.")
        if owned_once:
            return self.fmt.say("Owns no goal now: all have ended.")
        return self.fmt.say("Owns no goal yet.")

    def _sections(self, person: Person, over: Sequence[GoalScore]) -> Iterator[Section]:
        ways = (
            ("contributes", self.fmt.say("Contributes to"), self.contributing),
            ("follows", self.fmt.say("Asked for, or follows"), self.following),
        )
        for key, title, found in ways:
            scores = running(found.get(person.id, ()), self.as_of)
            if scores:
                yield self._section(key, title, scores, share_words(self.fmt, scores, self.as_of))
        if over:
            yield self._section("earlier", self.fmt.say("Earlier"), over, completion_words(self.fmt, over))

    def _section(self, key: str, title: str, scores: Sequence[GoalScore], note: str) -> Section:
        note = ", ".join(filter(None, (note, self._part(_MOST_OTHERS, len(scores)))))
        return Section(f"p_{key}", title, note, self._rows(scores[:_MOST_OTHERS]))

    def _part(self, shown: int, count: int) -> str:
        """Return how many of a list are shown; empty where all are."""
        return self.fmt.say("{shown} of {all} shown", shown=shown, all=count) if count > shown else ""

    def _rows(self, scores: Sequence[GoalScore]) -> tuple[GoalRow, ...]:
        return tuple(goal_row(self.edition, self.fmt, score.goal.id) for score in scores)


def _lead(people: int, owners: int, fmt: Formatter) -> str:
    return fmt.say(
        "{people}; {owners}.",
        people=fmt.say_many("{n}\u00a0person", "{n}\u00a0people", people),
        owners=fmt.say_many("{n} owns a goal now", "{n} own a goal now", owners),
    )
