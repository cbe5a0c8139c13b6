"""Files that are no pages: each KPI's series as CSV, and the site map of a public site."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape

from goalposts.pages import links
from goalposts.pages.page import Download, Edition
from goalposts.pages.standing import cycles_in_use
from goalposts.records.kpi import Kpi, Row

# what makes a spreadsheet read a text as a formula, the full-width forms included
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def make(edition: Edition) -> Iterator[Download]:
    """Yield the CSV of every KPI, and the site map where the site is public and has an address."""
    for kpi_id, kpi in sorted(edition.repository.kpis.items()):
        yield Download(links.kpi_csv_url(kpi_id), series_csv(kpi, edition.scorecard.as_of))
    if site_map := make_site_map(edition):
        yield Download("sitemap.xml", site_map)


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


# --- site map --------------------------------------------------------------------------------------


def make_site_map(edition: Edition) -> str | None:
    """Return the site map: the permanent pages of a public site; None where others should not look."""
    site = edition.repository.config.site
    if edition.repository.audience != "public" or not site.url:
        return None
    rows = [
        f"<url><loc>{escape(links.absolute_url(site, page) or '')}</loc></url>" for page in _pages(edition)
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *rows,
        "</urlset>",
    ]
    return "\n".join(lines) + "\n"


def _pages(edition: Edition) -> Iterator[str]:
    repository = edition.repository
    yield from (
        links.HOME,
        links.GOALS,
        links.KPIS,
        links.MAP,
        links.TEAMS,
        links.PEOPLE,
        links.CYCLES,
        links.NUMBERS,
    )
    yield from (links.goal_url(key) for key in sorted(repository.goals))
    yield from (links.kpi_url(key) for key in sorted(repository.kpis))
    yield from (links.team_url(key) for key in sorted(repository.teams))
    yield from (links.person_url(key) for key in sorted(repository.people))
    yield from (links.cycle_url(key) for key in cycles_in_use(repository))
