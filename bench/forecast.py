"""How good forecasts are: ranges and likelihoods on one half of many series, fixed on the other half."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import numpy as np
from msgspec import structs

from bench.forecast_series import Numbers, Series, made_up, published
from goalposts.measuring.forecast.likelihood import ninth_decile, share_below
from goalposts.measuring.forecast.method import FEWEST, FREEDOM, SETTINGS, Fit, Settings, fit

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "forecast.md"
MARKS = ("<!-- results: python bench/run.py forecast --write -->\n", "<!-- end of results -->\n")

HORIZONS = (1, 2, 4, 8, 12, 24)
ORIGINS = 4
TARGETS = (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0)
WANTED = 0.8

Method = Callable[[Numbers, int], tuple[float, float, int]]
"""From values and a horizon to the middle, the standard error and the degrees of freedom."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this benchmark."""
    parser.add_argument(
        "--data",
        type=Path,
        default=ROOT.parent / "shared" / "data" / "ons-sdg",
        help="a folder in the Open SDG format; without it only made-up series are used",
    )
    parser.add_argument("--tune", action="store_true", help="also try other settings on the training half")
    parser.add_argument("--write", action="store_true", help="put the results into docs/forecast.md")


def run(options: argparse.Namespace) -> str:
    """Return the report."""
    sets = {"made up": list(made_up())}
    if options.data.is_dir():
        sets = {"published": published(options.data), **sets}
    text = "".join(report(sets))
    if options.write:
        before, rest = DOCUMENT.read_text(encoding="utf-8").split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        DOCUMENT.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}", encoding="utf-8")
    return text + ("".join(_tuning(sets)) if options.tune else "")


# --- methods ------------------------------------------------------------------------------------


def ours(settings: Settings) -> Method:
    """Return the method of the package with some settings."""

    def made(values: Numbers, horizon: int) -> tuple[float, float, int]:
        fitted = fit(values.tolist(), settings)
        assert isinstance(fitted, Fit)
        one = fitted.level(horizon)
        return one.mid, one.error, FREEDOM

    return made


def straight_line(values: Numbers, horizon: int) -> tuple[float, float, int]:
    """Return the least-squares line with its usual prediction interval."""
    kept = values[-SETTINGS.window :]
    number = len(kept)
    times = np.arange(number) - (number - 1) / 2
    square = float(times @ times)
    slope = float(times @ kept) / square
    left = kept - kept.mean() - slope * times
    ahead = (number - 1) / 2 + horizon
    variance = float(left @ left) / (number - 2) * (1 + 1 / number + ahead**2 / square)
    return float(kept.mean()) + slope * ahead, math.sqrt(variance), number - 2


def last_value(values: Numbers, horizon: int) -> tuple[float, float, int]:
    """Return the last value, with the range of a random walk."""
    steps = np.diff(values[-SETTINGS.window :])
    return float(values[-1]), math.sqrt(float((steps**2).mean()) * horizon), len(steps)


# --- trials and scores --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trial:
    """One forecast and what came. `scale` is the mean step of the series, `reach` half the range's width."""

    family: str
    horizon: int
    known: int
    mid: float
    reach: float
    came: float
    scale: float
    stated: tuple[float, ...]
    happened: tuple[bool, ...]

    @property
    def held(self) -> bool:
        """Return whether the range held what came."""
        return abs(self.came - self.mid) <= self.reach + 1e-9

    @property
    def interval_score(self) -> float:
        """Return the interval score in mean steps: the width, and 10 × how far outside the value came."""
        outside = max(0.0, abs(self.came - self.mid) - self.reach)
        return (2 * self.reach + 2 / (1 - WANTED) * outside) / self.scale


def trials(series: Iterable[Series], method: Method) -> list[Trial]:
    """Return the forecasts of a method: from four origins of each series, over up to six horizons."""
    made: list[Trial] = []
    for one in series:
        values, number = one.values, len(one.values)
        scale = float(np.abs(np.diff(values)).mean())
        if scale == 0:
            continue
        for origin in sorted({int(at) for at in np.linspace(FEWEST, number - 1, ORIGINS)}):
            for horizon in (ahead for ahead in HORIZONS if origin + ahead <= number):
                mid, error, freedom = method(values[:origin], horizon)
                came = float(values[origin + horizon - 1])
                targets = [values[origin - 1] + part * scale * math.sqrt(horizon) for part in TARGETS]
                made.append(
                    Trial(
                        one.family,
                        horizon,
                        origin,
                        mid,
                        ninth_decile(freedom) * error,
                        came,
                        scale,
                        tuple(_at_least(target, mid, error, freedom) for target in targets),
                        tuple(bool(came >= target) for target in targets),
                    )
                )
    return made


def _at_least(target: float, mid: float, error: float, freedom: int) -> float:
    if error == 0:
        return float(mid >= target)
    return share_below((mid - target) / error, freedom)


def coverage(made: Sequence[Trial]) -> float:
    """Return the share of ranges that held what came."""
    return sum(one.held for one in made) / len(made)


def interval_score(made: Sequence[Trial]) -> float:
    """Return the mean interval score, in mean steps of each series; lower is better."""
    return sum(one.interval_score for one in made) / len(made)


def brier(made: Sequence[Trial]) -> float:
    """Return the mean squared difference between stated likelihoods and what happened; lower is better."""
    pairs = [pair for one in made for pair in zip(one.stated, one.happened, strict=True)]
    return sum((stated - happened) ** 2 for stated, happened in pairs) / len(pairs)


