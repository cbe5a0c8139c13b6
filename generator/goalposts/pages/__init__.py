"""Pages: from a scorecard to view models, one page kind per file.

To add a kind of page: a module with `make(edition)`, a template, a test, and a line in `PAGES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

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
    ("api", api.make_frame),
    ("api lists", _all(api.lists_of, api.make_lists)),
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


class Divided(Struct, frozen=True):
    """Kinds that are made in parts: what tells the parts apart, and how some of them are made.

    Parts of which `together` gives the same are made by one process, one after the other.
    """

    keys: Keys
    makers: Mapping[str, MakeSome]
    together: Callable[[str], str | None] = lambda _: None


DIVIDED: Mapping[str, Divided] = {
    "goal": Divided(
        _goals, {"goal": goal.make_some, "goal documents": api.make_goals, "badges": badges.make_some}
    ),
    "kpi": Divided(
        _kpis, {"kpi": kpi.make_some, "kpi documents": api.make_kpis, "downloads": downloads.make_some}
    ),
    "api lists": Divided(api.lists_of, {"api lists": api.make_lists}, str),
    "reviews": Divided(reviews.parts_of, {"reviews": reviews.make_some}, reviews.together),
}
"""Kinds that are made in parts: a record with all its files, a list, a period."""


class Unit(Struct, frozen=True):
    """A part of the site that is made on its own: a kind of page, or one part of it."""

    kind: str
    key: str | None = None


def units_of(edition: Edition) -> Iterator[Unit]:
    """Yield the parts that make the whole site."""
    divided = {kind for each in DIVIDED.values() for kind in each.makers}
    for kind, _ in PAGES:
        if kind in DIVIDED:
            yield from (Unit(kind, key) for key in DIVIDED[kind].keys(edition))
        elif kind not in divided:
            yield Unit(kind)


def make_unit(edition: Edition, unit: Unit) -> Iterator[Made]:
    """Yield the pages and downloads of a part of the site; a page that leads on has no card yet."""
    if unit.key is None:
        yield from dict(PAGES)[unit.kind](edition)
        return
    for make_some in DIVIDED[unit.kind].makers.values():
        yield from make_some(edition, (unit.key,))


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
    "Divided",
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
