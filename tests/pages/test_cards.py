"""Cards of pages: which pages have one, and what a chat finds in the first bytes of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from goalposts.pages import make_pages
from goalposts.pages.page import Edition, Page, Picture
from tests.pages.company import COMPANY, company, edition_of, html_of

FIRST_BYTES = 2048


def _pictures(edition: Edition) -> dict[str, Picture]:
    return {one.url: one for one in make_pages(edition) if isinstance(one, Picture)}


def _with_cards(cards: str) -> Edition:
    config = COMPANY["site_config.yml"].replace("site: {", f"site: {{cards: {cards}, ")
    return edition_of({**COMPANY, "site_config.yml": config})


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        key = named.get("property") or named.get("name")
        if tag == "meta" and key:
            self.found[key] = named["content"]


def _tags(html: str) -> dict[str, str]:
    """Returns the meta tags within the first 2 KB of the head."""
    head = html[html.index("<head>") :].encode()[:FIRST_BYTES].decode(errors="ignore")
    reader = _Tags()
    reader.feed(head)
    return reader.found


def _pages(edition: Edition) -> Iterator[Page]:
    yield from (one for one in make_pages(edition) if isinstance(one, Page))


def test_default() -> None:
    """The home page, organization and team goals, teams, cycles and their slides have a card."""
    assert sorted(_pictures(company())) == [
        "cards/cycles/2026-q4.png",
        "cards/cycles/2026.png",
        "cards/goals/cut-churn.png",
        "cards/goals/keep.png",
        "cards/present/2026-q4.png",
        "cards/present/2026.png",
        "cards/site/home.png",
        "cards/teams/success.png",
        "cards/teams/support.png",
    ]


def test_all_and_none() -> None:
    """`cards: all` adds individual goals, KPIs and people; `none`, or a site without address, has none."""
    more = set(_pictures(_with_cards("all"))) - set(_pictures(company()))
    assert {"cards/goals/learn.png", "cards/kpis/monthly-churn.png", "cards/people/cs-lead.png"} <= more
    assert _pictures(_with_cards("none")) == {}
    config = COMPANY["site_config.yml"].replace(", url: 'https://acme.example/goals/'", "")
    edition = edition_of({**COMPANY, "site_config.yml": config})
    assert _pictures(edition) == {}
    assert "og:" not in html_of(edition, next(_pages(edition)))


def test_a_goal_says_where_it_stands() -> None:
    """The card of a goal has its title, its shape, its verdict, its numbers and the day."""
    card = _pictures(company())["cards/goals/cut-churn.png"].card
    assert (card.site, card.as_of, card.title) == ("Acme goals", "As of 20 Nov 2026", "Cut churn to 1.5 %")
    assert card.kicker == "Team goal, Success, Q4 2026"
    assert card.status == "at-risk"  # reported, the worse of the two
    assert card.verdict == "On track, but reported at risk: ahead of pace"
    assert card.meter is not None
    assert (card.meter.done, card.meter.rest) == ("33\u202f%", " done, 33\u202f% expected")


def test_a_group_says_how_many() -> None:
    """The card of a team has its share on track and how many of its goals have each status."""
    card = _pictures(company())["cards/teams/success.png"].card
    assert (card.title, card.verdict, card.meter) == ("Success", "1 of 1 on track", None)
    (share,) = card.shares
    assert (share.status, share.count, share.word) == ("at-risk", 1, "on track, reported at risk")


def test_a_link_unfolds() -> None:
    """The first 2 KB of a head have title, picture, its size and words, at full addresses with the hash."""
    edition = company()
    pictures = _pictures(edition)
    checked = 0
    for page in _pages(edition):
        tags = _tags(html_of(edition, page))
        assert tags["og:title"] == page.title
        if page.card is None:
            assert tags["twitter:card"] == "summary"
            assert "og:image" not in tags
            continue
        checked += 1
        address, _, query = tags["og:image"].partition("?v=")
        assert address.startswith("https://acme.example/goals/cards/")
        assert pictures[address.removeprefix("https://acme.example/goals/")].card == page.card
        assert query == page.card.fingerprint
        assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
        assert tags["og:image:alt"] == page.card.words
        assert tags["twitter:card"] == "summary_large_image"
    assert checked == len(pictures)


@pytest.mark.parametrize("title", ["W" * 120, "é" * 120, "&" * 120])
def test_long_titles_leave_room(title: str) -> None:
    """The picture stands in the first 2 KB however long the title is."""
    goal = COMPANY["goals/success/cut-churn.md"].replace("Cut churn to 1.5 %", f"'{title}'")
    edition = company({"goals/success/cut-churn.md": goal})
    page = next(page for page in _pages(edition) if page.url == "goals/cut-churn/")
    html = html_of(edition, page)
    head = html[html.index("<head>") :].encode()[:FIRST_BYTES].decode(errors="ignore")
    assert re.search(r'<meta property="og:image" content="[^"]+">', head)
    assert "summary_large_image" in head


def test_other_scripts_unfold_as_text() -> None:
    """A title in letters that the fonts lack has no card, and its page says so to chats."""
    goal = COMPANY["goals/success/cut-churn.md"].replace("Cut churn to 1.5 %", "提高续约率")
    edition = company({"goals/success/cut-churn.md": goal})
    assert "cards/goals/cut-churn.png" not in _pictures(edition)
    page = next(page for page in _pages(edition) if page.url == "goals/cut-churn/")
    assert _tags(html_of(edition, page))["twitter:card"] == "summary"


def test_hash_changes_with_the_numbers() -> None:
    """A new value changes the address of the goal's picture, an edited body does not."""
    address = "cards/goals/cut-churn.png"
    before = _pictures(company())[address].card.fingerprint
    rows = COMPANY["kpis/monthly-churn.csv"].replace("2026-10,1.9", "2026-10,2.4")
    assert _pictures(company({"kpis/monthly-churn.csv": rows}))[address].card.fingerprint != before
    body = COMPANY["goals/success/cut-churn.md"].replace("How we do it.", "How we do it now.")
    assert _pictures(company({"goals/success/cut-churn.md": body}))[address].card.fingerprint == before
