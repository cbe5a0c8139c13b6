"""Which cycle comes before another one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from goalposts.records.people import Cycle, named_cycle
from goalposts.records.period import FiscalYear


def previous_cycle(cycle: Cycle, fiscal: FiscalYear, custom: Iterable[Cycle]) -> Cycle | None:
    """Return the cycle of the same form that ends the day before, such as `2026-Q4` before `2027-Q1`.

    Before a custom cycle, the one that ended last counts. None where there is none.
    """
    if named_cycle(cycle.id, fiscal) is None:
        ended = [each for each in custom if each.due < cycle.start]
        return max(ended, key=lambda each: each.due, default=None)
    eve = cycle.start - timedelta(days=1)
    year, dash, part = cycle.id.partition("-")
    parts = {"": [""], "H": ["H1", "H2"], "Q": ["Q1", "Q2", "Q3", "Q4"]}.get(
        part[:1] if not part[:1].isdigit() else "month", [f"{month:02}" for month in range(1, 13)]
    )
    names = (f"{int(year) - back:04}{dash}{each}" for back in (0, 1) for each in parts)
    found = (named_cycle(name, fiscal) for name in names)
    return next((each for each in found if each is not None and each.due == eve), None)
