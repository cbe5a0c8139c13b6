"""The list of all reviews: the newest of each kind, those before it, and the older ones by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from goalposts.language.catalogue import N_
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.frame import formatter
from goalposts.pages.page import Edition, Page
from goalposts.pages.review_periods import (
    MONTHLY,
    QUARTERLY,
    REVIEWS,
    WEEKLY,
    ReviewPeriod,
    Rhythm,
    newest_url,
    period_words,
)
from goalposts.pages.rows import Link
from goalposts.records.period import FiscalYear

_ASKS = {
    WEEKLY: N_("Progress, blockers, what comes next, and wins."),
    MONTHLY: N_("Trends of the KPIs, what is asked for, and the health of the work and its data."),
    QUARTERLY: N_("Progress tied back to objectives, wins, and what to recalibrate and reprioritize."),
}
_NONE = {
    WEEKLY: N_("No week in which a goal was live is over yet."),
    MONTHLY: N_("No month in which a goal was live is over yet."),
    QUARTERLY: N_("No quarter in which a goal was live is over yet."),
}


class ReviewGroup(Struct, frozen=True):
    """The reviews of one kind by year, the latest first. `newest` is the address that never changes."""

    id: str
    title: str
    asks: str
    newest: Link
    years: tuple[tuple[str, tuple[Link, ...]], ...]
    empty: str


class ReviewsView(Struct, frozen=True):
    """The list of all reviews."""

    lead: str
    groups: tuple[ReviewGroup, ...]


def none_words(rhythm: Rhythm, fmt: Formatter) -> str:
    """Return why there is no review of a kind yet."""
    return fmt.say(_NONE[rhythm])


def overview(edition: Edition, closed: Mapping[Rhythm, Sequence[ReviewPeriod]]) -> Page:
    """Return the list of reviews."""
    fmt, fiscal = formatter(edition), edition.repository.config.fiscal_year
    groups = tuple(_group(rhythm, periods, fmt, fiscal) for rhythm, periods in closed.items())
    lead = fmt.say(
        "One page for each week, month and quarter that is over, as things stood on its last day, for "
        "everybody and for every team. Its address never changes."
    )
    return Page(REVIEWS, "reviews.html", fmt.say("Reviews"), lead, "reviews", ReviewsView(lead, groups))


def _group(
    rhythm: Rhythm, periods: Sequence[ReviewPeriod], fmt: Formatter, fiscal: FiscalYear
) -> ReviewGroup:
    years: dict[str, list[Link]] = {}
    for period in reversed(periods):
        words = capitalised(period_words(period, fmt, fiscal))
        years.setdefault(period.name[:4], []).append(Link(words, period.url))
    return ReviewGroup(
        id=f"p_{rhythm.name}",
        title=fmt.say(rhythm.title),
        asks=fmt.say(_ASKS[rhythm]),
        newest=Link(fmt.say("The newest"), newest_url(rhythm)),
        years=tuple((year, tuple(found)) for year, found in years.items()),
        empty="" if years else none_words(rhythm, fmt),
    )
