"""Rows of old versions of series: most are the beginning of today's, else each distinct line is read once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from msgspec import Struct

from goalposts.config import SiteConfig
from goalposts.history.archive import Read
from goalposts.loading.kpis import SeriesReader
from goalposts.records.kpi import Kpi, KpiFields, Row

_Lines = dict[bytes, Row | None]


class Form(Struct, frozen=True):
    """How the rows of a file are read: by the KPI's definition and the fiscal year of the settings."""

    path: str
    fields: KpiFields
    config: SiteConfig

    @property
    def calendar(self) -> tuple[object, ...]:
        """Return what the periods of the rows depend on."""
        return self.fields.periods == "fiscal", self.config.fiscal_year


@dataclass
class RecalledSeries:
    """Reads versions of series. Where one is how today's file begins, its rows are the first of today's.

    Else what a line says is known from the last version that had it, or from today's. A line is one row with
    the same meaning wherever it stands, as long as its header and the fiscal year are the same; where cells
    hold quotes, a file is read as a whole.
    """

    read: Read
    present: Mapping[str, Kpi]
    calendar: object
    """The fiscal year of today's settings, under which today's rows were read."""
    _contents: dict[str, bytes | None] = field(default_factory=dict)
    _fetched: set[str] = field(default_factory=set)
    _lines: dict[tuple[object, ...], _Lines] = field(default_factory=dict)
    _known: dict[tuple[object, ...], tuple[tuple[str, ...], tuple[Row, ...]] | None] = field(
        default_factory=dict
    )

    def fetch(self, versions: Iterable[tuple[str, str]]) -> None:
        """Read the files that will be asked for, all from one process: KPIs by present id, and file by file.

        With a version today's file is read, which most versions are the beginning of.
        """
        now = {key: kpi.blob for key, kpi in self.present.items()}
        asked = [(sha, now.get(kpi, "")) for kpi, sha in versions if now.get(kpi) != sha]
        shas = dict.fromkeys(sha for pair in asked for sha in pair if sha)
        wanted = [sha for sha in shas if sha not in self._fetched]
        if wanted:
            self._fetched.update(wanted)
            self._contents |= dict(self.read(wanted))

    def rows(self, sha: str, kpi: str, form: Form) -> tuple[tuple[str, ...], tuple[Row, ...]] | None:
        """Return the columns and rows of a version in the order of the file, None where it is no table.

        `kpi` is the present id of the KPI: where its file is the same today, its rows are those.
        """
        now = self.present.get(kpi)
        if now is not None and now.blob == sha and self._is_read_so(now, form):
            return now.columns, now.rows
        key = (sha, form.path, *form.calendar)
        if key not in self._known:
            if sha not in self._contents:
                self._contents |= dict(self.read([sha]))
            # a version is read once under one fiscal year, so its text need not be kept
            content = self._contents.pop(sha)
            self._known[key] = None if content is None else self._rows(content, kpi, form)
        return self._known[key]

    def _rows(self, content: bytes, kpi: str, form: Form) -> tuple[tuple[str, ...], tuple[Row, ...]] | None:
        text = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
        if b'"' in text or b"\r" in text:
            reader = _read(content, form)
            return (reader.columns, tuple(reader.rows)) if reader.columns else None
        header, *lines = text.split(b"\n")
        if (first := self._first_of_today(text, header, kpi, form)) is not None:
            return tuple(header.decode().split(",")), first
        known = self._lines_of(header, kpi, form)
        missing = [line for line in dict.fromkeys(lines) if line and line not in known]
        if missing or not lines:
            reader = _read(b"\n".join((header, *missing)), form)
            if not reader.columns:
                return None
            known |= dict.fromkeys(missing)
            known |= {missing[row.line - 2]: row for row in reader.rows}
        found = [row for line in lines if line and (row := known[line])]
        return tuple(header.decode().split(",")), tuple(found)

    def _first_of_today(self, text: bytes, header: bytes, kpi: str, form: Form) -> tuple[Row, ...] | None:
        """Return the rows of a text that today's file begins with, as they were read today; else None."""
        now = self.present.get(kpi)
        if now is None or not self._is_read_so(now, form) or _header(now) != header:
            return None
        whole = self._contents.get(now.blob)
        begins = text.rstrip(b"\n") + b"\n"
        if whole is None or not whole.startswith(begins):
            return None
        last = begins.count(b"\n")
        return tuple(now.rows[: bisect_right(now.rows, last, key=attrgetter("line"))])

    def _lines_of(self, header: bytes, kpi: str, form: Form) -> _Lines:
        key = (header, form.path, *form.calendar)
        if key not in self._lines:
            now = self.present.get(kpi)
            is_same = now and self._is_read_so(now, form) and _header(now) == header
            self._lines[key] = _written(now) if now and is_same else {}
        return self._lines[key]

    def _is_read_so(self, now: Kpi, form: Form) -> bool:
        """Return whether today's rows were read as those of a version are."""
        is_fiscal = form.fields.periods == "fiscal"
        return now.fiscal == is_fiscal and self.calendar == form.config.fiscal_year


def _read(content: bytes, form: Form) -> SeriesReader:
    reader = SeriesReader(form.path, form.fields, form.config)
    reader.read(content)
    return reader


def _header(kpi: Kpi) -> bytes:
    return ",".join(kpi.columns).encode()


def _written(kpi: Kpi) -> _Lines:
    """Return today's rows by the line that they stand for; rows with a target are left out.

    A row keeps its value as it was written, but not its target. A line that was written in another way is
    found in no version, and is read.
    """
    if kpi.columns == ("date", "value"):
        return {f"{row.period.label},{row.text}".encode(): row for row in kpi.rows}
    found: _Lines = {}
    for row in kpi.rows:
        if row.target is None:
            cells = {"date": row.period.label, "value": row.text, "target": "", "note": row.note}
            cells |= dict(zip(kpi.dimensions, row.slice, strict=True))
            found[",".join(cells[name] for name in kpi.columns).encode()] = row
    return found
