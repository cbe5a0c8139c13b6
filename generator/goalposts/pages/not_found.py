"""The page for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goalposts.pages import links
from goalposts.pages.page import Edition, Page
from goalposts.pages.rows import Link


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """Where a reader may go from here."""

    ways: tuple[Link, ...]


def make(edition: Edition) -> Iterator[Page]:  # every kind of page is made from an edition
    """Return the page for addresses that lead nowhere."""
    ways = (
        Link("Where we stand", links.HOME),
        Link("All goals", links.GOALS),
        Link("All KPIs", links.KPIS),
        Link("Teams", links.TEAMS),
        Link("People", links.PEOPLE),
    )
    description = "There is no page at this address."
    yield Page(links.NOT_FOUND, "404.html", "Page not found", description, "", NotFoundView(ways))
