"""What an edit would break."""

from __future__ import annotations

from datetime import date

from goalposts.editing.judging import judge, new_problems, with_changes
from goalposts.loading.tree import SourceTree
from tests.support.small import SMALL

TODAY = date(2026, 11, 23)
SERIES = "kpis/customers.csv"


def found(before: dict[str, str], changes: dict[str, str]) -> list[tuple[str, str, int | None]]:
    """Returns code, path and line of each new problem when files of the small repository change."""
    tree = SourceTree({path: text.encode() for path, text in {**SMALL, **before}.items()})
    after = with_changes(tree, {path: text.encode() for path, text in changes.items()})
    problems = new_problems(judge(tree, TODAY), judge(after, TODAY))
    return [(problem.code, problem.path, problem.line) for problem in problems]


def test_an_edit_without_a_fault() -> None:
    """A right row brings no problem."""
    assert found({}, {SERIES: SMALL[SERIES].replace("value\n", "value\n2026-07,8\n")}) == []


def test_an_edit_with_a_fault() -> None:
    """A wrong row is a problem at its line."""
    assert found({}, {SERIES: SMALL[SERIES] + "2026-11,20%\n"}) == [("C105", SERIES, 5)]


def test_old_faults_are_not_new_ones_when_lines_move() -> None:
    """A fault further down stays the old one, though its line and its words have other numbers."""
    faulty = {SERIES: "date,value\n2026-08,9\n2026-09,1\n2026-09,2\n2026-10,x%\n"}
    assert (
        found(faulty, {SERIES: "date,value\n2026-07,3\n" + faulty[SERIES].removeprefix("date,value\n")}) == []
    )


def test_of_equal_faults_the_one_on_a_changed_line_is_new() -> None:
    """One more of the same kind is told where the edit is."""
    faulty = {SERIES: "date,value\n2026-08,1%\n2026-10,3%\n"}
    assert found(faulty, {SERIES: "date,value\n2026-08,1%\n2026-09,2%\n2026-10,3%\n"}) == [
        ("C105", SERIES, 3)
    ]


def test_faults_in_other_files_are_seen() -> None:
    """An edit that takes something away from another record is told there."""
    changed = SMALL["kpis/customers.md"].replace("title:", "id: clients\ntitle:")
    codes = {(code, path) for code, path, _ in found({}, {"kpis/customers.md": changed})}
    assert ("R101", "goals/sales/win.md") in codes
