"""A new KPI: a definition that shows what belongs into it, and a series that waits for its first value."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from goalposts.editing.yaml_writing import scalar

SERIES = b"date,value\n"
RANGE = ("at_least", "at_most")


class NewKpi(Struct, frozen=True):
    """What a new KPI says; `healthy` has `at_least`, `at_most`, both or neither."""

    id: str
    title: str
    direction: str
    cadence: str
    unit: str = "count"
    owner: str | None = None
    team: str | None = None
    healthy: Mapping[str, str] = field(default_factory=dict)


def kpi_text(kpi: NewKpi, modeline: str = "") -> str:
    """Return the definition of a new KPI, with a few words on each field."""
    lines = [
        f"title: {scalar(kpi.title)}",
        f"direction: {kpi.direction} # which way is better: up, down, hold, or none",
        f"unit: {scalar(kpi.unit)} # percent, ratio, count, currency:EUR, duration:minutes, or a word",
        f"decimals: {_decimals(kpi)} # how many are shown",
        f"cadence: {kpi.cadence} # daily, weekly, monthly, quarterly, yearly, or irregular for events",
        *([f"owner: {kpi.owner} # who answers for the number"] if kpi.owner else []),
        *([f"team: {kpi.team}"] if kpi.team else []),
    ]
    if kpi.healthy:
        lines.append("healthy: # outside of it the KPI is not healthy")
        lines += [f"  {bound}: {kpi.healthy[bound]}" for bound in RANGE if bound in kpi.healthy]
    front = "\n".join(lines)
    return f"---\n{modeline}{front}\n---\n\n{_BODY}\n"


_BODY = "<!-- What does the number mean, how is it measured, and what are its limits? Write it here. -->"


def _decimals(kpi: NewKpi) -> int:
    written = [len(text.partition(".")[2]) for text in kpi.healthy.values()]
    usual = {"percent": 1, "ratio": 3}.get(kpi.unit, 0)
    return min(9, max([usual, *written]))
