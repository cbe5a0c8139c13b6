"""The whole way, on one screen: load → parse → check → measure → pages → render → publish.

Every stage is a function from values to values. Only those that load the files and their history, and the
last, touch the disk, and nothing here reads the clock: `as_of` comes from the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from goalposts.cache.book import Shelf
from goalposts.cache.folder import Folder
from goalposts.cache.session import Session, begin
from goalposts.loading.clone import place_in_clone
from goalposts.loading.tree import SourceTree, load
from goalposts.problems import Problem, has_errors, in_order
from goalposts.site.folders import is_of_generator, template_folders
from goalposts.version import package_version

# each stage is imported where it is called: where nothing changed, none is needed
if TYPE_CHECKING:
    from goalposts.history import History, KeyResultAddress
    from goalposts.language.catalogue import Catalogue
    from goalposts.pages.page import Edition
    from goalposts.records.repository import Repository
    from goalposts.rules import Check

AUDIENCES = ("internal", "public")
"""Whom a site can be for."""

Progress = Callable[[str, int, int], None]
"""Told (stage, done, of all) as the work goes on."""


class Request(Struct, frozen=True):
    """What to build: for which day and audience, and whether that day was chosen rather than today.

    A preview leaves the search index out: it would have to be made again at each edit. `at` names the commit
    whose files are built, with its history and its templates; None is the files as they are now.
    """

    as_of: date
    audience: str = "internal"
    as_of_is_given: bool = False
    with_search: bool = True
    at: str | None = None


class Checked(Struct, frozen=True):
    """A repository of all records (None where it could not be read), and all that is wrong with it."""

    repository: Repository | None
    problems: tuple[Problem, ...]
    tree: SourceTree
    asked: Check | None = None

    @property
    def has_errors(self) -> bool:
        """Return whether something must be mended before a site can be built."""
        return self.repository is None or has_errors(self.problems)


class Built(Struct, frozen=True):
    """What a build did: the number of pages (0 where it stopped), all problems, what the site is without."""

    pages: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


def check(root: Path, request: Request) -> Checked:
    """Return the repository at `root` and every problem of its files and records. Writes nothing."""
    return check_tree(root, _tree(root, request), request)


def _tree(root: Path, request: Request) -> SourceTree:
    if request.at is None:
        return load(root)
    from goalposts.history import load_at

    return load_at(root, request.at)


def check_tree(root: Path, tree: SourceTree, request: Request, session: Session | None = None) -> Checked:
    """Return the repository in files read from `root`, and every problem of its files and records.

    With a `session`, what was read or said before is taken over where nothing that it looked at changed.
    """
    from goalposts.loading.parse import parse
    from goalposts.loading.recalling import afresh
    from goalposts.rules import Check, check_all
    from goalposts.rules.clone import problems_of_clone

    parsed = parse(tree, session.recaller if session else afresh)
    problems = list(parsed.problems)
    asked = None
    if parsed.repository is not None:
        asked = Check.of(
            parsed,
            tree,
            as_of=request.as_of,
            audience=request.audience,
            as_of_is_given=request.as_of_is_given,
        )
        problems += _check_again(asked, session) if session else check_all(asked)
        problems += problems_of_clone(root, asked)
    return Checked(parsed.repository, in_order(problems), tree, asked)


def _check_again(asked: Check, session: Session) -> list[Problem]:
    from goalposts.cache.checking import check_again

    return check_again(asked, session)


def make_edition(root: Path, repository: Repository, request: Request) -> Edition:
    """Return the records of the audience, measured on the day, with their history: what pages are made from.

    Without a history no commit is named: the newest one may have changed nothing that the audience sees.
    """
    from goalposts.loading.parse import for_audience
    from goalposts.measuring.known import known_on
    from goalposts.measuring.measure import measure
    from goalposts.pages.page import Edition

    visible = known_on(for_audience(repository, request.audience), request.as_of)
    measured = measure(visible, request.as_of)
    edition = Edition(visible, measured, None, package_version(), folder=place_in_clone(root))
    if not visible.config.history:
        return edition
    return with_history(edition, _history(root, visible, request))


def watch_edition(
    root: Path, repository: Repository, request: Request, session: Session
) -> tuple[Edition, tuple[Problem, ...]]:
    """Return what `make_edition` does, with the problems of the history, each value made when it is needed.

    What pages look at is noted, so that the next build knows which of them need not be made again.
    """
    from goalposts.cache.edition import watched_edition, watched_history
    from goalposts.loading.parse import for_audience
    from goalposts.measuring.known import known_on
    from goalposts.measuring.measure import rule_of
    from goalposts.measuring.scorecard import Scorecard
    from goalposts.pages.page import Edition

    visible = known_on(for_audience(repository, request.audience), request.as_of)
    empty = Scorecard(request.as_of, rule_of(visible.config), {}, {})
    begun = Edition(visible, empty, None, package_version(), folder=place_in_clone(root))
    edition = watched_edition(visible, session, begun)
    if not visible.config.history:
        return edition, ()

    return watched_history(
        edition, visible, session, lambda records: _history(root, records, request, session.shelf)
    )


def _history(root: Path, records: Repository, request: Request, shelf: Shelf | None = None) -> History:
    from goalposts.history import Question, read_history

    is_today = not request.as_of_is_given
    return read_history(Question(root, records, request.as_of, request.at, shelf, is_today=is_today))


def with_history(edition: Edition, history: History) -> Edition:
    """Return the edition with what git knows: its commit, moved goalposts, former ids of key results."""
    from goalposts.history import key_result_addresses, moved, promise
    from goalposts.pages.page import Commit

    last = history.commit
    commit = Commit(last.sha, last.subject) if last else None
    found = {key: moved(goal, history) for key, goal in edition.repository.goals.items()}
    moves = {key: each for key, each in found.items() if each}
    promises = {key: promise(edition.repository.goals[key], history) for key in moves}
    anchors: dict[str, tuple[KeyResultAddress, ...]] = {}
    for address in key_result_addresses(history):
        if address.id != address.now:
            anchors[address.goal] = (*anchors.get(address.goal, ()), address)
    return replace(edition, commit=commit, history=history, moves=moves, promises=promises, anchors=anchors)


def build(
    root: Path,
    site_dir: Path,
    request: Request,
    *,
    cache: Path | Shelf | None = None,
    progress: Progress = lambda *_: None,
) -> Built:
    """Build the site of the repository at `root` into `site_dir`.

    Where anything is wrong that must be mended, nothing is written and the folder stays as it was. `cache`
    is the folder of what builds keep; where nothing has changed since one of them, its outcome is given and
    nothing is done. Raises `PublishError` where the folder cannot be written.
    """
    progress("Reading", 0, 1)
    if request.at is not None:
        # a branch that moves meanwhile must not mix two commits
        request = replace(request, at=_commit_at(root, request.at))
    tree = _tree(root, request)
    if not tree.files:
        return Built(0, check_tree(root, tree, request).problems)
    session = begin(cache, root, tree, ("" if request.at else repr(request), site_dir))
    before: Built | None = session.replay()
    if before is not None:
        from goalposts.site.publishing import clean_up

        clean_up(site_dir)
        return before
    from goalposts.cache.edition import watched_looks
    from goalposts.rules.advice import advice
    from goalposts.site.write import Job, write  # heavy, and not needed where nothing changed

    with session.within_bounds():
        with _reading_ahead(root, tree, request, session) as wait:
            checked = check_tree(root, tree, request, session)
            if checked.has_errors or checked.repository is None:
                return Built(0, checked.problems, session.notes)
            session.keep_records()
            wait()
        progress("Measuring, and reading the history", 0, 1)
        edition, found = watch_edition(root, checked.repository, request, session)
        problems = in_order((*checked.problems, *found))
        if has_errors(problems):
            return Built(0, problems, session.notes)
        watch = session.parts.watch
        told = () if checked.asked is None else advice(checked.asked, checked.problems, request.audience)
        edition = replace(edition, problems=watch.sequence("problems", told))
        with _templates_of(root, request) as templates:
            catalogue, notes = _catalogue(edition, templates)
            edition = watched_looks(replace(edition, catalogue=catalogue), session)
            job = Job(root, site_dir, edition, tree, session.parts, request.with_search, templates)
            written = write(job, progress)
        built = Built(written.pages, problems, (*session.notes, *notes, *written.notes))
        # what the site is without may be there in the next build
        lasting = None if written.notes else built
        session.close(lasting, written.files, edition.commit.sha if edition.commit else None)
        return built


def _reading_ahead(
    root: Path, tree: SourceTree, request: Request, session: Session
) -> AbstractContextManager[Callable[[], None]]:
    """Return what lets another processor read the commits while the records are read, in a first build."""
    from goalposts.site.processes import beside

    shelf = session.shelf
    if not isinstance(shelf, Folder) or session.parts.before:
        return nullcontext(lambda: None)

    def read() -> None:
        from goalposts.history.ahead import Asked, read_ahead
        from goalposts.loading.people import read_config

        config, *_ = read_config(tree)
        if config is not None and config.history:
            asked = Asked(root, config.site.branch, request.audience, request.as_of, request.at)
            read_ahead(asked, shelf)

    return beside(read)


def _commit_at(root: Path, rev: str) -> str:
    from goalposts.history import commit_at

    return commit_at(root, rev) or rev


def _templates_of(root: Path, request: Request) -> AbstractContextManager[Path]:
    """Return the folder that holds the repository's own templates, if it has any.

    Those of the generator's own repository are the generator's: today's, whatever commit is built.
    """
    from goalposts.history import templates_at

    if request.at is None or is_of_generator(root):
        return nullcontext(root)
    return templates_at(root, request.at)


def _catalogue(edition: Edition, templates: Path) -> tuple[Catalogue, tuple[str, ...]]:
    """Return the words of the site in its language, and a note where nobody has translated them."""
    from goalposts.language.loading import load_catalogue, missing_catalogue

    folders, language = template_folders(templates), edition.repository.config.site.language
    return load_catalogue(folders, language), missing_catalogue(folders, language)
