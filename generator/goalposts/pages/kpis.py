"""The list of all KPIs, grouped by team, those that need attention first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from goalposts.measuring.scorecard import KpiScore
from goalposts.measuring.status import Health, Status
from goalposts.pages import links
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.page import Edition, Page
from goalposts.pages.rows import Link
from goalposts.pages.standing import page_links, pages_of, who
from goalposts.pages.tiles import KpiTile, late_tile
from goalposts.pages.words import StatusView, health_view, status_view

PER_PAGE = 60
_COLUMNS = 4
# the order of KPIs within a team: what needs attention first
_ATTENTION = (Health.UNHEALTHY, Health.WARNING, Health.UNKNOWN, Health.HEALTHY)


class TileGroup(Struct, frozen=True):
    """The KPIs of one team; `id` is the anchor of its heading, `css` says how many columns it is wide."""

    id: str
    css: str
    heading: Link
    note: str
    tiles: tuple[KpiTile, ...]


class KpisView(Struct, frozen=True):
    """One page of the list. `counts` are the statuses with how many KPIs have them."""

    lead: str
    counts: tuple[tuple[StatusView, str], ...]
    groups: tuple[TileGroup, ...]
    empty: str
    pages: tuple[tuple[str, str | None], ...]


def make(edition: Edition) -> Iterator[Page]:
    """Yield the pages of the list of KPIs: one for each sixty."""
    fmt = formatter(edition)
    scores = _in_order(edition)
    lead = _lead(scores, fmt)
    chunks = pages_of(scores, PER_PAGE)
    for number, shown in enumerate(chunks, 1):
        view = KpisView(
            lead=lead,
            counts=_counts(scores, fmt),
            groups=tuple(_groups(edition, fmt, shown)),
            empty=""
            if scores
            else fmt.say(
                "No KPIs yet. Write one: a definition in kpis/<id>.md and its values in kpis/<id>.csv."
            ),
            pages=page_links(links.KPIS, number, len(chunks), fmt),
        )
        title = fmt.say("KPIs") if number == 1 else fmt.say("KPIs, page {number}", number=number)
        yield Page(links.list_url(links.KPIS, number), "kpis.html", title, lead, "kpis", view)


def attention(score: KpiScore) -> tuple[int, str, str]:
    """Return the key that puts KPIs in the order of their need for attention, then by title."""
    place = _ATTENTION.index(score.health)
    if score.latest is None:
        place = len(_ATTENTION)
    elif score.is_stale:
        place = 1
    return place, score.kpi.title.casefold(), score.kpi.id


def _in_order(edition: Edition) -> list[KpiScore]:
    """Return all KPIs, by team as people read it; those without a team come last."""

    def key(score: KpiScore) -> tuple[bool, str, tuple[int, str, str]]:
        team = score.kpi.team
        name = edition.repository.name_of(team).casefold() if team else ""
        return team is None, name, attention(score)

    return sorted(edition.scorecard.kpis.values(), key=key)


def _groups(edition: Edition, fmt: Formatter, scores: Sequence[KpiScore]) -> Iterator[TileGroup]:
    repository = edition.repository
    by_team: dict[str | None, list[KpiScore]] = {}
    for score in scores:
        by_team.setdefault(score.kpi.team, []).append(score)
    for team, of_team in by_team.items():
        heading = Link(fmt.say("Without a team")) if team is None else who(repository, team)
        yield TileGroup(
            id=f"p_team-{team}" if team else "p_no_team",
            # teams with few KPIs share a row
            css=f"span-{min(len(of_team), _COLUMNS)}",
            heading=heading,
            note=fmt.say_many("{n}\u00a0KPI", "{n}\u00a0KPIs", len(of_team)),
            tiles=tuple(late_tile(edition, fmt, score) for score in of_team),
        )


def _lead(scores: Sequence[KpiScore], fmt: Formatter) -> str:
    if not scores:
        return fmt.say("No KPIs yet.")
    judged = [score for score in scores if score.health is not Health.UNKNOWN and not score.is_stale]
    if not judged:
        return fmt.say_many(
            "{n}\u00a0KPI, without a current value and a healthy range.",
            "{n}\u00a0KPIs, none of them with a current value and a healthy range.",
            len(scores),
        )
    healthy = sum(score.health is Health.HEALTHY for score in judged)
    of_all = fmt.say_many("{n}\u00a0KPI", "{n}\u00a0KPIs", len(judged))
    told = fmt.say_many("{n} of {kpis} is healthy.", "{n} of {kpis} are healthy.", healthy, kpis=of_all)
    if rest := len(scores) - len(judged):
        others = fmt.say_many(
            "{n}\u00a0other has no current judgement.", "{n}\u00a0others have no current judgement.", rest
        )
        return f"{told} {others}"
    return told


def _counts(scores: Sequence[KpiScore], fmt: Formatter) -> tuple[tuple[StatusView, str], ...]:
    stale = sum(score.is_stale for score in scores)
    healths = Counter(score.health for score in scores if not score.is_stale)
    found = [(health_view(health, fmt), healths[health]) for health in Health]
    found.append((status_view(Status.STALE, fmt), stale))
    return tuple((view, str(count)) for view, count in found if count)
