"""Which feeds a page names, in its head and for its readers."""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.pages import links
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition
from goalposts.pages.rows import Fact, Link


def has_feeds(edition: Edition) -> bool:
    """Return whether the site has feeds: they need its address, and a history."""
    return edition.history is not None and edition.repository.config.site.url is not None


def feed_links(edition: Edition, fmt: Formatter) -> tuple[Link, ...]:
    """Return links to the feeds of the whole site, none where it has no feeds."""
    if not has_feeds(edition):
        return ()
    return Link(fmt.say("Atom feed"), links.FEED), Link(fmt.say("JSON feed"), links.JSON_FEED)


def feed_url(page_url: str) -> str:
    """Return the address of the feed of a record's page."""
    return f"{page_url}{links.FEED}"


def follow_facts(edition: Edition, fmt: Formatter, page_url: str) -> Iterator[Fact]:
    """Yield where the changes of a record can be followed, nothing where the site has no feeds."""
    if has_feeds(edition):
        yield Fact(fmt.say("Follow"), (Link(fmt.say("Feed of this page"), feed_url(page_url)),))


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
