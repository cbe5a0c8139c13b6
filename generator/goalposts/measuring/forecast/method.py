"""The method: a level and two trends, each as much as it has earned, with a range in closed form.

Three forecasts are made of the latest values: simple exponential smoothing (the level stays), and the same
with the drift of a least-squares line, through all of them and through the latest eight. They are averaged
with weights from their latest squared errors, the trends at a disadvantage. `docs/forecast.md` has formulas
and sources.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from goalposts.language.catalogue import Forms, N_many
from goalposts.measuring.forecast.likelihood import ninth_decile, share_below
from goalposts.measuring.rounding import half_up

_EXACT = 1e-9  # errors below this share of the values' spread are rounding: the values lie on a line

FEWEST = 8
"""The fewest values of which a forecast is made, and how many the recent trend is made of."""

FREEDOM = FEWEST - 2
"""The degrees of freedom of the errors: the latest seven are looked at, and one is lost for the level."""


class Settings(Struct, frozen=True):
    """What was fixed on one half of the test series (`bench/forecast.py`).

    `window` is how many of the latest values count, `doubt` how many times the weight of a trend the steady
    level has for equal errors, `widening` the factor by which ranges are made wider.
    """

    window: int = 16
    doubt: float = 8.0
    widening: float = 1.13


SETTINGS = Settings()


_NO_VALUE = N_many("no value so far; a forecast needs {fewest}", "no value so far; a forecast needs {fewest}")
_TOO_FEW = N_many(
    "only {n} value so far; a forecast needs {fewest}", "only {n} values so far; a forecast needs {fewest}"
)


@dataclass(frozen=True, slots=True)
class TooLittle:
    """Why there is no forecast, as the end of a sentence: `only 5 values so far; a forecast needs 8`.

    Where the reason counts, `counted` has its forms for a catalogue and the number; `{fewest}` is how many
    values a forecast needs.
    """

    reason: str
    counted: tuple[Forms, int] | None = field(default=None, compare=False)

    @staticmethod
    def of(forms: Forms, number: int) -> TooLittle:
        """Return the reason with its number filled in."""
        reason = forms[number != 1].format(n=number, fewest=FEWEST)
        return TooLittle(reason, (forms, number))


class Forecast(Struct, frozen=True):
    """An 80 % range `low`…`high` around `mid`, made of so many `values`.

    `error` is the standard error of `mid`, widened already; 0 where the values lie on a line.
    """

    low: float
    mid: float
    high: float
    values: int
    error: float

    def likelihood(self, target: float, *, up: bool) -> float:
        """Return how likely the value is at least (`up`) or at most the target, from 0 to 1."""
        away = half_up(_finite(self.mid - target if up else target - self.mid), 9)
        if self.error == 0:
            return 1.0 if away >= 0 else 0.0
        return half_up(share_below(away / self.error, FREEDOM), 9)


def ranged(mid: float, error: float, values: int) -> Forecast:
    """Return the forecast with its 80 % range, rounded to 9 decimals and kept finite."""
    reach = ninth_decile(FREEDOM) * error
    low, middle, high = (half_up(_finite(one), 9) for one in (mid - reach, mid, mid + reach))
    return Forecast(low, middle, high, values, _finite(error))


def _finite(value: float) -> float:
    most = 1.7e308
    return min(most, max(-most, value))


def forecast(values: Sequence[float], horizon: float, settings: Settings = SETTINGS) -> Forecast | TooLittle:
    """Return where a series of evenly spaced values stands `horizon` periods after its last value.

    0 is the last value itself; between 0 and 1 the range opens from there. `ValueError` for values that are
    not finite and for a horizon that is negative or not finite.
    """
    if not (math.isfinite(horizon) and horizon >= 0):
        raise ValueError(f"a horizon is a number of periods, 0 or more; found {horizon}")
    fitted = fit(values, settings)
    return fitted if isinstance(fitted, TooLittle) else fitted.level(horizon)


class Fit(Struct, frozen=True):
    """What was learnt from the values: the level after the last one, the slope, and the size of errors.

    `alpha` is the share of an error that stays in the level, `drift` the standard error of the slope in
    sigmas. `level_after`, `slope` and `sigma` are in `unit`, the level counted from the `last` value.
    """

    last: float
    values: int
    unit: float
    level_after: float
    slope: float
    alpha: float
    drift: float
    sigma: float
    widening: float

    def level(self, horizon: float) -> Forecast:
        """Return the value so many periods ahead."""
        if horizon == 0:
            return ranged(self.last, 0.0, self.values)
        steps = max(1.0, horizon)
        mid = self.level_after + self.slope * steps
        variance = 1 + (steps - 1) * self.alpha**2 + (self.drift * steps) ** 2
        if horizon < 1:
            mid, variance = horizon * mid, horizon * variance  # `mid` is counted from the last value
        return self._range(self.last, mid, variance)

    def total(self, periods: int, after: int = 0) -> Forecast:
        """Return the sum of the next `periods` values, without the first `after` ones."""
        steps = after * periods + periods * (periods + 1) / 2
        mid = periods * self.level_after + self.slope * steps
        variance = after * (self.alpha * periods) ** 2 + (self.drift * steps) ** 2
        variance += sum((1 + self.alpha * later) ** 2 for later in range(periods))
        return self._range(periods * self.last, mid, variance)

    def _range(self, origin: float, mid: float, variance: float) -> Forecast:
        error = self.widening * self.sigma * math.sqrt(variance) * self.unit
        return ranged(origin + mid * self.unit, error, self.values)


def fit(values: Sequence[float], settings: Settings = SETTINGS) -> Fit | TooLittle:
    """Return what the latest values say, or that there are too few."""
    if not all(math.isfinite(value) for value in values):
        raise ValueError("a forecast is made of finite numbers")
    if len(values) < FEWEST:
        return TooLittle.of(_TOO_FEW if len(values) else _NO_VALUE, len(values))
    kept = values[-settings.window :]
    last, number = float(kept[-1]), len(kept)
    size = max(abs(value) for value in kept)
    shape = [value / size - last / size for value in kept] if size else [0.0]
    spread = max(map(abs, shape))
    if spread == 0:
        return Fit(last, number, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, settings.widening)
    shape = [value / spread for value in shape]
    parts = (_smooth(shape), _smooth(shape, trend=True), _smooth(shape[-FEWEST:], trend=True))
    shares = [doubt / part.squares for doubt, part in zip((settings.doubt, 1.0, 1.0), parts, strict=True)]
    weights = [share / sum(shares) for share in shares]
    weighted = list(zip(weights, parts, strict=True))
    errors = [sum(w * part.errors[n] for w, part in weighted) for n in range(FEWEST - 1)]
    sigma = math.sqrt(sum(error * error for error in errors) / (FEWEST - 3))
    return Fit(
        last=last,
        values=number,
        unit=size * spread,
        level_after=sum(weight * part.level for weight, part in weighted),
        slope=sum(weight * part.slope for weight, part in weighted),
        alpha=sum(weight * part.alpha for weight, part in weighted),
        drift=weights[1] / math.sqrt(number - 1) + weights[2] / math.sqrt(FEWEST - 1),
        sigma=sigma if sigma > _EXACT else 0.0,
        widening=settings.widening,
    )


# --- exponential smoothing ----------------------------------------------------------------------

_ALPHAS = tuple(step / 20 for step in range(21))
_TIE = 1e-9  # sums of squares nearer than this share are equal; then the quicker smoothing is taken
_NOTHING = 1e-24  # a sum of squares of values scaled to 1 that is rounding; keeps quotients defined


class _Smoothing(Struct, frozen=True):
    """A smoothing with its last level, its slope, its latest seven errors and the sum of their squares."""

    alpha: float
    level: float
    slope: float
    errors: tuple[float, ...]
    squares: float


def _smooth(shape: Sequence[float], *, trend: bool = False) -> _Smoothing:
    """Return the exponential smoothing with the smallest squared one-step errors; it starts at value one.

    With `trend` the values lean on their least-squares line: a drift is taken out before and put back after.
    """
    times = range(1 - len(shape), 1)
    slope = _slope(times, shape) if trend else 0.0
    # time ends at 0, so the last level is the same
    values = [value - slope * time for time, value in zip(times, shape, strict=True)]
    errors = [_errors(values, alpha) for alpha in _ALPHAS]
    squares = [sum([error * error for error in each]) for each in errors]
    least = min(squares)
    best = max(n for n, one in enumerate(squares) if one <= least * (1 + _TIE) + _NOTHING)
    alpha, latest = _ALPHAS[best], tuple(errors[best][1 - FEWEST :])
    # the last level is where the last value was expected, and its share of what it missed that by
    level = values[-1] - (1 - alpha) * latest[-1]
    return _Smoothing(alpha, level, slope, latest, sum(error * error for error in latest) + _NOTHING)


def _slope(times: range, values: Sequence[float]) -> float:
    middle = (times[0] + times[-1]) / 2
    spread = sum((time - middle) ** 2 for time in times)
    return sum((time - middle) * value for time, value in zip(times, values, strict=True)) / spread


def _errors(values: Sequence[float], alpha: float) -> list[float]:
    """Return by how much each value but the first missed the level before it."""
    level, found = values[0], []
    for value in values[1:]:
        error = value - level
        level += alpha * error
        found.append(error)
    return found
