"""Feeds of changes: Atom and JSON for the site, Atom for each goal, team and person.

An entry is what one commit did to one record. Its id is a tag URI of the site, the commit and the record, so
that it stays the same for ever. https://www.rfc-editor.org/rfc/rfc4287 https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from html import escape
from urllib.parse import urlsplit

from msgspec import Struct

from goalposts.history.addresses import Fate, former_addresses
from goalposts.history.events import Event
from goalposts.history.lineages import RecordKind
from goalposts.pages import links
from goalposts.pages.api_values import absolute
from goalposts.pages.change_words import about, sentence
from goalposts.pages.feed_links import feed_url, has_feeds
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.frame import formatter
from goalposts.pages.history_views import commit_view, record_url
from goalposts.pages.json_text import json_text
from goalposts.pages.page import Download, Edition
from goalposts.pages.told_events import move_of, moves_by, told_events, told_events_of

MOST_ENTRIES = 50


class Entry(Struct, frozen=True):
    """An entry of a feed; `when` is in UTC, `text` plain."""

    id: str
    url: str
    title: str
    text: str
    author: str
    when: str


class Feed(Struct, frozen=True):
    """A feed: `address` and `page` are relative to the site's root."""

    address: str
    page: str
    title: str
    entries: tuple[Entry, ...]


def make(edition: Edition) -> Iterator[Download]:
    """Yield every feed; none where the site has no address or no history, since feeds need full links."""
    if not has_feeds(edition) or edition.history is None:
        return
    fmt = formatter(edition)
    teller = _Teller(edition, fmt)
    repository, name = edition.repository, edition.repository.config.site.name
    whole = Feed(
        links.FEED,
        links.CHANGES,
        fmt.say("{site}: what changed", site=name),
        teller.entries(told_events(edition)),
    )
    yield Download(links.FEED, atom(edition, whole))
    yield Download(links.JSON_FEED, json_feed(edition, whole))
    for kind, records, url in (
        (RecordKind.GOAL, repository.goals, links.goal_url),
        (RecordKind.TEAM, repository.teams, links.team_url),
        (RecordKind.PERSON, repository.people, links.person_url),
    ):
        for key in sorted(records):
            title = repository.goals[key].title if kind is RecordKind.GOAL else repository.name_of(key)
            events = teller.followed(kind, key)
            feed = Feed(
                feed_url(url(key)),
                url(key),
                fmt.say("{site}: {page}", site=name, page=title),
                teller.entries(events),
            )
            yield Download(feed.address, atom(edition, feed))
    yield from _former(edition, teller)


def _former(edition: Edition, teller: _Teller) -> Iterator[Download]:
    """Yield the feed at each former address: that of the record, or its last one, which says that it is gone.

    One that is no longer published has no entry: its title says so.
    """
    urls = {
        RecordKind.GOAL: links.goal_url,
        RecordKind.TEAM: links.team_url,
        RecordKind.PERSON: links.person_url,
    }
    name, fmt = edition.repository.config.site.name, formatter(edition)
    for address in former_addresses(edition.history) if edition.history else ():
        if address.fate is Fate.PRESENT or address.kind not in urls:
            continue
        url, key = urls[address.kind], address.now or address.id
        events: Iterable[Event] = ()
        if edition.history and address.fate is not Fate.HIDDEN:
            is_goal = address.kind is RecordKind.GOAL
            own = told_events_of(edition, address.kind, address.now or address.last or key)
            events = own if is_goal or address.now is None else teller.followed(address.kind, key)
        page = url(key)
        title = fmt.say("{site}: a former address", site=name)
        if address.fate is Fate.HIDDEN:
            title = fmt.say("{site}: no longer published", site=name)
        elif address.now is None:
            title = fmt.say("{site}: {title}, which was removed", site=name, title=address.title or key)
        feed = Feed(feed_url(url(address.id)), page, title, teller.entries(events))
        yield Download(feed.address, atom(edition, feed))


