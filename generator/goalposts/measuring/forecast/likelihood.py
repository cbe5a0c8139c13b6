"""Student's distribution, in closed form for whole degrees of freedom, and words for a likelihood."""

from __future__ import annotations

import math
from functools import cache

from goalposts.language.catalogue import N_

_WORDS = (
    (0.1, N_("very unlikely")),
    (1 / 3, N_("unlikely")),
    (2 / 3, N_("about even")),
    (0.9, N_("likely")),
)
_VERY_LIKELY = N_("very likely")


def word_for(likelihood: float) -> str:
    """Return the word for a likelihood from 0 to 1: very unlikely, unlikely, about even, likely, very likely.

    The bounds 0.1, 1/3, 2/3 and 0.9 are those of Mastrandrea et al., Guidance note on consistent treatment
    of uncertainties, IPCC, 2010; a bound belongs to the word nearer to even.
    """
    if likelihood < 0.5:
        return next(word for bound, word in (*_WORDS[:2], (1.0, "about even")) if likelihood < bound)
    return next((word for bound, word in _WORDS[2:] if likelihood <= bound), _VERY_LIKELY)


def share_below(value: float, freedom: int) -> float:
    """Return the share of Student's distribution that lies below a value.

    Closed form for whole degrees of freedom: Abramowitz and Stegun, Handbook of Mathematical Functions,
    1964, formulas 26.7.3 and 26.7.4.
    """
    angle = math.atan(value / math.sqrt(freedom))
    sine, square = math.sin(angle), math.cos(angle) ** 2
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    total = 0.0
    for step in range(3 if odd else 2, freedom + 1, 2):
        total += term
        term *= square * (step - 1) / step
    inside = (angle + sine * total) * 2 / math.pi if odd else sine * total
    return min(1.0, max(0.0, 0.5 + inside / 2))


@cache
def ninth_decile(freedom: int) -> float:
    """Return the value below which 90 % of Student's distribution lies: ± it is an 80 % range."""
    low, high = 0.0, 4.0  # 3.08 for one degree of freedom, 1.28 for very many
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if share_below(middle, freedom) < 0.9 else (low, middle)
    return high
