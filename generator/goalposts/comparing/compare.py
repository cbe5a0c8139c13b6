"""Two sides to a comparison: what changes about the records, and where that leaves every goal and KPI."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from goalposts.comparing.comparison import Comparison, GoalMove, NotCompared, RecordChange
from goalposts.comparing.following import Followed, follow_change
from goalposts.comparing.private import private_changes
from goalposts.comparing.sides import Side, Viewpoint
from goalposts.comparing.standings import Standings
from goalposts.editing.judging import Judged, new_problems
from goalposts.history.ancestry import Ancestry
from goalposts.history.events import Event, EventKind
from goalposts.history.lineages import RecordKind
from goalposts.loading.tree import CONFIG, PEOPLE
from goalposts.problems import Problem
from goalposts.records.repository import Repository

# rows are told one by one, from the series itself
_ROWS = (EventKind.VALUES_ADDED, EventKind.VALUE_RESTATED, EventKind.VALUE_REMOVED, EventKind.SERIES_EDITED)


def compare(before: Side, after: Side, view: Viewpoint, ancestry: Ancestry | None = None) -> Comparison:
    """Return what the change from one side to the other does. Both were measured for the same view.

    `ancestry` are the commits that led to the side before: they say what was promised.
    """
    found, existing = problems_brought(before.judged, after.judged)
    # where the settings cannot be read, the rules are not asked, so what they no longer say is not mended
    mended = [each for each in problems_brought(after.judged, before.judged)[0] if not each.private]
    comparison = Comparison(
        base=before.name,
        head=after.name,
        as_of=view.as_of,
        audience=view.audience,
        not_compared=tuple(_not_compared(before, after)),
        problems=found,
        existing=existing,
        mended=len(mended) if after.is_whole else 0,
    )
    if before.measured is None or after.measured is None:
        return comparison
    now = after.measured.repository
    followed = follow_change(before.tree, after.tree, now, view.as_of, ancestry)
    records = _records(followed, before, now, view.as_of)
    standings = Standings(before, after, followed)
    moves = [(now.goals[goal_id], move) for goal_id, move in followed.moves]
    return replace(
        comparison,
        language=now.config.site.language,
        rules=(before.measured.scorecard.rule, after.measured.scorecard.rule),
        records=records,
        private=private_changes(before, after),
        hidden=standings.hidden(),
        others=tuple(_others(before, after, records)),
        moves=tuple(GoalMove(goal.id, goal.title, goal.path, move) for goal, move in moves),
        goals=standings.goals(),
        kpis=standings.kpis(),
    )


# --- records ------------------------------------------------------------------------------------


def _records(followed: Followed, before: Side, now: Repository, as_of: date) -> tuple[RecordChange, ...]:
    unread = {problem.path for problem in before.unread}
    found: dict[tuple[RecordKind, str], RecordChange] = {}
    for event in followed.events:
        if event.kind in _ROWS or (event.kind is EventKind.CREATED and event.path in unread):
            continue
        key = (event.record, event.id)
        each = found.setdefault(key, RecordChange(event.record, event.id, event.title, _definition(event)))
        found[key] = replace(each, changes=(*each.changes, event.change))
    for kpi_id, rows in followed.rows.items():
        kpi = now.kpis.get(kpi_id)
        if kpi is not None and (rows.changes or rows.edited):
            key = (RecordKind.KPI, kpi_id)
            each = found.get(key, RecordChange(RecordKind.KPI, kpi_id, kpi.title, kpi.path))
            ends = {row.period.label: row.period.end for row in kpi.rows if row.period.end > as_of}
            found[key] = replace(each, rows=rows.changes, running=ends, edited=rows.edited)
    order = tuple(RecordKind)
    return tuple(sorted(found.values(), key=lambda each: (order.index(each.kind), each.path, each.id)))


def _definition(event: Event) -> str:
    if event.record is RecordKind.KPI:
        return event.path.removesuffix(".csv").removesuffix(".md") + ".md"
    return event.path


def _others(before: Side, after: Side, records: tuple[RecordChange, ...]) -> Iterator[str]:
    """Return the files that the audience knows and that change without any change that is told."""
    known = _known_paths(before) & _known_paths(after) | {CONFIG, PEOPLE, "goals/index.md"}
    told = {problem.path for problem in (*before.unread, *after.unread)}
    for each in records:
        told |= {each.path, each.path.removesuffix(".md") + ".csv"}
        if each.kind is RecordKind.PERSON:
            told |= {PEOPLE, CONFIG}
    for path in sorted({*before.tree.files, *after.tree.files}):
        if path in known - told and before.tree.files.get(path) != after.tree.files.get(path):
            yield path


def _known_paths(side: Side) -> set[str]:
    assert side.measured is not None
    visible = side.measured.repository
    paths = {goal.path for goal in visible.goals.values()} | {team.path for team in visible.teams.values()}
    return paths | {path for kpi in visible.kpis.values() for path in (kpi.path, kpi.csv_path)}


# --- problems -----------------------------------------------------------------------------------


def problems_brought(before: Judged, after: Judged) -> tuple[tuple[Problem, ...], int]:
    """Return the problems that `after` has and `before` has not, and the number of those that both have.

    Problems are the same where code, file, field and message are; their lines may differ. Those of private
    records are not counted.
    """
    found = new_problems(before, after)
    both = sum(not problem.private for problem in after.problems) - sum(
        not problem.private for problem in found
    )
    return found, both


def _not_compared(before: Side, after: Side) -> Iterator[NotCompared]:
    for side in (before, after):
        for problem in side.unread:
            if before.tree.files.get(problem.path) != after.tree.files.get(problem.path):
                yield NotCompared(problem.path, side.name, problem)
