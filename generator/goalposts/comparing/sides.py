"""One side of a comparison: the files of a revision or a folder, read, checked and measured."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from goalposts.editing.judging import Judged
from goalposts.loading.parse import Parsed, for_audience, parse
from goalposts.loading.tree import CONFIG, SourceTree
from goalposts.measuring.known import known_on
from goalposts.measuring.measure import measure
from goalposts.measuring.scorecard import Scorecard
from goalposts.problems import Problem, Severity, in_order
from goalposts.records.repository import Repository
from goalposts.rules import Check, check_all


class Viewpoint(Struct, frozen=True):
    """For which day and audience both sides are measured, and whether that day was chosen."""

    as_of: date
    audience: str = "internal"
    as_of_is_given: bool = False


class Measured(Struct, frozen=True):
    """The records of an audience, and where each of them stands."""

    repository: Repository
    scorecard: Scorecard


class Side(Struct, frozen=True):
    """A side by its name, such as `main` or `the working tree`.

    `every` holds all records, private ones too; it and `measured` are None where the settings can be read
    on neither side. `unread` are the errors that kept a file from being read whole, the first of each file;
    `is_whole` says that its own settings could be read.
    """

    name: str
    tree: SourceTree
    problems: tuple[Problem, ...]
    every: Repository | None
    measured: Measured | None
    unread: tuple[Problem, ...] = ()
    is_whole: bool = True

    @property
    def judged(self) -> Judged:
        """Return the side as the commands that edit see it."""
        return Judged(self.tree, self.every, self.problems)


def read_sides(
    before: tuple[str, SourceTree], after: tuple[str, SourceTree], view: Viewpoint
) -> tuple[Side, Side]:
    """Return both sides, given by name and tree.

    Where the settings can be read on one side only, its settings stand in for those of the other, so that
    goals and KPIs can be compared all the same.
    """
    parsed = [parse(tree) for _, tree in (before, after)]
    given = [tree.files.get(CONFIG) for _, tree in (before, after)]
    sides = []
    for (name, tree), own, other, config in zip(
        (before, after), parsed, reversed(parsed), reversed(given), strict=True
    ):
        usable = own
        if own.repository is None and other.repository is not None and config is not None:
            usable = parse(replace(tree, files={**tree.files, CONFIG: config}))
        sides.append(_side(name, (tree, own), usable.repository, view))
    return sides[0], sides[1]


def judge_tree(tree: SourceTree, view: Viewpoint) -> Judged:
    """Return a tree with everything that `goalposts check` finds in it."""
    parsed = parse(tree)
    return Judged(tree, parsed.repository, _problems(tree, parsed, view))


def _problems(tree: SourceTree, parsed: Parsed, view: Viewpoint) -> tuple[Problem, ...]:
    problems = list(parsed.problems)
    if parsed.repository is not None:
        asked = Check.of(
            parsed, tree, as_of=view.as_of, audience=view.audience, as_of_is_given=view.as_of_is_given
        )
        problems += check_all(asked)
    return in_order(problems)


def _side(name: str, read: tuple[SourceTree, Parsed], repository: Repository | None, view: Viewpoint) -> Side:
    tree, parsed = read
    measured = None
    if repository is not None:
        visible = known_on(for_audience(repository, view.audience), view.as_of)
        measured = Measured(visible, measure(visible, view.as_of))
    first: dict[str, Problem] = {}
    for problem in in_order(parsed.problems):
        if problem.severity is Severity.ERROR and problem.path in tree.files:
            first.setdefault(problem.path, problem)
    return Side(
        name=name,
        tree=tree,
        problems=_problems(tree, parsed, view),
        every=repository,
        measured=measured,
        unread=tuple(first.values()),
        is_whole=parsed.repository is not None,
    )
