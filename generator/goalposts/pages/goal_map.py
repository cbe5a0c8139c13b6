"""The map: how goals support each other, for all, for each organization goal and for each team.

A page shows a few dozen goals, drawn and as a list. Where a goal has more below it, the list goes on on
further pages, and a goal with much below it gets a map of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from goalposts.language.catalogue import N_
from goalposts.measuring.scorecard import GoalScore
from goalposts.pages import links
from goalposts.pages.counting import attention_key, is_over
from goalposts.pages.figures import files_of
from goalposts.pages.frame import formatter
from goalposts.pages.goal_map_rows import Forest, Part
from goalposts.pages.goal_map_view import Apart, MapView
from goalposts.pages.page import Edition, Page
from goalposts.pages.rows import Link
from goalposts.pages.standing import page_links, share_words

MOST_ROWS = 50
"""Goals on one page: each is drawn and listed, with about 20 elements."""

MOST_APART = 30
_MOST_TEAMS = 40
_TEMPLATE = "map.html"
_TITLE = N_("How goals support each other")


def make(edition: Edition) -> Iterator[Page]:
    """Yield the map, the maps of organization goals, and those of teams, each with its chart as files."""
    for page in _pages(edition):
        stem = f"{page.url}map"
        files = files_of(edition, formatter(edition), stem, page.title) if page.view.chart else None
        yield replace(page, view=replace(page.view, files=files))


def _pages(edition: Edition) -> Iterator[Page]:
    site = _Site(edition)
    yield site.overview()
    made: set[str] = set()
    for score in edition.scorecard.goals.values():
        if score.goal.level == "organization":
            yield from site.goal_pages(score.goal.id, made)
    for team_id in sorted(edition.repository.teams):
        yield site.team_page(team_id)


class _Site:
    """The goals of one edition, gathered once for all maps."""

    def __init__(self, edition: Edition) -> None:
        self.edition, self.fmt = edition, formatter(edition)
        self.as_of = edition.scorecard.as_of
        self.forest = Forest(edition, self.fmt)
        self.scores = edition.scorecard.goals
        self.by_team: dict[str | None, list[GoalScore]] = {}
        for score in self.scores.values():
            if not is_over(score, self.as_of):
                self.by_team.setdefault(score.goal.team, []).append(score)
        running = [score for score in self.scores.values() if not is_over(score, self.as_of)]
        organization = {score.goal.id for score in running if score.goal.level == "organization"}
        self.roots = [
            goal_id
            for goal_id in organization
            if not (self.forest.above([goal_id]) - {goal_id}) & organization
        ]
        self.roots.sort(key=lambda goal_id: (self.scores[goal_id].goal.title.casefold(), goal_id))
        self.reached = self.forest.reach(self.roots)
        self.running = running

    # --- all of it ---------------------------------------------------------------------------------

    def overview(self) -> Page:
        is_small = len(self.reached) <= MOST_ROWS
        tops = self.roots if is_small else self.roots[:MOST_ROWS]
        rows, chart = self.forest.shown(tops, Part() if is_small else Part(cut=frozenset(tops)))
        note = "" if is_small else self.fmt.say("Each leads to its own map.")
        if len(tops) < len(self.roots):
            note = self.fmt.say(
                "{shown} of {all} are shown; the others are in the list of goals.",
                shown=len(tops),
                all=len(self.roots),
            )
        teams = [team_id for team_id in self.edition.repository.teams if self.by_team.get(team_id)]
        view = MapView(
            crumbs=(),
            heading=self.fmt.say(_TITLE),
            lead=self._lead(),
            supports=(),
            chart=chart if is_small and len(chart.nodes) > 1 else None,
            rows=rows,
            rows_note=note,
            pages=(),
            apart=tuple(self._apart()),
            ended=tuple(self._ended()),
            teams=tuple(
                Link(self.edition.repository.name_of(team_id), links.team_map_url(team_id))
                for team_id in teams[:_MOST_TEAMS]
            ),
            all_teams=Link(self.fmt.say("All teams"), links.TEAMS) if len(teams) > _MOST_TEAMS else None,
            empty="" if rows else self.fmt.say("No organization goal yet. Strategy comes first: write one."),
        )
        return Page(links.MAP, _TEMPLATE, view.heading, view.lead or view.empty, "map", view)

    def _lead(self) -> str:
        if not self.roots:
            return ""
        others = [score for score in self.running if score.goal.level != "organization"]
        fmt, number = self.fmt, len(self.running) - len(others)
        words = fmt.say_many("{n}\u00a0organization goal.", "{n}\u00a0organization goals.", number)
        if not others:
            return words
        tied = sum(score.goal.id in self.reached for score in others)
        goals = fmt.say_many(
            "{n}\u00a0team and individual goal", "{n}\u00a0team and individual goals", len(others)
        )
        if number == 1:
            rest = fmt.say_many(
                "{n} of {goals} supports it.", "{n} of {goals} support it.", tied, goals=goals
            )
        else:
            rest = fmt.say_many(
                "{n} of {goals} supports one of them.",
                "{n} of {goals} support one of them.",
                tied,
                goals=goals,
            )
        return f"{words} {rest}"

    def _apart(self) -> Iterator[Apart]:
        """Yield the goals that are tied to no organization goal: orphans, and development goals."""
        loose = [score for score in self.running if score.goal.level != "organization"]
        loose = [score for score in loose if score.goal.id not in self.reached and not self._is_tied(score)]
        orphans = [score for score in loose if score.goal.kind != "development"]
        alone = [score for score in loose if score.goal.kind == "development"]
        used = set(self.reached)  # an id stands once on a page
        if orphans:
            head = ("p_orphans", self.fmt.say("Orphans"), self.fmt.say("They support nothing that is live."))
            yield self._group(head, orphans, used)
        if alone:
            title = self.fmt.say("Development goals that stand for themselves")
            yield self._group(("p_alone", title, self.fmt.say("They build a skill.")), alone, used)

    def _is_tied(self, score: GoalScore) -> bool:
        supports = (self.scores[one.goal].goal for one in score.goal.supports if one.goal in self.scores)
        return any(
            (goal.state == "active" and goal.due >= self.as_of) or goal.state == score.goal.state == "draft"
            for goal in supports
        )

    def _group(self, head: tuple[str, str, str], scores: Sequence[GoalScore], used: set[str]) -> Apart:
        """Return goals with what is below them, as many as there is room for."""
        group_id, title, note = head
        tops: list[str] = []
        keep: set[str] = set()
        for score in sorted(scores, key=attention_key):
            wanted = self.forest.reach([score.goal.id]) - used
            if keep and len(keep | wanted) > MOST_APART // 2:
                break
            # where even the first has too much below it, it stands alone
            keep |= wanted if len(wanted) <= MOST_APART // 2 else {score.goal.id}
            tops.append(score.goal.id)
        used |= keep
        rows, _ = self.forest.shown(tops, Part(frozenset(keep)))
        if len(tops) < len(scores):
            shown = self.fmt.say("{shown} of {all} are shown.", shown=len(tops), all=len(scores))
            note = f"{note} {shown}"
        return Apart(group_id, title, note, rows)

    def _ended(self) -> Iterator[Link]:
        over = [score for score in self.scores.values() if is_over(score, self.as_of)]
        over = [score for score in over if score.goal.level == "organization"]
        for score in sorted(over, key=lambda one: (one.measured_at, one.goal.id), reverse=True)[:MOST_APART]:
            yield Link(score.goal.title, links.map_url(score.goal.id))

    # --- one goal ----------------------------------------------------------------------------------

    def goal_pages(self, goal_id: str, made: set[str]) -> Iterator[Page]:
        """Yield the map of a goal, in pages where it is long, and those of goals that it has no room for."""
        if goal_id in made:
            return
        made.add(goal_id)
        parts = self._parts(goal_id)
        for number, part in enumerate(parts, 1):
            yield self._goal_page(goal_id, part, number, len(parts))
        for part in parts:
            for other in sorted(part.cut):
                yield from self.goal_pages(other, made)

    def _parts(self, goal_id: str) -> list[Part]:
        """Return what each page of a goal's map shows: as many of the goals below it as there is room for."""
        if len(self.forest.reach([goal_id])) <= MOST_ROWS:
            return [Part()]
        parts: list[tuple[set[str], set[str]]] = [(set(), set())]
        for child in self.forest.below[goal_id]:
            reached = self.forest.reach([child.goal_id])
            cut = len(reached) > MOST_ROWS // 3
            wanted = {child.goal_id} if cut else reached
            if parts[-1][0] and len(parts[-1][0] | wanted) >= MOST_ROWS:
                parts.append((set(), set()))
            parts[-1][0].update(wanted)
            parts[-1][1].update({child.goal_id} if cut else ())
        return [Part(frozenset(keep), frozenset(cut)) for keep, cut in parts]

    def _goal_page(self, goal_id: str, part: Part, number: int, count: int) -> Page:
        goal = self.scores[goal_id].goal
        rows, chart = self.forest.shown([goal_id], part)
        below = [self.scores[one] for one in self.forest.reach([goal_id]) - {goal_id}]
        words = self.fmt.say("No goal supports it yet")
        if below:
            words = self.fmt.say_many("{n}\u00a0goal below it", "{n}\u00a0goals below it", len(below))
        if share := share_words(self.fmt, below, self.as_of):
            words = f"{words}, {share}"
        base = links.map_url(goal_id)
        supports = (self.scores[one.goal].goal for one in goal.supports if one.goal in self.scores)
        view = MapView(
            crumbs=(Link(self.fmt.say("Map"), links.MAP), Link(goal.title)),
            heading=self.fmt.say("What supports “{title}”", title=goal.title),
            lead=self.fmt.say("{words}.", words=words),
            supports=tuple(Link(other.title, links.goal_url(other.id)) for other in supports),
            chart=chart if len(chart.nodes) > 1 else None,
            rows=rows,
            rows_note=self.fmt.say("Page {number} of {all}", number=number, all=count) if count > 1 else "",
            pages=page_links(base, number, count, self.fmt) if count > 1 else (),
            apart=(),
            ended=(),
            teams=(),
            all_teams=None,
            empty="",
        )
        title = self.fmt.say("Map: {title}", title=goal.title)
        if number > 1:
            title = self.fmt.say("{title}, page {number}", title=title, number=number)
        return Page(links.list_url(base, number), _TEMPLATE, title, view.lead, "map", view)

    # --- one team ----------------------------------------------------------------------------------

    def team_page(self, team_id: str) -> Page:
        own = sorted(self.by_team.get(team_id, []), key=attention_key)
        ids = [score.goal.id for score in own]
        keep = self.forest.above(ids) | self.forest.reach(ids)
        if len(keep) > MOST_ROWS:
            keep = self.forest.above(ids)
        shown = len(ids)
        while len(keep) > MOST_ROWS:
            shown -= 1
            keep = self.forest.above(ids[:shown])
        tops = [one for one in keep if not (self.forest.above([one]) - {one}) & keep]
        tops.sort(key=lambda one: (self.scores[one].goal.title.casefold(), one))
        rows, chart = self.forest.shown(tops, Part(frozenset(keep)))
        name = self.edition.repository.name_of(team_id)
        words = share_words(self.fmt, own, self.as_of)
        lead = self.fmt.say_many("{n}\u00a0goal", "{n}\u00a0goals", len(own))
        lead = self.fmt.say("{words}.", words=f"{lead}, {words}" if words else lead)
        around = self.fmt.say("With what they support and what supports them.")
        note = ""
        if shown < len(own):
            note = self.fmt.say_many(
                "{shown} of {n}\u00a0goal shown", "{shown} of {n}\u00a0goals shown", len(own), shown=shown
            )
        view = MapView(
            crumbs=(Link(self.fmt.say("Map"), links.MAP), Link(name)),
            heading=self.fmt.say("Where the goals of {team} lead", team=name),
            lead=f"{lead} {around}" if own else "",
            supports=(),
            chart=chart if len(chart.nodes) > 1 else None,
            rows=rows,
            rows_note=note,
            pages=(),
            apart=(),
            ended=(),
            teams=(),
            all_teams=Link(self.fmt.say("{team}: all about the team", team=name), links.team_url(team_id)),
            empty="" if rows else self.fmt.say("No goals now."),
        )
        title = self.fmt.say("Map: {title}", title=name)
        return Page(links.team_map_url(team_id), _TEMPLATE, title, view.lead or view.empty, "map", view)
