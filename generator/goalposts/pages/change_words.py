"""Changes in words: one sentence for each thing that a commit did to a record."""

from __future__ import annotations

from collections.abc import Mapping

from goalposts.history.effects import Effect
from goalposts.history.events import Change, Event, EventKind
from goalposts.history.lineages import RecordKind
from goalposts.history.moves import Move
from goalposts.pages.formatting import Formatter, capitalised, plural
from goalposts.pages.page import Edition
from goalposts.records.fields import parse_day, parse_number
from goalposts.records.kpi import Kpi
from goalposts.records.period import parse_period

KIND_NAMES = {
    RecordKind.GOAL: "goal",
    RecordKind.KPI: "KPI",
    RecordKind.TEAM: "team",
    RecordKind.PERSON: "person",
    RecordKind.CONFIG: "settings",
    RecordKind.HOME: "home page",
}
_WORDS = {
    "closed_on": "closing day",
    "grace_days": "days of grace",
    "done": "done",
    "rollup": "source of numbers",
}
_PLACED = ("target", "baseline", "at_least", "at_most", "above", "below", "between", "checkpoints", "values")
_STATUS = {"on_track": "on track", "at_risk": "at risk", "off_track": "off track"}
_PEOPLE = ("owner", "lead", "team", "parent")
_FIXED: Mapping[EventKind, str] = {
    EventKind.BODY: "text changed",
    EventKind.UNREADABLE: "file broken; the version before stays in force",
    EventKind.SERIES_EDITED: "targets or notes of the series changed",
}


def sentence(edition: Edition, fmt: Formatter, event: Event, move: Move | None = None) -> str:
    """Return what happened, without the record's title: `target of Renewal rate 92 % → 90 % (easier)`."""
    return _Teller(edition, fmt, event).tell(move)


def move_sentence(edition: Edition, fmt: Formatter, goal_id: str, move: Move) -> str:
    """Return a moved goalpost: `The target of Renewal rate went from 93 % to 92 %`."""
    kpi = kpi_of(edition, goal_id, move.key_result or "")
    title = _title_of(edition, goal_id, move.key_result or "") or move.title
    named = f"“{title}”" if title else ""
    if move.field == "key_result":
        return f"The key result {named} was removed"
    before, after = (value_text(fmt, kpi, move.field, text) for text in (move.before, move.after))
    if move.milestone and move.field == "target":
        verb = "removed from" if move.after is None else "added to"
        return f"The milestone “{move.milestone}” was {verb} {named}"
    of = (
        f"of the milestone “{move.milestone}”"
        if move.milestone
        else f"of {named}"
        if named
        else "of the goal"
    )
    word = "start" if move.field == "start" else "due date" if move.field == "due" else move.field
    change = f"The {word} {of} went from {before or 'none'} to {after or 'none'}"
    if move.field == "baseline" and move.restated is None:
        change = f"The {word} {of} went from {before or 'the default'} to {after or 'the default'}"
    return f"{change}: the value of {move.restated} was restated" if move.restated else change


def _title_of(edition: Edition, goal_id: str, key_result: str) -> str | None:
    goal = edition.repository.goals.get(goal_id)
    return next((each.title for each in goal.key_results if each.id == key_result), None) if goal else None


def kpi_of(edition: Edition, goal_id: str, key_result: str) -> Kpi | None:
    """Return the KPI that a key result reads now, if the goal and the key result are still there."""
    goal = edition.repository.goals.get(goal_id)
    terms = next((each.terms for each in goal.key_results if each.id == key_result), None) if goal else None
    return edition.repository.kpis.get(terms.kpi or "") if terms else None


def value_text(fmt: Formatter, kpi: Kpi | None, field: str, text: str | None) -> str:
    """Return a written value as the site writes it: with the KPI's unit, dates in words; empty for none."""
    if text is None:
        return ""
    if field in ("start", "due", "closed_on", "left", "done"):
        try:
            return fmt.full_day(parse_day(text))
        except ValueError:
            return text
    try:
        number = parse_number(text)
    except ValueError:
        return text
    if kpi is not None and field in (*_PLACED, "value"):
        written = len(text.partition(".")[2]) if "e" not in text.lower() else 0
        return fmt.value(number, kpi.unit, max(kpi.decimals, written) if field == "value" else written)
    return text.replace("-", "\N{MINUS SIGN}")


