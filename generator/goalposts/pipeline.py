"""The whole way, on one screen: load → parse → check → measure → pages → render → publish.

Every stage is a function from values to values. Only those that load the files and their history, and the
last, touch the disk, and nothing here reads the clock: `as_of` comes from the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from goalposts.history import History, Question, moved, read_history
from goalposts.history.codes import shallow_clone
from goalposts.loading.parse import for_audience, parse
from goalposts.loading.tree import CONFIG, PEOPLE, SourceTree, load
from goalposts.measuring.known import known_on
from goalposts.measuring.measure import measure
from goalposts.pages import make_pages
from goalposts.pages.page import Commit, Edition, Page
from goalposts.problems import Problem, Severity, has_errors, in_order
from goalposts.records.repository import Repository
from goalposts.rules import RULES, Check, check_all

Progress = Callable[[str, int, int], None]
"""Told (stage, done, of all) as the work goes on."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: for which day and audience, and whether that day was chosen rather than today.

    A preview leaves the search index out: it would have to be made again at each edit.
    """

    as_of: date
    audience: str = "internal"
    as_of_is_given: bool = False
    with_search: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """A repository of all records (None where it could not be read), and all that is wrong with it."""

    repository: Repository | None
    problems: tuple[Problem, ...]
    tree: SourceTree
    asked: Check | None = None

    @property
    def has_errors(self) -> bool:
        """Return whether something must be mended before a site can be built."""
        return self.repository is None or has_errors(self.problems)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the number of pages (0 where it stopped), all problems, what the site is without."""

    pages: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


def check(root: Path, request: Request) -> Checked:
    """Return the repository at `root` and every problem of its files and records. Writes nothing."""
    tree = load(root)
    parsed = parse(tree)
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
        problems += check_all(asked)
        if parsed.repository.config.history:
            problems += shallow_clone(root)
    return Checked(parsed.repository, in_order(problems), tree, asked)


def make_edition(root: Path, repository: Repository, request: Request) -> Edition:
    """Return the records of the audience, measured on the day, with their history: what pages are made from.

    Without a history no commit is named: the newest one may have changed nothing that the audience sees.
    """
    visible = known_on(for_audience(repository, request.audience), request.as_of)
    edition = Edition(visible, measure(visible, request.as_of), None, package_version())
    if not visible.config.history:
        return edition
    return with_history(edition, read_history(Question(root, visible, request.as_of)))


def with_history(edition: Edition, history: History) -> Edition:
    """Return the edition with what git knows: its commit, and the goalposts that moved."""
    last = history.commit
    commit = Commit(last.sha, last.subject) if last else None
    found = {key: moved(goal, history) for key, goal in edition.repository.goals.items()}
    moves = {key: each for key, each in found.items() if each}
    return replace(edition, commit=commit, history=history, moves=moves)


def advice(checked: Checked, visible: Repository) -> tuple[Problem, ...]:
    """Return the warnings and infos on visible records, found as if there were no others.

    The rules are asked again about the visible records alone: nothing that a hidden one took part in, not
    even a count, is in what they say. What the reading found stands in the file of one record.
    """
    if checked.asked is None:
        return ()
    paths = {CONFIG, PEOPLE}
    paths |= {goal.path for goal in visible.goals.values()} | {team.path for team in visible.teams.values()}
    paths |= {path for kpi in visible.kpis.values() for path in (kpi.path, kpi.csv_path)}
    rules = check_all(replace(checked.asked, repository=visible))
    codes = {rule.RULE.code for rule in RULES}
    found = [problem for problem in checked.problems if problem.code not in codes]
    return in_order(
        problem
        for problem in (*found, *rules)
        if problem.path in paths and not problem.private and problem.severity is not Severity.ERROR
    )


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
    progress("Measuring, and reading the history", 0, 1)
    edition = make_edition(root, checked.repository, request)
    problems = in_order((*checked.problems, *(edition.history.problems if edition.history else ())))
    if has_errors(problems):
        return Built(0, problems)
    edition = replace(edition, problems=advice(checked, for_audience(checked.repository, request.audience)))
    made = tuple(make_pages(edition))
    job = write.Job(root, site_dir, edition, made, checked.tree, with_search=request.with_search)
    notes = write.write(job, progress)
    return Built(sum(isinstance(each, Page) for each in made), problems, notes)


def package_version() -> str:
    """Return the version of the generator."""
    try:
        return version("goalposts")
    except PackageNotFoundError:
        return "0"
