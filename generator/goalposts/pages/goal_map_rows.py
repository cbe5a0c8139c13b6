"""The map as a nested list and as a drawing: goals, and below each what supports it, once in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from goalposts.charts.network import NetworkChart, NetworkLink, NetworkNode
from goalposts.measuring.scorecard import ChildScore, GoalScore
from goalposts.pages import links
from goalposts.pages.formatting import Formatter
from goalposts.pages.goal_tree import not_counted
from goalposts.pages.page import Edition
from goalposts.pages.rows import Link
from goalposts.pages.sentences import outcome
from goalposts.pages.words import LEVEL_HEADINGS, LEVEL_WORDS, StatusView, goal_status

_COLUMNS = {level: place for place, level in enumerate(LEVEL_WORDS)}


class MapRow(Struct, frozen=True):
    """A goal in the list, and the goals below it.

    `id` is its anchor, empty where it stands above already: then `above` leads there. `more` leads to the
    map of its own, where what is below it has no room here.
    """

    id: str
    status: StatusView
    title: str
    url: str
    detail: str
    above: str
    more: Link | None
    rows: tuple[MapRow, ...]


class Part(Struct, frozen=True):
    """What of the map is shown: all below some goals, but only goals in `keep`, and nothing below `cut`."""

    keep: frozenset[str] | None = None
    cut: frozenset[str] = frozenset()


ALL = Part()
"""The whole map."""


@dataclass(slots=True)
class _Drawing:
    """The goals and links drawn so far."""

    places: dict[str, int] = field(default_factory=dict)
    nodes: list[NetworkNode] = field(default_factory=list)
    links: list[NetworkLink] = field(default_factory=list)


class Forest:
    """The goals of one edition, each with what supports it."""

    def __init__(self, edition: Edition, fmt: Formatter) -> None:
        """Sort what supports each goal: by level, by weight, then by title."""
        self.edition, self.fmt = edition, fmt
        self.scores = edition.scorecard.goals
        self.below = {
            goal_id: tuple(sorted(score.children, key=self._order)) for goal_id, score in self.scores.items()
        }

    def reach(self, tops: Iterable[str]) -> set[str]:
        """Return some goals and all below them."""
        found, ways = set[str](), list(tops)
        while ways:
            goal_id = ways.pop()
            if goal_id not in found:
                found.add(goal_id)
                ways += [child.goal_id for child in self.below[goal_id]]
        return found

    def above(self, goals: Iterable[str]) -> set[str]:
        """Return some goals and all that they support, directly or through others."""
        found, ways = set[str](), list(goals)
        while ways:
            goal_id = ways.pop()
            if goal_id not in found:
                found.add(goal_id)
                supports = self.scores[goal_id].goal.supports
                ways += [support.goal for support in supports if support.goal in self.scores]
        return found

    def shown(self, tops: Sequence[str], part: Part = ALL) -> tuple[tuple[MapRow, ...], NetworkChart]:
        """Return the list of some goals with all below them, and the drawing of the same."""
        drawing = _Drawing()
        rows = tuple(self._row(goal_id, None, part, drawing) for goal_id in tops)
        headings = tuple(self.fmt.say(LEVEL_HEADINGS[level]) for level in _COLUMNS)
        return rows, NetworkChart(headings, tuple(drawing.nodes), tuple(drawing.links))

    def _order(self, child: ChildScore) -> tuple[int, float, str, str]:
        goal = self.scores[child.goal_id].goal
        return _COLUMNS[goal.level], -child.weight, goal.title.casefold(), goal.id

    def _row(
        self, goal_id: str, link: tuple[str, ChildScore] | None, part: Part, drawing: _Drawing
    ) -> MapRow:
        score = self.scores[goal_id]
        status = goal_status(score, self.edition.scorecard.rule, self.fmt)
        detail = ", ".join([*self._words(score), *(self._support(*link) if link else ())])
        is_first = goal_id not in drawing.places
        self._draw(score, status, link, drawing)
        title, url = score.goal.title, links.goal_url(goal_id)
        if not is_first:
            return MapRow("", status, title, url, detail, f"#{goal_id}", None, ())
        if goal_id in part.cut:
            return MapRow(goal_id, status, title, url, detail, "", self._more(goal_id), ())
        children = (child for child in self.below[goal_id] if part.keep is None or child.goal_id in part.keep)
        rows = tuple(self._row(child.goal_id, (goal_id, child), part, drawing) for child in children)
        return MapRow(goal_id, status, title, url, detail, "", None, rows)

    def _more(self, goal_id: str) -> Link | None:
        count = len(self.reach([goal_id])) - 1
        words = self.fmt.say_many("{n}\u00a0goal below", "{n}\u00a0goals below", count)
        return Link(words, links.map_url(goal_id)) if count else None

    def _draw(
        self, score: GoalScore, status: StatusView, link: tuple[str, ChildScore] | None, drawing: _Drawing
    ) -> None:
        goal_id = score.goal.id
        upper = drawing.places[link[0]] if link else None
        # a goal that is measured by its own results counts no child, and that is no fault of the child
        weight, counts = (link[1].weight, not link[1].why_not) if link else (1.0, True)
        if goal_id in drawing.places:
            if upper is not None:
                drawing.links.append(NetworkLink(drawing.places[goal_id], upper, weight, counts))
            return
        column = _COLUMNS[score.goal.level]
        if upper is not None:  # what supports a goal never stands left of it
            column = max(column, drawing.nodes[upper].column)
        drawing.places[goal_id] = len(drawing.nodes)
        drawing.nodes.append(
            NetworkNode(
                anchor=goal_id,
                column=column,
                words=score.goal.title,
                status=status.icon,
                note=", ".join(part for part in (status.text, outcome(score, self.fmt)) if part),
                above=upper,
                weight=weight,
                is_counted=counts,
            )
        )

    def _words(self, score: GoalScore) -> list[str]:
        """Return who the goal is of, and how far it is."""
        goal, name_of = score.goal, self.edition.repository.name_of
        team = [name_of(goal.team)] if goal.team and goal.level != "organization" else []
        kind = [self.fmt.say("development")] if goal.kind == "development" else []
        done = outcome(score, self.fmt)
        return [*team, name_of(goal.owner), *kind, *([done] if done else [])]

    def _support(self, upper: str, child: ChildScore) -> list[str]:
        """Return how a goal supports the one above it."""
        words = []
        if child.key_result:
            results = self.scores[upper].goal.key_results
            title = next((one.title for one in results if one.id == child.key_result), child.key_result)
            words.append(self.fmt.say("for “{title}”", title=title))
        if child.weight not in (0, 1):
            weight = self.fmt.number(child.weight, 0 if child.weight % 1 == 0 else 2)
            words.append(self.fmt.say("weight {weight}", weight=weight))
        if not child.counts and child.why_not:
            words.append(not_counted(child.why_not, self.fmt))
        return words
