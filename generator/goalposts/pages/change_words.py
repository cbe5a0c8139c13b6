"""Changes in words: one sentence for each thing that a commit did to a record."""

from __future__ import annotations

from collections.abc import Mapping

from goalposts.history.effects import Effect
from goalposts.history.events import Change, Event, EventKind
from goalposts.history.lineages import RecordKind
from goalposts.history.moves import Move
from goalposts.language.catalogue import N_
from goalposts.measuring.rounding import decimals_of
from goalposts.pages.by_hand_words import by_hand
from goalposts.pages.field_words import field_word
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition
from goalposts.pages.told_events import former_result, result_now
from goalposts.records.days import parse_day
from goalposts.records.fields import parse_number
from goalposts.records.kpi import Kpi
from goalposts.records.period import parse_period

_ABOUT = {
    RecordKind.GOAL: N_("Goal “{title}”"),
    RecordKind.KPI: N_("KPI “{title}”"),
    RecordKind.TEAM: N_("Team “{title}”"),
    RecordKind.PERSON: N_("Person “{title}”"),
    RecordKind.CONFIG: N_("Settings"),
    RecordKind.HOME: N_("Home page"),
}
_PLACED = ("target", "baseline", "at_least", "at_most", "above", "below", "between", "checkpoints", "values")
_STATUS = {"on_track": N_("on track"), "at_risk": N_("at risk"), "off_track": N_("off track")}
_EFFECTS = {
    Effect.EASIER: N_("easier"),
    Effect.HARDER: N_("harder"),
    Effect.NEITHER: N_("neither easier nor harder"),
}
_PEOPLE = ("owner", "lead", "team", "parent")
_FIXED: Mapping[EventKind, str] = {
    EventKind.BODY: N_("text changed"),
    EventKind.UNREADABLE: N_("file broken; the version before stays in force"),
    EventKind.SERIES_EDITED: N_("targets or notes of the series changed"),
    EventKind.CREATED: N_("created"),
    EventKind.DELETED: N_("removed"),
    EventKind.RECREATED: N_("back again"),
}


def sentence(edition: Edition, fmt: Formatter, event: Event, move: Move | None = None) -> str:
    """Return what happened, without the record's title: `target of Renewal rate 92 % → 90 % (easier)`."""
    return _Teller(edition, fmt, event).tell(move)


def move_sentence(edition: Edition, fmt: Formatter, goal_id: str, move: Move) -> str:
    """Return a moved goalpost: `The target of Renewal rate went from 93 % to 92 %`."""
    title = _title_of(edition, goal_id, move.key_result or "") or move.title or ""
    if move.field == "key_result":
        return fmt.say("The key result “{title}” was removed", title=called(edition, title))
    if move.milestone and move.field == "target":
        if move.after is None:
            text = fmt.say(
                "The milestone “{milestone}” was removed from “{title}”",
                milestone=move.milestone,
                title=title,
            )
        else:
            text = fmt.say(
                "The milestone “{milestone}” was added to “{title}”", milestone=move.milestone, title=title
            )
        return text
    change = _moved(edition, fmt, goal_id, move, title)
    if move.restated:
        return fmt.say("{change}: the value of {period} was restated", change=change, period=move.restated)
    return change


def _moved(edition: Edition, fmt: Formatter, goal_id: str, move: Move, title: str) -> str:
    kpi = kpi_of(edition, goal_id, move.key_result or "")
    before, after = (value_text(fmt, kpi, move.field, text) for text in (move.before, move.after))
    is_default = move.field == "baseline" and move.restated is None
    none = fmt.say("the default") if is_default else fmt.say("none")
    word = fmt.say("due date") if move.field == "due" else field_word(move.field, fmt)
    values = {"field": word, "before": before or none, "after": after or none}
    if move.milestone:
        name = move.milestone
        return fmt.say(
            "The {field} of the milestone “{milestone}” went from {before} to {after}",
            milestone=name,
            **values,
        )
    if title:
        return fmt.say("The {field} of “{title}” went from {before} to {after}", title=title, **values)
    return fmt.say("The {field} of the goal went from {before} to {after}", **values)


def _title_of(edition: Edition, goal_id: str, key_result: str) -> str | None:
    """Return the title of a key result, whose id may be a former one: its last title where it is gone."""
    if not key_result:
        return None
    if result := result_now(edition, goal_id, key_result):
        return result.title
    former = former_result(edition, goal_id, key_result)
    return called(edition, former.title) or None if former else None


def called(edition: Edition, title: str) -> str:
    """Return what a key result is called: without a title of its own, as the KPI is that it names."""
    kpi = edition.repository.kpis.get(title)
    return kpi.title if kpi else title


def kpi_of(edition: Edition, goal_id: str, key_result: str) -> Kpi | None:
    """Return the KPI that a key result reads now, if the goal and the key result are still there."""
    result = result_now(edition, goal_id, key_result) if key_result else None
    return edition.repository.kpis.get(result.terms.kpi or "") if result else None


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
        written = len(text.partition(".")[2]) if "e" not in text.lower() else decimals_of(number)
        return fmt.value(number, kpi.unit, max(kpi.decimals, written) if field == "value" else written)
    return text.replace("-", "\N{MINUS SIGN}")


