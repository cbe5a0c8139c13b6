"""Baselines: where a key result begins, and what moved that after the promise without being written there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from goalposts.config import SiteConfig
from goalposts.history.effects import Effect, of_baseline, target_of
from goalposts.history.history import Restatement
from goalposts.history.key_result_changes import WrittenResult
from goalposts.loading.kpis import read_kpis
from goalposts.loading.tree import SourceTree
from goalposts.measuring.series import by_hand, last_value, series_of
from goalposts.records.days import parse_day
from goalposts.records.fields import parse_number
from goalposts.records.kpi import Kpi, Observation


def has_default(result: WrittenResult) -> bool:
    """Return whether a key result begins at a value of its KPI rather than at a number that is written."""
    is_default = result.text("target") is not None and result.text("baseline") is None
    return is_default and not _begins_at_zero(result)


def _begins_at_zero(result: WrittenResult) -> bool:
    return result.text("aggregate") in ("sum", "count")


def baseline_of(result: WrittenResult, start: date | None, kpis: Mapping[str, Kpi]) -> float | None:
    """Return where a key result begins: the baseline that is written, else the default by the present series.

    None where neither is known.
    """
    if (written := result.text("baseline")) is not None:
        return read_number(written)
    if _begins_at_zero(result):
        return 0.0
    if start is None:
        return None
    kpi = kpis.get(result.kpi or "")
    if kpi is not None:
        seen = last_value(_series(kpi, result, start))
        return seen.value if seen else None
    known = _by_hand(result, start)
    return known[-1].value if known else None


class MovedBaseline(Struct, frozen=True):
    """A default baseline that another value took the place of: the period, the values, and which way.

    The period is None where no value was restated, but the key result reads another series.
    """

    period: str | None
    before: str
    after: str | None
    effect: Effect


def moved_by(
    restatement: Restatement, result: WrittenResult, start: date, config: SiteConfig
) -> MovedBaseline | None:
    """Return how a restatement moved the default baseline of a key result, or None where it did not.

    A value of a later period that came in for the first time moves nothing: it was not known before, and
    the value that was the baseline still stands.
    """
    before, after = (_kpi(restatement, series, config) for series in (restatement.before, restatement.after))
    if before is None or after is None:
        return None
    return _restated(_series(before, result, start), _series(after, result, start), result)


def kpi_before(restatement: Restatement, config: SiteConfig) -> Kpi | None:
    """Return a KPI as it was before a restatement."""
    return _kpi(restatement, restatement.before, config)


def moved_by_hand(before: WrittenResult, after: WrittenResult, start: date) -> MovedBaseline | None:
    """Return how other values by hand moved the default baseline of a key result, or None where they did not.

    As with those of a KPI, a value of a later day that is written for the first time moves nothing.
    """
    return _restated(_by_hand(before, start), _by_hand(after, start), after)


def moved_between(was: float | None, now: float | None, result: WrittenResult) -> MovedBaseline | None:
    """Return how the default baseline moved where a key result reads another series now.

    None where it begins at the same value, or where it is not known where it began or begins.
    """
    if was is None or now is None or was == now:
        return None
    effect = of_baseline(was, now, target_of(result.text("target")))
    return MovedBaseline(None, f"{was:.15g}", f"{now:.15g}", effect)


def reads(result: WrittenResult) -> tuple[object, ...]:
    """Return which series a key result reads, and whether it adds up from zero."""
    return result.kpi, result.slice, _begins_at_zero(result)


def _restated(
    before: tuple[Observation, ...], after: tuple[Observation, ...], result: WrittenResult
) -> MovedBaseline | None:
    was, now = last_value(before), last_value(after)
    if was is None or was.value is None:
        return None
    value = now.value if now else None
    if value == was.value or any(seen.period == was.period and seen.value == was.value for seen in after):
        return None
    effect = of_baseline(was.value, value, target_of(result.text("target")))
    return MovedBaseline(
        was.period.label, f"{was.value:.15g}", None if value is None else f"{value:.15g}", effect
    )


def _kpi(restatement: Restatement, series: bytes, config: SiteConfig) -> Kpi | None:
    # JSON is YAML, so the definition takes the same way in as that of a file
    definition = f"---\n{json.dumps(restatement.definition.fields, ensure_ascii=False)}\n---\n".encode()
    path = restatement.path
    tree = SourceTree({path: definition, path.removesuffix(".md") + ".csv": series})
    return next((each for each in read_kpis(tree, config) if isinstance(each, Kpi)), None)


def _series(kpi: Kpi, result: WrittenResult, until: date) -> tuple[Observation, ...]:
    where = result.fields.get("where")
    slice_ = {str(name): str(part) for name, part in where.items()} if isinstance(where, dict) else {}
    return series_of(kpi, slice_, until)


def _by_hand(result: WrittenResult, until: date) -> tuple[Observation, ...]:
    values = result.fields.get("values")
    return by_hand(_by_day(values), until) if isinstance(values, dict) else ()


def read_date(text: str | None) -> date | None:
    """Return a written day, or None where it is none."""
    try:
        return parse_day(text) if text else None
    except ValueError:
        return None


def read_number(text: str) -> float | None:
    """Return a written number, or None where it is none."""
    try:
        return parse_number(text)
    except ValueError:
        return None


def _by_day(values: Mapping[str, object]) -> dict[date, float]:
    known = {read_date(str(day)): read_number(str(value)) for day, value in values.items()}
    return {day: value for day, value in known.items() if day is not None and value is not None}
