"""The KPIs that somebody answers for: a tile for those that need attention first, the others by name."""

from __future__ import annotations

from dataclasses import dataclass

from goalposts.pages import links
from goalposts.pages.formatting import Formatter
from goalposts.pages.kpis import attention, late_tile
from goalposts.pages.page import Edition
from goalposts.pages.rows import Link
from goalposts.pages.tiles import KpiTile

MOST_TILES = 8
_MOST_NAMED = 24


@dataclass(frozen=True, slots=True)
class OwnedKpis:
    """Tiles, then links to the others; `more` counts those that are only in the list of all KPIs."""

    tiles: tuple[KpiTile, ...]
    others: tuple[Link, ...]
    more: str


def owned_kpis(edition: Edition, fmt: Formatter, person_id: str) -> OwnedKpis | None:
    """Return the KPIs of a person, None without any."""
    scores = [score for score in edition.scorecard.kpis.values() if score.kpi.owner == person_id]
    if not scores:
        return None
    scores.sort(key=attention)
    named = scores[MOST_TILES:][:_MOST_NAMED]
    hidden = len(scores) - MOST_TILES - len(named)
    return OwnedKpis(
        tiles=tuple(late_tile(fmt, score) for score in scores[:MOST_TILES]),
        others=tuple(Link(score.kpi.title, links.kpi_url(score.kpi.id)) for score in named),
        more=fmt.say("{hidden} more in the list of all KPIs.", hidden=hidden) if hidden > 0 else "",
    )
