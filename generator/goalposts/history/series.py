"""The series of a KPI from commit to commit: which versions are compared, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct, field

from goalposts.history.lineages import Lineage, Version
from goalposts.history.log import Commit
from goalposts.history.rows import RowChanges

Pair = tuple[str | None, str | None, date]
"""The blobs of a series before and after, and the day of the commit between them."""


class Series(Struct, frozen=True):
    """What changed between series, and the blobs that are no series at all."""

    rows: Mapping[Pair, RowChanges] = field(default_factory=dict)
    broken: frozenset[str | None] = frozenset()


def pairs_of(
    lineage: Lineage, commits: list[Commit], broken: frozenset[str | None]
) -> Iterator[tuple[Version, Pair]]:
    """Return each version of a KPI that has another series, with what that is to be compared with.

    A broken series is compared with the one before it; what follows, with the last that was whole.
    """
    whole: str | None = None
    newest: str | None = None
    for version in lineage.versions:
        if version.series not in (newest, whole):
            yield version, (whole, version.series, commits[version.index].day)
        newest = version.series
        if newest not in broken:
            whole = newest


def all_pairs(
    lineages: Iterable[Lineage], commits: list[Commit], broken: frozenset[str | None]
) -> list[Pair]:
    """Return the pairs of all lineages in the order of their commits, each once."""
    found = [each for lineage in lineages for each in pairs_of(lineage, commits, broken)]
    found.sort(key=lambda each: each[0].index)
    return list(dict.fromkeys(pair for _, pair in found))
