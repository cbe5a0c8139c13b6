"""The leaderboard of teams, where a site asks for one: by the outcomes of goals that have ended.

Only outcomes are ranked. Check-ins, the age of values and goals that still run play no part, and goals of
one person are left out: nobody's diligence and no single person is compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction

from msgspec import Struct

from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.counting import is_over, share_on_track
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition
from goalposts.pages.rows import Link
from goalposts.pages.sentences import success

LEAST = 3
"""Fewer goals than this say too little about a team."""
DAYS = 365

_DECIDED = (Status.ACHIEVED, Status.MISSED)


class Place(Struct, frozen=True):
    """A ranked team: its goals that ended, how far they came, and what runs now, which does not rank."""

    rank: str
    team: Link
    achieved: str
    came: str
    now: str


class Unranked(Struct, frozen=True):
    """Teams of which there is too little to say, and why."""

    why: str
    teams: tuple[Link, ...]


class Leaderboard(Struct, frozen=True):
    """The section: over which days it goes, the ranked teams, and those without a rank."""

    note: str
    places: tuple[Place, ...]
    unranked: tuple[Unranked, ...]
    empty: str


class _Outcome(Struct, frozen=True):
    """What became of a team's goals; `came` is in whole per cent, as it is shown and compared."""

    team: Link
    achieved: int
    decided: int
    came: int
    now: str

    @property
    def key(self) -> tuple[Fraction, int]:
        return Fraction(self.achieved, self.decided), self.came


def leaderboard(
    edition: Edition, fmt: Formatter, goals: Mapping[str | None, Sequence[GoalScore]]
) -> Leaderboard | None:
    """Return the leaderboard of all teams; None where the site does not ask for it.

    Teams are ranked by completion, then by how far their goals came; equal ones share a rank. A team counts
    with its own goals: those of the teams below it are theirs.
    """
    if not edition.repository.config.site.leaderboard:
        return None
    ranked: list[_Outcome] = []
    too_few: dict[int, list[Link]] = {}
    for team in sorted(edition.repository.teams.values(), key=lambda team: (team.title.casefold(), team.id)):
        link = Link(team.title, links.team_url(team.id))
        own = [score for score in goals.get(team.id, ()) if score.goal.level != "individual"]
        ended = [score for score in own if _counts(score, fmt)]
        if len(ended) < LEAST:
            too_few.setdefault(len(ended), []).append(link)
            continue
        achieved = sum(score.status is Status.ACHIEVED for score in ended)
        came = half_up(sum(map(_came, ended)) / len(ended) * 100, 0)
        ranked.append(_Outcome(link, achieved, len(ended), int(came), _now(own, fmt)))
    return Leaderboard(
        note=fmt.say(
            "Goals that ended from {first} to {last}",
            first=fmt.full_day(fmt.as_of - timedelta(days=DAYS - 1)),
            last=fmt.full_day(fmt.as_of),
        ),
        places=tuple(_places(ranked, fmt)),
        unranked=tuple(Unranked(_why(number, fmt), tuple(too_few[number])) for number in sorted(too_few)),
        empty="" if ranked else fmt.say("No team has enough goals that ended for a rank yet."),
    )


def how_ranked(edition: Edition, fmt: Formatter) -> tuple[str, ...]:
    """Return how the rank is made, in paragraphs; none where the site has no leaderboard."""
    if not edition.repository.config.site.leaderboard:
        return ()
    return (
        fmt.say(
            "The page of all teams ranks them by what became of their goals that ended in the {days} days to "
            "{day}: closed, or past their due date with final values. Team and organization goals count, "
            "each for the team that it names; goals of one person, drafts, dropped goals and goals without "
            "any number do not. A team counts with its own goals only: those of the teams below it are "
            "theirs.",
            days=DAYS,
            day=fmt.full_day(fmt.as_of),
        ),
        fmt.say(
            "First comes completion: achieved ÷ (achieved + missed). Where that is equal, the mean of how "
            "far the goals came decides: the grade, else the progress, ÷ what is success (1.0, or 0.7 for a "
            "stretch goal), limited to 0 to 100 % and rounded to whole per cent. Where that is equal too, "
            "teams share a rank, and the next rank counts all of them."
        ),
        fmt.say(
            "A team with fewer than {least} such goals has no rank, and the page says why. What runs now is "
            "shown beside the rank and does not change it; neither do check-ins and the age of values.",
            least=LEAST,
        ),
    )


def _counts(score: GoalScore, fmt: Formatter) -> bool:
    """Return whether a goal is an outcome: it ended in these days, and was measured or graded."""
    if score.status not in _DECIDED or not is_over(score, fmt.as_of):
        return False
    has_number = (
        score.goal.grade is not None
        or any(part.is_counted and part.has_data for part in score.key_results)
        or any(child.counts for child in score.children)
    )
    return has_number and (fmt.as_of - score.measured_at).days < DAYS


def _came(score: GoalScore) -> float:
    """Return how far a goal came towards success, 0 to 1; a grade replaces the progress."""
    reached = score.goal.grade if score.goal.grade is not None else score.progress or 0.0
    return min(1.0, max(0.0, reached / success(score)))


def _places(ranked: list[_Outcome], fmt: Formatter) -> Iterator[Place]:
    # sorting keeps the order of names among equals
    ordered = sorted(ranked, key=lambda outcome: outcome.key, reverse=True)
    rank = 0
    for place, outcome in enumerate(ordered, 1):
        if place == 1 or outcome.key != ordered[place - 2].key:
            rank = place
        shares = sum(other.key == outcome.key for other in ordered) > 1
        yield Place(
            rank=fmt.say("{rank}, shared", rank=rank) if shares else str(rank),
            team=outcome.team,
            achieved=fmt.say(
                "{achieved} of {decided} ({share})",
                achieved=outcome.achieved,
                decided=outcome.decided,
                share=fmt.share(outcome.achieved / outcome.decided, 0.0, 1.0),
            ),
            came=fmt.share(outcome.came / 100),
            now=outcome.now,
        )


def _now(own: Sequence[GoalScore], fmt: Formatter) -> str:
    share = share_on_track(own, fmt.as_of)
    if not share.active:
        return fmt.say("no active goal")
    return fmt.say("{good} of {active}", good=share.good, active=share.active)


def _why(ended: int, fmt: Formatter) -> str:
    if not ended:
        return fmt.say("No goal ended with a number; {least} are needed", least=LEAST)
    return fmt.say_many(
        "{n} goal ended; {least} are needed", "{n} goals ended; {least} are needed", ended, least=LEAST
    )
