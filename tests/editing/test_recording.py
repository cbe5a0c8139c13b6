"""A value into a series: the file afterwards, byte for byte."""

from __future__ import annotations

import pytest

from goalposts.editing.recording import Entry, record
from goalposts.editing.refusal import RefusedError
from goalposts.loading.parse import parse
from goalposts.loading.tree import SourceTree
from goalposts.records.kpi import Kpi
from goalposts.records.period import CALENDAR

DEFINITION = "---\ntitle: Sessions\ndirection: up\ncadence: {cadence}\n---\n"


def kpi_of(content: bytes | None, cadence: str = "monthly") -> Kpi:
    """Returns the KPI `sessions` with a series of these bytes."""
    files = {
        "site_config.yml": b"schema: 1\nsite: {name: Acme}\n",
        "kpis/sessions.md": DEFINITION.format(cadence=cadence).encode(),
    }
    if content is not None:
        files["kpis/sessions.csv"] = content
    repository = parse(SourceTree(files)).repository
    assert repository is not None
    return repository.kpis["sessions"]


def recorded(content: bytes | None, entry: Entry, cadence: str = "monthly") -> bytes:
    """Returns the file after an entry."""
    return record(kpi_of(content, cadence), content, entry, CALENDAR).content


INSERTIONS = {
    "at the end": ("date,value\n2026-10,1\n", Entry("2026-11", "2"), "date,value\n2026-10,1\n2026-11,2\n"),
    "no final newline": ("date,value\n2026-10,1", Entry("2026-11", "2"), "date,value\n2026-10,1\n2026-11,2"),
    "only a header": ("date,value\n", Entry("2026-11", "2"), "date,value\n2026-11,2\n"),
    "a header without its newline": ("date,value", Entry("2026-11", "2"), "date,value\n2026-11,2"),
    "in the middle": (
        "date,value\n2026-09,1\n2026-11,3\n",
        Entry("2026-10", "2"),
        "date,value\n2026-09,1\n2026-10,2\n2026-11,3\n",
    ),
    "at the beginning": (
        "date,value\n2026-09,1\n",
        Entry("2026-08", "2"),
        "date,value\n2026-08,2\n2026-09,1\n",
    ),
    "newest first": (
        "date,value\n2026-10,3\n2026-09,1\n",
        Entry("2026-11", "2"),
        "date,value\n2026-11,2\n2026-10,3\n2026-09,1\n",
    ),
    "newest first, an old one": (
        "date,value\n2026-10,3\n2026-08,1\n",
        Entry("2026-09", "2"),
        "date,value\n2026-10,3\n2026-09,2\n2026-08,1\n",
    ),
    "CRLF": (
        "date,value\r\n2026-10,1\r\n",
        Entry("2026-11", "2"),
        "date,value\r\n2026-10,1\r\n2026-11,2\r\n",
    ),
    "a byte order mark": (
        "\ufeffdate,value\n2026-10,1\n",
        Entry("2026-11", "2"),
        "\ufeffdate,value\n2026-10,1\n2026-11,2\n",
    ),
    "empty lines at the end stay there": (
        "date,value\n2026-10,1\n\n\n",
        Entry("2026-11", "2"),
        "date,value\n2026-10,1\n2026-11,2\n\n\n",
    ),
    "a slice after the others of its date": (
        "date,value,plan\n2026-09,1,A\n2026-09,2,B\n2026-10,1,A\n2026-10,2,B\n",
        Entry("2026-09", "3", {"plan": "C"}),
        "date,value,plan\n2026-09,1,A\n2026-09,2,B\n2026-09,3,C\n2026-10,1,A\n2026-10,2,B\n",
    ),
    "a total beside slices": (
        "date,value,plan\n2026-09,1,A\n",
        Entry("2026-09", "3"),
        "date,value,plan\n2026-09,1,A\n2026-09,3,\n",
    ),
    "a file kept slice by slice": (
        "date,value,plan\n2026-09,1,A\n2026-10,2,A\n2026-09,1,B\n2026-10,2,B\n",
        Entry("2026-11", "3", {"plan": "A"}),
        "date,value,plan\n2026-09,1,A\n2026-10,2,A\n2026-11,3,A\n2026-09,1,B\n2026-10,2,B\n",
    ),
    "columns in another order": (
        "region,note,value,date\nEU,,1,2026-10\n",
        Entry("2026-11", "2", {"region": "US, east"}, note='the "big" one'),
        'region,note,value,date\nEU,,1,2026-10\n"US, east","the ""big"" one",2,2026-11\n',
    ),
    "a target and a note": (
        "date,value,target,note\n2026-10,1,5,\n",
        Entry("2026-11", "2", target="6", note="half a month"),
        "date,value,target,note\n2026-10,1,5,\n2026-11,2,6,half a month\n",
    ),
    "quoted throughout": (
        '"date","value"\n"2026-10","1"\n',
        Entry("2026-11", "2"),
        '"date","value"\n"2026-10","1"\n"2026-11","2"\n',
    ),
    "quoted where it must be": (
        'date,value,note\n2026-10,1,"a, b"\n',
        Entry("2026-11", "2", note="c"),
        'date,value,note\n2026-10,1,"a, b"\n2026-11,2,c\n',
    ),
    "after a note of two lines": (
        'date,value,note\n2026-10,1,"a\nb"\n',
        Entry("2026-11", "2"),
        'date,value,note\n2026-10,1,"a\nb"\n2026-11,2,\n',
    ),
    "a gap": ("date,value\n2026-10,1\n", Entry("2026-11", ""), "date,value\n2026-10,1\n2026-11,\n"),
    "the number as it was typed": (
        "date,value\n2026-10,1\n",
        Entry("2026-11", "2.50"),
        "date,value\n2026-10,1\n2026-11,2.50\n",
    ),
    "weeks": ("date,value\n2026-W46,1\n", Entry("2026-W47", "2"), "date,value\n2026-W46,1\n2026-W47,2\n"),
    "days before the week that they end": (
        "date,value\n2026-11-20,1\n2026-11-22,1\n",
        Entry("2026-11-21", "2"),
        "date,value\n2026-11-20,1\n2026-11-21,2\n2026-11-22,1\n",
    ),
}


