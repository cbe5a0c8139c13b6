"""The KPIs that somebody answers for: a tile for those that need attention first, the others by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from goalposts.measuring.scorecard import KpiScore
from goalposts.pages import links
from goalposts.pages.formatting import Formatter
from goalposts.pages.kpis import attention
from goalposts.pages.page import Edition
from goalposts.pages.rows import Link
from goalposts.pages.tiles import KpiTile, late_tile

MOST_TILES = 8
_MOST_NAMED = 24


class OwnedKpis(Struct, frozen=True):
    """Tiles, then links to the others; `more` counts those that are only in the list of all KPIs."""

    tiles: tuple[KpiTile, ...]
    others: tuple[Link, ...]
    more: str


def by_owner(scores: Iterable[KpiScore]) -> dict[str | None, list[KpiScore]]:
    """Return KPIs by who owns them."""
    found: dict[str | None, list[KpiScore]] = {}
    for score in scores:
        found.setdefault(score.kpi.owner, []).append(score)
    return found


def owned_kpis(edition: Edition, fmt: Formatter, owned: Sequence[KpiScore]) -> OwnedKpis | None:
    """Return the KPIs that a person owns, None without any."""
    if not owned:
        return None
    scores = sorted(owned, key=attention)
    named = scores[MOST_TILES:][:_MOST_NAMED]
    hidden = len(scores) - MOST_TILES - len(named)
    return OwnedKpis(
        tiles=tuple(late_tile(edition, fmt, score) for score in scores[:MOST_TILES]),
        others=tuple(Link(score.kpi.title, links.kpi_url(score.kpi.id)) for score in named),
        more=fmt.say("{hidden} more in the list of all KPIs.", hidden=hidden) if hidden > 0 else "",
    )
