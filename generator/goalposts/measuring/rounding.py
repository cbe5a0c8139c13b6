"""Rounding half-up: the one way that numbers are rounded before they are compared or shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache


# the same few values are compared and shown again and again
@lru_cache(maxsize=1 << 16)
def half_up(value: float, decimals: int) -> float:
    """Return the value rounded half away from zero to so many decimals.

    Rounds the shortest decimal that names the float, so 0.15 becomes 0.2 and 2.675 becomes 2.68.
    Minus zero becomes zero.
    """
    text = repr(value)
    _, _, fraction = text.partition(".")
    if len(fraction) <= decimals and "e" not in text and "n" not in text:
        # most values have few decimals: nothing to round, and no Decimal to make
        return value + 0.0
    scaled = value * 10.0**decimals
    if abs(scaled) < 1e9 and abs(scaled % 1.0 - 0.5) > 1e-4:
        # far from a half there is only one way to round, and this one is quick
        return round(value, decimals) + 0.0
    exact = Decimal(text)
    if exact.as_tuple().exponent >= -decimals:  # type: ignore[operator]  # never NaN: floats are finite here
        return value + 0.0
    return float(exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)) + 0.0


def decimals_of(value: float) -> int:
    """Return how many decimals a number has, nine at most."""
    exponent = Decimal(repr(half_up(value, 9))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@lru_cache(maxsize=1 << 14)
def beside_bounds(value: float, decimals: int, bounds: tuple[float, ...], *, most: int = 9) -> int:
    """Return how many decimals to show so that rounding does not move the value onto or across a bound.

    `0.96` beside the bound 1 needs two decimals, since one would show it as 1.0.
    """
    for places in range(decimals, most):
        shown = half_up(value, places)
        if all((shown > b) == (value > b) and (shown < b) == (value < b) for b in bounds):
            return places
    return most


@lru_cache(maxsize=1 << 14)
def places_apart(values: tuple[float, ...], decimals: int, *, most: int = 9) -> int:
    """Return how many decimals to show so that no two values that differ are written alike.

    `84.6` beside `84.8` needs one decimal, since none would show both as 85.
    """
    different = len(set(values))
    for places in range(decimals, most):
        if len({half_up(value, places) for value in values}) == different:
            return places
    return max(decimals, most)


def shown_score(value: float, *, success: float) -> float:
    """Return a score rounded to one decimal, or to more where one would move it across `success`."""
    return half_up(value, beside_bounds(half_up(value, 9), 1, (success,)))
