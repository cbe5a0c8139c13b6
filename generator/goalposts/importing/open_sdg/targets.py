"""Numeric targets of the source as goals: one goal with one reach result for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from goalposts.importing.front_matter import Digits, Value, page
from goalposts.importing.open_sdg.kpis import NOBODY, ImportedKpi
from goalposts.importing.open_sdg.series import names
from goalposts.importing.open_sdg.source import Indicator
from goalposts.importing.open_sdg.table import SourceRow, strict_number
from goalposts.importing.open_sdg.titles import fitted
from goalposts.importing.open_sdg.yaml_reader import Node
from goalposts.importing.prose import escape
from goalposts.importing.report import Ledger
from goalposts.records.days import in_time

OPTIONS = "progress_calculation_options"
BASE_YEAR = "2015"
TARGET_YEAR = "2030"
_KNOWN = frozenset({"series", "unit", "disaggregation", "target", "target_year", "base_year", "direction"})
_YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)


class _Target(Struct, frozen=True):
    kpi: ImportedKpi
    where: Mapping[str, str]
    target: str
    due: int
    baseline: SourceRow
    asked_base: int


class _NotATargetError(ValueError):
    """Why an entry is no key result."""


def goal_files(kpis: Sequence[ImportedKpi], taken: set[str], ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield path and text of a goal for each numeric target of an indicator; report the others.

    `kpis` are the KPIs of one indicator, `taken` the goal ids in use, which is added to.
    """
    indicator = kpis[0].indicator
    value = indicator.fields.get(OPTIONS, "")
    for number, entry in enumerate(value if isinstance(value, list) else [value], start=1):
        path = indicator.origins.get(OPTIONS, indicator.path)
        if not isinstance(entry, dict):
            if entry:
                ledger.leave_out(path, f"target {number}", "is not a mapping with target and target_year")
            continue
        for name in entry:
            if name not in _KNOWN and entry[name]:
                ledger.leave_out(path, f"`{name}` of target {number}", "has no counterpart in a key result")
        if not entry.get("target"):
            continue
        try:
            target = _target(entry, kpis)
        except _NotATargetError as reason:
            ledger.leave_out(path, f"target {number} ({_text(entry, 'target') or 'no text'})", str(reason))
        else:
            yield _goal(indicator, target, taken, ledger)


def _text(entry: Mapping[str, Node], name: str, default: str = "") -> str:
    value = entry.get(name, "")
    return (value.strip() if isinstance(value, str) else "") or default


def _target(entry: Mapping[str, Node], kpis: Sequence[ImportedKpi]) -> _Target:
    target = strict_number(_text(entry, "target"))
    if not target:
        raise _NotATargetError(
            "is not a number; expected digits with a point for decimals, such as 70 or 0.5"
        )
    base, due = (_text(entry, "base_year", BASE_YEAR), _text(entry, "target_year", TARGET_YEAR))
    for name, year in (("base_year", base), ("target_year", due)):
        if not _YEAR.fullmatch(year) or not in_time(date(int(year), 1, 1)):
            raise _NotATargetError(f"`{name}` is `{year}`; expected a year such as 2030")
    kpi = _kpi(entry, kpis)
    where = _where(entry, kpi)
    baseline = _baseline(kpi, where, int(base))
    if baseline is None:
        raise _NotATargetError(f"there is no value in {base} or later to measure from")
    if _first_year(baseline) >= int(due):
        raise _NotATargetError(
            f"the first value to measure from is of {_first_year(baseline)}, not before {due}"
        )
    _check_side(entry, float(target), float(baseline.value))
    return _Target(kpi, where, target, int(due), baseline, int(base))


def _kpi(entry: Mapping[str, Node], kpis: Sequence[ImportedKpi]) -> ImportedKpi:
    wanted = {"series": _text(entry, "series"), "unit": _text(entry, "unit")}
    for kpi in kpis:
        if names(wanted, kpi.series.combination):
            return kpi
    asked = ", ".join(f"{name} `{word}`" for name, word in wanted.items() if word)
    raise _NotATargetError(f"the data has no {asked}")


def _where(entry: Mapping[str, Node], kpi: ImportedKpi) -> dict[str, str]:
    node = entry.get("disaggregation", "")
    parts = node if isinstance(node, list) else [node]
    where: dict[str, str] = {}
    for part in parts:
        if not part:
            continue
        if not isinstance(part, dict):
            raise _NotATargetError("`disaggregation` is not a list of field and value")
        pairs = [(part["field"], part.get("value", ""))] if "field" in part else list(part.items())
        for field, value in pairs:
            if not isinstance(field, str) or not isinstance(value, str) or not value.strip():
                raise _NotATargetError("`disaggregation` is not a list of field and value")
            if field not in kpi.series.sources:
                raise _NotATargetError(f"the data has no column `{field}` with values")
            column = kpi.series.dimensions[kpi.series.sources.index(field)]
            where[column] = " ".join(value.split())
    return where


def _baseline(kpi: ImportedKpi, where: Mapping[str, str], base: int) -> SourceRow | None:
    """Return the last row of the base year, else the last row of the first later year that has one."""
    wanted = tuple(where.get(name, "") for name in kpi.series.dimensions)
    rows = [row for row in kpi.series.rows if row.slice == wanted and row.value and _first_year(row) >= base]
    if not rows:
        return None
    year = min(_first_year(row) for row in rows)
    return max((row for row in rows if _first_year(row) == year), key=lambda row: row.period.end)


def _first_year(row: SourceRow) -> int:
    # a split year or a range of years counts by its first year, as in the programs that publish the format
    return row.period.start.year


def _check_side(entry: Mapping[str, Node], target: float, baseline: float) -> None:
    if target == baseline:
        raise _NotATargetError("is the value it is measured from, so there is no way to go")
    direction = _text(entry, "direction").casefold()
    if (direction == "positive" and target < baseline) or (direction == "negative" and target > baseline):
        raise _NotATargetError(
            f"was reached before: it is measured from {baseline:g} and {direction} is better"
        )


def _goal(indicator: Indicator, target: _Target, taken: set[str], ledger: Ledger) -> tuple[str, str]:
    stem = f"{indicator.id.kpi}-by-{target.due}"
    goal, number = stem, 2
    while goal in taken:
        goal, number = f"{stem}-{number}", number + 1
    taken.add(goal)
    slice_words = "".join(f", {value}" for value in target.where.values())
    base = _first_year(target.baseline)
    tail = f"{slice_words}: {target.target} by {target.due}"
    title = fitted(indicator.path, target.kpi.title.whole, tail, ledger)
    fields: dict[str, Value] = {
        "title": title.text,
        "level": "team",
        "kind": "performance",
        "owner": NOBODY,
        "start": date(base, 1, 1),
        "due": date(target.due, 12, 31),
        "key_results": [
            {
                "kpi": target.kpi.id,
                "where": target.where,
                "target": Digits(target.target),
                "baseline": Digits(target.baseline.value),
            }
        ],
    }
    body = [f"**{escape(title.whole)}**"] if title.is_cut else []
    body.append(
        f"A target of the source for indicator {indicator.id.number}. "
        f"It is measured from the value of {target.baseline.period.label}, {target.baseline.value}."
    )
    if base != target.asked_base:
        body.append(f"The source asks for the base year {target.asked_base}, which has no value.")
        reason = f"{goal} is measured from {base}, the first year with a value after {target.asked_base}"
        ledger.decide(indicator.origins[OPTIONS], reason)
    folder = f"goals/{indicator.id.goal_team}/{indicator.id.target_team}"
    return f"{folder}/{goal}.md", page(fields, "\n\n".join(body))
