"""Teams: the tree of all of them, and a page for each with its goals, its numbers, its wins and blockers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from goalposts.measuring.scorecard import GoalScore
from goalposts.pages import links
from goalposts.pages.cards import group_card
from goalposts.pages.counting import is_active
from goalposts.pages.formatting import Formatter, plural
from goalposts.pages.frame import formatter
from goalposts.pages.kpis import attention, late_tile
from goalposts.pages.page import Edition, Page, Prose
from goalposts.pages.present import decks_of
from goalposts.pages.rows import Fact, GoalRow, Link, goal_row
from goalposts.pages.standing import (
    MOST_ROWS,
    balance_words,
    completion_words,
    ended,
    goals_words,
    running,
    share_words,
    who,
)
from goalposts.pages.tiles import KpiTile
from goalposts.pages.wins import Win, wins_of
from goalposts.records.people import Team

BLOCKER_DAYS = 30
_MOST_SUB_ROWS = 20
_MOST_ENDED = 12


@dataclass(frozen=True, slots=True)
class TeamNode:
    """A team in the tree, with the teams below it."""

    title: str
    url: str
    lead: Link | None
    words: str
    children: tuple[TeamNode, ...]


@dataclass(frozen=True, slots=True)
class TeamsView:
    """The tree of teams."""

    lead: str
    roots: tuple[TeamNode, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class GoalGroup:
    """Goals under a heading that may be a link."""

    id: str
    heading: Link
    note: str
    rows: tuple[GoalRow, ...]


@dataclass(frozen=True, slots=True)
class Blocker:
    """What stands in the way of a goal, in its owner's words."""

    title: str
    url: str
    when: str
    iso: str
    told: Prose
    needs: Prose | None


