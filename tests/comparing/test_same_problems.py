"""`check` and `diff` find the same problems in the same files, whichever way they come to them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goalposts.comparing import Viewpoint, judge_tree, read_sides
from goalposts.editing.judging import judge
from goalposts.history import load_at
from goalposts.loading.tree import load
from goalposts.pipeline import Request, check
from goalposts.problems import Problem
from tests.rules.cases import BAD
from tests.support.amount import amount
from tests.support.commands import commit_all
from tests.support.files import build_file_tree
from tests.support.repository import AS_OF, repository, unmark

CASES = [(code, number) for code, cases in BAD.items() for number in range(len(cases))]


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_each_way_finds_the_same(tmp_path: Path, audience: str) -> None:
    """For repositories with one thing wrong each: `check`, `check --base`, and both sides of `diff`."""
    step = amount(12, 1)
    for code, number in CASES[:: step if audience == "internal" else step * 2]:
        folder = tmp_path / f"{code}-{number}"
        files, _ = unmark(repository(BAD[code][number]))
        root = build_file_tree(folder, files)
        wanted = check(root, Request(AS_OF, audience)).problems
        for found in _other_ways(root, audience):
            assert found == wanted, (code, number)


def _other_ways(root: Path, audience: str) -> list[tuple[Problem, ...]]:
    view = Viewpoint(AS_OF, audience)
    tree = load(root)
    fine = load(build_file_tree(root.with_name(f"{root.name}-fine"), repository()))
    before, _ = read_sides(("this", tree), ("fine", fine), view)
    _, after = read_sides(("fine", fine), ("this", tree), view)
    return [judge_tree(tree, view).problems, before.problems, after.problems]


def test_a_commit_has_the_problems_of_its_files(tmp_path: Path) -> None:
    """What `diff` and `build --at` find in a commit is what `check` finds in the folder it is a commit of."""
    files, _ = unmark(
        repository(
            {"goals/sales/g.md": "broken", "goals/x/\x07.md": "?", "goals/notes.txt": "?", "Kpis/n.md": "?"}
        )
    )
    root = build_file_tree(tmp_path, files)
    commit_all(root, "Everything wrong")
    wanted = check(root, Request(AS_OF)).problems
    assert {problem.code for problem in wanted} >= {"F105", "F107"}
    assert len(wanted) == 4
    assert judge_tree(load_at(root, "HEAD"), Viewpoint(AS_OF)).problems == wanted
    assert check(root, Request(AS_OF, at="HEAD")).problems == wanted


def test_commands_that_edit_see_the_same(tmp_path: Path) -> None:
    """Before they write, the commands that edit find what `check` finds."""
    files, _ = unmark(repository({"goals/sales/g.md": "broken"}))
    root = build_file_tree(tmp_path, files)
    day = date(2026, 11, 15)
    assert judge(load(root), day).problems == check(root, Request(day)).problems
