"""The files of a chart: its drawing as SVG and its numbers as CSV, beside the page that shows it."""

from __future__ import annotations

import csv
import io

from msgspec import Struct

from goalposts.charts import Chart, SeriesChart
from goalposts.charts.network import NetworkChart
from goalposts.charts.standalone import WIDE, WIDTH, Sheet, stand_alone
from goalposts.charts.table import Cell, Rows, rows_of, rows_of_map
from goalposts.pages import links
from goalposts.pages.downloads import safe_text
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition


class ChartFiles(Struct, frozen=True):
    """Where a chart is offered as files; addresses are relative to the site's root.

    `csv` is empty where the numbers stand in another file already. `rows` are the numbers of a chart that
    does not hold them itself, such as milestones with their titles.
    """

    svg: str
    csv: str
    title: str
    source: str
    rows: Rows = ()


def files_of(edition: Edition, fmt: Formatter, stem: str, title: str, rows: Rows | None = ()) -> ChartFiles:
    """Return the files of the chart at an address without ending, such as `goals/x/progress_over_time`.

    `rows` of None: the page offers the numbers itself.
    """
    site = edition.repository.config.site
    page = f"{stem.rpartition('/')[0]}/"
    where = links.absolute_url(site, page)
    told = fmt.say("{site}, as of {day}", site=site.name, day=fmt.full_day(edition.scorecard.as_of))
    table = f"{stem}.csv" if rows is not None else ""
    return ChartFiles(f"{stem}.svg", table, title, f"{told}, {where}" if where else told, rows or ())


def svg_file(files: ChartFiles, chart: Chart | NetworkChart, drawn: str) -> str:
    """Return the SVG of a chart as a file of its own, around the drawing that the page shows."""
    width = WIDE if isinstance(chart, NetworkChart) else WIDTH
    return stand_alone(drawn, Sheet(files.title, files.source, width))


def csv_file(files: ChartFiles, chart: Chart | NetworkChart) -> str:
    """Return the numbers of a chart as CSV: numbers as numbers, texts so that no spreadsheet runs them."""
    rows = files.rows
    if isinstance(chart, SeriesChart):
        rows = rows or rows_of(chart)
    elif isinstance(chart, NetworkChart):
        rows = rows_of_map(chart)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([_written(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe_text(cell)
    return str(int(cell)) if cell == int(cell) and abs(cell) < 1e15 else repr(cell)
