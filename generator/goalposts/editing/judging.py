"""What an edit would break: the repository checked with it and without it, before anything is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from goalposts.loading.parse import parse
from goalposts.loading.tree import SourceTree
from goalposts.problems import Problem, in_order
from goalposts.records.repository import Repository
from goalposts.rules import Check, check_all


class Judged(Struct, frozen=True):
    """A repository (None where its settings cannot be read) and everything that is wrong with it."""

    tree: SourceTree
    repository: Repository | None
    problems: tuple[Problem, ...]


def judge(tree: SourceTree, as_of: date) -> Judged:
    """Return what `goalposts check` finds in a tree on a day."""
    parsed = parse(tree)
    problems = list(parsed.problems)
    if parsed.repository is not None:
        asked = Check.of(parsed, tree, as_of=as_of, audience="internal", as_of_is_given=False)
        problems += check_all(asked)
    return Judged(tree, parsed.repository, in_order(problems))


def with_changes(tree: SourceTree, changes: Mapping[str, bytes]) -> SourceTree:
    """Return the tree as it is once the changed and new files are written."""
    files = dict(sorted({**tree.files, **changes}.items()))
    # a folder that was missing is no longer missing once a file of the edit lies in it
    still = tuple(
        problem
        for problem in tree.problems
        if not (problem.code == "F106" and any(path.startswith(f"{problem.path}/") for path in changes))
    )
    return replace(tree, files=files, problems=still)


def new_problems(before: Judged, after: Judged) -> tuple[Problem, ...]:
    """Return the problems that the edit brings, wherever they appear.

    Lines move with an edit, so problems are told apart by what they say, without its numbers. Of those
    that say the same, the ones on changed lines are the new ones.
    """
    had = Counter(_likeness(problem) for problem in before.problems)
    changed = _changed_lines(before.tree, after.tree)

    def is_old(problem: Problem) -> bool:
        return problem.line not in changed.get(problem.path, range(0))

    found = []
    for problem in sorted(after.problems, key=is_old, reverse=True):
        key = _likeness(problem)
        if had[key]:
            had[key] -= 1
        else:
            found.append(problem)
    return in_order(found)


def _likeness(problem: Problem) -> tuple[str, ...]:
    return (
        problem.code,
        problem.path,
        *(re.sub(r"\d+", "", text or "") for text in (problem.field, problem.message)),
    )


def _changed_lines(before: SourceTree, after: SourceTree) -> dict[str, range]:
    """Return, for each file that differs, the lines (from 1) of the new text between its equal ends."""
    changed = {}
    for path, content in after.files.items():
        old = before.files.get(path, b"").split(b"\n")
        new = content.split(b"\n")
        if old != new:
            most = min(len(old), len(new))
            same = list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
            end = list(
                takewhile(lambda pair: pair[0] == pair[1], zip(reversed(old), reversed(new), strict=False))
            )
            changed[path] = range(len(same) + 1, len(new) - min(len(end), most - len(same)) + 1)
    return changed
