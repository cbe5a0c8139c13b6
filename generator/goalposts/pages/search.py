"""The search page."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from goalposts.language.catalogue import N_
from goalposts.pages import links
from goalposts.pages.formatting import Formatter
from goalposts.pages.found import FILTERS
from goalposts.pages.frame import formatter
from goalposts.pages.page import Edition, Page
from goalposts.pages.rows import Link

BUNDLE = "search/index/"
"""Where the index is, as the search library writes it: below the search page, and no promise to anybody."""

_LABELS = {
    "kind": (N_("Kind"), N_("Any kind")),
    "team": (N_("Team"), N_("Any team")),
    "status": (N_("Status"), N_("Any status")),
}


class SearchView(Struct, frozen=True):
    """The search page. `bundle` is the address of the index; `lists` are the ways without it.

    A filter is its name, its label, and the words for all of it.
    """

    bundle: str
    filters: tuple[tuple[str, str, str], ...]
    lists: tuple[Link, ...]


def _labels(name: str, fmt: Formatter) -> tuple[str, str]:
    label, every = _LABELS[name]
    return fmt.say(label), fmt.say(every)


def make(edition: Edition) -> Iterator[Page]:
    """Yield the search page."""
    fmt = formatter(edition)
    view = SearchView(
        bundle=BUNDLE,
        filters=tuple((name, *_labels(name, fmt)) for name in FILTERS),
        lists=(
            Link(fmt.say("All goals"), links.GOALS),
            Link(fmt.say("All KPIs"), links.KPIS),
            Link(fmt.say("All teams"), links.TEAMS),
            Link(fmt.say("All people"), links.PEOPLE),
            Link(fmt.say("All cycles"), links.CYCLES),
        ),
    )
    words = fmt.say("Find a goal, a KPI, a team or a person by any word of its page.")
    yield Page(links.SEARCH, "search.html", fmt.say("Search"), words, "search", view)
