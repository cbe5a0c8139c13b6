"""The frame: what every page shows around its own content."""

from __future__ import annotations

from dataclasses import dataclass

from goalposts.pages import links
from goalposts.pages.feed_links import feeds_of
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition, Page
from goalposts.pages.review_periods import REVIEWS
from goalposts.pages.search import SEARCH, FoundAs, found_as

# (section, words, address): the pages that every site has
NAVIGATION = (
    ("home", "Where we stand", links.HOME),
    ("goals", "Goals", links.GOALS),
    ("kpis", "KPIs", links.KPIS),
    ("map", "Map", links.MAP),
    ("teams", "Teams", links.TEAMS),
    ("people", "People", links.PEOPLE),
    ("cycles", "Cycles", links.CYCLES),
    ("reviews", "Reviews", REVIEWS),
    ("changes", "Changes", links.CHANGES),
    ("search", "Search", SEARCH),
    ("health", "Data health", links.HEALTH),
)


_STALE = "It may no longer be updated: ask the people who look after it."


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """A link of the navigation. `current` is `page` on the page itself, `true` in its section, else empty."""

    words: str
    address: str
    current: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows; addresses of the site are relative to its root, for `url()`.

    `feeds` are the title and address of each feed that the page names. `stale_words` is what a banner says,
    with `{days}` for the age of the site, once the reader's clock makes it older than `stale_after_days`.
    `found_as` is how the search knows the page; None where it does not.
    """

    site_name: str
    language: str
    title: str
    as_of: str
    as_of_iso: str
    commit: str | None
    commit_url: str | None
    edit_url: str | None
    edit_path: str | None
    absolute_url: str | None
    audience: str
    is_public: bool
    navigation: tuple[NavigationEntry, ...]
    numbers_url: str
    version: str
    stale_after_days: int
    stale_words: str
    found_as: FoundAs | None
    card_url: str | None
    card_words: str
    feeds: tuple[tuple[str, str], ...]


def formatter(edition: Edition) -> Formatter:
    """Return the formatter of a site: its language, its day."""
    return Formatter(edition.repository.config.site.language, edition.scorecard.as_of)


def make_frame(edition: Edition, page: Page) -> Frame:
    """Return the frame of one page."""
    site = edition.repository.config.site
    is_public = edition.repository.audience == "public"
    as_of = edition.scorecard.as_of
    return Frame(
        site_name=site.name,
        language=site.language,
        title=f"{page.title}: {site.name}",
        as_of=formatter(edition).full_day(as_of),
        as_of_iso=as_of.isoformat(),
        commit=edition.commit.short if edition.commit else None,
        commit_url=links.commit_url(site, edition.commit.sha) if edition.commit else None,
        edit_url=links.edit_url(site, page.edit_path) if page.edit_path else None,
        edit_path=page.edit_path,
        absolute_url=links.absolute_url(site, page.url),
        audience=_audience(edition),
        is_public=is_public,
        navigation=tuple(_entry(entry, page) for entry in NAVIGATION),
        numbers_url=links.NUMBERS,
        version=edition.version,
        stale_after_days=site.stale_after_days,
        stale_words=f"This site shows {formatter(edition).full_day(as_of)}, {{days}} days ago. {_STALE}",
        found_as=found_as(edition, page.url),
        card_url=_card_url(edition, page),
        card_words=page.card.words if page.card else "",
        feeds=feeds_of(edition, page.url),
    )


def _card_url(edition: Edition, page: Page) -> str | None:
    """Return the full address of the page's card: the hash of what is on it makes chats fetch a new one."""
    if page.card is None:
        return None
    address = links.absolute_url(edition.repository.config.site, links.card_url(page.url))
    return f"{address}?v={page.card.fingerprint}" if address else None


def _audience(edition: Edition) -> str:
    if edition.repository.audience == "public":
        return "Public"
    organization = edition.repository.config.site.organization
    return f"Internal: all of {organization}" if organization else "Internal"


def _entry(entry: tuple[str, str, str], page: Page) -> NavigationEntry:
    section, words, address = entry
    if address == page.url:
        return NavigationEntry(words, address, "page")
    return NavigationEntry(words, address, "true" if section == page.section else "")
