"""The series that forecasts are tried on: published indicators, and made-up ones from a fixed seed."""

from __future__ import annotations

import hashlib
import math
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from goalposts.importing import FORMATS
from goalposts.loading.parse import parse
from goalposts.loading.tree import load
from goalposts.measuring.series import series_of, slices_of
from goalposts.records.kpi import Observation
from goalposts.records.period import Cadence, step

Numbers = NDArray[np.float64]

SEED = 20261123
EACH_KIND = 60
MOST_OF_ONE = 24  # series of one indicator, so that a survey with a hundred slices does not rule the result
SHORTEST = 9
_AFTER_ALL = date(2100, 1, 1)
_INDICATOR = re.compile(r"indicator-(archived-)?[0-9a-z]+-[0-9a-z]+-[0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Series:
    """A series without gaps, and the family it is of: an indicator with its slices, or a made-up kind."""

    family: str
    id: str
    values: Numbers

    @property
    def is_for_training(self) -> bool:
        """Return whether parameters may be fixed on it: by a hash of its id."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0


def published(folder: Path) -> list[Series]:
    """Return the headline and slice series of a repository in the Open SDG format, imported as users do."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made) / "goals"
        FORMATS["open-sdg"].run(folder, root, lambda line: None)
        repository = parse(load(root)).repository
    assert repository is not None
    found: dict[str, list[Series]] = {}
    for kpi in repository.kpis.values():
        named = _INDICATOR.match(kpi.id)
        family = named[0] if named else kpi.id
        for slice_ in ((), *slices_of(kpi)):
            values = _latest_run(series_of(kpi, dict(slice_), _AFTER_ALL), kpi.cadence)
            if len(values) >= SHORTEST and len(found.setdefault(family, [])) < MOST_OF_ONE:
                found[family].append(Series(family, f"{kpi.id} {dict(slice_)}", np.array(values)))
    return [series for family in found.values() for series in family]


def _latest_run(seen: tuple[Observation, ...], cadence: Cadence) -> list[float]:
    run: list[float] = []
    last: date | None = None
    for one in seen:
        if one.value is None:
            run = []
            continue
        if last is not None and one.period.end >= step(step(last, cadence), cadence):
            run = []
        run.append(one.value)
        last = one.period.end
    return run


# --- made-up series -----------------------------------------------------------------------------

Chance = np.random.Generator


def _trend(chance: Chance, times: Numbers, noise: Numbers) -> Numbers:
    return chance.normal() * 0.6 * times + noise * chance.uniform(0.5, 4)


def _walk(chance: Chance, times: Numbers, noise: Numbers) -> Numbers:
    return np.cumsum(noise) + chance.normal() * 0.2 * times


def _steady(chance: Chance, times: Numbers, noise: Numbers) -> Numbers:
    return noise * chance.uniform(0.5, 4)


def _returning(chance: Chance, times: Numbers, noise: Numbers) -> Numbers:
    values = noise.copy()
    for index in range(1, len(values)):
        values[index] += 0.7 * values[index - 1]
    return values


def _season(chance: Chance, times: Numbers, noise: Numbers) -> Numbers:
    wave = np.sin(2 * math.pi * (times + chance.integers(12)) / 12)
    return chance.normal() * 0.15 * times + chance.uniform(1, 5) * wave + noise


def _weekly(chance: Chance, times: Numbers, noise: Numbers) -> Numbers:
    wave = np.sin(2 * math.pi * (times + chance.integers(52)) / 52)
    return chance.normal() * 0.1 * times + chance.uniform(0, 4) * wave + noise


def _shift(chance: Chance, times: Numbers, noise: Numbers) -> Numbers:
    return np.where(times >= chance.integers(4, len(times) - 2), chance.normal() * 8, 0.0) + noise


def _bend(chance: Chance, times: Numbers, noise: Numbers) -> Numbers:
    begin = chance.integers(5, len(times) - 3)
    bent = np.maximum(0.0, times - begin) * chance.normal() * 0.6
    return chance.normal() * 0.1 * times + bent + noise * chance.uniform(0.2, 1.2)


def _curve(chance: Chance, times: Numbers, noise: Numbers) -> Numbers:
    middle, width = len(times) * chance.uniform(0.2, 0.8), chance.uniform(2, 6)
    height = float(chance.choice([-20.0, 20.0]))
    return noise * 0.7 + height / (1 + np.exp((middle - times) / width))


def _outliers(chance: Chance, times: Numbers, noise: Numbers) -> Numbers:
    return chance.normal() * 0.2 * times + np.where(chance.random(len(times)) < 0.06, 6 * noise, noise)


def _sales(chance: Chance, times: Numbers, noise: Numbers) -> Numbers:
    mean = chance.uniform(2, 30) * np.exp(0.01 * chance.normal() * times)
    return chance.poisson(mean).astype(float)


KINDS: Mapping[str, Callable[[Chance, Numbers, Numbers], Numbers]] = {
    "trend": _trend,
    "walk": _walk,
    "steady": _steady,
    "returning": _returning,
    "season": _season,
    "weekly": _weekly,
    "shift": _shift,
    "bend": _bend,
    "curve": _curve,
    "outliers": _outliers,
    "sales": _sales,
}


def made_up(each: int = EACH_KIND, seed: int = SEED) -> Iterator[Series]:
    """Yield so many series of each kind, the same ones for a seed."""
    chance = np.random.default_rng(seed)
    for kind, make in KINDS.items():
        for number in range(each):
            length = int(chance.integers(60, 110) if kind == "weekly" else chance.integers(16, 60))
            level = 0.0 if kind == "sales" else chance.uniform(20, 100)
            values = level + make(chance, np.arange(length, dtype=float), chance.normal(size=length))
            yield Series(kind, f"{kind}-{number}", np.round(values, 4))
