"""The whole way, on one screen: load → parse → check → measure → pages → render → publish.

Every stage is a function from values to values. Only the first and the last touch the disk, and nothing
here reads the clock: `as_of` comes from the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from goalposts.history.git import last_commit
from goalposts.loading.parse import for_audience, parse
from goalposts.loading.tree import SourceTree, load
from goalposts.measuring.measure import measure
from goalposts.pages import make_pages
from goalposts.pages.page import Commit, Edition, Page
from goalposts.problems import Problem, has_errors, in_order
from goalposts.records.repository import Repository
from goalposts.rules import Check, check_all

Progress = Callable[[str, int, int], None]
"""Told (stage, done, of all) as the work goes on."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: for which day and audience, and whether that day was chosen rather than today."""

    as_of: date
    audience: str = "internal"
    as_of_is_given: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """A repository of all records (None where it could not be read), and all that is wrong with it."""

    repository: Repository | None
    problems: tuple[Problem, ...]
    tree: SourceTree

    @property
    def has_errors(self) -> bool:
        """Return whether something must be mended before a site can be built."""
        return self.repository is None or has_errors(self.problems)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the number of pages (0 where it stopped), and all problems."""

    pages: int
    problems: tuple[Problem, ...]


def check(root: Path, request: Request) -> Checked:
    """Return the repository at `root` and every problem of its files and records. Writes nothing."""
    tree = load(root)
    parsed = parse(tree)
    problems = list(parsed.problems)
    if parsed.repository is not None:
        asked = Check(
            parsed.repository, request.as_of, request.audience, request.as_of_is_given, frozenset(tree.files)
        )
        problems += check_all(asked)
    return Checked(parsed.repository, in_order(problems), tree)


def make_edition(repository: Repository, request: Request, commit: Commit | None) -> Edition:
    """Return the records of the audience, measured on the day: all that pages are made from."""
    visible = for_audience(repository, request.audience)
    return Edition(visible, measure(visible, request.as_of), commit, package_version())


def build(root: Path, site_dir: Path, request: Request, *, progress: Progress = lambda *_: None) -> Built:
    """Build the site of the repository at `root` into `site_dir`.

    Where anything is wrong that must be mended, nothing is written and the folder stays as it was. Raises
    `PublishError` where the folder cannot be written.
    """
    # the site's libraries are heavy: `check` must not pay for them
    from goalposts.site import write

    progress("Reading", 0, 1)
    checked = check(root, request)
    if checked.has_errors or checked.repository is None:
        return Built(0, checked.problems)
    progress("Measuring", 0, 1)
    edition = make_edition(checked.repository, request, last_commit(root))
    made = tuple(make_pages(edition))
    job = write.Job(root=root, site_dir=site_dir, edition=edition, made=made, tree=checked.tree)
    write.write(job, progress)
    return Built(sum(isinstance(each, Page) for each in made), checked.problems)


def package_version() -> str:
    """Return the version of the generator."""
    try:
        return version("goalposts")
    except PackageNotFoundError:
        return "0"