@pytest.mark.parametrize(("before", "entry", "after"), INSERTIONS.values(), ids=list(INSERTIONS))
def test_a_row_at_its_place(before: str, entry: Entry, after: str) -> None:
    """A new row stands where the order of the file puts it, and nothing else changes."""
    assert recorded(before.encode(), entry).decode() == after


def test_a_kpi_without_a_file_gets_one() -> None:
    """The first value makes the series."""
    assert recorded(None, Entry("2026-11", "2")) == b"date,value\n2026-11,2\n"


REPLACEMENTS = {
    "the value": (
        "date,value\n2026-10,1\n2026-11,2\n",
        Entry("2026-10", "9"),
        "date,value\n2026-10,9\n2026-11,2\n",
    ),
    "another writing of the date": (
        "date,value\n2026-w46,1\n",
        Entry("2026-W46", "9"),
        "date,value\n2026-w46,9\n",
    ),
    "the note stays": (
        "date,value,note\n2026-10,1,x\n",
        Entry("2026-10", "9"),
        "date,value,note\n2026-10,9,x\n",
    ),
    "the note changes": (
        'date,note,value\r\n2026-10,"a, b",1\r\n',
        Entry("2026-10", "1", note='c "d"'),
        'date,note,value\r\n2026-10,"c ""d""",1\r\n',
    ),
    "a quoted value": ('date,value\n"2026-10","1"\n', Entry("2026-10", "9"), 'date,value\n"2026-10","9"\n'),
    "one slice of two": (
        "date,value,plan\n2026-10,1,A\n2026-10,2,B\n",
        Entry("2026-10", "9", {"plan": "B"}),
        "date,value,plan\n2026-10,1,A\n2026-10,9,B\n",
    ),
    "a value that was no number": (
        "date,value\n2026-10,12%\n",
        Entry("2026-10", "12"),
        "date,value\n2026-10,12\n",
    ),
    "to a gap": ("date,value\n2026-10,1", Entry("2026-10", ""), "date,value\n2026-10,"),
    "after a note of two lines": (
        'date,value,note\n2026-09,1,"a\n2026-10,7,b"\n2026-10,2,\n',
        Entry("2026-10", "9"),
        'date,value,note\n2026-09,1,"a\n2026-10,7,b"\n2026-10,9,\n',
    ),
    "nothing there yet": (
        "date,value\n2026-10,1\n",
        Entry("2026-11", "9"),
        "date,value\n2026-10,1\n2026-11,9\n",
    ),
}


