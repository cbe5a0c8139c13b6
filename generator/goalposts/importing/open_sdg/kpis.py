"""The file pair of a KPI: its definition and its series."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from msgspec import Struct

from goalposts.importing.front_matter import Digits, Value, page
from goalposts.importing.open_sdg.bodies import Words, kpi_body, report_inactive_sources, source_of
from goalposts.importing.open_sdg.series import KpiSeries, names
from goalposts.importing.open_sdg.source import Indicator
from goalposts.importing.open_sdg.titles import Title, kpi_title
from goalposts.importing.open_sdg.units import decimals_of, direction_of, unit_of
from goalposts.importing.open_sdg.years import cadence_of

NOBODY = "unassigned"


class ImportedKpi(Struct, frozen=True):
    """One KPI of the new repository, with the indicator it came from."""

    indicator: Indicator
    series: KpiSeries
    title: Title
    unit: str

    @property
    def id(self) -> str:
        """Return the KPI's id."""
        return self.series.id


def make_kpis(indicator: Indicator, series: Sequence[KpiSeries], words: Words) -> list[ImportedKpi]:
    """Return the KPIs of one indicator, the headline first."""
    combinations = [one.combination for one in series]
    return [
        ImportedKpi(
            indicator,
            one,
            kpi_title(indicator, one.combination, combinations, words.translations, words.ledger),
            _unit(indicator, one),
        )
        for one in series
    ]


def _unit(indicator: Indicator, series: KpiSeries) -> str:
    words = series.combination.unit
    if not words and "," not in (stated := indicator.text("computation_units")):
        words = stated
    return unit_of(words, series.combination.multiplier)


def kpi_files(kpi: ImportedKpi, words: Words) -> Iterator[tuple[str, str]]:
    """Yield path and text of the KPI's definition and of its CSV."""
    stem = f"kpis/{kpi.indicator.id.goal_team}/{kpi.id}"
    yield f"{stem}.md", page(_definition(kpi, words), kpi_body(kpi.indicator, kpi.series, kpi.title, words))
    yield f"{stem}.csv", _csv(kpi.series)


def _definition(kpi: ImportedKpi, words: Words) -> dict[str, Value]:
    report_inactive_sources(kpi.indicator, words.ledger)
    return {
        "title": kpi.title.text,
        "direction": direction_of(_directions(kpi)),
        "unit": kpi.unit,
        "decimals": Digits(str(decimals_of(row.value for row in kpi.series.rows))),
        "cadence": cadence_of(row.period for row in kpi.series.rows).value,
        "owner": NOBODY,
        "team": kpi.indicator.id.target_team,
        "source": source_of(kpi.indicator, words.ledger),
    }


def _directions(kpi: ImportedKpi) -> list[str]:
    entries = kpi.indicator.mappings("progress_calculation_options")
    return [
        entry["direction"]
        for entry in entries
        if entry.get("direction") and names(entry, kpi.series.combination)
    ]


def _csv(series: KpiSeries) -> str:
    with_notes = any(row.note for row in series.rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["date", "value", *series.dimensions, *(["note"] if with_notes else [])])
    for row in series.rows:
        writer.writerow([row.period.label, row.value, *row.slice, *([row.note] if with_notes else [])])
    return text.getvalue()
