"""What changed between two versions of a record: pure comparisons of what stands in the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from goalposts.history.cleaning import clean
from goalposts.history.events import Change, EventKind
from goalposts.history.facts import Facts
from goalposts.history.key_result_changes import Names, compare_results, is_later, results_of, shown
from goalposts.history.rows import RowChange, RowChanges, same_number
from goalposts.records.goal import default_rollup
from goalposts.records.kpi import usual_decimals
from goalposts.records.period import CALENDAR, FiscalYear, parse_period

_GOAL_DEFAULTS = {
    "kind": "performance",
    "ambition": "committed",
    "state": "active",
    "visibility": "internal",
}
_GOAL = (
    *("title", "level", "kind", "owner", "contributors", "stakeholders", "cycle", "start", "due", "ambition"),
    *("state", "closed_on", "visibility", "rollup", "grade", "retrospective", "links", "tags"),
)
_KPI_DEFAULTS = {"unit": "count", "periods": "calendar", "visibility": "internal"}
_KPI = (
    *("title", "direction", "unit", "decimals", "cadence", "grace_days", "owner", "team", "healthy"),
    *("warning", "source", "aggregate", "periods", "visibility"),
)
_TEAM = ("title", "lead", "parent")
_PERSON = ("name", "team", "title", "left")
_CONFIG = ("status", "cycles", "freshness")
_CHECK_IN_TEXTS = ("wins", "blockers", "needs", "next", "note")
_CHECK_IN_MORE = ("by", "confidence", "progress")


class Known(Struct, frozen=True):
    """What an audience knows on the day of the build: the present ids of goals and KPIs by any they had."""

    as_of: date
    goals: Names
    kpis: Names
    fiscal: FiscalYear


_Defaults = Callable[[Facts], Mapping[str, str]]
"""What a version means by the fields that it leaves out."""


def _goal_defaults(facts: Facts) -> Mapping[str, str]:
    return {**_GOAL_DEFAULTS, "rollup": default_rollup(facts.listed("key_results"))}


def _kpi_defaults(facts: Facts) -> Mapping[str, str]:
    unit = shown((facts.fields or {}).get("unit")) or _KPI_DEFAULTS["unit"]
    return {**_KPI_DEFAULTS, "decimals": str(usual_decimals(unit))}


def _changed(
    was: Facts, now: Facts, names: Iterable[str], defaults: _Defaults = lambda _: {}
) -> Iterator[Change]:
    before, after = was.fields or {}, now.fields or {}
    # what was written alike is mostly one object, so few fields are looked at closely
    differing = {name for name in {**before, **after} if before.get(name) is not after.get(name)}
    if not differing:
        return
    left_out = (defaults(was), defaults(now))
    for name in names:
        if name not in differing:
            continue
        old = shown(before.get(name)) or left_out[0].get(name)
        new = shown(after.get(name)) or left_out[1].get(name)
        if not same_number(old, new):
            yield Change(EventKind.CHANGED, name, old, new)


def compare_goals(was: Facts, now: Facts, known: Known) -> Iterator[Change]:
    """Return what changed in a goal, but for its id, its file and its team."""
    if was is now or was.fields is None or now.fields is None:
        return
    yield from _changed(was, now, _GOAL, _goal_defaults)
    yield from _supports(was, now, known)
    if was.fields.get("key_results") != now.fields.get("key_results"):
        lists = (results_of(facts.listed("key_results"), known.kpis, known.as_of) for facts in (was, now))
        yield from compare_results(*lists)
    if was.fields.get("check_ins") != now.fields.get("check_ins"):
        yield from _check_ins(was.listed("check_ins"), now.listed("check_ins"), known.as_of)
    if was.body != now.body:
        yield Change(EventKind.BODY)


def _supports(was: Facts, now: Facts, known: Known) -> Iterator[Change]:
    before, after = was.listed("supports"), now.listed("supports")
    if before == after:
        return
    (old_ids, old), (new_ids, new) = (_references(each, known) for each in (before, after))
    if old_ids != new_ids:
        yield Change(EventKind.CHANGED, "supports", ", ".join(old) or None, ", ".join(new) or None)


def _references(written: list[Any], known: Known) -> tuple[dict[str, str], list[str]]:
    """Return the goals that a list names with their weights, by present id, and the list as written."""
    found: dict[str, str] = {}
    told: list[str] = []
    for each in written:
        fields = each if isinstance(each, dict) else {"to": each}
        to, weight = shown(fields.get("to")) or "", shown(fields.get("weight")) or "1"
        goal, hash_, part = to.partition("#")
        now = known.goals(goal) if goal else None
        if now is not None and now + hash_ + part not in found:
            found[now + hash_ + part] = weight
            told.append(to if weight == "1" else f"{to} (weight {weight})")
    return found, told


def _check_ins(was: list[Any], now: list[Any], as_of: date) -> Iterator[Change]:
    before, after = (_by_day(each, as_of) for each in (was, now))
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        kind = EventKind.CHECK_IN_CHANGED
        if old is None or new is None:
            kind = EventKind.CHECK_IN_ADDED if old is None else EventKind.CHECK_IN_REMOVED
        before_status, after_status = (shown(each.get("status")) if each else None for each in (old, new))
        more = tuple(_more(new or old or {}))
        yield Change(kind, "status", before_status, after_status, of=key[0], more=more)


def _by_day(check_ins: list[Any], as_of: date) -> dict[tuple[str, int], Mapping[str, Any]]:
    found: dict[tuple[str, int], Mapping[str, Any]] = {}
    seen: Counter[str] = Counter()
    for each in check_ins:
        day = shown(each.get("date")) if isinstance(each, dict) else None
        if day is not None and not is_later(day, as_of):
            found[day, seen[day]] = each
            seen[day] += 1
    return found


def _more(check_in: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in (*_CHECK_IN_MORE, *_CHECK_IN_TEXTS):
        if text := shown(check_in.get(name)):
            yield name, text


def compare_kpis(was: Facts, now: Facts) -> Iterator[Change]:
    """Return what changed in a KPI's definition."""
    if was is now:
        return
    yield from _changed(was, now, _KPI, _kpi_defaults)
    if was.body != now.body:
        yield Change(EventKind.BODY)


