"""Edits of a front matter in its text, and the cycle before a cycle."""

from __future__ import annotations

from datetime import date

import pytest

from goalposts.editing.refusal import RefusedError
from goalposts.records.people import Cycle, named_cycle
from goalposts.records.period import CALENDAR, FiscalYear
from goalposts.rolling import previous_cycle
from goalposts.rolling.edits import Drop, Put, edited

EDITS = {
    "a value": ("a: 1 # why\nb: 2", Put(("a",), "9"), "a: 9 # why\nb: 2"),
    "a value told by `new`": ("a: 1 # where it begins: x\nb: 2", Put(("a",), "9"), "a: 9\nb: 2"),
    "an empty value": ("a:\nb: 2", Put(("a",), "9"), "a: 9\nb: 2"),
    "a quoted value": ("a: 'x'\nb: 2", Put(("a",), "9"), "a: 9\nb: 2"),
    "a new field": ("a: 1 # why\nb: 2", Put(("c",), "9", after="a"), "a: 1 # why\nc: 9\nb: 2"),
    "a new field after a list": (
        "a:\n  - 1\n  - 2\nb: 2",
        Put(("c",), "9", after="a"),
        "a:\n  - 1\n  - 2\nc: 9\nb: 2",
    ),
    "a new field at the end": ("a: 1", Put(("c",), "9"), "a: 1\nc: 9"),
    "in a list": ("a:\n- x: 1\n  y: 2", Put(("a", 0, "z"), "9", after="x"), "a:\n- x: 1\n  z: 9\n  y: 2"),
    "in braces": ("a: {x: 1, y: 2}", Put(("a", "z"), "9", after="x"), "a: {x: 1, z: 9, y: 2}"),
    "an entry": ("a: [x, y]", Put(("a", 1), "z"), "a: [x, z]"),
    "drop": ("a: 1\n# of b\nb: 2\n# of c\nc: 3", Drop(("b",)), "a: 1\n# of b\n# of c\nc: 3"),
    "drop a block": ("a:\n  - x: 1\n    # told\n  # told\nb: 2", Drop(("a",)), "b: 2"),
    "drop the last": ("a: 1\nb: |\n  one\n\n  two\n", Drop(("b",)), "a: 1"),
    "drop beside a dash": ("a:\n  - x: 1\n    y: 2", Drop(("a", 0, "x")), "a:\n  - y: 2"),
    "drop in braces": ("a: {x: 1, y: 2, z: 3}", Drop(("a", "x")), "a: {y: 2, z: 3}"),
    "drop the last in braces": ("a: {x: 1, y: 2}", Drop(("a", "y")), "a: {x: 1}"),
    "drop an entry": ("a:\n  - x\n  - y # second\n  - z", Drop(("a", 1)), "a:\n  - x\n  - z"),
    "drop an entry in brackets": ("a: [x, y, z]", Drop(("a", 2)), "a: [x, y]"),
    "drop an entry of fields": ("a:\n  -\n    x: 1\n  - x: 2", Drop(("a", 0)), "a:\n  - x: 2"),
}


@pytest.mark.parametrize(("before", "edit", "after"), EDITS.values(), ids=list(EDITS))
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_an_edit_changes_only_what_it_names(before: str, edit: Put | Drop, after: str, newline: str) -> None:
    """Every other byte of the file stays: comments, layout, line ends, the body."""

    def file(fields: str) -> bytes:
        return f"---\n{fields.rstrip()}\n---\nBody: [x\n".replace("\n", newline).encode()

    assert edited(file(before), "goals/g.md", [edit]) == file(after)


def test_a_form_that_cannot_be_edited_is_refused() -> None:
    """Where an edit would leave something else than asked for, nothing is changed."""
    with pytest.raises(RefusedError):
        edited(b"---\na: [x]\n---\n", "goals/g.md", [Drop(("a", 0)), Put(("b",), "x: y")])


def _cycle(name: str, fiscal: FiscalYear = CALENDAR) -> Cycle:
    found = named_cycle(name, fiscal)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("2027", "2026"),
        ("2027-H1", "2026-H2"),
        ("2026-H2", "2026-H1"),
        ("2027-Q1", "2026-Q4"),
        ("2026-Q3", "2026-Q2"),
        ("2027-01", "2026-12"),
        ("2026-11", "2026-10"),
    ],
)
@pytest.mark.parametrize("fiscal", [CALENDAR, FiscalYear(7, "end")], ids=["calendar", "fiscal"])
def test_the_cycle_before(name: str, before: str, fiscal: FiscalYear) -> None:
    """The cycle before is of the same form and ends the day before."""
    found = previous_cycle(_cycle(name, fiscal), fiscal, ())
    assert found == _cycle(before, fiscal)


def test_the_cycle_before_a_custom_one() -> None:
    """Before a custom cycle the one that ended last counts, if there is one."""
    spring, autumn = (
        Cycle(name, name, date(2026, month, 1), date(2026, month + 1, 30))
        for name, month in (("spring", 3), ("autumn", 9))
    )
    assert previous_cycle(autumn, CALENDAR, (spring, autumn)) == spring
    assert previous_cycle(spring, CALENDAR, (spring, autumn)) is None
