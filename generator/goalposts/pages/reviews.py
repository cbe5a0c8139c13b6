"""The reviews: one page for each closed week, month and quarter, as things stood on its last day.

A review is made from the records of its last day, and what today's say otherwise stands on it as errata. Once
published it keeps its address for ever, so there is a page for every closed period in which a goal was live,
however long ago. What it costs grows with how long goals run: a period measures the goals that were live in
it, and a team has a page only where it had a goal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from goalposts.pages.frame import formatter
from goalposts.pages.page import Edition, Page
from goalposts.pages.review_list import none_words, overview
from goalposts.pages.review_made import Reviewed, reviewed
from goalposts.pages.review_moments import Moments
from goalposts.pages.review_pages import Reviews
from goalposts.pages.review_periods import (
    REVIEWS,
    RHYTHMS,
    WEEKLY,
    Rhythm,
    newest_url,
)
from goalposts.pages.review_same import Same
from goalposts.pages.rows import Link

# the part with the list of all reviews
_LIST = "list"


class NoReviewView(Struct, frozen=True):
    """The page of a kind of review of which there is none yet."""

    crumbs: tuple[Link, ...]
    level: str
    words: str


def make(edition: Edition) -> Iterator[Page]:
    """Yield the list of reviews, every review of every closed period, and the newest ones undated."""
    return make_some(edition, parts_of(edition))


def parts_of(edition: Edition) -> tuple[str, ...]:
    """Return the names of the parts: the list, and each period for everybody and every team."""
    names = (_part(one) for rhythm in RHYTHMS for one in reviewed(edition, rhythm))
    return (_LIST, *dict.fromkeys(names))


def together(part: str) -> str:
    """Return what parts have in common that are made one after the other: each is compared with the last.

    Those are weeks of one month, and months and quarters of one year.
    """
    return part.rpartition(" ")[0]


def make_some(edition: Edition, parts: Sequence[str]) -> Iterator[Page]:
    """Yield the pages of some parts."""
    made = {rhythm: reviewed(edition, rhythm) for rhythm in RHYTHMS}
    if _LIST in parts:
        yield overview(edition, {rhythm: [one.period for one in periods] for rhythm, periods in made.items()})
        yield from (_no_review(edition, rhythm) for rhythm, periods in made.items() if not periods)
    places = {
        rhythm: [place for place, one in enumerate(periods) if _part(one) in parts]
        for rhythm, periods in made.items()
    }
    if not any(places.values()):
        return
    moments = Moments(edition)
    # the first one of a part is compared with the last one of another
    needed = {(rhythm, at) for rhythm, some in places.items() for each in some for at in (each - 1, each)}
    moments.expect(made[rhythm][at].period.end for rhythm, at in needed if at >= 0)
    same = edition.days.once("same", lambda: Same(moments.shelf))
    for rhythm, periods in made.items():
        yield from Reviews(moments, same, rhythm, periods).pages(places[rhythm])


def _part(one: Reviewed) -> str:
    period = one.period
    end = period.end.strftime("%Y-%m" if period.rhythm is WEEKLY else "%Y")
    return f"{period.rhythm.name} {end} {period.name}"


def _no_review(edition: Edition, rhythm: Rhythm) -> Page:
    fmt = formatter(edition)
    words, title = none_words(rhythm, fmt), fmt.say(rhythm.title)
    crumbs = (Link(fmt.say("Reviews"), REVIEWS), Link(fmt.say(rhythm.word)))
    return Page(
        newest_url(rhythm), "review_none.html", title, words, "reviews", NoReviewView(crumbs, title, words)
    )
