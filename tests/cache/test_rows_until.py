"""Rows up to a day: later ones change nothing for whoever looks at no later ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

import pytest
from msgspec.structs import replace

from goalposts.cache import rows_until
from goalposts.cache.changes import Changes
from goalposts.cache.derived import Ledger
from goalposts.cache.leaves import Leaf
from goalposts.cache.reads import Reads, WatchedRows
from goalposts.cache.rows_until import KIND, RowsUntil, limited
from goalposts.cache.trace import Trace
from goalposts.records.kpi import Kpi
from tests.cache.test_changes import kept
from tests.pages.company import company

DAY = date(2026, 10, 31)
FILES = {
    "kpis/rate.md": "---\ntitle: Rate\ndirection: up\nunit: percent\ncadence: monthly\n---\n",
    "kpis/rate.csv": "date,value\n2026-09,80\n2026-10,81\n2026-11,82\n",
}


class Looking:
    """A build in which somebody looks at the rows of a KPI up to a day."""

    def __init__(self, series: str, trace: Trace) -> None:
        kpi = company({**FILES, "kpis/rate.csv": series}).repository.kpis["rate"]
        self.ledger = Ledger(Reads())
        reads = self.ledger.reads
        rows = cast(Any, WatchedRows(("rows", "rate"), kpi.rows, reads))
        self.kpis: Mapping[str, Kpi] = {"rate": replace(kpi, rows=rows)}
        before = trace.known
        self.leaves = trace.leaves
        self.changes = Changes(self.ledger, before, self.leaves)
        self.changes.add("rows", {"rate": series.encode()})
        self.until = RowsUntil(self.kpis, before.worked_out.get(KIND, {}))
        self.changes.add_derived(self.until)

    def look(self) -> frozenset[Leaf]:
        """Returns what is noted where the rows are looked at."""
        with self.ledger.reads.noting() as found, limited(self.ledger.reads, self.until, DAY):
            assert len(self.kpis["rate"].rows)
        return frozenset(found)


@pytest.mark.parametrize(
    ("name", "series", "has_changed"),
    [
        ("nothing", FILES["kpis/rate.csv"], False),
        ("a later value", "date,value\n2026-09,80\n2026-10,81\n2026-11,99\n", False),
        ("a later row", f"{FILES['kpis/rate.csv']}2026-12,83\n", False),
        ("an earlier value", "date,value\n2026-09,80\n2026-10,99\n2026-11,82\n", True),
        ("an earlier note", "date,value,note\n2026-09,80,\n2026-10,81,so\n2026-11,82,\n", True),
        ("an earlier row", "date,value\n2026-08,79\n2026-09,80\n2026-10,81\n2026-11,82\n", True),
    ],
)
def test_only_rows_up_to_the_day_count(name: str, series: str, has_changed: bool) -> None:
    """Who looks at rows up to a day depends on those, and not on the file."""
    first = Looking(FILES["kpis/rate.csv"], Trace())
    seen = first.look()
    assert seen == {(KIND, "2026-10-31 rate")}, name
    after = kept(Trace(first.changes.after(), leaves=first.leaves))
    assert Looking(series, after).changes.none_of(seen) is not has_changed


def test_what_is_known_is_not_hashed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the series is as it was, looking at it again hashes no row, and notes the same."""
    first = Looking(FILES["kpis/rate.csv"], Trace())
    seen = first.look()
    after = kept(Trace(first.changes.after(), leaves=first.leaves))
    monkeypatch.setattr(rows_until, "_hashes_of", lambda rows: pytest.fail("hashed again"))
    second = Looking(FILES["kpis/rate.csv"], after)
    assert second.look() == seen
    assert second.changes.none_of(seen)