def widening_for(settings: Settings, sets: dict[str, list[Series]]) -> float:
    """Return the factor with which ranges hold 80 % on the training half, each set with equal weight."""
    plain = ours(structs.replace(settings, widening=1.0))
    made = [trials(_half(series, training=True), plain) for series in sets.values()]
    low, high = 0.5, 4.0
    for _ in range(30):
        factor = (low + high) / 2
        wide = [[replace(one, reach=one.reach * factor) for one in group] for group in made]
        low, high = (factor, high) if np.mean([coverage(group) for group in wide]) < WANTED else (low, factor)
    return high


def _half(series: Iterable[Series], *, training: bool) -> list[Series]:
    return [one for one in series if one.is_for_training == training]


# --- the report ---------------------------------------------------------------------------------


def report(sets: dict[str, list[Series]]) -> Iterable[str]:
    """Yield the report on sets of series by their names, piece by piece."""
    day = datetime.now(UTC).date()
    yield f"Measured on {day:%-d %B %Y}, on the half of the series that fixed nothing.\n\n"
    yield "| series | method | forecasts | 80 % range held | interval score | Brier score |\n"
    yield "| --- | --- | ---: | ---: | ---: | ---: |\n"
    methods = {"ours": ours(SETTINGS), "straight line": straight_line, "last value": last_value}
    mine: list[Trial] = []
    for name, series in sets.items():
        kept = _half(series, training=False)
        for label, method in methods.items():
            made = trials(kept, method)
            mine += made if label == "ours" else []
            scores = f"{coverage(made):.1%} | {interval_score(made):.2f} | {brier(made):.4f}"
            yield f"| {name} ({len(kept)}) | {label} | {len(made):,} | {scores} |\n"
    factor = widening_for(SETTINGS, sets)
    yield f"\nThe training half asks for a widening of {factor:.2f}; {SETTINGS.widening:.2f} is used.\n"
    yield "\n| ours, both sets | forecasts | 80 % range held |\n| --- | ---: | ---: |\n"
    for horizon in HORIZONS:
        yield _row(f"{horizon} ahead", [one for one in mine if one.horizon == horizon])
    yield _row("from 8 to 12 values", [one for one in mine if one.known <= 12])
    yield _row("from more than 24 values", [one for one in mine if one.known > 24])
    yield "\n" + _by_family(mine)
    yield "\n| stated likelihood | statements | mean stated | happened |\n| --- | ---: | ---: | ---: |\n"
    pairs = np.array([pair for one in mine for pair in zip(one.stated, one.happened, strict=True)])
    bounds = (0.0, 0.1, 1 / 3, 2 / 3, 0.9, 1.0001)
    words = ("very unlikely", "unlikely", "about even", "likely", "very likely")
    for word, low, high in zip(words, bounds, bounds[1:], strict=False):
        inside = pairs[(pairs[:, 0] >= low) & (pairs[:, 0] < high)]
        yield f"| {word} | {len(inside):,} | {inside[:, 0].mean():.1%} | {inside[:, 1].mean():.1%} |\n"
    yield "\n| sum of the next values | sums | 80 % range held |\n| --- | ---: | ---: |\n"
    for name, series in sets.items():
        held = list(_sums(_half(series, training=False)))
        yield f"| {name} | {len(held):,} | {sum(held) / len(held):.1%} |\n"


def _row(label: str, made: Sequence[Trial]) -> str:
    return f"| {label} | {len(made):,} | {coverage(made):.1%} |\n"


def _by_family(made: Sequence[Trial]) -> str:
    families = {one.family for one in made}
    shares = sorted((coverage([one for one in made if one.family == name]), name) for name in families)
    (low, worst), (middle, _), (high, best) = shares[0], shares[len(shares) // 2], shares[-1]
    return (
        f"Of {len(families)} indicators and made-up kinds, each with all its series, the ranges of the worst "
        f"({worst}) held {low:.0%}, of the middle one {middle:.0%}, of the best ({best}) {high:.0%}.\n"
    )


def _sums(series: Iterable[Series]) -> Iterable[bool]:
    for one in series:
        number = len(one.values)
        for origin in sorted({int(at) for at in np.linspace(FEWEST, number - 1, ORIGINS)}):
            for horizon in (ahead for ahead in HORIZONS[1:] if origin + ahead <= number):
                fitted = fit(one.values[:origin].tolist())
                assert isinstance(fitted, Fit)
                made = fitted.total(horizon)
                yield (
                    made.low - 1e-6 <= float(one.values[origin : origin + horizon].sum()) <= made.high + 1e-6
                )


def _tuning(sets: dict[str, list[Series]]) -> Iterable[str]:
    yield "\n| window | doubt | widening | interval score, training half |\n| ---: | ---: | ---: | --- |\n"
    for window, doubt in product((8, 12, 16, 24), (1.0, 2.0, 4.0, 6.0, 8.0)):
        settings = structs.replace(SETTINGS, window=window, doubt=doubt)
        settings = structs.replace(settings, widening=widening_for(settings, sets))
        made = [trials(_half(series, training=True), ours(settings)) for series in sets.values()]
        scores = " · ".join(f"{interval_score(group):.3f}" for group in made)
        yield f"| {window} | {doubt:g} | {settings.widening:.3f} | {scores} |\n"
