"""The frame: what every page shows around its own content."""

from __future__ import annotations

from msgspec import Struct

from goalposts.language.catalogue import N_
from goalposts.language.locales import direction
from goalposts.language.plural_forms import forms
from goalposts.pages import links
from goalposts.pages.feed_links import feeds_of
from goalposts.pages.formatting import Formatter
from goalposts.pages.former_view import TEMPLATE as FORMER
from goalposts.pages.found import FoundAs, found_as
from goalposts.pages.page import Edition, Page
from goalposts.pages.review_periods import REVIEWS

# (section, words, address): the pages that every site has
NAVIGATION = (
    ("home", N_("Where we stand"), links.HOME),
    ("goals", N_("Goals"), links.GOALS),
    ("kpis", N_("KPIs"), links.KPIS),
    ("map", N_("Map"), links.MAP),
    ("teams", N_("Teams"), links.TEAMS),
    ("people", N_("People"), links.PEOPLE),
    ("cycles", N_("Cycles"), links.CYCLES),
    ("reviews", N_("Reviews"), REVIEWS),
    ("changes", N_("Changes"), links.CHANGES),
    ("search", N_("Search"), links.SEARCH),
    ("health", N_("Data health"), links.HEALTH),
)


class NavigationEntry(Struct, frozen=True):
    """A link of the navigation. `current` is `page` on the page itself, `true` in its section, else empty."""

    words: str
    address: str
    current: str


class Frame(Struct, frozen=True):
    """What every page shows; addresses of the site are relative to its root, for `url()`.

    `feeds` are the title and address of each feed that the page names. `stale_words` is what a banner says
    once the reader's clock makes the site older than `stale_after_days`: JSON, a form for each category of
    number, with `{n}` for its age in days.
    `found_as` is how the search knows the page; None where it does not.
    """

    site_name: str
    language: str
    direction: str
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
    """Return the formatter of a site: its language and words, its day."""
    scorecard = edition.scorecard
    language = edition.repository.config.site.language
    return Formatter(language, scorecard.as_of, edition.catalogue, scorecard.rule.words)


def make_frame(edition: Edition, page: Page) -> Frame:
    """Return the frame of one page."""
    site = edition.repository.config.site
    is_public = edition.repository.audience == "public"
    as_of = edition.scorecard.as_of
    fmt = formatter(edition)
    return Frame(
        site_name=site.name,
        language=site.language,
        direction=direction(site.language),
        title=fmt.say("{page}: {site}", page=page.title, site=site.name),
        as_of=fmt.full_day(as_of),
        as_of_iso=as_of.isoformat(),
        commit=edition.commit.short if edition.commit else None,
        commit_url=edition.git_host.commit_url(edition.commit.sha) if edition.commit else None,
        edit_url=edition.git_host.edit_url(page.edit_path) if page.edit_path else None,
        edit_path=page.edit_path,
        absolute_url=links.absolute_url(site, page.url),
        audience=_audience(edition, fmt),
        is_public=is_public,
        navigation=tuple(_entry(entry, page, fmt) for entry in NAVIGATION),
        numbers_url=links.NUMBERS,
        version=edition.version,
        stale_after_days=site.stale_after_days,
        stale_words=_stale_words(edition, fmt),
        found_as=None if page.template == FORMER else found_as(edition, page.url, fmt),
        card_url=_card_url(edition, page),
        card_words=page.card.words if page.card else "",
        feeds=feeds_of(edition, page.url, fmt),
    )


def _card_url(edition: Edition, page: Page) -> str | None:
    """Return the full address of the page's card: the hash of what is on it makes chats fetch a new one."""
    if page.card is None:
        return None
    address = links.absolute_url(edition.repository.config.site, links.card_url(page.url))
    return f"{address}?v={page.card.fingerprint}" if address else None


def _stale_words(edition: Edition, fmt: Formatter) -> str:
    return forms(
        edition.catalogue,
        fmt.language,
        "This site shows {day}, {n} day ago. It may no longer be updated: ask the people who look after it.",
        "This site shows {day}, {n} days ago. It may no longer be updated: ask the people who look after it.",
        day=fmt.full_day(fmt.as_of),
    )


def _audience(edition: Edition, fmt: Formatter) -> str:
    if edition.repository.audience == "public":
        return fmt.say("Public")
    organization = edition.repository.config.site.organization
    if organization:
        return fmt.say("Internal: all of {organization}", organization=organization)
    return fmt.say("Internal")


def _entry(entry: tuple[str, str, str], page: Page, fmt: Formatter) -> NavigationEntry:
    section, message, address = entry
    words = fmt.say(message)
    if address == page.url:
        return NavigationEntry(words, address, "page")
    return NavigationEntry(words, address, "true" if section == page.section else "")
