"""What changed: every change by week, from git."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from goalposts.language.catalogue import N_
from goalposts.pages import links
from goalposts.pages.commit_changes import CommitChanges, by_commit
from goalposts.pages.feed_links import feed_links
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.history_views import ChangeView, change_views
from goalposts.pages.page import Edition, Page
from goalposts.pages.rows import Link
from goalposts.pages.told_events import told_events

PER_PAGE = 80
_EMPTY = N_("Git knows of no change yet. Changes appear here with the first commit.")
_OFF = N_("This site is built without history: site_config.yml says history: false.")


class Week(Struct, frozen=True):
    """The commits of a week, or of its part on this page. `key` is its last day."""

    key: str
    title: str
    commits: tuple[CommitChanges, ...]


class ChangesView(Struct, frozen=True):
    """A page of changes, newest first; `feeds` lead to the same as feeds."""

    heading: str
    intro: str
    weeks: tuple[Week, ...]
    empty: str
    pages: tuple[tuple[str, str | None], ...]
    feeds: tuple[Link, ...]


def make(edition: Edition) -> Iterator[Page]:
    """Return the pages of all changes: a week is divided only where a page is full."""
    fmt = formatter(edition)
    changes = change_views(edition, fmt, told_events(edition))
    chunks = [changes[start : start + PER_PAGE] for start in range(0, len(changes), PER_PAGE)] or [()]
    intro = ""
    if changes:
        intro = fmt.say_many(
            "{n}\u00a0change, from git: what changed, who changed it, and where it was agreed.",
            "{n}\u00a0changes, from git: what changed, who changed it, and where it was agreed.",
            len(changes),
        )
    for number, chunk in enumerate(chunks, 1):
        pages = tuple(
            (str(each), None if each == number else links.list_url(links.CHANGES, each))
            for each in range(1, len(chunks) + 1)
        )
        view = ChangesView(
            heading=fmt.say("What changed"),
            intro=intro,
            weeks=tuple(_weeks(chunk, fmt)),
            empty="" if changes else fmt.say(_EMPTY if edition.history else _OFF),
            pages=pages,
            feeds=feed_links(edition, fmt),
        )
        title = view.heading
        if number > 1:
            title = fmt.say("{title}, page {number}", title=view.heading, number=number)
        description = intro or view.empty
        yield Page(links.list_url(links.CHANGES, number), "changes.html", title, description, "changes", view)


def _weeks(changes: tuple[ChangeView, ...], fmt: Formatter) -> Iterator[Week]:
    # commits may be dated out of order: each week is told once, where its newest change stands
    weeks: dict[date, list[ChangeView]] = {}
    for change in changes:
        weeks.setdefault(_week_end(date.fromisoformat(change.iso)), []).append(change)
    for end, found in weeks.items():
        yield Week(end.isoformat(), fmt.say("Week to {day}", day=fmt.full_day(end)), by_commit(found))


def _week_end(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())
