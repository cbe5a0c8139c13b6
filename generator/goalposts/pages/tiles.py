"""The tile of a KPI: its value, the change since the period before, its last values and its health."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from goalposts.charts import Sparkline, sparkline
from goalposts.measuring.scorecard import KpiScore
from goalposts.pages import kpi_words
from goalposts.pages.formatting import Formatter, is_long
from goalposts.pages.kpi_words import stale_words
from goalposts.pages.links import kpi_url
from goalposts.pages.page import Edition
from goalposts.pages.words import StatusView, health_view, kpi_status

PERIODS = 13
"""How many periods a tile shows: a year and the one to compare it with."""


class KpiTile(Struct, frozen=True):
    """A KPI in short. `value` is empty where there is none yet, then `change` says why."""

    title: str
    url: str
    value: str
    period: str
    change: str
    line: Sparkline
    health: StatusView


def _change(score: KpiScore, fmt: Formatter) -> str:
    if score.change:
        return kpi_words.change_words(fmt, score.kpi, score.change, kpi_words.latest_places(score))
    if sum(seen.value is not None for seen in score.series[-PERIODS:]) > 1:
        return fmt.say("No value for the period before")
    return fmt.say("No earlier value")


def kpi_tile(edition: Edition, fmt: Formatter, kpi_id: str) -> KpiTile:
    """Return the tile of a KPI."""
    tiles: Mapping[str, KpiTile] | None = edition.shown.tiles
    return make_tile(edition, fmt, kpi_id) if tiles is None else tiles[kpi_id]


def late_tile(edition: Edition, fmt: Formatter, score: KpiScore) -> KpiTile:
    """Return the tile of a KPI; a stale one says since when instead of its last change."""
    tile = kpi_tile(edition, fmt, score.kpi.id)
    if score.is_stale and score.latest is not None:
        return replace(tile, change=stale_words(fmt, score, score.latest))
    return tile


def make_tile(edition: Edition, fmt: Formatter, kpi_id: str) -> KpiTile:
    """Return the tile of a KPI, made now."""
    score = edition.scorecard.kpis[kpi_id]
    kpi = score.kpi
    latest = score.latest
    value = period = ""
    change = kpi_words.missing_words(fmt, score)
    health = health_view(score.health, fmt, word=kpi_words.health_words(fmt, kpi, score.health))
    if latest is not None and latest.value is not None:
        value = kpi_words.latest_words(fmt, score)
        period = fmt.short_period(latest.period, fiscal=kpi.fiscal)
        period = fmt.say("{unit}, {period}", unit=kpi.unit, period=period) if is_long(kpi.unit) else period
        change = _change(score, fmt)
        if score.is_stale:
            health = kpi_status(score, fmt)
    healthy = kpi.healthy
    return KpiTile(
        title=kpi.title,
        url=kpi_url(kpi.id),
        value=value,
        period=period,
        change=change,
        line=sparkline(
            [seen.value for seen in score.series[-PERIODS:]],
            low=healthy.low if healthy else None,
            high=healthy.high if healthy else None,
        ),
        health=health,
    )
