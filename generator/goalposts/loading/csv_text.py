"""CSV bytes to a table of cells, whole or not at all: never half a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from msgspec import Struct

from goalposts import problem_codes as codes
from goalposts.loading.text import decode
from goalposts.problems import Location, Problem

MAX_COLUMNS = 1000


# a named tuple is made in half the time, and there is one for each row of each series
class CsvRow(Struct, frozen=True):
    """The cells of one row, and the line of the file it begins on."""

    cells: tuple[str, ...]
    line: int


class Table(Struct, frozen=True):
    """A CSV file: its column names, its rows, and its lines for finding the column of a cell."""

    path: str
    header: tuple[str, ...]
    header_line: int
    rows: tuple[CsvRow, ...]
    lines: tuple[str, ...]

    def where(self, line: int, index: int) -> Location:
        """Return the place of the cell number `index` (from 0) of the row that begins on `line`."""
        return Location(self.path, line, _cell_start(self.lines[line - 1], index) + 1)


def read_table(content: bytes, path: str) -> tuple[Table | None, tuple[Problem, ...]]:
    """Return the table in a CSV file, or None and what is wrong with it."""
    text, problems = decode(content, path)
    if text is None:
        return None, problems
    lines = tuple(text.split("\n"))
    if "\r" in text:
        lone = next(n for n, line in enumerate(lines, 1) if "\r" in line)
        message = "the line ends are of an old form (CR alone)"
        hint = "Save the file as CSV UTF-8 with LF or CRLF line ends."
        return None, (codes.C101.at(Location(path, lone, lines[lone - 1].index("\r") + 1), message, hint),)
    rows: list[CsvRow] = []
    try:
        rows.extend(_rows(lines))
    except _UnreadableError as error:
        return None, (codes.C101.at(Location(path, error.line, error.column), error.message, error.hint),)
    if not rows:
        hint = "Begin with a row of column names:\ndate,value"
        return None, (codes.C102.at(Location(path, 1, 1), "the file is empty; expected a header", hint),)
    header, *body = rows
    table = Table(path, header.cells, header.line, tuple(body), lines)
    problems = tuple(_header_problems(table)) or tuple(_ragged(table))
    return (None, problems) if problems else (table, ())


class _UnreadableError(Exception):
    def __init__(self, line: int, column: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.hint = line, column, message, hint


def _rows(lines: tuple[str, ...]) -> Iterator[CsvRow]:
    # the field limit is the csv module's only global; a cell is never longer than the file
    csv.field_size_limit(64 * 1024 * 1024)
    reader = csv.reader((line + "\n" for line in lines), strict=True)
    before = 0
    try:
        for cells in reader:
            if cells:
                yield CsvRow(tuple(cells), before + 1)
            before = reader.line_num
    except csv.Error as error:
        start = before + 1
        line = lines[start - 1] if start <= len(lines) else ""
        column = line.find('"') + 1 or 1
        message = f"a quote is not closed, or text follows a closing quote ({error})"
        hint = 'Close the quote; a quote inside a text is written twice: "5"" pipe"'
        raise _UnreadableError(start, column, message, hint) from error


def _header_problems(table: Table) -> Iterator[Problem]:
    header, line = table.header, table.header_line
    if len(header) == 1:
        for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if mark in header[0]:
                message = f"the columns are separated by {name}; expected commas"
                hint = f"Save the file with commas: {','.join(header[0].split(mark))[:80]}"
                yield codes.C101.at(table.where(line, 0), message, hint)
                return
    if len(header) > MAX_COLUMNS:
        message = f"has {len(header):,} columns; at most {MAX_COLUMNS:,} fit"
        yield codes.F103.at(Location(table.path, line, 1), message, "Put slices into rows, not columns.")
        return
    seen: dict[str, int] = {}
    for index, name in enumerate(header):
        where = table.where(line, index)
        if not name.strip():
            hint = "Name the column, or remove it from every row."
            yield codes.C102.at(where, f"column {index + 1} has no name", hint)
        elif name != name.strip():
            hint = f"Write `{name.strip()}`."
            yield codes.C102.at(where, f"the column name `{name}` has spaces around it", hint)
        elif name.casefold() in seen:
            message = f"the column name `{name}` is given twice"
            yield codes.C102.at(where, message, "Give each column a name of its own.")
        seen.setdefault(name.strip().casefold(), index)


def _ragged(table: Table) -> Iterator[Problem]:
    width = len(table.header)
    for row in table.rows:
        if len(row.cells) == width:
            continue
        message = f"the row has {len(row.cells)} cells; expected {width}, as in the header"
        if len(row.cells) > width:
            hint = "Write numbers without a thousands comma, and put a text with a comma into quotes."
        else:
            hint = "Write a comma for every column, also where the cell is blank."
        index = min(len(row.cells), width) - (0 if len(row.cells) > width else 1)
        yield codes.C103.at(table.where(row.line, index), message, hint)


def _cell_start(line: str, index: int) -> int:
    """Return the offset in the line at which cell number `index` begins."""
    position, quoted = 0, False
    for offset, character in enumerate(line):
        if index == 0:
            break
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            index -= 1
            position = offset + 1
    return position
