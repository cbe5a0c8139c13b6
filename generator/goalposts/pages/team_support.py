"""What a team's goals support, and which teams support them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from goalposts.measuring.scorecard import GoalScore
from goalposts.pages import links
from goalposts.pages.counting import is_over
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition
from goalposts.pages.rows import Fact, Link

_MOST = 6


def support_facts(edition: Edition, fmt: Formatter, own: Sequence[GoalScore], team: str) -> Iterator[Fact]:
    """Yield the goals of others that the team's running goals support, and the teams that support those."""
    now = [score for score in own if not is_over(score, fmt.as_of)]
    goals = edition.scorecard.goals
    above = {
        support.goal
        for score in now
        for support in score.goal.supports
        if support.goal in goals and goals[support.goal].goal.team != team
    }
    if above:
        found = (Link(goals[key].goal.title, links.goal_url(key)) for key in above)
        yield Fact(fmt.say("Its goals support"), _cut(found, links.team_map_url(team), fmt))
    teams = edition.repository.teams
    children = {goals[child.goal_id].goal.team for score in now for child in score.children}
    below = [key for key in children if key is not None and key != team and key in teams]
    if below:
        found = (Link(teams[key].title, links.team_url(key)) for key in below)
        yield Fact(fmt.say("Supported by"), _cut(found, links.team_map_url(team), fmt))


def _cut(found: Iterable[Link], rest: str, fmt: Formatter) -> tuple[Link, ...]:
    """Return links by their words, the first few of them; the map of the team has all."""
    ordered = sorted(found, key=lambda link: (link.words.casefold(), link.address or ""))
    more = len(ordered) - _MOST
    if more <= 0:
        return tuple(ordered)
    return (*ordered[:_MOST], Link(fmt.say("{more} more", more=more), rest))
