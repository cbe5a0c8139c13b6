"""Units, decimals and directions: what the source's words and digits mean for a KPI."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from statistics import median

from goalposts.importing.open_sdg.titles import cut
from goalposts.importing.prose import to_line

_ONE = frozenset({"", "unit", "units", "one", "ones", "0", "1"})
_KNOWN = {
    "percentage": "percent",
    "percent": "percent",
    "percentage (%)": "percent",
    "percent (%)": "percent",
    "%": "percent",
    "ratio": "ratio",
    "number": "count",
    "count": "count",
    "units": "count",
    "minutes": "duration:minutes",
    "hours": "duration:hours",
    "days": "duration:days",
}
_CURRENCY = re.compile(
    r"(GBP|EUR|USD|CHF|CAD|AUD|NZD|JPY|SEK|NOK|DKK|PLN)(?: \([^\w\s]\))?", re.ASCII | re.IGNORECASE
)


def unit_of(words: str, multiplier: str) -> str:
    """Return the unit of a KPI for the source's words and multiplier; values are never rescaled.

    A known unit keeps its meaning only where the multiplier is one: £5,000 thousand is not £5,000. With
    another multiplier the unit is the source's words with the multiplier behind them.
    """
    text = cut(to_line(words), 80)
    if multiplier.casefold() in _ONE:
        if currency := _CURRENCY.fullmatch(text):
            return f"currency:{currency[1].upper()}"
        # a colon would make the words look like a unit with a parameter
        return _KNOWN.get(text.casefold()) or text.replace(":", " –") or "count"
    scale = to_line(multiplier).lower()
    if scale.rstrip("s") in text.casefold():
        return text.replace(":", " –")
    return f"{text.replace(':', ' –')}, {scale}" if text else scale


def decimals_of(values: Iterable[str]) -> int:
    """Return how many decimals to show: as many as the source, but four significant digits where it computed.

    Up to two decimals are shown as they are. More of them are mostly the digits of a division, so a
    typical value gets four significant digits then; never more than six decimals.
    """
    written = [value for value in values if value]
    longest = max((_decimals(value) for value in written), default=0)
    sizes = [abs(float(value)) for value in written if float(value)]
    if longest <= 2 or not sizes:
        return min(longest, 6)
    significant = 3 - math.floor(math.log10(median(sizes)))
    return max(1, min(significant, longest, 6))


def _decimals(value: str) -> int:
    # twelve significant digits are free of the noise of binary fractions: 13.100000000000001
    digits, _, exponent = f"{float(value):.12g}".partition("e")
    part = digits.partition(".")[2].rstrip("0")
    return max(0, len(part) - int(exponent or 0))


def direction_of(words: Sequence[str]) -> str:
    """Return `up` or `down` where all of the source's words agree, else `none`."""
    known = {"positive": "up", "negative": "down"}
    found = {known.get(word.casefold(), "none") for word in words if word}
    return found.pop() if len(found) == 1 else "none"
