"""Pages: from a scorecard to view models, one page kind per file.

To add a kind of page: a module with `make(edition)`, a template, a test, and a line in `PAGES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from goalposts.charts.card_specification import Card
from goalposts.pages import (
    api,
    badges,
    calendar,
    changes,
    cycles,
    downloads,
    feeds,
    former,
    goal,
    goal_map,
    goals,
    health,
    home,
    kpi,
    kpis,
    not_found,
    numbers,
    people,
    present,
    reviews,
    search,
    teams,
)
from goalposts.pages.former_view import as_now
from goalposts.pages.links import card_url
from goalposts.pages.page import Commit, Download, Edition, Made, Page, Picture, Prose

Make = Callable[[Edition], Iterator[Made]]
Keys = Callable[[Edition], Sequence[str]]
MakeSome = Callable[[Edition, Sequence[str]], Iterator[Made]]


def _goals(edition: Edition) -> Sequence[str]:
    return tuple(edition.repository.goals)


def _kpis(edition: Edition) -> Sequence[str]:
    return tuple(edition.repository.kpis)


def _all(keys: Keys, make_some: MakeSome) -> Make:
    return lambda edition: make_some(edition, keys(edition))


PAGES: tuple[tuple[str, Make], ...] = (
    ("home", home.make),
    ("goals", goals.make),
    ("goal", goal.make),
    ("kpis", kpis.make),
    ("kpi", kpi.make),
    ("teams", teams.make),
    ("people", people.make),
    ("cycles", cycles.make),
    ("present", present.make),
    ("map", goal_map.make),
    ("health", health.make),
    ("reviews", reviews.make),
    ("search", search.make),
    ("changes", changes.make),
    ("feeds", feeds.make),
    ("former", former.make),
    ("numbers", numbers.make),
    ("api", api.make_lists),
    ("goal documents", _all(_goals, api.make_goals)),
    ("kpi documents", _all(_kpis, api.make_kpis)),
    ("downloads", downloads.make),
    ("calendar", calendar.make),
    ("badges", badges.make),
    ("not_found", not_found.make),
)
"""Every kind of page, in the order in which they are made."""


SHOWING_COMMIT = ("api",)
"""Kinds that name the commit of the site elsewhere than in the frame of their pages."""

# records of a part, about: what it costs to know of a part is little beside making its pages
_TOGETHER = 1

DIVIDED: Mapping[str, tuple[Keys, MakeSome]] = {
    "goal": (_goals, goal.make_some),
    "kpi": (_kpis, kpi.make_some),
    "goal documents": (_goals, api.make_goals),
    "kpi documents": (_kpis, api.make_kpis),
    "badges": (_goals, badges.make_some),
    "downloads": (_kpis, downloads.make_some),
    "reviews": (reviews.parts_of, reviews.make_some),
}
"""Kinds with a page or file a record: their records, and how those of some of them are made."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the site that is made on its own: a kind of page, or that of some records alone."""

    kind: str
    keys: tuple[str, ...] | None = None


def units_of(edition: Edition) -> Iterator[Unit]:
    """Yield the parts that make the whole site.

    Which records share a part is told by their ids alone, so that a new one changes no part but its own.
    """
    for kind, _ in PAGES:
        if kind not in DIVIDED:
            yield Unit(kind)
            continue
        keys = DIVIDED[kind][0](edition)
        parts = 1 << max(0, len(keys) // _TOGETHER).bit_length()
        groups: list[list[str]] = [[] for _ in range(parts)]
        for key in keys:
            groups[crc32(key.encode()) % parts].append(key)
        yield from (Unit(kind, tuple(group)) for group in groups if group)


def make_unit(edition: Edition, unit: Unit) -> Iterator[Made]:
    """Return the pages and downloads of a part of the site; a page that leads on has no card yet."""
    if unit.keys is None:
        return dict(PAGES)[unit.kind](edition)
    return DIVIDED[unit.kind][1](edition, unit.keys)


def make_pages(edition: Edition) -> Iterator[Made]:
    """Return every page and download of the site, and the card of each page that has one."""
    cards: dict[str, Card] = {}
    for _, make in PAGES:
        for made in make(edition):
            if not isinstance(made, Page):
                yield made
                continue
            page = as_now(made, cards)
            yield page
            if page.card:
                cards[page.url] = page.card
                yield Picture(card_url(page.url), page.card)


__all__ = [
    "DIVIDED",
    "PAGES",
    "SHOWING_COMMIT",
    "Commit",
    "Download",
    "Edition",
    "Made",
    "Make",
    "Page",
    "Picture",
    "Prose",
    "Unit",
    "make_pages",
    "make_unit",
    "units_of",
]
