"""One KPI for each combination of series and unit: which rows are its own, and which one comes first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from goalposts.importing.open_sdg.settings import Settings
from goalposts.importing.open_sdg.source import Indicator
from goalposts.importing.open_sdg.table import SourceRow, Table
from goalposts.importing.report import Ledger
from goalposts.records.ids import MAX_ID, proposed_id


class Combination(Struct, frozen=True):
    """What the rows of one KPI share: the series, the unit and its multiplier; blank where not given."""

    series: str = ""
    unit: str = ""
    multiplier: str = ""


class KpiSeries(Struct, frozen=True):
    """The rows of one KPI. `dimensions` are those that some row fills, `sources` their original names."""

    id: str
    combination: Combination
    dimensions: tuple[str, ...]
    sources: tuple[str, ...]
    rows: tuple[SourceRow, ...]

    @property
    def values(self) -> int:
        """Return how many rows have a value."""
        return sum(1 for row in self.rows if row.value)

    @property
    def has_total(self) -> bool:
        """Return whether some row with a value stands for the total: all of its dimensions are blank."""
        return any(row.value and not any(row.slice) for row in self.rows)


def split_series(
    indicator: Indicator, table: Table, settings: Settings, ledger: Ledger, *, taken: set[str]
) -> list[KpiSeries]:
    """Return the KPIs of an indicator, the headline first; one without rows where there is no data.

    `taken` holds the ids that are in use already and is added to.
    """
    rows: dict[Combination, list[SourceRow]] = {}
    for row in table.rows:
        rows.setdefault(Combination(row.series, row.unit, row.multiplier), []).append(row)
    ordered = _headline_first(indicator, list(rows), settings) or [Combination()]
    ids = _ids(indicator, ordered, taken)
    return [
        _kpi_series(name, combination, table, _without_repeats(table, rows.get(combination, []), ledger))
        for name, combination in zip(ids, ordered, strict=True)
    ]


def matches(wanted: str, found: str) -> bool:
    """Return whether a setting's word, blank for any, means a cell's word."""
    return not wanted or " ".join(wanted.split()).casefold() == found.casefold()


def _headline_first(
    indicator: Indicator, combinations: Sequence[Combination], settings: Settings
) -> list[Combination]:
    starts = indicator.mappings("data_start_values")
    titles = [
        entry for entry in indicator.mappings("graph_titles") if entry.get("series") or entry.get("unit")
    ]
    fields = {settings.series_column.casefold(): "series", settings.unit_column.casefold(): "unit"}

    def is_start(combination: Combination) -> bool:
        wanted = [(fields.get(start.get("field", "").casefold()), start.get("value", "")) for start in starts]
        asked = [(part, value) for part, value in wanted if part]
        return bool(asked) and all(matches(value, getattr(combination, part)) for part, value in asked)

    def place(combination: Combination) -> int:
        fits = (index for index, entry in enumerate(titles) if names(entry, combination))
        return next(fits, len(titles))

    return sorted(combinations, key=lambda one: (not is_start(one), place(one)))


def names(entry: object, combination: Combination) -> bool:
    """Return whether an entry with `series` and `unit`, blank for any, means the combination."""
    if not isinstance(entry, dict):
        return False
    return matches(entry.get("series", ""), combination.series) and matches(
        entry.get("unit", ""), combination.unit
    )


def _ids(indicator: Indicator, combinations: Sequence[Combination], taken: set[str]) -> list[str]:
    stem = indicator.id.kpi
    taken.add(stem)
    words = [
        proposed_id(distinction(combination, combinations)) or "series" for combination in combinations[1:]
    ]
    return [stem, *(_free_id(stem, word, taken) for word in words)]


def distinction(combination: Combination, combinations: Sequence[Combination]) -> str:
    """Return the words that tell a combination from the others: its series, else its unit, else both."""
    for parts in (("series",), ("unit",), ("series", "unit"), ("series", "unit", "multiplier")):
        words = [tuple(getattr(one, part) for part in parts) for one in combinations]
        own = tuple(getattr(combination, part) for part in parts)
        if any(own) and words.count(own) == 1:
            return ", ".join(word for word in own if word)
    return combination.series or combination.unit


def _free_id(stem: str, words: str, taken: set[str]) -> str:
    """Return `stem-words`, cut at a word to 64 characters, with a number where that is taken; and take it."""
    number = 1
    while True:
        end = f"-{number}" if number > 1 else ""
        room = MAX_ID - len(stem) - len(end) - 1
        cut = words if len(words) <= room else words[: room + 1].rpartition("-")[0] or words[:room]
        free = f"{stem}-{cut.strip('-')}{end}"
        if free not in taken:
            taken.add(free)
            return free
        number += 1


def _without_repeats(table: Table, rows: Sequence[SourceRow], ledger: Ledger) -> list[SourceRow]:
    first: dict[tuple[date, date, tuple[str, ...]], SourceRow] = {}
    for row in rows:
        key = (row.period.start, row.period.end, row.slice)
        if key in first:
            own = ", ".join(part for part in row.slice if part) or "total"
            found = f"`{row.value}`, not `{first[key].value}`"
            found = "the same value" if row.value == first[key].value else found
            reason = f"{row.period.label} ({own}) stands on line {first[key].line} already; here with {found}"
            ledger.leave_out(table.path, "row", reason, line=row.line)
        else:
            first[key] = row
    return list(first.values())


def _kpi_series(name: str, combination: Combination, table: Table, rows: Sequence[SourceRow]) -> KpiSeries:
    used = [index for index in range(len(table.dimensions)) if any(row.slice[index] for row in rows)]
    narrowed = tuple(replace(row, slice=tuple(row.slice[index] for index in used)) for row in rows)
    return KpiSeries(
        name,
        combination,
        tuple(table.dimensions[index] for index in used),
        tuple(table.sources[index] for index in used),
        narrowed,
    )
