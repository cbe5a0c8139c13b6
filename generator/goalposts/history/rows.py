"""What happened to the rows of a KPI's series between two versions of its CSV file."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from msgspec import Struct

from goalposts.loading.csv_text import read_table
from goalposts.loading.text import decode
from goalposts.records.fields import NUMBER_PATTERN, parse_number
from goalposts.records.period import Form, parse_period

Slice = tuple[tuple[str, str], ...]
_NOT_DIMENSIONS = ("date", "value", "target", "note")
_NUMBER = re.compile(NUMBER_PATTERN)


class RowChange(Struct, frozen=True):
    """One row: its period as written, its slice as (column, value), its value before and after.

    `before` is None for a value that is new, `after` for one that was removed or blanked.
    """

    period: str
    slice: Slice
    before: str | None
    after: str | None


class RowChanges(Struct, frozen=True):
    """All changed rows, in the order of the files. `edited` says that targets, notes or columns changed.

    `added` counts the values that are new for periods that were over on the day asked for, and `last` is the
    latest of them; they are not among `changes`. `first` is the earliest of their periods.
    `unreadable`: the newer version is no table of values.
    """

    changes: tuple[RowChange, ...] = ()
    added: int = 0
    last: RowChange | None = None
    edited: bool = False
    unreadable: bool = False
    first: str = ""


_Key = tuple[str, Slice, int]
_Value = tuple[str, tuple[str, ...]]
_Rows = dict[_Key, _Value]


def compare_rows(old: bytes | None, new: bytes | None, day: date) -> RowChanges:
    """Return what changed from one CSV file to another; None is no file. `day` is that of the commit.

    Rows are matched by period and slice, repeated ones also by their order, so moving rows changes
    nothing. Numbers are compared as numbers: `85.4` to `85.40` is no change. An older version that cannot
    be read counts as empty.
    """
    heads, before, after = _differing(old or b"", new or b"")
    was = (_rows(heads[0], before) if old else None) or {}
    now = _rows(heads[1], after) if new else {}
    if now is None:
        return RowChanges(unreadable=True)
    changes: list[RowChange] = []
    added, last, last_end = 0, None, date.min
    first, first_end = "", date.max
    for key, value in now.items():
        if key not in was and value[0] and (end := _surely_over(key[0])) <= day:
            added += 1
            if end >= last_end:
                last, last_end = (key, value), end
            if end < first_end:
                first, first_end = key[0], end
        elif change := _change(key, was.get(key), value):
            changes.append(change)
    changes += [change for key in was if key not in now and (change := _change(key, was[key], None))]
    rest_changed = any(was[key][1] != now[key][1] for key in was.keys() & now.keys())
    edited = rest_changed or (bool(old and new) and heads[0] != heads[1])
    newest = RowChange(last[0][0], last[0][1], None, last[1][0]) if last else None
    return RowChanges(tuple(changes), added, newest, edited, first=first)


@lru_cache(maxsize=8192)
def _surely_over(text: str) -> date:
    """Return a day on which a period is over under any fiscal year; of what is no period, the last day."""
    try:
        period = parse_period(text)
    except ValueError:
        return date.max
    if period.form in (Form.DAY, Form.WEEK, Form.MONTH):
        return period.end
    return period.end.replace(year=min(period.end.year + 1, date.max.year), day=28)


def _change(key: _Key, was: _Value | None, now: _Value | None) -> RowChange | None:
    before = was[0] if was and was[0] else None
    after = now[0] if now and now[0] else None
    if same_number(before, after):
        return None
    return RowChange(key[0], key[1], before, after)


def same_number(before: str | None, after: str | None) -> bool:
    """Return whether two written values are the same number, or the same text."""
    if before == after:
        return True
    if before is None or after is None:
        return False
    try:
        return parse_number(before) == parse_number(after)
    except ValueError:
        return False


def same_numbers(before: str | None, after: str | None) -> bool:
    """Return whether two texts are the same but for how their numbers are written: `+30%` and `+30.0%`."""
    if before is None or after is None:
        return before == after
    return before == after or _in_one_form(before) == _in_one_form(after)


def _in_one_form(text: str) -> str:
    # with 0 added, -0 is 0
    return _NUMBER.sub(lambda found: repr(float(found[0]) + 0.0), text)


def _differing(old: bytes, new: bytes) -> tuple[tuple[bytes, bytes], list[bytes], list[bytes]]:
    """Return the headers, and the lines between those that both files begin and end with.

    Files with quotes are returned whole, since a cell may then hold several lines.
    """
    old_lines, new_lines = (_lines(content) for content in (old, new))
    heads = (old_lines[0], new_lines[0])
    if b'"' in old or b'"' in new or heads[0] != heads[1]:
        return heads, old_lines[1:], new_lines[1:]
    low, most = 1, min(len(old_lines), len(new_lines))
    while low < most and old_lines[low] == new_lines[low]:
        low += 1
    high = 0
    while high < most - low and old_lines[-1 - high] == new_lines[-1 - high]:
        high += 1
    return heads, old_lines[low : len(old_lines) - high], new_lines[low : len(new_lines) - high]


def _lines(content: bytes) -> list[bytes]:
    return content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")


def _rows(header: bytes, lines: list[bytes]) -> _Rows | None:
    """Return the rows by period, slice and repetition; None where they are no table."""
    content = b"\n".join((header, *lines))
    if b'"' in content or b"\r" in content:
        table, problems = read_table(content, "")
        if table is None or problems:
            return None
        names, cells = list(table.header), [list(row.cells) for row in table.rows]
    else:
        text, problems = decode(content, "")
        if text is None or problems:
            return None
        first, *following = text.split("\n")
        names, cells = first.split(","), [line.split(",") for line in following if line]
    if not {"date", "value"} <= set(names) or any(len(row) != len(names) for row in cells):
        return None
    day, value = names.index("date"), names.index("value")
    dimensions = [(number, name) for number, name in enumerate(names) if name not in _NOT_DIMENSIONS]
    others = [names.index(name) for name in ("target", "note") if name in names]
    rows: _Rows = {}
    repeats: dict[_Key, int] = {}
    slice_: Slice = ()
    rest: tuple[str, ...] = ()
    for row in cells:
        if dimensions:
            slice_ = tuple((name, row[number].strip()) for number, name in dimensions if row[number].strip())
        if others:
            rest = tuple(row[number] for number in others)
        key = (row[day], slice_, 0)
        if key in rows:
            repeats[key] = repeats.get(key, 0) + 1
            key = (row[day], slice_, repeats[key])
        rows[key] = (row[value], rest)
    return rows
