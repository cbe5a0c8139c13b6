"""What a page is: an address, a template, and the view model that the template sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from goalposts.charts.card_specification import Card
from goalposts.git_host import GitHost
from goalposts.history.anchors import KeyResultAddress
from goalposts.history.history import History
from goalposts.history.moves import Move
from goalposts.language.catalogue import ENGLISH, Catalogue
from goalposts.measuring.over_time import ProgressPoint
from goalposts.measuring.scorecard import Scorecard
from goalposts.problems import Problem
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi
from goalposts.records.people import Team
from goalposts.records.repository import Repository

Value = TypeVar("Value")


class Commit(Struct, frozen=True):
    """The commit that a site is made from."""

    sha: str
    subject: str = ""

    @property
    def short(self) -> str:
        """Return the first seven digits of the id."""
        return self.sha[:7]


class Days:
    """What an edition knows of earlier days, for all parts of the site that show one.

    `periods` has the periods with a review by the name of their rhythm, `earlier` what goals had won some
    days before, where they are known already.
    """

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.periods: Mapping[str, Any] = {}
        self.earlier: Mapping[str, Any] = {}
        self._made: dict[object, Any] = {}

    def until(self, day: date) -> AbstractContextManager[None]:
        """Return a block in which no rows after a day are looked at."""
        return nullcontext()

    def once(self, name: object, make: Callable[[], Value]) -> Value:
        """Return what `make` makes, made once for a name."""
        if name not in self._made:
            self._made[name] = make()
        made: Value = self._made[name]
        return made

    def latest(self, name: object, of: object, make: Callable[[], Value]) -> Value:
        """Return what `make` makes of something; under a name the last that was made is remembered."""
        known: tuple[object, Value] | None = self._made.get(name)
        if known is None or known[0] != of:
            known = self._made[name] = (of, make())
        return known[1]

    def look_at(self, day: date) -> None:
        """Tell that the records of the end of a day are looked at, as git knows them."""

    def from_git(self, make: Callable[[], Value]) -> Value:
        """Return what `make` makes of what git knows, although it may look at rows of today on the way."""
        return make()


class Shown(Struct, frozen=True):
    """How records look wherever a page names them, by id, where that is known already; None: it is not.

    `rows` are goals in lists, `branches` goals in trees without what is below them, `tiles` KPIs.
    """

    rows: Mapping[str, Any] | None = None
    branches: Mapping[str, Any] | None = None
    tiles: Mapping[str, Any] | None = None


class Edition(Struct, frozen=True):
    """Everything that pages are made from: one repository, measured on one day, at one commit.

    `problems` are the warnings and infos on these records, found as if there were no others. `history` is
    what git knows, None where the site tells none of it; `moves` are the moved goalposts of each goal that
    has any, oldest first, `promises` those goals as they were promised, `anchors` the former ids of key
    results. `catalogue` has the words of the site's language. `days` knows what earlier days were like, and
    `over_time` how far goals were on them, where that is known already, `shown` how records look that were
    measured on its day. `folder` is where the repository stands in its clone: empty at the top, else a path
    that ends in `/`.
    """

    repository: Repository
    scorecard: Scorecard
    commit: Commit | None
    version: str
    problems: tuple[Problem, ...] = ()
    history: History | None = None
    moves: Mapping[str, tuple[Move, ...]] = field(default_factory=dict)
    promises: Mapping[str, Goal | None] = field(default_factory=dict)
    anchors: Mapping[str, tuple[KeyResultAddress, ...]] = field(default_factory=dict)
    catalogue: Catalogue = ENGLISH
    texts: Mapping[str, str] = field(default_factory=dict)
    days: Days = field(default_factory=Days)
    over_time: Mapping[str, Sequence[ProgressPoint]] | None = None
    shown: Shown = Shown()
    folder: str = ""

    @property
    def git_host(self) -> GitHost:
        """Return where files and commits of the repository are shown."""
        site = self.repository.config.site
        return GitHost(site.repo, site.branch, site.host, self.folder)

    def measured(self, repository: Repository, scorecard: Scorecard) -> Edition:
        """Return the edition of other records, or of another day."""
        return replace(self, repository=repository, scorecard=scorecard, shown=Shown())

    def text_of(self, record: Goal | Kpi | Team) -> str:
        """Return the body of a record: its own, or that of its file in `texts`."""
        return self.texts.get(record.path, record.body)


class Prose(Struct, frozen=True):
    """Markdown text of the repository. `path` is its file, against which relative links are read."""

    text: str
    path: str

    def __bool__(self) -> bool:
        """Return whether there is any text."""
        return bool(self.text.strip())


class Page(Struct, frozen=True):
    """One HTML page. `url` is relative to the site's root, ends in `/` and is empty for the home page.

    `view` is a frozen view model: strings, numbers, charts and prose, nothing to compute. `edit_path` is
    the file of the repository that makes the page; `section` the entry of the navigation it belongs to;
    `card` the picture that chats show beside a link to it.
    """

    url: str
    template: str
    title: str
    description: str
    section: str
    view: Any
    edit_path: str | None = None
    card: Card | None = None


class Download(Struct, frozen=True):
    """One file that is no page: JSON, CSV, feeds. `url` is relative to the site's root."""

    url: str
    content: str | bytes


class Picture(Struct, frozen=True):
    """A card, drawn where the site is written. `url` is relative to the site's root, without a query."""

    url: str
    card: Card


Made = Page | Download | Picture
