"""Parts of the site as files: pages are rendered, or linked where they would come out as they were."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct, msgpack

from goalposts.cache.leaves import Leaf
from goalposts.cache.parts import Parts
from goalposts.cache.prints import fingerprint
from goalposts.cache.published import digest_of
from goalposts.cache.trace import Part
from goalposts.charts.card_specification import Card
from goalposts.charts.cards import draw_card
from goalposts.pages import Unit, make_unit
from goalposts.pages.former_view import leads_on
from goalposts.pages.links import card_url
from goalposts.pages.page import Commit, Download, Edition, Page, Picture
from goalposts.site.findable import findable
from goalposts.site.mkdocs_site import NOT_FOUND, Output, WritePages
from goalposts.site.new_site import NewSite, Stamps
from goalposts.site.stamps import Stamp, stamped

UNIT = "unit "
"""What the names of the parts begin with that are pages and files of the site."""


class Filling(Struct, frozen=True):
    """What is written into which folder, and what is known of the last time. A preview has no cards."""

    edition: Edition
    output: Output
    site: NewSite
    parts: Parts
    with_cards: bool


class Rendered(Struct, frozen=True):
    """A page that is written: the fingerprint of all that was rendered (None: it has none), and its files.

    `reads` is what rendering looked at besides, `stamps` where the commit stands in the page, `found` the
    hash of what the search finds of it, None where it does not.
    """

    fingerprint: bytes | None
    reads: frozenset[Leaf]
    files: tuple[str, ...]
    stamps: tuple[Stamp, ...]
    found: bytes | None


class Made(Struct, frozen=True):
    """A part of the site that is written, but for its pages that lead on: they get the cards of others.

    `pages` and `cards` are by the address of the page, `drawn` has what the file of each card shows.
    `leading_on` are pages as bytes, since few builds need them: empty where there is none.
    """

    pages: Mapping[str, Rendered]
    cards: Mapping[str, Card]
    drawn: Mapping[str, str]
    leading_on: bytes

    def pages_leading_on(self) -> tuple[Page, ...]:
        """Return the pages that lead on."""
        found: tuple[Page, ...] = pickle.loads(self.leading_on) if self.leading_on else ()
        return found

    def to_bytes(self) -> bytes:
        """Return it as it is kept."""
        return msgpack.encode(self)

    @classmethod
    def from_bytes(cls, kept: bytes) -> Made:
        """Return what was kept."""
        return _DECODER.decode(kept)


_DECODER = msgpack.Decoder(Made)


class Earlier(Struct, frozen=True):
    """What the last build made, by the names of its parts; and all pages and cards that can be linked."""

    made: Mapping[str, Made]
    pages: Mapping[str, Rendered]
    drawn: Mapping[str, str]

    @classmethod
    def of(cls, parts: Parts, commit: Commit | None) -> Earlier:
        """Return that; pages can be linked where their commit has an id of the same length."""
        units = ((name, part) for name, part in parts.before.items() if name.startswith(UNIT))
        made = {name: Made.from_bytes(part.told) for name, part in units}
        pages: dict[str, Rendered] = {}
        drawn: dict[str, str] = {}
        if len(parts.commit or "") == (len(commit.sha) if commit else 0):
            for one in made.values():
                pages |= one.pages
                drawn |= one.drawn
        return cls(made, pages, drawn)


class Writer:
    """Makes and renders parts, and notes what each looks at and which files it writes."""

    def __init__(self, filling: Filling, earlier: Earlier) -> None:
        """Write into the folder of `filling`; what is published is linked where it is still right."""
        self.filling, self.site, self.earlier = filling, filling.site, earlier
        self.reads = filling.parts.watch.reads
        self._frames: dict[str, Any] = {}
        self._open: _Open | None = None
        self._rendered: dict[str, Rendered] = {}
        self._prints: dict[str, bytes | None] = {}

    def write(self, units: Sequence[Unit], write_pages: WritePages) -> list[Part]:
        """Write parts; their pages are rendered in one go."""
        parts = [self._made(unit) for unit in units]
        self._rendered, waiting = {}, []
        for page in (page for part in parts for page in part.pages):
            if kept := self._kept(page):
                self._rendered[page.url] = kept
            else:
                waiting.append(page)
        write_pages(waiting)
        for part in parts:
            part.rendered = {page.url: self._rendered[page.url] for page in part.pages}
        self._frames.clear()
        return [part.done(self.filling.parts) for part in parts]

    def _kept(self, page: Page) -> Rendered | None:
        """Link the files of a page that would come out as it was; return what is known of it, else None."""
        made = self._prints[page.url] = fingerprint((page, self._frames[page.url]))
        was = self.earlier.pages.get(page.url)
        if was is None or made is None or was.fingerprint != made:
            return None
        return was if self.site.take(was.files, was.reads, {file_of(page.url): was.stamps}) else None

    def _made(self, unit: Unit) -> _Part:
        part = _Part()
        self.reads.begin(part.reads)
        try:
            for made in make_unit(self.filling.edition, unit):
                if isinstance(made, Download):
                    self._file(part, made.url, made.content)
                elif isinstance(made, Picture):
                    self._card(part, made.url, made.card)
                elif leads_on(made):
                    part.leading_on.append(made)
                else:
                    part.pages.append(made)
                    self._frames[made.url] = self.filling.output.frame_of(made)
                    if made.card:
                        part.cards[made.url] = made.card
                        self._card(part, card_url(made.url), made.card)
        finally:
            self.reads.end()
        return part

    def _card(self, part: _Part, path: str, card: Card) -> None:
        if not self.filling.with_cards:
            return
        part.drawn[path] = card.fingerprint
        if self.earlier.drawn.get(path) == card.fingerprint and self.site.take((path,)):
            part.files.append(path)
        else:
            self._file(part, path, draw_card(card))

    def _file(self, part: _Part, path: str, content: str | bytes) -> None:
        self.site.write(path, content)
        part.files.append(path)

    # --- called while pages are rendered ------------------------------------------------------------

    def frame_of(self, page: Page) -> Any:
        """Return the frame of a page."""
        return self._frames.get(page.url) or self.filling.output.frame_of(page)

    def begin(self, page: Page) -> None:
        """Note what is looked at for a page."""
        self.site.linked.pop(file_of(page.url), None)
        (self.site.folder / file_of(page.url)).unlink(missing_ok=True)
        self._open = _Open()
        self.reads.begin(self._open.reads)

    def wrote(self, path: str, content: str) -> None:
        """Note a file that was written beside a page."""
        if self._open:
            self._open.files.append(path)
            self.site.files[path] = digest_of(content.encode())

    def end(self, page: Page, text: str) -> str:
        """Return the rendered page with the commit on it, and note that it is rendered."""
        self.reads.end()
        made, self._open = self._open or _Open(), None
        whole, stamps = stamped(text, self.filling.edition.commit)
        path = file_of(page.url)
        self.site.files[path] = digest_of(whole.encode())
        self._rendered[page.url] = Rendered(
            fingerprint=self._prints.get(page.url),
            reads=self.reads.frozen(made.reads),
            files=(*made.files, path),
            stamps=stamps,
            found=found.digest if (found := findable(text)) else None,
        )
        return whole


@dataclass
class _Open:
    """A page while it is rendered."""

    reads: set[Leaf] = field(default_factory=set)
    files: list[str] = field(default_factory=list)


@dataclass
class _Part:
    """A part while it is made."""

    reads: set[Leaf] = field(default_factory=set)
    files: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    leading_on: list[Page] = field(default_factory=list)
    cards: dict[str, Card] = field(default_factory=dict)
    drawn: dict[str, str] = field(default_factory=dict)
    rendered: dict[str, Rendered] = field(default_factory=dict)

    def done(self, parts: Parts) -> Part:
        """Return the part as it is kept."""
        reads = self.reads.union(*(page.reads for page in self.rendered.values()))
        files = (*self.files, *(path for page in self.rendered.values() for path in page.files))
        leading_on = pickle.dumps(tuple(self.leading_on), protocol=5) if self.leading_on else b""
        made = Made(self.rendered, self.cards, self.drawn, leading_on)
        return Part(parts.watch.reads.frozen(reads), files, made.to_bytes())


def stamps_of(made: Made) -> Stamps:
    """Return where the commit stands on the pages of a part."""
    return {file_of(url): page.stamps for url, page in made.pages.items()}


def file_of(url: str) -> str:
    """Return the file of the page at an address."""
    return url if url == NOT_FOUND else f"{url}index.html"
