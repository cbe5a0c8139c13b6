"""The arithmetic of the second implementation: exact fractions; shares no code with the package."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

Facts = dict[str, Any]


def nine(value: Fraction) -> Fraction:
    """Returns the value rounded half-up to nine decimals."""
    return Fraction((abs(value) * 10**9 + Fraction(1, 2)).__floor__(), 10**9) * (-1 if value < 0 else 1)


def total(values: list[Any], how: str) -> Fraction:
    """Returns values as one."""
    sums = {"last": lambda: values[-1], "count": lambda: Fraction(len(values)), "max": lambda: max(values)}
    sums |= {
        "sum": lambda: sum(values),
        "min": lambda: min(values),
        "mean": lambda: sum(values) / Fraction(len(values)),
    }
    return Fraction(sums[how]())


def aim(text: str, base: Fraction | None) -> Fraction | None:
    """Returns a target as a number."""
    if text.endswith("pp"):
        return None if base is None else base + Fraction(text[:-2])
    if text.endswith("%"):
        return None if base is None else base + Fraction(text[:-1]) / 100 * abs(base)
    return Fraction(text)


def reach(kr: Facts, values: list[Any], how: str, base: Fraction | None) -> Fraction | None:
    """Returns progress of a reach result."""
    target = aim(kr["target"], base)
    if base is None or target is None or not values:
        return None
    now = total(values, how)
    if base == target:
        return Fraction(now == target)
    return (now - base) / (target - base)


def elapsed(ends: tuple[date, date], day: date) -> Fraction:
    """Returns the share of the days that is over."""
    start, due = ends
    if start == due:
        return Fraction(day >= start)
    return min(Fraction(1), max(Fraction(0), Fraction((day - start).days, (due - start).days)))


def path_of(kr: Facts, base: Fraction | None, ends: tuple[date, date], day: date) -> Fraction:
    """Returns what was expected on a day."""
    start, due = ends
    target = aim(kr["target"], base)
    marks = sorted((date.fromisoformat(d), Fraction(v)) for d, v in kr.get("checkpoints", {}).items())
    if not marks or base is None or target is None or base == target or start == due:
        return elapsed(ends, day)
    corners = [(start, base), *marks, (due, target)]
    before = [c for c in corners if c[0] <= day][-1]
    after = next((c for c in corners if c[0] > day), before)
    share = Fraction((day - before[0]).days, (after[0] - before[0]).days) if after != before else Fraction(0)
    return (before[1] + (after[1] - before[1]) * share - base) / (target - base)


def within(given: Facts, value: Fraction) -> bool:
    """Returns whether a value keeps the bounds of a hold result or of a range."""
    value = nine(value)
    low, high = given.get("between", [None, None])
    low, high = given.get("at_least", low), given.get("at_most", high)
    return (
        (low is None or value >= Fraction(low))
        and (high is None or value <= Fraction(high))
        and ("above" not in given or value > Fraction(given["above"]))
        and ("below" not in given or value < Fraction(given["below"]))
    )


def mean(parts: list[Facts]) -> tuple[Fraction, Fraction] | None:
    """Returns the weighted means of progress within 0…1 and of expectation."""
    weight = sum(p["weight"] for p in parts)
    if not weight:
        return None
    progress = sum(
        p["weight"] * min(Fraction(1), max(Fraction(0), p["progress"] or Fraction(0))) for p in parts
    )
    return Fraction(progress / weight), Fraction(sum(p["weight"] * p["expected"] for p in parts) / weight)


def stale(parts: list[Facts]) -> bool:
    """Returns whether half of the weight or more is stale."""
    weight = sum(p["weight"] for p in parts)
    return bool(weight) and 2 * sum(p["weight"] for p in parts if p["stale"]) >= weight