def compare_series(rows: RowChanges, now: Facts, known: Known) -> Iterator[Change]:
    """Return what changed in a KPI's series, in periods that are over: values added, restated and removed."""
    if rows.unreadable:
        yield Change(EventKind.UNREADABLE, "series")
        return
    fiscal = known.fiscal if now.text("periods") == "fiscal" else CALENDAR
    ended = [(end, row) for row in rows.changes if (end := _end(row, fiscal)) <= known.as_of]
    added = [(end, row) for end, row in ended if row.before is None]
    if rows.last is not None:
        added.append((_end(rows.last, fiscal), rows.last))
    if added:
        _, last = max(added, key=lambda pair: pair[0])
        count = len(added) + max(rows.added - 1, 0)
        periods = [(end, row.period) for end, row in added]
        if rows.first:
            periods.append((_end(RowChange(rows.first, (), None, None), fiscal), rows.first))
        first = clean(min(periods)[1])
        value = _value(EventKind.VALUES_ADDED, last)
        yield replace(value, count=count, more=(("first", first),) if first != value.of else ())
    for _, row in ended:
        if row.before is not None:
            yield _value(EventKind.VALUE_REMOVED if row.after is None else EventKind.VALUE_RESTATED, row)
    if rows.edited:
        yield Change(EventKind.SERIES_EDITED, "series")


def _value(kind: EventKind, row: RowChange) -> Change:
    slice_ = tuple((clean(name), clean(part)) for name, part in row.slice)
    return Change(kind, "value", shown(row.before), shown(row.after), of=clean(row.period), slice=slice_)


def _end(row: RowChange, fiscal: FiscalYear) -> date:
    try:
        return parse_period(row.period, fiscal).end
    except ValueError:
        return date.max


def compare_teams(was: Facts, now: Facts) -> Iterator[Change]:
    """Return what changed in a team."""
    yield from _changed(was, now, _TEAM)
    if was.body != now.body:
        yield Change(EventKind.BODY)


def compare_people(was: Any, now: Any) -> Iterator[Change]:
    """Return what changed in a person's row."""
    before, after = (Facts(each if isinstance(each, dict) else {}) for each in (was, now))
    yield from _changed(before, after, _PERSON)


def compare_configs(was: Facts, now: Facts) -> Iterator[Change]:
    """Return what changed in the settings that numbers depend on: the status rule, cycles, freshness."""
    yield from _changed(was, now, _CONFIG)
