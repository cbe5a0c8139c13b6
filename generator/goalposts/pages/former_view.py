"""What the page at a former address says, whatever it was the address of."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from goalposts.charts.card_specification import Card
from goalposts.pages.api_values import absolute
from goalposts.pages.cards import former_card
from goalposts.pages.formatting import Formatter
from goalposts.pages.history_views import CommitView
from goalposts.pages.page import Edition, Page
from goalposts.pages.rows import Link

TEMPLATE = "former.html"


class FormerView(Struct, frozen=True):
    """A former address. `to` leads to what has its place now, `canonical` is that in full; without `to` the
    sentence says what became of it. `commit` is the one that removed it, `others` where to look instead.
    `card_of` is the address of the page whose card it shows.
    """

    heading: str
    sentence: str
    to: Link | None
    canonical: str
    commit: CommitView | None
    others: Link
    card_of: str | None = None


class Former(Struct, frozen=True):
    """A former address: `url`, the entry of the navigation, and where to look instead."""

    url: str
    section: str
    others: Link

    def moved(self, edition: Edition, fmt: Formatter, sentence: str, to: Link) -> Page:
        """Return the page that leads on; `to` is an address of the site."""
        heading = fmt.say("This page has moved")
        address = to.address or ""
        view = FormerView(heading, sentence, to, absolute(edition, address), None, self.others, address)
        return Page(self.url, TEMPLATE, heading, sentence, self.section, view)

    def ended(self, heading: str, sentence: str, commit: CommitView | None = None) -> Page:
        """Return the page that says what became of it."""
        view = FormerView(heading, sentence, None, "", commit, self.others)
        return Page(self.url, TEMPLATE, heading, sentence, self.section, view)


def with_card(edition: Edition, fmt: Formatter, page: Page, kicker: str, *, in_default: bool) -> Page:
    """Return a page that says what became of a record with a card that says the same.

    `in_default`: a site has cards of this kind of record unless its settings say otherwise.
    """
    named = (kicker, page.title)
    return replace(page, card=former_card(edition, fmt, named, page.description, in_default=in_default))


def leads_on(page: Page) -> bool:
    """Return whether a page leads on to another one, whose card it gets."""
    return isinstance(page.view, FormerView) and page.view.to is not None


def as_now(page: Page, cards: dict[str, Card]) -> Page:
    """Return a page that leads on with the card of the page it leads to; others stay as they are."""
    view = page.view
    if not isinstance(view, FormerView) or view.card_of not in cards:
        return page
    return replace(page, card=cards[view.card_of])


def without_card(page: Page) -> Page:
    """Return a page that leads on without a card: its kind never has one."""
    return replace(page, view=replace(page.view, card_of=None))