class _Teller:
    """Makes each entry once, whatever the number of feeds that it stands in."""

    def __init__(self, edition: Edition, fmt: Formatter) -> None:
        self._edition, self._fmt = edition, fmt
        self._known: dict[tuple[str, RecordKind, str], Entry] = {}
        self._groups: dict[tuple[str, RecordKind, str], list[Event]] = {}
        self._order: dict[tuple[str, RecordKind, str], int] = {}
        for event in told_events(edition):
            self._groups.setdefault(_key(event), []).append(event)
        self._order = {key: number for number, key in enumerate(self._groups)}

    def followed(self, kind: RecordKind, key: str) -> list[Event]:
        """Return the events that concern a goal, a team or a person: those also by goals and KPIs."""
        edition, repository = self._edition, self._edition.repository
        found = list(told_events_of(edition, kind, key))
        if kind is RecordKind.GOAL:
            return found
        for goal in repository.goals.values():
            if key in (goal.owner, goal.team, *goal.contributors, *goal.stakeholders):
                found += told_events_of(edition, RecordKind.GOAL, goal.id)
        for kpi in repository.kpis.values():
            if key in (kpi.owner, kpi.team):
                found += told_events_of(edition, RecordKind.KPI, kpi.id)
        return found

    def entries(self, events: Iterable[Event]) -> tuple[Entry, ...]:
        """Return the newest entries, newest first."""
        keys = sorted({_key(event) for event in events}, key=self._order.__getitem__, reverse=True)
        return tuple(self._entry(key) for key in keys[:MOST_ENTRIES])

    def _entry(self, key: tuple[str, RecordKind, str]) -> Entry:
        if key not in self._known:
            self._known[key] = self._make(self._groups[key])
        return self._known[key]

    def _make(self, events: list[Event]) -> Entry:
        edition, event = self._edition, events[-1]
        moves = moves_by(edition, event)
        told = [sentence(edition, self._fmt, each, move_of(each, moves)) for each in events]
        commit = commit_view(edition, event.commit, self._fmt)
        parts = [f"{capitalised('; '.join(told))}.", f"“{commit.subject}”" if commit.subject else ""]
        address = record_url(edition, event)
        values = {"record": about(event, self._fmt), "change": told[0]}
        title = self._fmt.say("{record}: {change}", **values)
        if len(told) > 1:
            title = self._fmt.say_many(
                "{record}: {change}, and {n} more",
                "{record}: {change}, and {n} more",
                len(told) - 1,
                **values,
            )
        return Entry(
            id=_tag(edition, event),
            url=absolute(edition, links.CHANGES if address is None else address),
            title=self._fmt.say("Goalposts moved. {change}", change=title) if moves else title,
            text=" ".join(part for part in (*parts, f"{commit.author}, {commit.short}.") if part),
            author=event.commit.author,
            when=_stamp(event.commit.when),
        )


def _key(event: Event) -> tuple[str, RecordKind, str]:
    return (event.commit.sha, event.record, event.id)


def _tag(edition: Edition, event: Event) -> str:
    host = urlsplit(edition.repository.config.site.url or "").hostname or "localhost"
    record = f"{event.record}/{event.id_then}" if event.id_then else str(event.record)
    return f"tag:{host},{event.commit.day.isoformat()}:{event.commit.sha}/{record}"


def _stamp(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _updated(edition: Edition, feed: Feed) -> str:
    midnight = datetime.combine(edition.scorecard.as_of, time(), UTC)
    return max((entry.when for entry in feed.entries), default=_stamp(midnight))


def atom(edition: Edition, feed: Feed) -> str:
    """Return a feed as Atom."""
    site = edition.repository.config.site
    address, page = absolute(edition, feed.address), absolute(edition, feed.page)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(site.language)}">',
        f"<id>{_text(address)}</id>",
        f"<title>{_text(feed.title)}</title>",
        f"<updated>{_updated(edition, feed)}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{escape(address)}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(page)}"/>',
        f"<author><name>{_text(site.name)}</name></author>",
        *(_atom_entry(entry) for entry in feed.entries),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _atom_entry(entry: Entry) -> str:
    return (
        f"<entry><id>{_text(entry.id)}</id><title>{_text(entry.title)}</title>"
        f"<updated>{entry.when}</updated><author><name>{_text(entry.author)}</name></author>"
        f'<link rel="alternate" href="{escape(entry.url)}"/>'
        f'<content type="text">{_text(entry.text)}</content></entry>'
    )


def _text(text: str) -> str:
    return escape(text, quote=False)


def json_feed(edition: Edition, feed: Feed) -> bytes:
    """Return a feed as JSON Feed 1.1."""
    site = edition.repository.config.site
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": absolute(edition, feed.page),
        "feed_url": absolute(edition, links.JSON_FEED),
        "language": site.language,
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.text,
                "date_published": entry.when,
                "authors": [{"name": entry.author}],
            }
            for entry in feed.entries
        ],
    }
    return json_text(document)
