"""Key results of two versions of a goal: which belong together, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from goalposts.history.cleaning import clean
from goalposts.history.events import Change, EventKind
from goalposts.history.rows import same_number, same_numbers
from goalposts.records.days import parse_day
from goalposts.records.ids import slug

Written = Mapping[str, Any]
Names = Callable[[str], str | None]
"""The present id of a record by any id it had; None where the audience knows no such record."""

BOUNDS = ("at_least", "at_most", "above", "below", "between")
_PLAIN = (
    "target",
    "baseline",
    *BOUNDS,
    "checkpoints",
    "weight",
    "where",
    "aggregate",
    "values",
    "owner",
    "done",
)
_NUMBERS = ("target", "baseline", *BOUNDS, "checkpoints", "weight", "values")
_DEFAULTS = {"weight": "1", "aggregate": "last", "done": "false"}


class WrittenResult(Struct, frozen=True):
    """A key result as it is written in one version. `kpi` is the present id of the KPI it reads."""

    id: str
    title: str
    kpi: str | None
    fields: Written

    def text(self, name: str) -> str | None:
        """Return a field as text on one line, its default where it has one, or None."""
        told = shown(self.fields.get(name))
        if told is None and (name != "done" or name in self.fields):
            return _DEFAULTS.get(name)
        return told

    @property
    def aliases(self) -> tuple[str, ...]:
        """Return its former ids."""
        listed = self.fields.get("aliases")
        return tuple(str(each) for each in listed) if isinstance(listed, list) else ()

    @property
    def slice(self) -> str | None:
        """Return the slice of the KPI that it reads, as text."""
        return self.text("where")


def shown(value: Any) -> str | None:
    """Return a value of a front matter as text on one line: lists with commas, mappings as `name: value`."""
    if value is None:
        return None
    if isinstance(value, dict):
        return clean(", ".join(f"{name}: {shown(part) or ''}" for name, part in value.items())) or None
    if isinstance(value, list):
        return clean(", ".join(shown(part) or "" for part in value)) or None
    return clean(str(value))


def is_later(day: str | None, as_of: date) -> bool:
    """Return whether a text is a day after another day."""
    try:
        return day is not None and parse_day(day) > as_of
    except ValueError:
        return False


def results_of(written: list[Any], kpis: Names, as_of: date) -> tuple[WrittenResult, ...]:
    """Return the key results of a version that have a name; those of KPIs that nobody knows are left out.

    What they say about days after `as_of` is left out too.
    """
    found: dict[str, WrittenResult] = {}
    for each in written:
        if not isinstance(each, dict):
            continue
        fields = _by(each, as_of)
        kpi, title = shown(fields.get("kpi")), shown(fields.get("title"))
        known = kpis(kpi) if kpi else None
        name = shown(fields.get("id")) or kpi or slug(title or "")
        if name and (kpi is None or known is not None):
            found.setdefault(name, WrittenResult(name, title or kpi or name, known, fields))
    return tuple(found.values())


def _by(fields: Written, as_of: date) -> Written:
    values, steps, done_on = fields.get("values"), fields.get("milestones"), fields.get("done")
    if isinstance(done_on, str) and is_later(done_on, as_of):
        fields = {**fields, "done": "false"}
    if isinstance(values, dict) and any(is_later(day, as_of) for day in values):
        fields = {**fields, "values": {day: each for day, each in values.items() if not is_later(day, as_of)}}
    done = [step.get("done") for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []
    if any(isinstance(day, str) and is_later(day, as_of) for day in done):
        known = [_by(step, as_of) if isinstance(step, dict) else step for step in steps or ()]
        fields = {**fields, "milestones": known}
    return fields


def pair(
    was: tuple[WrittenResult, ...], now: tuple[WrittenResult, ...]
) -> tuple[tuple[WrittenResult | None, WrittenResult | None], ...]:
    """Return the key results that belong together: by id, also a former one, else by (kpi, where), by title.

    None stands for one that is new or gone. The order is that of `now`, then those that are gone.
    """
    left = {result.id: result for result in was}
    partners: dict[str, WrittenResult] = {
        result.id: left.pop(result.id) for result in now if result.id in left
    }
    for result in now if left else ():
        former = next((old for old in left.values() if _renamed(old, result)), None)
        if former is not None and result.id not in partners:
            partners[result.id] = left.pop(former.id)
    for key in BY_LIKENESS:
        for result in now:
            if result.id in partners or key(result) is None:
                continue
            match = next((old for old in left.values() if key(old) == key(result)), None)
            if match is not None:
                partners[result.id] = left.pop(match.id)
    return (*((partners.get(result.id), result) for result in now), *((old, None) for old in left.values()))


def _renamed(was: WrittenResult, now: WrittenResult) -> bool:
    # a renaming that is taken back leaves the id among the aliases of the older version
    return was.id in now.aliases or now.id in was.aliases


def _reading(result: WrittenResult) -> tuple[str, ...] | None:
    return (result.kpi, result.slice or "") if result.kpi else None


def _called(result: WrittenResult) -> tuple[str, ...] | None:
    return (result.title,)


BY_LIKENESS = (_reading, _called)
"""What key results of other ids are the same by, the first rule first."""


def compare_results(was: tuple[WrittenResult, ...], now: tuple[WrittenResult, ...]) -> Iterator[Change]:
    """Return what changed in the key results, in their order."""
    for before, after in pair(was, now):
        if before is None and after is not None:
            yield Change(EventKind.KEY_RESULT_ADDED, after=after.title, part=after.id)
        elif before is not None and after is None:
            yield Change(EventKind.KEY_RESULT_REMOVED, before=before.title, part=before.id)
        elif before is not None and after is not None:
            yield from _compare(before, after)


def _compare(before: WrittenResult, after: WrittenResult) -> Iterator[Change]:
    if before.fields is after.fields or before.fields == after.fields:
        return
    part = after.id
    if before.id != after.id:
        yield Change(EventKind.KEY_RESULT_CHANGED, "id", before.id, after.id, part)
    if before.title != after.title and (before.fields.get("title") or after.fields.get("title")):
        yield Change(EventKind.KEY_RESULT_CHANGED, "title", before.title, after.title, part)
    if before.kpi != after.kpi:
        old, new = shown(before.fields.get("kpi")), shown(after.fields.get("kpi"))
        yield Change(EventKind.KEY_RESULT_CHANGED, "kpi", old, new, part)
    for name in _PLAIN:
        if before.fields.get(name) == after.fields.get(name):
            continue
        old, new = before.text(name), after.text(name)
        if not (same_numbers(old, new) if name in _NUMBERS else old == new):
            yield Change(EventKind.KEY_RESULT_CHANGED, name, old, new, part)
    if before.fields.get("milestones") != after.fields.get("milestones"):
        yield from _milestones(before, after)


def milestones_of(result: WrittenResult) -> dict[str, Written]:
    """Return the milestones by title; of two with one title, the first."""
    found: dict[str, Written] = {}
    steps = result.fields.get("milestones")
    for step in steps if isinstance(steps, list) else []:
        if isinstance(step, dict) and (title := shown(step.get("title"))):
            found.setdefault(title, step)
    return found


def pair_milestones(
    was: WrittenResult, now: WrittenResult
) -> Iterator[tuple[str, Written | None, Written | None]]:
    """Return the milestones of two versions by title, in the order of `now`, then those that are gone.

    One that is gone and one that is new at the same place of the list are the same one, with a new title.
    """
    old, new = milestones_of(was), milestones_of(now)
    old_titles, new_titles = list(old), list(new)
    retitled: dict[str, str] = {}
    if len(old) == len(new):
        retitled = {
            title: before
            for before, title in zip(old_titles, new_titles, strict=True)
            if title not in old and before not in new
        }
    for title, step in new.items():
        yield title, old.get(retitled.get(title, title)), step
    for title, step in old.items():
        if title not in new and title not in retitled.values():
            yield title, step, None


def _milestones(was: WrittenResult, now: WrittenResult) -> Iterator[Change]:
    for title, before, after in pair_milestones(was, now):
        if before is None:
            yield Change(EventKind.MILESTONE_ADDED, after=title, part=now.id, of=title)
        elif after is None:
            yield Change(EventKind.MILESTONE_REMOVED, before=title, part=now.id, of=title)
        elif before != after:
            yield from _milestone(title, before, after, now.id)


def _milestone(title: str, before: Written, after: Written, part: str) -> Iterator[Change]:
    for name, default in (("title", None), ("due", None), ("weight", "1"), ("done", None)):
        old, new = shown(before.get(name)) or default, shown(after.get(name)) or default
        if name == "done":
            old, new = (None if text == "false" else text for text in (old, new))
        if same_number(old, new):
            continue
        is_done = name == "done" and old is None
        kind = EventKind.MILESTONE_DONE if is_done else EventKind.MILESTONE_CHANGED
        yield Change(kind, name, old, new, part, title)
