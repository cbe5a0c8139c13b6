"""Series: rows in order, and the parts of a series by days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from goalposts.loading.parse import parse
from goalposts.loading.tree import SourceTree
from goalposts.measuring.series import InOrder, before, last_value, series_of, since, up_to, with_value
from goalposts.records.kpi import Kpi, Observation

_FIRST = date(2026, 1, 1)
_CONFIG = b"schema: 1\nsite: {name: Goals}\n"
_EVENTS = b"---\ntitle: Outages\ndirection: down\ncadence: irregular\n---\n"

rows = st.lists(st.tuples(st.integers(0, 12), st.none() | st.integers(0, 9)), max_size=9)
days = st.integers(-1, 13).map(lambda number: _FIRST + timedelta(days=number))


def _kpi(written: list[tuple[int, int | None]]) -> Kpi:
    lines = [f"{_FIRST + timedelta(days=day)},{'' if value is None else value}" for day, value in written]
    csv = "\n".join(["date,value", *lines, ""]).encode()
    files = {"site_config.yml": _CONFIG, "kpis/outages.csv": csv, "kpis/outages.md": _EVENTS}
    repository = parse(SourceTree(files)).repository
    assert repository is not None
    return repository.kpis["outages"]


def _series(kpi: Kpi) -> tuple[Observation, ...]:
    return tuple(sorted(kpi.rows, key=lambda row: (row.period.end, row.period.start)))


@given(rows, days)
def test_a_series_is_in_the_order_of_its_days(written: list[tuple[int, int | None]], day: date) -> None:
    """A series holds what was over by a day, the oldest first, however the file is sorted."""
    kpi = _kpi(written)
    expected = tuple(seen for seen in _series(kpi) if seen.period.end <= day)
    assert series_of(kpi, {}, day) == expected
    assert series_of(replace(kpi, rows=InOrder.of(kpi)), {}, day) == expected


@given(rows, days)
def test_parts_of_a_series_are_told_by_days(written: list[tuple[int, int | None]], day: date) -> None:
    """What ends by a day, before it, or on it and later is what going through all of the series finds."""
    series = _series(_kpi(written))
    assert up_to(series, day) == tuple(seen for seen in series if seen.period.end <= day)
    assert before(series, day) == tuple(seen for seen in series if seen.period.end < day)
    assert since(series, day) == tuple(seen for seen in series if seen.period.end >= day)
    assert last_value(series) == (with_value(series) or (None,))[-1]


@given(rows, days, days)
def test_rows_between_begin_with_the_last_value_before(
    written: list[tuple[int, int | None]], day: date, until: date
) -> None:
    """Rows from a day on come with the last value before it, which is a baseline, and all that ended then."""
    every = InOrder.of(_kpi(written))
    known = [end for row, end in zip(every, every.ends, strict=True) if row.value is not None and end < day]
    first = max(known, default=date.min)
    found = every.between(day, until)
    assert tuple(found) == tuple(row for row in every if first <= row.period.end <= until)
    assert found.ends == tuple(row.period.end for row in found)


@pytest.mark.parametrize(
    ("aggregate", "value"), [("mean", 0.898), ("sum", 1.796)], ids=["the mean", "the sum"]
)
def test_slices_are_added_up_as_on_paper(aggregate: str, value: float) -> None:
    """What slices make together is rounded to nine decimals: floats add 0.848 and 0.948 with an error."""
    definition = f"---\ntitle: Uptime\ndirection: up\ncadence: daily\naggregate: {aggregate}\n---\n"
    files = {
        "site_config.yml": _CONFIG,
        "kpis/uptime.csv": b"date,value,region\n2026-01-01,0.848,north\n2026-01-01,0.948,south\n",
        "kpis/uptime.md": definition.encode(),
    }
    repository = parse(SourceTree(files)).repository
    assert repository is not None
    assert [seen.value for seen in series_of(repository.kpis["uptime"], {}, _FIRST)] == [value]
