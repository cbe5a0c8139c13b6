"""A reading of Open SDG data files that shares nothing with the importer: what the figures should be."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

ATTRIBUTES = {"Series", "Units", "Unit measure", "Unit multiplier", "Observation status", "GeoCode"}


class Figures(NamedTuple):
    """What one series has: rows, values among them, and the latest total with its date."""

    rows: int
    values: int
    latest: str
    value: str


def label(year: str) -> str:
    """Return how a year of these files stands in a series: all short ranges in them are ranges of years."""
    if match := re.fullmatch(r"(\d\d)(\d\d)-(\d\d)", year):
        century = int(match[1]) + (int(match[3]) < int(match[2]))
        return f"{match[1]}{match[2]}/{century}{match[3]}"
    return year.replace(" Q", "-Q")


def source_figures(path: Path) -> list[Figures]:
    """Return the figures of every series of a source file, sorted; the first of repeated rows counts."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        lines = [line for line in handle.read().replace("\r\n", "\n").split("\n") if line.strip()]
    series: dict[tuple[str, ...], dict[tuple[str, ...], tuple[str, str, bool]]] = defaultdict(dict)
    for row in csv.DictReader(lines):
        if not row["Year"][:4].isdigit():
            continue
        unit = row.get("Units") or row.get("Unit measure") or ""
        group = (row.get("Series") or "", unit, row.get("Unit multiplier") or "")
        slices = tuple(row[name] for name in row if name not in ATTRIBUTES | {"Year", "Value"})
        key = (row["Year"], *slices)
        series[group].setdefault(key, (label(row["Year"]), row["Value"], not any(slices)))
    return sorted(_figures(list(rows.values())) for rows in series.values())


def written_figures(path: Path) -> Figures:
    """Return the figures of a series in the new repository."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return _figures(
        [
            (
                row["date"],
                row["value"],
                not any(row[name] for name in row if name not in ("date", "value", "note")),
            )
            for row in rows
        ]
    )


def _figures(rows: list[tuple[str, str, bool]]) -> Figures:
    totals = [(when, value) for when, value, is_total in rows if is_total and value]
    latest, value = max(totals, default=("", ""))
    return Figures(len(rows), sum(1 for _, value, _ in rows if value), latest, value)
