"""Where a number comes from: the file and the line, linked to the git host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from goalposts.git_host import GitHost
from goalposts.loading.yaml_text import place
from goalposts.measuring.scorecard import KeyResultScore
from goalposts.pages.formatting import Formatter
from goalposts.problems import Location
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi, Observation


class Place(Struct, frozen=True):
    """A place in a file: `kpis/nps.csv, line 12`, and its address on the git host (None: plain words).

    `path` is the file alone.
    """

    words: str
    address: str | None
    path: str = ""


def lines_of(host: GitHost, fmt: Formatter, path: str, first: int | None, last: int | None = None) -> Place:
    """Return the place of some lines of a file; without a line, of the file."""
    if first is None:
        return Place(path, host.file_url(path), path)
    if last is None or last == first:
        words = fmt.say("{path}, line {line}", path=path, line=first)
        return Place(words, host.file_url(path, (first, first)), path)
    words = fmt.say("{path}, lines {first} to {last}", path=path, first=first, last=last)
    return Place(words, host.file_url(path, (first, last)), path)


def at(host: GitHost, fmt: Formatter, where: Location) -> Place:
    """Return the place of a location."""
    return lines_of(host, fmt, where.path, where.line)


def field_of(host: GitHost, fmt: Formatter, record: Goal | Kpi, *steps: str | int) -> Place:
    """Return the place of a field of a goal or KPI, or of the nearest part of its file above it."""
    if record.node is None:
        return lines_of(host, fmt, record.path, None)
    return at(host, fmt, place(record.node, record.path, *steps))


def of_values(
    host: GitHost, fmt: Formatter, goal: Goal, part: KeyResultScore, seen: Sequence[Observation]
) -> tuple[Place, ...]:
    """Return where observations of a key result stand: one place each for the first and the last of them."""
    if not seen:
        return ()
    ends = [seen[0]] if len(seen) == 1 else [seen[0], seen[-1]]
    return tuple(dict.fromkeys(place for one in ends for place in _of_value(host, fmt, goal, part, one)))


def _of_value(
    host: GitHost, fmt: Formatter, goal: Goal, part: KeyResultScore, seen: Observation
) -> Iterator[Place]:
    if part.kpi is None:
        day = seen.period.end.isoformat()
        yield field_of(host, fmt, goal, "key_results", part.key_result.index, "values", day)
        return
    lines = [seen.line] if seen.line else _rows_added_up(part, seen)
    if not lines:
        yield lines_of(host, fmt, part.kpi.csv_path, None)
    elif lines[-1] - lines[0] == len(lines) - 1:
        yield lines_of(host, fmt, part.kpi.csv_path, lines[0], lines[-1])
    else:
        for line in (lines[0], lines[-1]):
            yield lines_of(host, fmt, part.kpi.csv_path, line)


def _rows_added_up(part: KeyResultScore, seen: Observation) -> list[int]:
    """Return the lines of the slices that an observation is the total of."""
    kpi, where = part.kpi, part.key_result.terms.where
    if kpi is None:
        return []
    wanted = [where.get(name, "") for name in kpi.dimensions]
    return sorted(
        row.line
        for row in kpi.rows
        if row.period == seen.period
        and all(row.slice)
        and all(want in ("", cell) for want, cell in zip(wanted, row.slice, strict=True))
    )
