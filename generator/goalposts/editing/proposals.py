"""What is proposed for a new record: an id, a cycle, a baseline, checkpoints."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from itertools import count
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from goalposts.key_results.reach import read_target
from goalposts.measuring.rounding import half_up
from goalposts.measuring.series import series_of, with_value
from goalposts.records.ids import MAX_ID
from goalposts.records.kpi import Kpi, Observation
from goalposts.records.period import FiscalYear, end_of_month, parse_period
from goalposts.records.repository import Repository

SHOWN_PERIODS = 8
FROM_NOTHING = ("sum", "count")
"""Aggregates whose baseline is 0, since they begin to count at the start."""


def taken_ids(kind: str, repository: Repository, paths: Iterable[str]) -> dict[str, str]:
    """Return the ids that a new goal, KPI or team cannot have, each with the place of its owner, ` (path)`.

    Former ids are taken too, since their addresses redirect, and so are the names of files that hold no
    readable record.
    """
    records: Mapping[str, Any] = {
        "goal": repository.goals,
        "KPI": repository.kpis,
        "team": {**repository.people, **repository.teams},
    }[kind]
    folder = "kpis" if kind == "KPI" else "goals"
    taken = {"index": ""} if kind == "goal" else {}
    for path in map(PurePosixPath, paths):
        if path.parts[0] == folder and path.suffix == ".md" and (path.name == "index.md") == (kind == "team"):
            taken[path.parent.name if kind == "team" else path.stem] = f" ({path})"
    for record in records.values():
        taken |= dict.fromkeys((record.id, *record.aliases), f" ({record.path})")
    return taken


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return an id like the wanted one that is not taken: itself, or with `-2`, `-3` at its end."""
    if wanted not in taken:
        return wanted
    candidates = (f"{wanted[: MAX_ID - len(str(number)) - 1].rstrip('-')}-{number}" for number in count(2))
    return next(candidate for candidate in candidates if candidate not in taken)


def current_quarter(today: date, fiscal_year: FiscalYear) -> str:
    """Return the name of the quarter that a day is in, by the site's fiscal year: `2026-Q4`."""
    names = (
        f"{year:04}-Q{quarter}"
        for year in (today.year, today.year + 1, today.year - 1)
        for quarter in (1, 2, 3, 4)
    )
    periods = ((name, parse_period(name, fiscal_year)) for name in names)
    return next(name for name, period in periods if period.start <= today <= period.end)


def last_periods(kpi: Kpi, where: Mapping[str, str], today: date) -> tuple[Observation, ...]:
    """Return the last eight periods of a series that are over, oldest first, gaps included."""
    return series_of(kpi, where, today)[-SHOWN_PERIODS:]


class Span(Struct, frozen=True):
    """The days of a goal, and the day on which it is written."""

    start: date
    due: date
    today: date


class Baseline(Struct, frozen=True):
    """Where a goal begins: the number as it should be written, and the period it comes from."""

    text: str
    period: str

    @property
    def value(self) -> float:
        """Return the number."""
        return float(self.text)


def propose_baseline(kpi: Kpi, where: Mapping[str, str], span: Span) -> Baseline | None:
    """Return the last value on or before the start of a goal, else the last one there is, else None."""
    seen = with_value(series_of(kpi, where, span.today))
    before = [each for each in seen if each.period.end <= span.start]
    if not seen:
        return None
    chosen = (before or seen)[-1]
    assert chosen.value is not None
    written = {row.line: row.text for row in kpi.rows}
    text = written.get(chosen.line or 0) or number_text(chosen.value)
    return Baseline(text, chosen.period.label)


def propose_checkpoints(baseline: float, target: str, span: Span, decimals: int) -> dict[date, str]:
    """Return one value a month on a straight line from the baseline to the target, by day.

    The days are the ends of the months between start and due. The values are rounded to the KPI's decimals.
    """
    aim = read_target(target).value(baseline)
    assert aim is not None
    points: dict[date, str] = {}
    day = end_of_month(span.start)
    while day < span.due:
        if day > span.start:
            share = (day - span.start).days / (span.due - span.start).days
            points[day] = number_text(half_up(baseline + (aim - baseline) * share, decimals))
        day = end_of_month(day + timedelta(days=1))
    return points


def number_text(value: float) -> str:
    """Return a number in digits, without an exponent and without decimals that are none: `88`, `85.4`."""
    text = f"{half_up(value, 9):.9f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
