"""The tree of all teams: who leads each, and how its goals stand, as words and as one mark a goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from goalposts.measuring.scorecard import GoalScore
from goalposts.pages import links
from goalposts.pages.counting import count_shown, count_statuses, counts_in_words, is_active
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition
from goalposts.pages.rows import Link
from goalposts.pages.standing import goals_words, who
from goalposts.pages.words import StatusView
from goalposts.records.people import Team

MOST_MARKS = 200
"""With more active goals than this, marks would make the page heavy and no easier to read."""


class TeamNode(Struct, frozen=True):
    """A team with the teams below it. `spoken` says in words what the marks show."""

    title: str
    url: str
    lead: Link | None
    words: str
    marks: tuple[StatusView, ...]
    spoken: str
    children: tuple[TeamNode, ...]


class Tree:
    """The teams of one edition, by the team above them, and their goals."""

    def __init__(
        self,
        edition: Edition,
        fmt: Formatter,
        children: Mapping[str | None, Sequence[Team]],
        goals: Mapping[str | None, Sequence[GoalScore]],
    ) -> None:
        """Take the teams below each team, and the goals of each."""
        self._edition, self._fmt, self._children = edition, fmt, children
        as_of = edition.scorecard.as_of
        self._goals = {team: goals.get(team, ()) for team in edition.repository.teams}
        self._active = {
            team: [score for score in scores if is_active(score, as_of)]
            for team, scores in self._goals.items()
        }
        self._has_marks = sum(map(len, self._active.values())) <= MOST_MARKS

    def roots(self) -> tuple[TeamNode, ...]:
        """Return the teams that are part of no other."""
        return self._below(None)

    def key(self) -> tuple[StatusView, ...]:
        """Return the statuses that the marks of all teams show, each once; none without marks."""
        if not self._has_marks:
            return ()
        shown = [score for scores in self._active.values() for score in scores]
        return tuple(view for view, _ in count_shown(shown, self._edition.scorecard.rule, self._fmt))

    def words(self, scores: Sequence[GoalScore]) -> str:
        """Return how goals stand in short."""
        return goals_words(self._fmt, scores, self._edition.scorecard.as_of) or self._fmt.say("no goals now")

    def _below(self, team_id: str | None) -> tuple[TeamNode, ...]:
        return tuple(self._node(team) for team in self._children.get(team_id, ()))

    def _node(self, team: Team) -> TeamNode:
        active = self._active[team.id] if self._has_marks else []
        counts = count_shown(active, self._edition.scorecard.rule, self._fmt)
        return TeamNode(
            title=team.title,
            url=links.team_url(team.id),
            lead=who(self._edition.repository, team.lead) if team.lead else None,
            words=self.words(self._goals[team.id]),
            marks=tuple(view for view, number in counts for _ in range(number)),
            spoken=counts_in_words(count_statuses(active), self._fmt) if active else "",
            children=self._below(team.id),
        )
