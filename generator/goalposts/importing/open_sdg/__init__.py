"""Import from the Open SDG format: indicators with metadata, data and targets in one repository.

The flow: `source` finds the files of each indicator and reads settings and metadata, `table` reads rows,
`series` makes one KPI of each series and unit, `kpis` and `bodies` write it, `targets` turns numeric
targets into goals, `hierarchy` writes the frame. Only `source` reads and only the last step writes.
"""

from __future__ import annotations

from pathlib import Path

from goalposts.importing.contract import Progress
from goalposts.importing.folders import check_destination, write_files
from goalposts.importing.open_sdg.bodies import Words
from goalposts.importing.open_sdg.hierarchy import frame_files
from goalposts.importing.open_sdg.kpis import ImportedKpi, kpi_files, make_kpis
from goalposts.importing.open_sdg.metadata import report_fields
from goalposts.importing.open_sdg.series import split_series
from goalposts.importing.open_sdg.source import Indicator, SourceRepository, read_source
from goalposts.importing.open_sdg.table import Table, read_table
from goalposts.importing.open_sdg.targets import goal_files
from goalposts.importing.report import ImportReport, Ledger, TakenOver

REPORT = "import-report.md"


def import_open_sdg(source: Path, into: Path, progress: Progress) -> ImportReport:
    """Turn the Open SDG repository `source` into a goals repository in `into`, and return the report.

    `into` must be empty or not exist. `progress` gets one line for each indicator. Raises
    `ImportRefusedError`, before anything is written, where the source is of another kind or the
    destination is not free.
    """
    ledger = Ledger()
    check_destination(into, source)
    repository = read_source(source, ledger)
    words = Words(repository.translations, ledger)
    files = dict(frame_files(repository.indicators, repository.settings, words))
    kpis: list[ImportedKpi] = []
    taken_kpis = {indicator.id.kpi for indicator in repository.indicators}
    taken_goals: set[str] = set()
    for number, indicator in enumerate(repository.indicators, start=1):
        progress(f"{indicator.id.name} ({number} of {len(repository.indicators)})")
        table = _table(repository, indicator)
        series = split_series(indicator, table, repository.settings, ledger, taken=taken_kpis)
        made = make_kpis(indicator, series, words)
        for kpi in made:
            files |= kpi_files(kpi, words)
        files |= goal_files(made, taken_goals, ledger)
        kpis += made
    report_fields(repository.indicators, ledger)
    report = _report(source, repository, kpis, len(taken_goals))
    write_files(into, files | {REPORT: report.markdown()})
    return report


def _table(repository: SourceRepository, indicator: Indicator) -> Table:
    text = repository.folder.read(indicator.data_path) if indicator.data_path else None
    if text is None:
        return Table(indicator.data_path, (), (), ())
    return read_table(indicator.data_path, text, repository.settings, repository.folder.ledger)


def _report(source: Path, repository: SourceRepository, kpis: list[ImportedKpi], goals: int) -> ImportReport:
    ledger = repository.folder.ledger
    with_values = {kpi.indicator.id for kpi in kpis if kpi.series.values}
    rows = sum(len(kpi.series.rows) for kpi in kpis)
    values = sum(kpi.series.values for kpi in kpis)
    counts = (
        ("indicators", len(repository.indicators)),
        ("indicators with data", len(with_values)),
        ("indicators without data", len(repository.indicators) - len(with_values)),
        ("KPIs", len(kpis)),
        ("values", values),
        ("gaps", rows - values),
        ("goals", goals),
        ("rows left out", sum(1 for left in ledger.left_out if left.what == "row")),
        ("other things left out", sum(1 for left in ledger.left_out if left.what != "row")),
    )
    taken = tuple(
        TakenOver(
            kpi.id,
            kpi.indicator.data_path or kpi.indicator.path,
            len(kpi.series.rows),
            len(kpi.series.rows) - kpi.series.values,
        )
        for kpi in kpis
    )
    return ImportReport("open-sdg", source.resolve().name, counts, taken, ledger.decisions, ledger.left_out)
