"""Files that are no pages: each KPI's series as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date

from goalposts.pages import links
from goalposts.pages.page import Download, Edition
from goalposts.records.kpi import Kpi, Row

# what makes a spreadsheet read a text as a formula, the full-width forms included
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def make(edition: Edition) -> Iterator[Download]:
    """Yield the CSV of every KPI."""
    return make_some(edition, tuple(edition.repository.kpis))


def make_some(edition: Edition, kpis: Sequence[str]) -> Iterator[Download]:
    """Yield the CSV of some KPIs."""
    for kpi_id in kpis:
        series = series_csv(edition.repository.kpis[kpi_id], edition.scorecard.as_of)
        yield Download(links.kpi_csv_url(kpi_id), series)


# --- series ----------------------------------------------------------------------------------------


def series_csv(kpi: Kpi, as_of: date) -> str:
    """Return the rows whose period is over by `as_of`, in the columns and the order of the KPI's own file.

    Numbers stay as they were written; a text that a spreadsheet would take for a formula gets a leading
    apostrophe. Lines end in LF.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([safe_text(column) for column in kpi.columns])
    for row in kpi.rows:
        if row.period.end <= as_of:
            writer.writerow(_cells(kpi, row))
    return buffer.getvalue()


def safe_text(text: str) -> str:
    """Return the text so that no spreadsheet runs it: with a leading `'` where it looks like a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cells(kpi: Kpi, row: Row) -> list[str]:
    known = {
        "date": row.period.label,
        "value": row.text if row.value is not None else "",
        "target": _number(row.target),
        "note": safe_text(row.note),
    }
    dimensions = dict(zip(kpi.dimensions, map(safe_text, row.slice), strict=True))
    return [known[column] if column in known else dimensions[column] for column in kpi.columns]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
