"""The formulas of docs/forecast.md, worked out a second time: slowly, one by one, without arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from goalposts.measuring.forecast import Forecast, forecast
from goalposts.measuring.forecast.method import Fit, fit

STUDENT = 1.439755747  # below it lies 90 % of Student's distribution with 6 degrees of freedom
WIDENING = 1.13


class Smoothed(NamedTuple):
    """A smoothing: its alpha, its last level, its slope, and its latest seven errors."""

    alpha: float
    level: float
    slope: float
    errors: list[float]


def slope_of(values: Sequence[float]) -> float:
    """Returns the slope of the least-squares line."""
    middle = (len(values) - 1) / 2
    square = sum((time - middle) ** 2 for time in range(len(values)))
    return sum((time - middle) * value for time, value in enumerate(values)) / square


def smoothed(values: Sequence[float], slope: float) -> Smoothed:
    """Returns the smoothing with the smallest squared errors, of equal ones the quickest."""
    found: list[tuple[float, Smoothed]] = []
    for step in range(21):
        alpha, level, errors = step / 20, values[0], []
        for value in values[1:]:
            errors.append(value - level - slope)
            level += slope + alpha * errors[-1]
        found.append((sum(e * e for e in errors), Smoothed(alpha, level, slope, errors[-7:])))
    least = min(squares for squares, _ in found)
    return [one for squares, one in found if squares <= least * (1 + 1e-7)][-1]


@pytest.mark.parametrize(
    "values",
    [
        (84, 85, 84.6, 86, 86.3, 87, 86.4, 88),
        (0, 0, 0, 0, 0, 0, 0, 1),
        (3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8),
        (-100, -80, -75, -50, -42, -18, 3, 11, 40),
        tuple(1000 + 25 * math.sin(week) for week in range(16)),
    ],
)
@pytest.mark.parametrize("ahead", [1, 2, 5, 13])
def test_the_documented_formulas(values: Sequence[float], ahead: int) -> None:
    """Middle, variance and range of a level and of a sum are those of the documentation."""
    number = len(values)
    parts = [
        smoothed(values, 0.0),
        smoothed(values, slope_of(values)),
        smoothed(values[-8:], slope_of(values[-8:])),
    ]
    shares = [doubt / sum(e * e for e in part.errors) for doubt, part in zip((8, 1, 1), parts, strict=True)]
    w = [share / sum(shares) for share in shares]
    alpha = sum(weight * part.alpha for weight, part in zip(w, parts, strict=True))
    slope = sum(weight * part.slope for weight, part in zip(w, parts, strict=True))
    level = sum(weight * part.level for weight, part in zip(w, parts, strict=True))
    errors = [sum(w[k] * parts[k].errors[n] for k in range(3)) for n in range(7)]
    sigma = math.sqrt(sum(error**2 for error in errors) / 5)
    drift = w[1] / math.sqrt(number - 1) + w[2] / math.sqrt(7)
    error = WIDENING * sigma * math.sqrt(1 + (ahead - 1) * alpha**2 + (ahead * drift) ** 2)
    middle = level + ahead * slope

    made = forecast(values, ahead)
    assert isinstance(made, Forecast)
    wanted = (middle - STUDENT * error, middle, middle + STUDENT * error)
    assert (made.low, made.mid, made.high) == pytest.approx(wanted, rel=1e-6)

    learnt = fit(values)
    assert isinstance(learnt, Fit)
    variance = sum((1 + step * alpha) ** 2 for step in range(ahead)) + (ahead * (ahead + 1) / 2 * drift) ** 2
    total = learnt.total(ahead)
    assert total.error == pytest.approx(WIDENING * sigma * math.sqrt(variance), rel=1e-6)
    assert total.mid == pytest.approx(ahead * level + slope * ahead * (ahead + 1) / 2, rel=1e-6)
