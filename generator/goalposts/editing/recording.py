"""A value into the series of a KPI: one row more, or one cell changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from msgspec import Struct, field

from goalposts.editing.csv_rows import neighbour_of, row_cells, write_cell, write_row
from goalposts.editing.order import is_ordered, place_in_order
from goalposts.editing.refusal import RefusedError
from goalposts.editing.splices import Splice, apply, read
from goalposts.loading.csv_text import Table, read_table
from goalposts.loading.kpis import SPECIAL
from goalposts.records.kpi import Kpi
from goalposts.records.period import CALENDAR, Cadence, FiscalYear, Period, parse_period
from goalposts.records.text import did_you_mean

_NEW_FILE = b"date,value\n"

_Span: TypeAlias = tuple[date, date]
"""The last and the first day of a period, so that spans sort as periods are shown."""


class Entry(Struct, frozen=True):
    """What is to be recorded, as it was typed. `replace` allows a value to take the place of another."""

    date: str
    value: str
    where: Mapping[str, str] = field(default_factory=dict)
    target: str | None = None
    note: str | None = None
    replace: bool = False


class Recorded(Struct, frozen=True):
    """The file with the entry in it, and the text of the value that it took the place of, if any."""

    content: bytes
    was: str | None = None


def record(kpi: Kpi, content: bytes | None, entry: Entry, fiscal_year: FiscalYear) -> Recorded:
    """Return the KPI's CSV file with the entry at its place; `content` is None where there is no file yet.

    A row with the same date and slice has its value changed where `entry.replace` is set. Raises
    `RefusedError` where it is not, for columns that the file does not have, and for a file that cannot be
    read. Whether date and value are right is for the check of the edited repository to say.
    """
    table, problems = read_table(_NEW_FILE if content is None else content, kpi.csv_path)
    if table is None or (content is not None and not kpi.columns):
        first = f": {problems[0].message} (line {problems[0].line})" if problems else ""
        raise RefusedError(f"{kpi.csv_path} cannot be read{first}", "Mend it first: goalposts check")
    _check_columns(kpi, table, entry)
    series = _Series(kpi, _NEW_FILE if content is None else content, table, fiscal_year)
    period = series.period(entry.date)
    wanted = tuple(entry.where.get(name, "") for name in _dimensions(table))
    same = [row for row in series.rows() if period and row.period == period and row.slice == wanted]
    if same and (entry.replace or kpi.cadence is not Cadence.IRREGULAR):
        return _replaced(series, entry, same)
    return Recorded(_inserted(series, entry, period, wanted))


def period_of(kpi: Kpi, text: str, fiscal_year: FiscalYear) -> Period | None:
    """Return the period that a date of a KPI's series names, or None where it names none."""
    month = fiscal_year.start_month if fiscal_year.start_month != 1 else None
    try:
        return parse_period(text, fiscal_year if kpi.fiscal else CALENDAR, split_month=month)
    except ValueError:
        return None


class _Row(Struct, frozen=True):
    """A row whose date is one: its place in the table, and the last and first day of its period."""

    index: int
    line: int
    period: _Span
    slice: tuple[str, ...]
    cells: tuple[str, ...]


class _Series(Struct, frozen=True):
    """A KPI's file, as bytes and as a table."""

    kpi: Kpi
    content: bytes
    table: Table
    fiscal_year: FiscalYear

    def period(self, text: str) -> _Span | None:
        """Return the last and first day of the period that a date names, or None where it is no date."""
        period = period_of(self.kpi, text, self.fiscal_year)
        return None if period is None else (period.end, period.start)

    def rows(self) -> list[_Row]:
        """Return the rows that have a date."""
        header = self.table.header
        at = [header.index(name) for name in _dimensions(self.table)]
        found = []
        for index, row in enumerate(self.table.rows):
            if period := self.period(row.cells[header.index("date")]):
                slice_ = tuple(row.cells[number].strip() for number in at)
                found.append(_Row(index, row.line, period, slice_, row.cells))
        return found

    def cell(self, row: _Row, name: str) -> str:
        """Return the text of a row in a column."""
        return row.cells[self.table.header.index(name)]


def _dimensions(table: Table) -> list[str]:
    return [name for name in table.header if name not in SPECIAL]


def _check_columns(kpi: Kpi, table: Table, entry: Entry) -> None:
    known = _dimensions(table)
    for name in entry.where:
        if name not in known:
            hint = did_you_mean(name, known) if known else "The series has no slices: leave out --where."
            raise RefusedError(f"{kpi.csv_path} has no column `{name[:60]}` for slices", hint)
    for name, given in (("target", entry.target), ("note", entry.note)):
        if given is not None and name not in table.header:
            header = ",".join((*table.header, name))
            hint = f"Leave out --{name}, or add the column to every row. The header is then: {header}"
            raise RefusedError(f"{kpi.csv_path} has no column `{name}`", hint)


def _replaced(series: _Series, entry: Entry, same: list[_Row]) -> Recorded:
    row, path, header = same[0], series.kpi.csv_path, series.table.header
    when = series.cell(row, "date")
    if len(same) > 1:
        lines = ", ".join(str(each.line) for each in same)
        message = f"{path} has {len(same)} rows for {when} (lines {lines})"
        raise RefusedError(
            message, "Change the right one in the file, or leave out --replace to add one more."
        )
    if not entry.replace:
        of = ", ".join(part for part in row.slice if part)
        value = series.cell(row, "value")
        message = f"{path}:{row.line}: {when}{f' for {of}' if of else ''} is {value or 'a gap'} already"
        raise RefusedError(message, "To change it, add --replace.")
    cells = row_cells(read(series.content), row.line)
    splices = []
    for name, new in (("value", entry.value), ("target", entry.target), ("note", entry.note)):
        if new is not None and series.cell(row, name) != new:
            cell = cells[header.index(name)]
            splices.append(Splice(cell.start, cell.end, write_cell(new, quoted=cell.quoted)))
    return Recorded(apply(series.content, splices), series.cell(row, "value"))


def _inserted(series: _Series, entry: Entry, period: _Span | None, wanted: tuple[str, ...]) -> bytes:
    table = series.table
    given = {"date": entry.date, "value": entry.value, "target": entry.target or "", "note": entry.note or ""}
    cells = [{**entry.where, **given}.get(name, "") for name in table.header]
    place = len(table.rows) if period is None else _place(series, period, wanted)
    text = read(series.content)
    row = write_row(cells, *neighbour_of(text, table, place))
    before = table.rows[place - 1].line if place else table.header_line
    end = row_cells(text, before)[-1].end
    return apply(series.content, [Splice(end, end, f"\n{row}")])


def _place(series: _Series, period: _Span, wanted: tuple[str, ...]) -> int:
    """Return how many of the table's rows stand before the new one.

    Where the dates of the file as a whole are in no order, since it is kept slice by slice, those of the
    new row's own slice decide.
    """
    rows = series.rows()
    if not is_ordered([row.period for row in rows]):
        own = [row for row in rows if row.slice == wanted]
        rows = own if own and is_ordered([row.period for row in own]) else rows
    if not rows:
        return len(series.table.rows)
    place = place_in_order([row.period for row in rows], period)
    return rows[place - 1].index + 1 if place else rows[0].index
