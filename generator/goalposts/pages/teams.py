"""Teams: the tree of all of them, and a page for each with its goals, its numbers, its wins and blockers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from goalposts.measuring.scorecard import GoalScore, KpiScore
from goalposts.pages import links
from goalposts.pages.blockers import BLOCKER_DAYS, Blocker, blockers_of
from goalposts.pages.cards import group_card
from goalposts.pages.earlier import WEEK
from goalposts.pages.feed_links import follow_facts
from goalposts.pages.frame import formatter
from goalposts.pages.kpis import attention
from goalposts.pages.lately import Wins
from goalposts.pages.leaderboard import Leaderboard, leaderboard
from goalposts.pages.page import Edition, Page, Prose
from goalposts.pages.present import decks_of
from goalposts.pages.rows import Fact, GoalRow, Link, goal_row
from goalposts.pages.standing import (
    balance_words,
    completion_words,
    ended,
    running,
    share_words,
    who,
)
from goalposts.pages.team_support import support_facts
from goalposts.pages.team_timeline import TimelineView, timeline_of
from goalposts.pages.team_tree import TeamNode, Tree
from goalposts.pages.tiles import KpiTile, late_tile
from goalposts.pages.wins import Win, latest_first
from goalposts.pages.words import StatusView
from goalposts.records.people import Person, Team

# together they keep the page of a team with hundreds of goals and KPIs below 1,500 elements
_MOST_ROWS = 16
_MOST_SUB_ROWS = 8
_MOST_ENDED = 6
_MOST_TILES = 8
_MOST_WINS = 8
_MOST_BLOCKERS = 6


class TeamsView(Struct, frozen=True):
    """The tree of teams, and their leaderboard where the site asks for one."""

    lead: str
    roots: tuple[TeamNode, ...]
    key: tuple[StatusView, ...]
    empty: str
    leaderboard: Leaderboard | None


class GoalGroup(Struct, frozen=True):
    """Goals under a heading that may be a link."""

    id: str
    heading: Link
    note: str
    rows: tuple[GoalRow, ...]


class TeamView(Struct, frozen=True):
    """The page of a team."""

    crumbs: tuple[Link, ...]
    level: str
    prose: Prose
    verdict: str
    verdict_note: str
    facts: tuple[Fact, ...]
    rows: tuple[GoalRow, ...]
    more: str
    empty: str
    timeline: TimelineView | None
    groups: tuple[GoalGroup, ...]
    tiles: tuple[KpiTile, ...]
    more_tiles: str
    wins: tuple[Win, ...]
    wins_note: str
    blockers: tuple[Blocker, ...]
    blockers_note: str
    ended: tuple[GoalRow, ...]
    ended_note: str
    new_goal: str | None


def make(edition: Edition) -> Iterator[Page]:
    """Yield the tree of teams and the page of every team."""
    site = _Site(edition)
    yield site.overview()
    for team_id in sorted(edition.repository.teams):
        yield site.page(edition.repository.teams[team_id])


class _Site:
    """The teams of one edition with their goals, gathered once for all pages."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.fmt = formatter(edition)
        self.as_of = edition.scorecard.as_of
        teams = edition.repository.teams
        self.children: dict[str | None, list[Team]] = {}
        for team in sorted(teams.values(), key=lambda team: (team.title.casefold(), team.id)):
            parent = team.parent if team.parent in teams else None
            self.children.setdefault(parent, []).append(team)
        self.goals: dict[str | None, list[GoalScore]] = {}
        for score in edition.scorecard.goals.values():
            self.goals.setdefault(score.goal.team, []).append(score)
        self.kpis: dict[str | None, list[KpiScore]] = {}
        for kpi in edition.scorecard.kpis.values():
            self.kpis.setdefault(kpi.kpi.team, []).append(kpi)
        self.people: dict[str | None, list[Person]] = {}
        for person in edition.repository.people.values():
            if not (person.left and person.left <= self.as_of):
                self.people.setdefault(person.team, []).append(person)
        self.wins = Wins(edition, self.fmt, WEEK)

    # --- the tree ----------------------------------------------------------------------------------

    def overview(self) -> Page:
        tree = Tree(self.edition, self.fmt, self.children, self.goals)
        roots = tree.roots()
        count = len(self.edition.repository.teams)
        led = [score for team in self.edition.repository.teams for score in self.goals.get(team, ())]
        fmt, words = self.fmt, tree.words(led)
        view = TeamsView(
            lead=fmt.say_many("{n}\u00a0team: {goals}.", "{n}\u00a0teams: {goals}.", count, goals=words),
            roots=roots,
            key=tree.key(),
            empty="" if roots else fmt.say("No teams yet. A team is a folder in goals/ with an index.md."),
            leaderboard=leaderboard(self.edition, fmt, self.goals) if roots else None,
        )
        told = view.lead if roots else view.empty
        return Page(links.TEAMS, "teams.html", fmt.say("Teams"), told, "teams", view)

    # --- one team ----------------------------------------------------------------------------------

    def page(self, team: Team) -> Page:
        fmt, own = self.fmt, self.goals.get(team.id, [])
        now, over = running(own, self.as_of), ended(own, self.as_of)
        verdict = share_words(self.fmt, own, self.as_of)
        wins = [win for score in own for win in self.wins.of(score.goal.id)]
        blockers = tuple(blockers_of(fmt, now))
        hidden = len(now) - _MOST_ROWS
        view = TeamView(
            crumbs=(Link(fmt.say("Teams"), links.TEAMS), *self._parents(team), Link(team.title)),
            level=fmt.say("Team"),
            prose=Prose(self.edition.text_of(team), team.path),
            verdict=verdict or fmt.say("No active goal"),
            verdict_note=self._note(team, own),
            facts=tuple(self._facts(team)),
            rows=self._rows(now[:_MOST_ROWS]),
            more=fmt.say("{hidden} more in the list of all goals.", hidden=hidden) if hidden > 0 else "",
            empty=fmt.say("No goals now: all have ended.")
            if over
            else fmt.say("No goals yet. Write one in two minutes."),
            timeline=timeline_of(self.edition, fmt, team, now),
            groups=tuple(self._groups(team)),
            tiles=(tiles := tuple(self._tiles(team)))[:_MOST_TILES],
            more_tiles=self._more_tiles(len(tiles) - _MOST_TILES),
            wins=latest_first(wins)[:_MOST_WINS],
            wins_note=self._days_note(WEEK, len(wins), _MOST_WINS),
            blockers=blockers[:_MOST_BLOCKERS],
            blockers_note=self._days_note(BLOCKER_DAYS, len(blockers), _MOST_BLOCKERS),
            ended=self._rows(over[:_MOST_ENDED]),
            ended_note=self._ended_note(own, over),
            new_goal=self.edition.git_host.new_file_url(_folder(team)),
        )
        description = fmt.say(
            "{team}: {verdict}, as of {day}.",
            team=team.title,
            verdict=verdict or fmt.say("no active goal"),
            day=fmt.full_day(self.as_of),
        )
        card = group_card(self.edition, self.fmt, (view.level, team.title), now, view.verdict)
        url = links.team_url(team.id)
        return Page(url, "team.html", team.title, description, "teams", view, team.path, card=card)

    def _parents(self, team: Team) -> list[Link]:
        found: list[Link] = []
        teams, parent, seen = self.edition.repository.teams, team.parent, {team.id}
        while parent in teams and parent not in seen:
            assert parent is not None
            seen.add(parent)
            found.insert(0, Link(teams[parent].title, links.team_url(parent)))
            parent = teams[parent].parent
        return found

    def below(self, team: Team) -> list[Team]:
        """Return the teams below a team, each before its own."""
        found: list[Team] = []
        for child in self.children.get(team.id, ()):
            found += [child, *self.below(child)]
        return found

    def _note(self, team: Team, own: Sequence[GoalScore]) -> str:
        sentences = []
        if below := self.below(team):
            scores = [*own, *(score for child in below for score in self.goals.get(child.id, ()))]
            if share := share_words(self.fmt, scores, self.as_of):
                sentences.append(self.fmt.say("With the teams below: {share}.", share=share))
        if done := completion_words(self.fmt, own):
            sentences.append(self.fmt.say("Completion: {done}.", done=done))
        if balance := balance_words(running(own, self.as_of), self.fmt):
            sentences.append(self.fmt.say("Now: {balance}.", balance=balance))
        return " ".join(sentences)

    def _facts(self, team: Team) -> Iterator[Fact]:
        repository, say = self.edition.repository, self.fmt.say
        if team.lead:
            yield Fact(say("Lead"), (who(repository, team.lead),), is_found=True)
        if team.parent in repository.teams:
            assert team.parent is not None
            yield Fact(say("Part of"), (who(repository, team.parent),), is_found=True)
        if children := self.children.get(team.id):
            below = tuple(Link(child.title, links.team_url(child.id)) for child in children)
            yield Fact(say("Teams below"), below)
        if people := self.people.get(team.id):
            named = sorted(people, key=lambda person: (person.name.casefold(), person.id))
            shown = [Link(person.name, links.person_url(person.id)) for person in named[:12]]
            more = len(named) - len(shown)
            rest = [Link(say("{more} more", more=more), links.PEOPLE)] if more else []
            yield Fact(say("People"), (*shown, *rest))
        yield from support_facts(self.edition, self.fmt, self.goals.get(team.id, ()), team.id)
        yield Fact(say("These goals as"), tuple(self._ways(team)))
        yield from follow_facts(self.edition, self.fmt, links.team_url(team.id))

    def _ways(self, team: Team) -> Iterator[Link]:
        """Yield where a team's goals are shown in other forms."""
        for cycle in decks_of(self.edition, self.fmt, self.goals.get(team.id, ())):
            words = self.fmt.say("slides of {cycle}", cycle=cycle.title)
            yield Link(words, links.deck_url(cycle.id, team.id))
        yield Link(self.fmt.say("map"), links.team_map_url(team.id))
        yield Link(self.fmt.say("calendar"), links.team_calendar_url(team.id))

    def _rows(self, scores: Sequence[GoalScore]) -> tuple[GoalRow, ...]:
        return tuple(goal_row(self.edition, self.fmt, score.goal.id) for score in scores)

    def _groups(self, team: Team) -> Iterator[GoalGroup]:
        left = _MOST_SUB_ROWS
        for child in self.below(team):
            scores = running(self.goals.get(child.id, ()), self.as_of)
            if not scores:
                continue
            shown, notes = scores[:left], [share_words(self.fmt, scores, self.as_of)]
            left -= len(shown)
            if hidden := len(scores) - len(shown):
                notes.append(self.fmt.say("{hidden} more on its page", hidden=hidden))
            note = ", ".join(filter(None, notes))
            heading = Link(child.title, links.team_url(child.id))
            yield GoalGroup(f"p_team-{child.id}", heading, note, self._rows(shown))

    def _tiles(self, team: Team) -> Iterator[KpiTile]:
        for score in sorted(self.kpis.get(team.id, ()), key=attention):
            yield late_tile(self.edition, self.fmt, score)

    def _days_note(self, days: int, count: int, most: int) -> str:
        note = self.fmt.say("{days} days to {day}", days=days, day=self.fmt.day(self.as_of))
        more = count - most
        return ", ".join([note, self.fmt.say_many("{n} more", "{n} more", more)]) if more > 0 else note

    def _more_tiles(self, hidden: int) -> str:
        return self.fmt.say("{hidden} more in the list of all KPIs.", hidden=hidden) if hidden > 0 else ""

    def _ended_note(self, own: Sequence[GoalScore], over: Sequence[GoalScore]) -> str:
        notes = [completion_words(self.fmt, own)]
        if len(over) > _MOST_ENDED:
            notes.append(self.fmt.say("the latest {shown} of {all}", shown=_MOST_ENDED, all=len(over)))
        return ", ".join(filter(None, notes))


def _folder(team: Team) -> str:
    return team.path.rpartition("/")[0]