@dataclass(frozen=True, slots=True)
class TeamView:
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
    groups: tuple[GoalGroup, ...]
    tiles: tuple[KpiTile, ...]
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
        self.wins = _wins_by_goal(edition, self.fmt)

    # --- the tree ----------------------------------------------------------------------------------

    def overview(self) -> Page:
        roots = tuple(self._node(team) for team in self.children.get(None, ()))
        count = len(self.edition.repository.teams)
        led = [score for team in self.edition.repository.teams for score in self.goals.get(team, ())]
        words = goals_words(self.fmt, led, self.as_of)
        view = TeamsView(
            lead=f"{plural(count, 'team')}: {words or 'no goals now'}.",
            roots=roots,
            empty="" if roots else "No teams yet. A team is a folder in goals/ with an index.md.",
        )
        return Page(links.TEAMS, "teams.html", "Teams", view.lead if roots else view.empty, "teams", view)

    def _node(self, team: Team) -> TeamNode:
        return TeamNode(
            title=team.title,
            url=links.team_url(team.id),
            lead=who(self.edition.repository, team.lead) if team.lead else None,
            words=goals_words(self.fmt, self.goals.get(team.id, []), self.as_of) or "no goals now",
            children=tuple(self._node(child) for child in self.children.get(team.id, ())),
        )

    # --- one team ----------------------------------------------------------------------------------

    def page(self, team: Team) -> Page:
        own = self.goals.get(team.id, [])
        now, over = running(own, self.as_of), ended(own, self.as_of)
        verdict = share_words(self.fmt, own, self.as_of)
        wins = tuple(win for score in own for win in self.wins.get(score.goal.id, ()))
        hidden = len(now) - MOST_ROWS
        view = TeamView(
            crumbs=(Link("Teams", links.TEAMS), *self._parents(team), Link(team.title)),
            level="Team",
            prose=Prose(team.body, team.path),
            verdict=verdict or "No active goal",
            verdict_note=self._note(team, own),
            facts=tuple(self._facts(team)),
            rows=self._rows(now[:MOST_ROWS]),
            more=f"{hidden} more in the list of all goals." if hidden > 0 else "",
            empty="No goals yet. Write one in two minutes." if not over else "No goals now: all have ended.",
            groups=tuple(self._groups(team)),
            tiles=tuple(self._tiles(team)),
            wins=tuple(sorted(wins, key=lambda win: (win.iso, win.title), reverse=True)),
            wins_note=f"7 days to {self.fmt.day(self.as_of)}",
            blockers=tuple(self._blockers(now)),
            blockers_note=f"{BLOCKER_DAYS} days to {self.fmt.day(self.as_of)}",
            ended=self._rows(over[:_MOST_ENDED]),
            ended_note=self._ended_note(own, over),
            new_goal=links.new_file_url(self.edition.repository.config.site, _folder(team)),
        )
        description = f"{team.title}: {verdict or 'no active goal'}, as of {self.fmt.full_day(self.as_of)}."
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
                sentences.append(f"With the teams below: {share}.")
        if done := completion_words(self.fmt, own):
            sentences.append(f"Completion: {done}.")
        if balance := balance_words(running(own, self.as_of)):
            sentences.append(f"Now: {balance}.")
        return " ".join(sentences)

    def _facts(self, team: Team) -> Iterator[Fact]:
        repository = self.edition.repository
        if team.lead:
            yield Fact("Lead", (who(repository, team.lead),))
        if team.parent in repository.teams:
            assert team.parent is not None
            yield Fact("Part of", (who(repository, team.parent),))
        if children := self.children.get(team.id):
            yield Fact(
                "Teams below", tuple(Link(child.title, links.team_url(child.id)) for child in children)
            )
        people = [
            person
            for person in repository.people.values()
            if person.team == team.id and not (person.left and person.left <= self.as_of)
        ]
        if people:
            named = sorted(people, key=lambda person: (person.name.casefold(), person.id))
            shown = [Link(person.name, links.person_url(person.id)) for person in named[:12]]
            rest = [Link(f"{len(named) - 12} more", links.PEOPLE)] if len(named) > 12 else []
            yield Fact("People", (*shown, *rest))
        yield Fact("These goals as", tuple(self._ways(team)))

    def _ways(self, team: Team) -> Iterator[Link]:
        """Yield where a team's goals are shown in other forms."""
        for cycle in decks_of(self.edition, self.goals.get(team.id, ())):
            yield Link(f"slides of {cycle.title}", links.deck_url(cycle.id, team.id))
        yield Link("map", links.team_map_url(team.id))
        yield Link("calendar", links.team_calendar_url(team.id))

    def _rows(self, scores: Sequence[GoalScore]) -> tuple[GoalRow, ...]:
        return tuple(goal_row(self.edition, self.fmt, score.goal.id) for score in scores)

    def _groups(self, team: Team) -> Iterator[GoalGroup]:
        left = _MOST_SUB_ROWS
        for child in self.below(team):
            scores = running(self.goals.get(child.id, ()), self.as_of)
            if not scores:
                continue
            shown, note = scores[:left], share_words(self.fmt, scores, self.as_of)
            left -= len(shown)
            if len(shown) < len(scores):
                note = f"{note}{', ' if note else ''}{len(scores) - len(shown)} more on its page"
            heading = Link(child.title, links.team_url(child.id))
            yield GoalGroup(f"p_team-{child.id}", heading, note, self._rows(shown))

    def _tiles(self, team: Team) -> Iterator[KpiTile]:
        kpis = [score for score in self.edition.scorecard.kpis.values() if score.kpi.team == team.id]
        for score in sorted(kpis, key=attention):
            yield late_tile(self.fmt, score)

    def _blockers(self, scores: Sequence[GoalScore]) -> Iterator[Blocker]:
        since = self.as_of - timedelta(days=BLOCKER_DAYS - 1)
        for score in scores:
            # an older check-in's blocker is answered by a newer one that names none
            newest = score.check_ins[0] if score.check_ins else None
            if newest and newest.blockers and newest.date >= since and is_active(score, self.as_of):
                needs = Prose(newest.needs, score.goal.path) if newest.needs else None
                yield Blocker(
                    score.goal.title,
                    links.goal_url(score.goal.id),
                    self.fmt.day(newest.date),
                    newest.date.isoformat(),
                    Prose(newest.blockers, score.goal.path),
                    needs,
                )

    def _ended_note(self, own: Sequence[GoalScore], over: Sequence[GoalScore]) -> str:
        note = completion_words(self.fmt, own)
        hidden = len(over) - _MOST_ENDED
        return f"{note}{', ' if note else ''}the latest {_MOST_ENDED} of {len(over)}" if hidden > 0 else note


def _wins_by_goal(edition: Edition, fmt: Formatter) -> Mapping[str, list[Win]]:
    addresses = {links.goal_url(goal_id): goal_id for goal_id in edition.repository.goals}
    found: dict[str, list[Win]] = {}
    for win in wins_of(edition, fmt):
        goal_id = addresses[win.url.partition("#")[0]]
        found.setdefault(goal_id, []).append(win)
    return found


def _folder(team: Team) -> str:
    return team.path.rpartition("/")[0]