class _Teller:
    def __init__(self, edition: Edition, fmt: Formatter, event: Event) -> None:
        self._edition, self._fmt, self._event = edition, fmt, event

    def tell(self, move: Move | None) -> str:
        change = self._event.change
        kind = change.kind
        if kind in _FIXED:
            return _FIXED[kind]
        if self._event.record is RecordKind.KPI and change.field == "value":
            return self._value(change)
        if kind in (EventKind.CREATED, EventKind.DELETED, EventKind.RECREATED):
            return {"created": "created", "deleted": "removed", "recreated": "back again"}[str(kind)]
        if kind is EventKind.RENAMED:
            return f"id {change.before} → {change.after}"
        if kind is EventKind.MOVED:
            return f"file moved to {change.after}"
        if str(kind).startswith("check_in"):
            return self._check_in(change)
        if str(kind).startswith("milestone"):
            return self._milestone(change) + _effect(move)
        if kind in (EventKind.KEY_RESULT_ADDED, EventKind.KEY_RESULT_REMOVED):
            done = "added" if kind is EventKind.KEY_RESULT_ADDED else "removed"
            return f"key result “{change.after or change.before}” {done}"
        return self._field(change) + _effect(move)

    def _field(self, change: Change) -> str:
        of = f" of {self._part(change.part)}" if change.part else ""
        name = _WORDS.get(change.field, change.field.replace("_", " "))
        if change.field in ("retrospective", "links", "source"):
            return f"{name}{of} changed"
        return f"{name}{of} {self._arrow(change)}"

    def _arrow(self, change: Change) -> str:
        kpi = kpi_of(self._edition, self._event.id, change.part) if change.part else None
        before, after = (
            self._person(change.field, text) or value_text(self._fmt, kpi, change.field, text)
            for text in (change.before, change.after)
        )
        return f"{before or 'none'} → {after or 'none'}"

    def _person(self, field: str, text: str | None) -> str:
        return self._edition.repository.name_of(text) if text and field in _PEOPLE else ""

    def _part(self, part: str) -> str:
        return _title_of(self._edition, self._event.id, part) or part

    def _milestone(self, change: Change) -> str:
        what = f"milestone “{change.of}”"
        if change.kind is EventKind.MILESTONE_DONE:
            return f"{what} done on {value_text(self._fmt, None, 'done', change.after)}"
        if change.kind is EventKind.MILESTONE_CHANGED:
            return f"{change.field} of {what} {self._arrow(change)}"
        return f"{what} {'added' if change.kind is EventKind.MILESTONE_ADDED else 'removed'}"

    def _check_in(self, change: Change) -> str:
        verb = str(change.kind).rpartition("_")[2]
        day = value_text(self._fmt, None, "done", change.of)
        said = _STATUS.get(change.after or "", "")
        told = f": {said}" if said and change.kind is not EventKind.CHECK_IN_REMOVED else ""
        return f"check-in of {day} {verb}{told}" if verb != "added" else f"check-in of {day}{told}"

    def _value(self, change: Change) -> str:
        kpi = self._edition.repository.kpis.get(self._event.id)
        period = self._period(change.of, kpi)
        if change.slice:
            period += f" ({', '.join(part for _, part in change.slice)})"
        before, after = (
            value_text(self._fmt, kpi, "value", text) or "no value" for text in (change.before, change.after)
        )
        if change.kind is EventKind.VALUES_ADDED:
            more = (
                f"{plural(change.count, 'value')} added, the last " if change.count > 1 else "value added: "
            )
            return f"{more}{after} for {period}"
        word = "removed" if change.kind is EventKind.VALUE_REMOVED else "restated"
        return f"value of {period} {word}: {before} → {after}"

    def _period(self, text: str, kpi: Kpi | None) -> str:
        fiscal = self._edition.repository.config.fiscal_year
        try:
            period = parse_period(text, fiscal) if kpi is not None and kpi.fiscal else parse_period(text)
        except ValueError:
            return text
        return self._fmt.period(period, fiscal=kpi is not None and kpi.fiscal)


def _effect(move: Move | None) -> str:
    return f" ({effect_word(move.effect)})" if move is not None else ""


def effect_word(effect: Effect) -> str:
    """Return `easier`, `harder`, or `neither easier nor harder`."""
    return "neither easier nor harder" if effect is Effect.NEITHER else str(effect.value)


def about(event: Event) -> str:
    """Return what a change was made to: `Goal “Raise the rate”`."""
    if event.record in (RecordKind.CONFIG, RecordKind.HOME):
        return capitalised(KIND_NAMES[event.record])
    return f"{capitalised(KIND_NAMES[event.record])} “{event.title}”"
