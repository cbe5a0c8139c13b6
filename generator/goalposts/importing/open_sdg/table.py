"""The rows of a data file: which column plays which part, and what each row says."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from goalposts.importing.open_sdg.settings import Settings
from goalposts.importing.open_sdg.years import read_years
from goalposts.importing.report import Ledger
from goalposts.records.fields import parse_number
from goalposts.records.period import Period

_NUMBER = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?)(\d+))?", re.ASCII)
LONGEST_NUMBER = 100
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_NORMAL = frozenset({"", "normal value", "undefined", "a"})
_RESERVED = frozenset({"date", "value", "target", "note"})
_ROLES = {
    "year": "year",
    "value": "value",
    "unit measure": "measure",
    "unit multiplier": "multiplier",
    "unit mult": "multiplier",
    "observation status": "status",
    "obs status": "status",
    "geocode": "geocode",
    "progress": "ignored",
}


class SourceRow(Struct, frozen=True):
    """One row: its line, its period, its value as strict digits (empty for a gap), and its attributes.

    `slice` has one cell for each dimension of the table; `series`, `unit` and `multiplier` say which KPI
    the row belongs to.
    """

    line: int
    period: Period
    value: str
    slice: tuple[str, ...]
    series: str
    unit: str
    multiplier: str
    note: str


class Table(Struct, frozen=True):
    """The rows of one data file. `dimensions` are column names as written, `sources` as they were."""

    path: str
    dimensions: tuple[str, ...]
    sources: tuple[str, ...]
    rows: tuple[SourceRow, ...]


class _Columns(Struct, frozen=True):
    roles: tuple[str, ...]
    headers: tuple[str, ...]

    def cell(self, cells: Sequence[str], role: str) -> str:
        """Return the first cell of the role that is not blank."""
        return next((cell for cell, part in zip(cells, self.roles, strict=True) if part == role and cell), "")


def read_table(path: str, text: str, settings: Settings, ledger: Ledger) -> Table:
    """Return the rows of a data file; whatever is not taken over is reported with its line."""
    empty = Table(path, (), (), ())
    try:
        records = list(_records(text))
    except csv.Error as error:
        ledger.leave_out(path, "file", f"is not a CSV file that can be read: {error}")
        return empty
    if not records:
        ledger.leave_out(path, "file", "is empty; expected a header with Year and Value")
        return empty
    line, header = records[0]
    columns = _columns([_clean(cell) for cell in header], settings)
    for name in ("year", "value"):
        if name not in columns.roles:
            found = ", ".join(cell for cell in columns.headers if cell)
            reason = f"has no column {name.title()}; found {found or 'no header'}"
            ledger.leave_out(path, "file", reason, line=line)
            return empty
    rows = []
    for number, record in records[1:]:
        if cells := _whole(path, number, record, columns, ledger):
            rows.append((number, cells))
    _report_columns(path, columns, rows, ledger)
    kept = _dimensions(columns, rows)
    names = _written_names(path, [columns.headers[index] for index in kept], ledger)
    sources = tuple(columns.headers[index] for index in kept)
    return Table(path, names, sources, tuple(_read_rows(path, columns, rows, kept, ledger)))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every record that is not blank with the line it begins on; an unclosed quote raises."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for record in reader:
        if any(cell.strip() for cell in record):
            yield line, record
        line = reader.line_num + 1


def _clean(cell: str) -> str:
    return " ".join(cell.split())


def _columns(headers: Sequence[str], settings: Settings) -> _Columns:
    known = dict(_ROLES)
    known |= {_fold(name): "ignored" for name in settings.ignored_columns if _fold(name) not in _ROLES}
    known |= {_fold(name): "attribute" for name in settings.attribute_columns if _fold(name) not in _ROLES}
    known |= {_fold(settings.series_column): "series", _fold(settings.unit_column): "unit"}
    roles: list[str] = []
    for header in headers:
        role = known.get(_fold(header), "dimension")
        # a second Year or Value cannot be told from the first
        roles.append("ignored" if role in ("year", "value") and role in roles else role)
    return _Columns(tuple(roles), tuple(headers))


def _fold(header: str) -> str:
    return _clean(header.replace("_", " ")).casefold()


def _whole(path: str, line: int, record: list[str], columns: _Columns, ledger: Ledger) -> list[str] | None:
    """Return the cleaned cells of a row that has as many as the header, or None after reporting it."""
    if extra := record[len(columns.roles) :]:
        if any(cell.strip() for cell in extra):
            _leave_out_row(ledger, path, line, f"has {len(record)} cells under {len(columns.roles)} headers")
            return None
        record = record[: len(columns.roles)]
    if len(record) < len(columns.roles):
        _leave_out_row(ledger, path, line, f"has {len(record)} cells under {len(columns.roles)} headers")
        return None
    for cell in record:
        if found := _CONTROL.search(cell):
            _leave_out_row(ledger, path, line, f"contains the control character U+{ord(found[0]):04X}")
            return None
    return [_clean(cell) for cell in record]


def _leave_out_row(ledger: Ledger, path: str, line: int, reason: str) -> None:
    ledger.leave_out(path, "row", reason, line=line)


def _report_columns(
    path: str, columns: _Columns, rows: Sequence[tuple[int, list[str]]], ledger: Ledger
) -> None:
    for index, (header, role) in enumerate(zip(columns.headers, columns.roles, strict=True)):
        filled = sum(1 for _, cells in rows if cells[index])
        name = f"column `{header or index + 1}`"
        if role == "geocode":
            ledger.leave_out(path, name, f"codes of places are no dimension; {filled} cells are filled")
        elif role == "ignored":
            ledger.leave_out(path, name, f"is no disaggregation; {filled} cells are filled")
        elif role == "dimension" and not filled and rows:
            ledger.leave_out(path, name, "is blank in every row")


def _dimensions(columns: _Columns, rows: Sequence[tuple[int, list[str]]]) -> list[int]:
    places = [index for index, role in enumerate(columns.roles) if role == "dimension"]
    return [index for index in places if any(cells[index] for _, cells in rows)]


def _written_names(path: str, headers: Sequence[str], ledger: Ledger) -> tuple[str, ...]:
    taken = set(_RESERVED)
    names = []
    for place, header in enumerate(headers, start=1):
        base = _CONTROL.sub("", header) or f"Column {place}"
        name = f"{base} (source)" if base.casefold() in _RESERVED else base
        number = 2
        while name.casefold() in taken:
            name, number = f"{base} ({number})", number + 1
        taken.add(name.casefold())
        names.append(name)
        if name != header:
            ledger.decide(path, f"column `{header}` is written as `{name}`, since its name is taken or blank")
    return tuple(names)


def _read_rows(
    path: str, columns: _Columns, rows: Sequence[tuple[int, list[str]]], kept: Sequence[int], ledger: Ledger
) -> Iterator[SourceRow]:
    years = read_years(columns.cell(cells, "year") for _, cells in rows)
    for decision in years.decisions:
        ledger.decide(path, decision)
    for line, cells in rows:
        year, written = columns.cell(cells, "year"), columns.cell(cells, "value")
        period, value = years.periods.get(year), strict_number(written)
        if period is None:
            says = f"`{year}`" if year else "a blank cell"
            _leave_out_row(ledger, path, line, f"{says} in `Year` is no period")
        elif value is None:
            own = ", ".join(cells[index] for index in kept if cells[index]) or "total"
            _leave_out_row(ledger, path, line, f"`{written}` in `Value` is no number ({own})")
        else:
            yield SourceRow(
                line,
                period,
                value,
                tuple(cells[index] for index in kept),
                columns.cell(cells, "series"),
                columns.cell(cells, "unit") or columns.cell(cells, "measure"),
                columns.cell(cells, "multiplier"),
                _note(columns, cells),
            )


def strict_number(written: str) -> str | None:
    """Return a number as `-?digits[.digits][e±digits]`, an empty text for a blank, None for anything else.

    The digits stay as they are; only the form around them is mended: `.5` to `0.5`, `5.` to `5`, `+5` to `5`.
    """
    if not written:
        return ""
    match = _NUMBER.fullmatch(written)
    if not match or not (match[2] or match[3]) or len(written) > LONGEST_NUMBER:
        return None
    sign, whole, part, exponent_sign, exponent = match.groups()
    text = f"{'-' if sign == '-' else ''}{whole or '0'}{'.' + part if part else ''}"
    if exponent:
        text += f"e{exponent_sign or '+'}{exponent}"
    try:
        parse_number(text)
    except ValueError:  # too large
        return None
    return text


def _note(columns: _Columns, cells: Sequence[str]) -> str:
    parts = []
    for cell, role, header in zip(cells, columns.roles, columns.headers, strict=True):
        if role == "status" and cell.casefold() not in _NORMAL:
            parts.append(cell)
        elif role == "attribute" and cell:
            parts.append(f"{header}: {cell}")
    return "; ".join(parts)
