"""Ranges of values: at least, at most, above, below, between."""

from __future__ import annotations

from msgspec import Struct


class Range(Struct, frozen=True):
    """A range of values; a bound of `None` is open. `low_open` and `high_open` leave the bound itself out."""

    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: float) -> bool:
        """Return whether the value lies in the range."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return self.high is None or not (value > self.high or (self.high_open and value == self.high))
