"""What the latest value of a KPI is compared with: its range, the period before, a year ago, a target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import KpiScore
from goalposts.measuring.status import Health
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.kpi_charts import Promise, in_short
from goalposts.pages.kpi_words import (
    bound_words,
    healthy_bound,
    signed_words,
    told_period,
    told_shortly,
    value_words,
)
from goalposts.pages.words import StatusView, health_view, kpi_status
from goalposts.records.kpi import Kpi, Observation


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that the latest value is compared with; a `status` stands instead of words."""

    term: str
    words: str
    note: str
    status: StatusView | None = None


def comparisons(fmt: Formatter, score: KpiScore, aim: Promise | None) -> Iterator[Comparison]:
    """Yield what the latest value is compared with: its range, the past, and a target."""
    kpi, latest = score.kpi, score.latest
    assert latest is not None
    yield Comparison(
        capitalised(fmt.period(latest.period, fiscal=kpi.fiscal)),
        "",
        _health_note(fmt, score),
        status=_badge(score),
    )
    for change, name in ((score.change, ""), (score.year_ago, "a year ago")):
        if change is None or change.since.value is None:
            continue
        since = told_shortly(fmt, kpi, change.since.period)
        before = f"from {value_words(fmt, kpi, change.since.value)}"
        note = f"{before} {in_short(fmt, kpi, change.since.period)}" if name else before
        yield Comparison(f"Against {name or since}", signed_words(fmt, kpi, change), note)
    if latest.target is not None:
        note = f"{bound_words(fmt, kpi, latest.target)} for {told_period(fmt, kpi, latest.period)}"
        yield Comparison("To the target", _to_target(fmt, kpi, latest, latest.target), note)
    elif aim:
        note = f"{bound_words(fmt, kpi, aim.target)} by {fmt.day(aim.goal.due)}"
        yield Comparison("To the target", _to_target(fmt, kpi, latest, aim.target), note)


def _badge(score: KpiScore) -> StatusView:
    if score.kpi.direction == "none" and not score.is_stale:
        return health_view(Health.UNKNOWN, word="Not judged")
    return kpi_status(score)


def _health_note(fmt: Formatter, score: KpiScore) -> str:
    kpi = score.kpi
    if kpi.direction == "none":
        return "it describes, without a healthy range"
    return healthy_bound(fmt, kpi, is_inside=score.health is Health.HEALTHY)


def _to_target(fmt: Formatter, kpi: Kpi, latest: Observation, target: float) -> str:
    assert latest.value is not None
    apart = half_up(latest.value - target, 9)
    if apart == 0:
        return "Reached"
    amount = fmt.amount(apart, kpi.unit, kpi.decimals)
    if kpi.direction in ("hold", "none"):
        return f"{amount} {'above' if apart > 0 else 'below'} it"
    reached = apart > 0 if kpi.direction == "up" else apart < 0
    side = "above" if apart > 0 else "below"
    return f"Reached, {amount} {side} it" if reached else f"{amount} to go"
