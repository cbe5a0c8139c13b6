"""The list of all reviews: the newest of each kind, those before it, and the older ones by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.frame import formatter
from goalposts.pages.page import Edition, Page
from goalposts.pages.review_periods import (
    MONTHLY,
    QUARTERLY,
    REVIEWS,
    WEEKLY,
    Lived,
    Rhythm,
    newest_url,
    period_words,
)
from goalposts.pages.rows import Link
from goalposts.records.period import FiscalYear

_ASKS = {
    WEEKLY: "Progress, blockers, what comes next, and wins.",
    MONTHLY: "Trends of the KPIs, what is asked for, and the health of the work and its data.",
    QUARTERLY: "Progress tied back to objectives, wins, and what to recalibrate and reprioritize.",
}


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """The reviews of one kind by year, the latest first. `newest` is the address that never changes."""

    id: str
    title: str
    asks: str
    newest: Link
    years: tuple[tuple[str, tuple[Link, ...]], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class ReviewsView:
    """The list of all reviews."""

    lead: str
    groups: tuple[ReviewGroup, ...]


def overview(edition: Edition, closed: Mapping[Rhythm, Sequence[Lived]]) -> Page:
    """Return the list of reviews."""
    fmt, fiscal = formatter(edition), edition.repository.config.fiscal_year
    groups = tuple(_group(rhythm, periods, fmt, fiscal) for rhythm, periods in closed.items())
    lead = (
        "One page for each week, month and quarter that is over, as things stood on its last day, for "
        "everybody and for every team. Its address never changes."
    )
    return Page(REVIEWS, "reviews.html", "Reviews", lead, "reviews", ReviewsView(lead, groups))


def _group(rhythm: Rhythm, periods: Sequence[Lived], fmt: Formatter, fiscal: FiscalYear) -> ReviewGroup:
    years: dict[str, list[Link]] = {}
    for lived in reversed(periods):
        words = capitalised(period_words(lived.period, fmt, fiscal))
        years.setdefault(lived.period.name[:4], []).append(Link(words, lived.period.url))
    return ReviewGroup(
        id=f"p_{rhythm.name}",
        title=rhythm.title,
        asks=_ASKS[rhythm],
        newest=Link("The newest", newest_url(rhythm)),
        years=tuple((year, tuple(found)) for year, found in years.items()),
        empty="" if years else f"No {rhythm.noun} in which a goal was live is over yet.",
    )