@pytest.mark.parametrize(("before", "entry", "after"), REPLACEMENTS.values(), ids=list(REPLACEMENTS))
def test_a_value_in_the_place_of_another(before: str, entry: Entry, after: str) -> None:
    """With `replace`, only the cells that are given change; without a row there, one is added."""
    asked = Entry(entry.date, entry.value, entry.where, entry.target, entry.note, replace=True)
    assert recorded(before.encode(), asked).decode() == after


def test_events_may_repeat_a_date() -> None:
    """The rows of an irregular KPI are events: the same date again is one more."""
    before = b"date,value\n2026-11-01,1\n"
    assert recorded(before, Entry("2026-11-01", "2"), "irregular") == before + b"2026-11-01,2\n"
    after = recorded(before, Entry("2026-11-01", "2", replace=True), "irregular")
    assert after == b"date,value\n2026-11-01,2\n"


REFUSALS = {
    "the same date": (
        "date,value\n2026-10,1\n",
        Entry("2026-10", "2"),
        "csv:2: 2026-10 is 1 already",
        "--replace",
    ),
    "the same date in other letters": (
        "date,value\n2026-W46,1\n",
        Entry("2026-w46", "2"),
        "is 1 already",
        "--replace",
    ),
    "the same slice": (
        "date,value,plan\n2026-10,,A\n",
        Entry("2026-10", "2", {"plan": "A"}),
        "2026-10 for A is a gap",
        "--replace",
    ),
    "an unknown column": (
        "date,value,plan\n",
        Entry("2026-10", "2", {"plna": "A"}),
        "no column `plna`",
        "Did you mean `plan`?",
    ),
    "no slices at all": (
        "date,value\n",
        Entry("2026-10", "2", {"plan": "A"}),
        "no column `plan`",
        "leave out --where",
    ),
    "value is no slice": (
        "date,value,plan\n",
        Entry("2026-10", "2", {"value": "A"}),
        "no column `value`",
        "`plan`",
    ),
    "no note": ("date,value\n", Entry("2026-10", "2", note="x"), "no column `note`", "date,value,note"),
    "no target": (
        "date,value\n",
        Entry("2026-10", "2", target="1"),
        "no column `target`",
        "date,value,target",
    ),
    "a file with a fault": (
        "date,value\n2026-10,1,2\n",
        Entry("2026-11", "2"),
        "cannot be read",
        "goalposts check",
    ),
    "a header with a fault": (
        "date,values\n2026-10,1\n",
        Entry("2026-11", "2"),
        "cannot be read",
        "goalposts check",
    ),
}


@pytest.mark.parametrize(("before", "entry", "message", "hint"), REFUSALS.values(), ids=list(REFUSALS))
def test_what_is_refused(before: str, entry: Entry, message: str, hint: str) -> None:
    """An entry that does not fit is refused, with what to do."""
    with pytest.raises(RefusedError) as refused:
        recorded(before.encode(), entry)
    assert message in refused.value.message
    assert hint in refused.value.hint


def test_several_events_of_a_day_are_not_replaced() -> None:
    """Where it is not clear which row is meant, nothing is replaced."""
    before = b"date,value\n2026-11-01,1\n2026-11-01,2\n"
    with pytest.raises(RefusedError, match="2 rows"):
        recorded(before, Entry("2026-11-01", "3", replace=True), "irregular")
