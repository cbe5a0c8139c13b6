"""What the latest value of a KPI is compared with: its range, the period before, a year ago, a target."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import KpiScore
from goalposts.measuring.status import Health
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.kpi_charts import Promise, in_short, targets_of
from goalposts.pages.kpi_words import (
    before_words,
    bound_words,
    healthy_bound,
    latest_places,
    signed_words,
    told_period,
    told_shortly,
)
from goalposts.pages.words import StatusView, health_view, kpi_status


class Comparison(Struct, frozen=True):
    """One thing that the latest value is compared with; a `status` stands instead of words."""

    term: str
    words: str
    note: str
    status: StatusView | None = None


def comparisons(fmt: Formatter, score: KpiScore, aim: Promise | None) -> Iterator[Comparison]:
    """Yield what the latest value is compared with: its range, the past, and a target."""
    kpi, latest = score.kpi, score.latest
    assert latest is not None
    targets = targets_of(latest, aim)
    places = latest_places(score, *targets)
    yield Comparison(
        capitalised(fmt.period(latest.period, fiscal=kpi.fiscal)),
        "",
        _health_note(fmt, score),
        status=_badge(score, fmt),
    )
    if (change := score.change) and change.since.value is not None:
        since = told_shortly(fmt, kpi, change.since.period)
        before = fmt.say("from {value}", value=before_words(fmt, kpi, change, places))
        words = signed_words(fmt, kpi, change, places)
        yield Comparison(fmt.say("Against {period}", period=since), words, before)
    if (change := score.year_ago) and change.since.value is not None:
        value = before_words(fmt, kpi, change, places)
        when = in_short(fmt, kpi, change.since.period)
        note = fmt.say("from {value} {when}", value=value, when=when)
        yield Comparison(fmt.say("Against a year ago"), signed_words(fmt, kpi, change, places), note)
    if latest.target is not None:
        target, period = bound_words(fmt, kpi, latest.target), told_period(fmt, kpi, latest.period)
        note = fmt.say("{target} for {period}", target=target, period=period)
        yield Comparison(fmt.say("To the target"), _to_target(fmt, score, latest.target, places), note)
    elif aim:
        target, day = bound_words(fmt, kpi, aim.target), fmt.day(aim.goal.due)
        note = fmt.say("{target} by {day}", target=target, day=day)
        yield Comparison(fmt.say("To the target"), _to_target(fmt, score, aim.target, places), note)


def _badge(score: KpiScore, fmt: Formatter) -> StatusView:
    if score.kpi.direction == "none" and not score.is_stale:
        return health_view(Health.UNKNOWN, fmt, word=fmt.say("Descriptive"))
    return kpi_status(score, fmt)


def _health_note(fmt: Formatter, score: KpiScore) -> str:
    kpi = score.kpi
    if kpi.direction == "none":
        return fmt.say("it describes, without a healthy range")
    return healthy_bound(fmt, kpi, is_inside=score.health is Health.HEALTHY)


def _to_target(fmt: Formatter, score: KpiScore, target: float, places: int) -> str:
    kpi, latest = score.kpi, score.latest
    assert latest is not None
    assert latest.value is not None
    apart = half_up(latest.value - target, 9)
    if apart == 0:
        return fmt.say("Reached")
    amount = fmt.amount(apart, kpi.unit, places)
    if kpi.direction in ("hold", "none"):
        return _beside(amount, is_above=apart > 0, fmt=fmt)
    if (apart > 0) is not (kpi.direction == "up"):
        return fmt.say("{amount} to go", amount=amount)
    if apart > 0:
        return fmt.say("Reached, {amount} above it", amount=amount)
    return fmt.say("Reached, {amount} below it", amount=amount)


def _beside(amount: str, *, is_above: bool, fmt: Formatter) -> str:
    return (
        fmt.say("{amount} above it", amount=amount)
        if is_above
        else fmt.say("{amount} below it", amount=amount)
    )
