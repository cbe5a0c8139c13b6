"""The page for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from goalposts.pages import links
from goalposts.pages.frame import formatter
from goalposts.pages.page import Edition, Page
from goalposts.pages.rows import Link


class NotFoundView(Struct, frozen=True):
    """Where a reader may go from here."""

    ways: tuple[Link, ...]


def make(edition: Edition) -> Iterator[Page]:
    """Return the page for addresses that lead nowhere."""
    fmt = formatter(edition)
    ways = (
        Link(fmt.say("Where we stand"), links.HOME),
        Link(fmt.say("All goals"), links.GOALS),
        Link(fmt.say("All KPIs"), links.KPIS),
        Link(fmt.say("Teams"), links.TEAMS),
        Link(fmt.say("People"), links.PEOPLE),
    )
    description = fmt.say("There is no page at this address.")
    yield Page(links.NOT_FOUND, "404.html", fmt.say("Page not found"), description, "", NotFoundView(ways))
