"""Pages: from a scorecard to view models, one page kind per file.

To add a kind of page: a module with `make(edition)`, a template, a test, and a line in `PAGES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goalposts.pages import (
    api,
    cycles,
    downloads,
    goal,
    goals,
    home,
    kpi,
    kpis,
    not_found,
    numbers,
    people,
    teams,
)
from goalposts.pages.page import Commit, Download, Edition, Made, Page, Prose

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
    ("numbers", numbers.make),
    ("api", api.make),
    ("downloads", downloads.make),
    ("not_found", not_found.make),
)
"""Every kind of page, in the order in which they are made."""


def make_pages(edition: Edition) -> Iterator[Made]:
    """Return every page and download of the site."""
    for _, make in PAGES:
        yield from make(edition)


__all__ = ["PAGES", "Commit", "Download", "Edition", "Made", "Make", "Page", "Prose", "make_pages"]
