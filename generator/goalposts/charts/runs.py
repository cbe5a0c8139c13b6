"""A series as it is drawn: unbroken runs, the gaps between them, and few enough points.

Long series are thinned by columns: the time axis is cut into 150 columns, and of each column a run
keeps its first, last, lowest and highest point. No extreme is lost and at most 600 points of an
unbroken series are drawn; at that density the line looks the same. The rule is known as M4:
Jugel, Jerzak, Hackenbroich, Markl, "M4: A Visualization-Oriented Time Series Data Aggregation",
VLDB 2014, https://www.vldb.org/pvldb/vol7/p797-jugel.pdf.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import TypeAlias

from goalposts.charts.frame import Frame
from goalposts.charts.specification import Line, Point

Drawn: TypeAlias = tuple[float, float]
"""Ordinal of a day (fractions allowed) and a value."""

MOST_POINTS = 600
_COLUMNS = MOST_POINTS // 4
_STRIP = 0.35
_LEAST_STRIP = 4.0


def runs_of(line: Line, frame: Frame) -> list[list[Drawn]]:
    """Return the unbroken runs of a line inside the frame, as vertices to join."""
    if line.kind == "line":
        return _thinned(_split(_inside(line, frame)), frame)
    whole = _split((on.toordinal(), value) for on, value in line.points)
    if line.kind == "path":
        return _thinned([cut for run in whole if (cut := _cut(run, frame))], frame)
    return _thinned(_steps(line.points, frame), frame)


def gap_strips(line: Line, frame: Frame) -> list[tuple[float, float]]:
    """Return where a measured line has no value, as (left, right) in units of the width.

    A strip begins a third of the way after the last value before the gap; strips are wide enough to
    be seen, and those that touch are one.
    """
    inside = _inside(line, frame)
    strips: list[tuple[float, float]] = []
    index = 0
    for missing, group in groupby(inside, key=lambda point: point[1] is None):
        size = len(list(group))
        if missing:
            left, right = _strip(inside, index, index + size - 1, frame)
            if strips and left <= strips[-1][1] + 1:
                strips[-1] = (strips[-1][0], max(right, strips[-1][1]))
            else:
                strips.append((left, right))
        index += size
    return strips


def _inside(line: Line, frame: Frame) -> list[tuple[int, float | None]]:
    days = ((on.toordinal(), value) for on, value in line.points)
    return [(day, value) for day, value in days if frame.first <= day <= frame.last]


def _strip(
    inside: Sequence[tuple[int, float | None]], first: int, last: int, frame: Frame
) -> tuple[float, float]:
    left, right = frame.across(inside[first][0]), frame.across(inside[last][0])
    before = frame.across(inside[first - 1][0]) if first else None
    after = frame.across(inside[last + 1][0]) if last + 1 < len(inside) else None
    if before is None and after is None:
        return frame.left, frame.right
    # At an end of the series the gap takes as much room outward as it has inward.
    step_in = left - before if before is not None else (after or right) - right
    step_out = after - right if after is not None else step_in
    left -= (1 - _STRIP) * step_in
    right += (1 - _STRIP) * step_out
    thin = max(0.0, _LEAST_STRIP - (right - left)) / 2
    return max(frame.left, left - thin), min(frame.right, right + thin)


def _split(points: Iterable[tuple[int, float | None]]) -> list[list[Drawn]]:
    runs: list[list[Drawn]] = [[]]
    for day, value in points:
        if value is not None:
            runs[-1].append((day, value))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _cut(run: list[Drawn], frame: Frame) -> list[Drawn]:
    """Return a run cut at both ends of the time axis, with the values it has there."""
    inside = [point for point in run if frame.first <= point[0] <= frame.last]
    for edge, at in ((frame.first, 0), (frame.last, len(inside) + 1)):
        for (day, value), (next_day, next_value) in pairwise(run):
            if day < edge < next_day:
                share = (edge - day) / (next_day - day)
                inside.insert(at, (edge, value * (1 - share) + next_value * share))
    return sorted(inside, key=lambda point: point[0])


def _steps(points: Sequence[Point], frame: Frame) -> list[list[Drawn]]:
    """Return a target as steps: each value holds until the next date, the last to the end of the axis."""
    runs: list[list[Drawn]] = [[]]
    days = [on.toordinal() for on, _ in points]
    for (day, next_day), (_, value) in zip(pairwise([*days, frame.last]), points, strict=True):
        if value is None:
            runs.append([])
            continue
        left, right = max(day, frame.first), min(next_day, frame.last)
        if left <= right:
            runs[-1] += [(left, value), (right, value)]
    return [run for run in runs if run]


def _thinned(runs: list[list[Drawn]], frame: Frame) -> list[list[Drawn]]:
    if sum(map(len, runs)) <= MOST_POINTS:
        return runs
    thin = [_thin_run(run, frame) for run in runs]
    return thin if sum(map(len, thin)) <= 2 * MOST_POINTS else _extremes_of_columns(thin, frame)


def _thin_run(run: list[Drawn], frame: Frame) -> list[Drawn]:
    kept: list[Drawn] = []
    for _, group in groupby(enumerate(run), key=lambda place: _column(place[1], frame)):
        column = list(group)
        lowest = min(column, key=lambda place: place[1][1])
        highest = max(column, key=lambda place: place[1][1])
        kept += [point for _, point in sorted({column[0], lowest, highest, column[-1]})]
    return kept


def _extremes_of_columns(runs: list[list[Drawn]], frame: Frame) -> list[list[Drawn]]:
    """Return short runs (a value, a gap, a value, ...) as the lowest and highest points of each column."""
    kept: list[list[Drawn]] = []
    for _, group in groupby(
        (point for run in runs for point in run), key=lambda point: _column(point, frame)
    ):
        column = list(group)
        extremes = {min(column, key=lambda point: point[1]), max(column, key=lambda point: point[1])}
        kept += [[point] for point in sorted(extremes)]
    return kept


def _column(point: Drawn, frame: Frame) -> int:
    span = max(1, frame.last - frame.first)
    return min(_COLUMNS - 1, int((point[0] - frame.first) / span * _COLUMNS))
