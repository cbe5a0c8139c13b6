"""Pages: from a scorecard to view models, one page kind per file.

To add a kind of page: a module with `make(edition)`, a template, a test, and a line in `PAGES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
from goalposts.pages.links import card_url
from goalposts.pages.page import Commit, Download, Edition, Made, Page, Picture, Prose

Make = Callable[[Edition], Iterator[Made]]

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
    ("api", api.make),
    ("downloads", downloads.make),
    ("calendar", calendar.make),
    ("badges", badges.make),
    ("not_found", not_found.make),
)
"""Every kind of page, in the order in which they are made."""


def make_pages(edition: Edition) -> Iterator[Made]:
    """Return every page and download of the site, and the card of each page that has one."""
    for _, make in PAGES:
        for made in make(edition):
            yield made
            if isinstance(made, Page) and made.card:
                yield Picture(card_url(made.url), made.card)


__all__ = ["PAGES", "Commit", "Download", "Edition", "Made", "Make", "Page", "Picture", "Prose", "make_pages"]
