"""KPI files to KPIs: a definition in Markdown and a series in CSV, side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from goalposts import problem_codes as codes
from goalposts.config import SiteConfig
from goalposts.loading.csv_text import CsvRow, Table, read_table
from goalposts.loading.names import id_of
from goalposts.loading.recalling import Recall, afresh
from goalposts.loading.text import Document, looks_private, read_document
from goalposts.loading.tree import SourceTree
from goalposts.loading.validation import validate
from goalposts.loading.yaml_text import place
from goalposts.problems import Location, Problem
from goalposts.records.days import OUT_OF_TIME, in_time
from goalposts.records.fields import number_hint, parse_number
from goalposts.records.ids import is_id, proposed_id
from goalposts.records.kpi import Kpi, KpiFields, Row, usual_decimals
from goalposts.records.period import CALENDAR, Cadence, FiscalYear, Form, Period, parse_period
from goalposts.records.ranges import Range

SPECIAL = ("date", "value", "target", "note")


def read_kpis(tree: SourceTree, config: SiteConfig, recall: Recall = afresh) -> Iterator[Kpi | Problem]:
    """Return every KPI of the repository, and every problem of its files."""
    about = hashlib.sha256(config.model_dump_json().encode()).digest()
    for path, content in tree.under("kpis", ".md"):
        series = tree.files.get(str(PurePosixPath(path).with_suffix(".csv")))
        made_from = ("kpi", about, path, content, b"" if series is None else b"," + series)
        yield from recall(made_from, partial(_read, path, content, series, config))
    yield from _alone(tree)


def _read(path: str, content: bytes, rows: bytes | None, config: SiteConfig) -> Iterator[Kpi | Problem]:
    csv_path = str(PurePosixPath(path).with_suffix(".csv"))
    document, found = read_document(content, path)
    fields, kpi_id = None, None
    if document is not None:
        fields, problems = validate(KpiFields, document.fields, path)
        kpi_id, unnamed = id_of(fields.id if fields else None, path)
        found += (*problems, *unnamed)
    series = SeriesReader(csv_path, fields, config)
    if rows is not None:
        # also beside a broken definition, so that everything wrong is told at once
        series.read(rows)
    elif document is not None and fields is not None:
        hint = f"Write {csv_path} with the first line:\ndate,value"
        found += (codes.K102.at(place(document.fields, path), "has no series beside it", hint),)
    found += tuple(series.problems)
    private = fields.visibility == "private" if fields else looks_private(content)
    yield from (replace(problem, private=True) for problem in found) if private else found
    if document is not None and fields is not None and kpi_id is not None:
        yield kpi_of(fields, kpi_id, series, document, config)


def kpi_of(
    fields: KpiFields, kpi_id: str, series: SeriesReader, document: Document, config: SiteConfig
) -> Kpi:
    """Return the KPI of a definition and its series."""
    grace = config.freshness.grace_days if fields.grace_days is None else fields.grace_days
    return Kpi(
        id=kpi_id,
        title=fields.title,
        direction=fields.direction,
        unit=fields.unit,
        decimals=usual_decimals(fields.unit) if fields.decimals is None else fields.decimals,
        cadence=Cadence(fields.cadence),
        grace_days=grace,
        owner=fields.owner,
        team=fields.team,
        healthy=_range(fields, "healthy"),
        warning=_range(fields, "warning"),
        source=fields.source,
        aggregate=fields.aggregate,
        fiscal=fields.periods == "fiscal",
        visibility=fields.visibility,
        aliases=tuple(fields.aliases),
        body=document.body,
        path=series.definition,
        csv_path=series.path,
        columns=series.columns,
        dimensions=series.dimensions,
        rows=tuple(series.rows),
        node=document.fields,
        blob=series.blob,
    )


def _range(fields: KpiFields, name: str) -> Range | None:
    given = fields.healthy if name == "healthy" else fields.warning
    return given.to_range() if given else None


def _alone(tree: SourceTree) -> Iterator[Problem]:
    for path, _ in tree.under("kpis", ".csv"):
        definition = str(PurePosixPath(path).with_suffix(".md"))
        if definition not in tree.files:
            hint = _definition_hint(PurePosixPath(path), tree)
            yield codes.K101.at(Location(path, 1, 1), "has no definition beside it", hint)


def _definition_hint(path: PurePosixPath, tree: SourceTree) -> str:
    """Return the definition to write for a series that has none; its name must be an id."""
    name = path.stem if is_id(path.stem) else proposed_id(path.stem) or "renewal-rate"
    rename = "" if name == path.stem else f"Rename it to {name}.csv"
    definition = str(path.with_name(f"{name}.md"))
    if definition in tree.files:
        return f"{rename}: its definition is {definition}."
    write = f"{rename}, and write" if rename else "Write"
    title = name.replace("-", " ").capitalize()
    return (
        f"{write} {definition}:\n---\ntitle: {title}\ndirection: up\nunit: count\n"
        "cadence: monthly\n---\nWhat the number means, and how it is measured."
    )


class _Columns(Struct, frozen=True):
    date: int
    value: int
    target: int | None
    note: int | None
    dimensions: tuple[int, ...]


class SeriesReader:
    """The rows of one CSV file; collects problems while it reads."""

    def __init__(self, path: str, fields: KpiFields | None, config: SiteConfig) -> None:
        self.path = path
        self.definition = str(PurePosixPath(path).with_suffix(".md"))
        self.fields = fields
        self.config = config
        self.rows: list[Row] = []
        self.columns: tuple[str, ...] = ()
        self.dimensions: tuple[str, ...] = ()
        self.problems: list[Problem] = []
        self.blob = ""
        fiscal = config.fiscal_year
        self._fiscal = fiscal if fields is not None and fields.periods == "fiscal" else CALENDAR
        self._split_month = fiscal.start_month if fiscal.start_month != 1 else None

    def read(self, content: bytes) -> None:
        """Read the rows of a file; where it is no table of values, `columns` stays empty."""
        self.blob = hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()
        table, problems = read_table(content, self.path)
        self.problems.extend(problems)
        columns = self._columns(table) if table else None
        if table is None or columns is None:
            return
        self.columns = table.header
        self.dimensions = tuple(table.header[index] for index in columns.dimensions)
        self.rows = [row for record in table.rows if (row := self._row(table, record, columns))]
        self._repeated(table)
        self._split_years(table)

    def _columns(self, table: Table) -> _Columns | None:
        found = {name: index for index, name in enumerate(table.header) if name in SPECIAL}
        complete = True
        for name in ("date", "value"):
            if name not in found:
                complete = False
                near = [
                    other for other in table.header if other.lower() == name or other.lower() == f"{name}s"
                ]
                hint = f"Rename `{near[0]}` to `{name}`." if near else "Begin the file with:\ndate,value"
                where = table.where(table.header_line, table.header.index(near[0]) if near else 0)
                self.problems.append(codes.C102.at(where, f"there is no column `{name}`", hint, field=name))
        for index, name in enumerate(table.header):
            if name not in SPECIAL and name.lower() in SPECIAL and name.lower() not in ("date", "value"):
                message = f"the column `{name}` differs from `{name.lower()}` only in capitals"
                hint = f"Write `{name.lower()}`."
                self.problems.append(codes.C102.at(table.where(table.header_line, index), message, hint))
                complete = False
        if not complete:
            return None
        dimensions = tuple(index for index, name in enumerate(table.header) if name not in SPECIAL)
        return _Columns(found["date"], found["value"], found.get("target"), found.get("note"), dimensions)

    def _row(self, table: Table, record: CsvRow, columns: _Columns) -> Row | None:
        cells, line = record.cells, record.line
        period = self._period(cells[columns.date])
        if isinstance(period, ValueError):
            where = table.where(line, columns.date)
            self.problems.append(_date_problem(where, cells[columns.date], period))
        value = self._number(table, record, columns.value, "value")
        target = None if columns.target is None else self._number(table, record, columns.target, "target")
        if isinstance(period, ValueError) or isinstance(value, Problem) or isinstance(target, Problem):
            return None
        note = "" if columns.note is None else cells[columns.note]
        slice_ = tuple([cells[index].strip() for index in columns.dimensions])
        return Row(period, value, target, note, line, slice_, cells[columns.value])

    def _number(self, table: Table, record: CsvRow, index: int, name: str) -> float | Problem | None:
        text = record.cells[index]
        if not text:
            return None
        try:
            return parse_number(text)
        except ValueError as error:
            hint = number_hint(text) if text.strip() else "Leave the cell empty for a gap."
            problem = codes.C105.at(table.where(record.line, index), f"`{name}`: {error}", hint, field=name)
            self.problems.append(problem)
            return problem

    def _period(self, text: str) -> Period | ValueError:
        try:
            period = parse_period(text, self._fiscal, split_month=self._split_month)
            if not (in_time(period.start) and in_time(period.end)):
                raise ValueError(f"it {OUT_OF_TIME}")
        except ValueError as error:
            return error
        return period

    def _repeated(self, table: Table) -> None:
        if self.fields is None or self.fields.cadence == Cadence.IRREGULAR:
            return
        seen: dict[tuple[date, date, tuple[str, ...]], int] = {}
        keys = [(row.period.start, row.period.end, row.slice) for row in self.rows]
        if len(set(keys)) == len(keys):
            return
        for key, row in zip(keys, self.rows, strict=True):
            if key in seen:
                of = ", ".join(part for part in row.slice if part)
                shown = f"{row.period.label}{f' for {of}' if of else ''}"
                message = f"{shown} stands here again; it has a value on line {seen[key]}"
                hint = "Keep one of the two rows. Events that repeat need `cadence: irregular`."
                self.problems.append(codes.C106.at(table.where(row.line, 0), message, hint, field="date"))
            seen.setdefault(key, row.line)

    def _split_years(self, table: Table) -> None:
        first = next((row for row in self.rows if row.period.form is Form.SPLIT_YEAR), None)
        if first is not None and self.config.fiscal_year == FiscalYear():
            shown = f"{first.period.start} to {first.period.end}"
            message = f"{first.period.label} is read as {shown}: the site has no fiscal year"
            hint = "Say when years begin, in site_config.yml:\ncycles: {fiscal_year_start: 4}"
            self.problems.append(codes.C108.at(table.where(first.line, 0), message, hint, field="date"))


def _date_problem(where: Location, text: str, error: ValueError) -> Problem:
    shown = text if len(text) <= 40 else text[:40] + "…"
    if not text.strip():
        return codes.C104.at(where, "the date is missing", "Write, for example, 2026-11.", field="date")
    hint = "Write a day 2026-11-20, month 2026-11, quarter 2026-Q4, week 2026-W47 or year 2026."
    if text != text.strip():
        hint = f"Write `{text.strip()}` without spaces around it."
    return codes.C104.at(where, f"`{shown}` is no date: {error}", hint, field="date")
