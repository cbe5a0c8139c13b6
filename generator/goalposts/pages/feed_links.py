"""Which feeds a page names in its head."""

from __future__ import annotations

from goalposts.pages import links
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition


def has_feeds(edition: Edition) -> bool:
    """Return whether the site has feeds: they need its address, and a history."""
    return edition.history is not None and edition.repository.config.site.url is not None


def feed_url(page_url: str) -> str:
    """Return the address of the feed of a record's page."""
    return f"{page_url}{links.FEED}"


def feeds_of(edition: Edition, page_url: str, fmt: Formatter) -> tuple[tuple[str, str], ...]:
    """Return the title and the address of each feed that a page names: the site's, and its own."""
    if not has_feeds(edition):
        return ()
    name = edition.repository.config.site.name
    section, _, rest = page_url.partition("/")
    key = rest.rstrip("/")
    repository = edition.repository
    records = {"goals": repository.goals, "teams": repository.teams, "people": repository.people}
    own = (
        ((fmt.say("{site}: this page", site=name), feed_url(page_url)),)
        if key in records.get(section, {})
        else ()
    )
    return ((fmt.say("{site}: what changed", site=name), links.FEED), *own)
