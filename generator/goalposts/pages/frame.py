"""The frame: what every page shows around its own content."""

from __future__ import annotations

from dataclasses import dataclass

from goalposts.pages import links
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition, Page

# (section, words, address): the pages that every site has
NAVIGATION = (
    ("home", "Where we stand", links.HOME),
    ("goals", "Goals", links.GOALS),
    ("kpis", "KPIs", links.KPIS),
    ("teams", "Teams", links.TEAMS),
    ("people", "People", links.PEOPLE),
    ("cycles", "Cycles", links.CYCLES),
)


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """A link of the navigation. `current` is `page` on the page itself, `true` in its section, else empty."""

    words: str
    address: str
    current: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows; addresses of the site are relative to its root, for `url()`."""

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
    )


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