class _Teller:
    def __init__(self, edition: Edition, fmt: Formatter, event: Event) -> None:
        self._edition, self._fmt, self._event = edition, fmt, event

    def tell(self, move: Move | None) -> str:
        change = self._event.change
        kind = change.kind
        if kind in _FIXED:
            return self._fmt.say(_FIXED[kind])
        if self._event.record is RecordKind.KPI and change.field == "value":
            return self._value(change)
        if kind is EventKind.RENAMED:
            return self._fmt.say("id {before} → {after}", before=change.before, after=change.after)
        if kind is EventKind.MOVED:
            return self._fmt.say("file moved to {path}", path=change.after)
        if str(kind).startswith("check_in"):
            return self._check_in(change)
        if str(kind).startswith("milestone"):
            return _with_effect(self._milestone(change), move, self._fmt)
        if kind is EventKind.KEY_RESULT_ADDED:
            return self._fmt.say(
                "key result “{title}” added", title=called(self._edition, change.after or change.before or "")
            )
        if kind is EventKind.KEY_RESULT_REMOVED:
            return self._fmt.say(
                "key result “{title}” removed",
                title=called(self._edition, change.after or change.before or ""),
            )
        return _with_effect(self._field(change), move, self._fmt)

    def _field(self, change: Change) -> str:
        fmt, name = self._fmt, field_word(change.field, self._fmt)
        part = self._part(change.part) if change.part else ""
        if change.field in ("retrospective", "links", "source"):
            if part:
                return fmt.say("{field} of {key_result} changed", field=name, key_result=part)
            return fmt.say("{field} changed", field=name)
        if part and change.field == "values" and (told := by_hand(change, part, fmt)):
            return told
        before, after = self._both(change)
        if part:
            return fmt.say(
                "{field} of {key_result} {before} → {after}",
                field=name,
                key_result=part,
                before=before,
                after=after,
            )
        return fmt.say("{field} {before} → {after}", field=name, before=before, after=after)

    def _both(self, change: Change) -> tuple[str, str]:
        kpi = kpi_of(self._edition, self._event.id, change.part) if change.part else None
        before, after = (
            self._person(change.field, text) or value_text(self._fmt, kpi, change.field, text)
            for text in (change.before, change.after)
        )
        none = self._fmt.say("none")
        return before or none, after or none

    def _person(self, field: str, text: str | None) -> str:
        return self._edition.repository.name_of(text) if text and field in _PEOPLE else ""

    def _part(self, part: str) -> str:
        return _title_of(self._edition, self._event.id, part) or part

    def _milestone(self, change: Change) -> str:
        fmt = self._fmt
        match change.kind:
            case EventKind.MILESTONE_DONE:
                day = value_text(fmt, None, "done", change.after)
                return fmt.say("milestone “{title}” done on {day}", title=change.of, day=day)
            case EventKind.MILESTONE_ADDED:
                return fmt.say("milestone “{title}” added", title=change.of)
            case EventKind.MILESTONE_REMOVED:
                return fmt.say("milestone “{title}” removed", title=change.of)
        before, after = self._both(change)
        return fmt.say(
            "{field} of milestone “{title}” {before} → {after}",
            field=field_word(change.field, fmt),
            title=change.of,
            before=before,
            after=after,
        )

    def _check_in(self, change: Change) -> str:
        fmt = self._fmt
        day = value_text(fmt, None, "done", change.of)
        if change.kind is EventKind.CHECK_IN_REMOVED:
            return fmt.say("check-in of {day} removed", day=day)
        said = fmt.say(_STATUS[change.after]) if change.after in _STATUS else ""
        if change.kind is EventKind.CHECK_IN_ADDED:
            told = fmt.say("check-in of {day}", day=day)
        else:
            told = fmt.say("check-in of {day} changed", day=day)
        return fmt.say("{check_in}: {status}", check_in=told, status=said) if said else told

    def _value(self, change: Change) -> str:
        fmt = self._fmt
        kpi = self._edition.repository.kpis.get(self._event.id)
        period = self._period(change.of, kpi)
        if change.slice:
            parts = ", ".join(part for _, part in change.slice)
            period = fmt.say("{period} ({slice})", period=period, slice=parts)
        before, after = (
            value_text(fmt, kpi, "value", text) or fmt.say("no value")
            for text in (change.before, change.after)
        )
        if change.kind is EventKind.VALUES_ADDED:
            if change.count == 1:
                return fmt.say("value added: {value} for {period}", value=after, period=period)
            return fmt.say_many(
                "{n}\u00a0value added, the last {value} for {period}",
                "{n}\u00a0values added, the last {value} for {period}",
                change.count,
                value=after,
                period=period,
            )
        values = {"period": period, "before": before, "after": after}
        if change.kind is EventKind.VALUE_REMOVED:
            return fmt.say("value of {period} removed: {before} → {after}", **values)
        return fmt.say("value of {period} restated: {before} → {after}", **values)

    def _period(self, text: str, kpi: Kpi | None) -> str:
        fiscal = self._edition.repository.config.fiscal_year
        try:
            period = parse_period(text, fiscal) if kpi is not None and kpi.fiscal else parse_period(text)
        except ValueError:
            return text
        return self._fmt.period(period, fiscal=kpi is not None and kpi.fiscal)


def _with_effect(words: str, move: Move | None, fmt: Formatter) -> str:
    if move is None:
        return words
    told = fmt.say("{change} ({effect})", change=words, effect=effect_word(move.effect, fmt))
    if move.restated is None:
        return told
    return fmt.say("{change}: the value of {period} was restated", change=told, period=move.restated)


def effect_word(effect: Effect, fmt: Formatter) -> str:
    """Return `easier`, `harder`, or `neither easier nor harder`."""
    return fmt.say(_EFFECTS[effect])


def about(event: Event, fmt: Formatter) -> str:
    """Return what a change was made to: `Goal “Raise the rate”`."""
    return fmt.say(_ABOUT[event.record], title=event.title)
