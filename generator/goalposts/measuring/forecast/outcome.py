"""From a series to a key result: what the values that are to come make of its current value."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from goalposts.measuring.forecast.method import Fit, Forecast, ranged
from goalposts.measuring.rounding import half_up


class Whole(Struct, frozen=True):
    """How values become one: the aggregate, the values counted so far, and how many periods still to come
    lie before the goal's start and count for nothing.
    """

    aggregate: str
    counted: tuple[float, ...]
    skipped: int = 0


class Outcome(Struct, frozen=True):
    """The current value of a key result in the future.

    No range goes below `floor` or above `ceiling`. `adds` says that no value was negative so far: a sum
    never falls then.
    """

    fit: Fit
    whole: Whole
    floor: float | None = None
    ceiling: float | None = None
    adds: bool = False

    def now(self, last: float) -> float:
        """Return the aggregate as it stands; the last value where none counts yet."""
        counted = self.whole.counted
        if self.whole.aggregate == "sum":
            return half_up(sum(counted), 9)
        if self.whole.aggregate == "count":
            return float(len(counted))
        if not counted:
            return last
        if self.whole.aggregate == "mean":
            return half_up(sum(counted) / len(counted), 9)
        return {"max": max(counted), "min": min(counted)}.get(self.whole.aggregate, last)

    def after(self, periods: int) -> Forecast:
        """Return the range of the aggregate after so many of the periods that are to come."""
        made = self._made(periods)
        low, mid, high = (self._kept(one) for one in (made.low, made.mid, made.high))
        return replace(made, low=low, mid=mid, high=high)

    def likelihood(self, periods: Sequence[int], target: float, *, up: bool) -> float:
        """Return how likely the aggregate is at the target, or beyond it, after the last of the periods.

        A maximum or minimum looks at all periods named, since one value is enough.
        """
        how, counted = self.whole.aggregate, self.whole.counted
        if how in ("max", "min"):
            towards = (how == "max") == up
            best = max(counted, default=None) if how == "max" else min(counted, default=None)
            if best is not None and (best >= target if how == "max" else best <= target) and towards:
                return 1.0
            if best is not None and not towards and (best < target if up else best > target):
                return 0.0
            shares = [self.fit.level(ahead).likelihood(target, up=up) for ahead in periods]
            return max(shares) if towards else min(shares)
        if how == "sum" and self.adds:
            so_far = half_up(sum(counted), 9)
            if so_far >= target if up else so_far > target:
                return 1.0 if up else 0.0
        return self._made(periods[-1]).likelihood(target, up=up)

    def _made(self, periods: int) -> Forecast:
        how, counted = self.whole.aggregate, self.whole.counted
        coming = periods - self.whole.skipped
        values = self.fit.values
        if how == "count":
            return ranged(float(len(counted) + coming), 0.0, values)
        if how in ("sum", "mean"):
            total = self.fit.total(coming, self.whole.skipped)
            share = 1.0 if how == "sum" else 1 / (len(counted) + coming)
            mid = (sum(counted) + total.mid) * share
            return ranged(mid, total.error * share, values)
        return self.fit.level(periods)

    def _kept(self, value: float) -> float:
        counted = self.whole.counted
        if self.whole.aggregate == "sum":
            return max(value, half_up(sum(counted), 9)) if self.adds else value
        if self.whole.aggregate == "count":
            return value
        if self.floor is not None:
            value = max(self.floor, value)
        if self.ceiling is not None:
            value = min(self.ceiling, value)
        if counted and self.whole.aggregate == "max":
            return max(value, *counted)
        return min(value, *counted) if counted and self.whole.aggregate == "min" else value
