"""The records, fields, rows and goalposts of a comparison in words, one line each."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from goalposts.comparing.comparison import Comparison, GoalMove, RecordChange
from goalposts.history.cleaning import clean
from goalposts.history.effects import Effect
from goalposts.history.events import Change, EventKind
from goalposts.history.lineages import RecordKind
from goalposts.history.rows import RowChange
from goalposts.pages.formatting import Formatter, plural

KINDS = {
    RecordKind.GOAL: "goal",
    RecordKind.KPI: "KPI",
    RecordKind.TEAM: "team",
    RecordKind.PERSON: "person",
    RecordKind.CONFIG: "settings",
    RecordKind.HOME: "introduction",
}
ARROW = " → "
MOST_ROWS = 20
NONE = "none"
_SIMPLE = {
    EventKind.CREATED: "new",
    EventKind.RECREATED: "is there again",
    EventKind.DELETED: "removed",
    EventKind.BODY: "the text changes",
    EventKind.UNREADABLE: "can no longer be read",
}
_PARTS = {
    EventKind.KEY_RESULT_ADDED: "key result {part} added",
    EventKind.KEY_RESULT_REMOVED: "key result {part} removed",
    EventKind.MILESTONE_ADDED: "milestone {of} added",
    EventKind.MILESTONE_REMOVED: "milestone {of} removed",
    EventKind.CHECK_IN_ADDED: "check-in of {of} added",
    EventKind.CHECK_IN_REMOVED: "check-in of {of} removed",
}


def as_is(text: str, longest: int = 400) -> str:
    """Return what somebody wrote, on one line and without unseen signs: fit for a terminal."""
    return clean(text, longest)


class RecordWords(Struct, frozen=True):
    """Writes what changes about records. `mark` makes what somebody wrote fit for where it is printed."""

    told: Comparison
    mark: Callable[[str], str] = as_is

    @property
    def formatter(self) -> Formatter:
        """Return what writes numbers and dates in the language of the site."""
        return Formatter(self.told.language, self.told.as_of)

    def record(self, each: RecordChange) -> str:
        """Return what names a record: `goal win “Win 20 customers”`."""
        if each.kind in (RecordKind.CONFIG, RecordKind.HOME):
            return f"{KINDS[each.kind]} ({self.mark(each.path)})"
        return f"{KINDS[each.kind]} {self.named(each.id, each.title)}"

    def named(self, record_id: str, title: str) -> str:
        """Return a record by its id and title."""
        return f"{self.mark(record_id)} “{self.mark(title)}”"

    def changes(self, each: RecordChange) -> list[str]:
        """Return a line for each change of a record."""
        lines = [self.change(change) for change in each.changes]
        lines += [self._row(row, each) for row in each.rows[:MOST_ROWS]]
        if len(each.rows) > MOST_ROWS:
            lines.append(f"and {spaced(len(each.rows) - MOST_ROWS, 'more value')}")
        return [*lines, "notes, targets or columns of the series change"] if each.edited else lines

    def change(self, change: Change) -> str:
        """Return one change as a line."""
        if change.kind in _SIMPLE:
            return _SIMPLE[change.kind]
        if change.kind in _PARTS:
            line = _PARTS[change.kind].format(part=self.mark(change.part), of=self.mark(change.of))
            said = [change.after, *(f"{name}: {text}" for name, text in change.more)]
            if change.kind is EventKind.CHECK_IN_ADDED and any(said):
                line += ": " + ", ".join(self.mark(text) for text in said if text)
            return line
        where = ""
        if change.part:
            where = f"key result {self.mark(change.part)}, "
        if change.of:
            what = "check-in of" if change.kind is EventKind.CHECK_IN_CHANGED else "milestone"
            where += f"{what} {self.mark(change.of)}, "
        before, after = (self.mark(text) if text else NONE for text in (change.before, change.after))
        if before == after:
            return f"{where}{change.field} and more" if change.of else f"{where}{change.field}"
        return f"{where}{change.field}: {before}{ARROW}{after}"

    def _row(self, row: RowChange, each: RecordChange) -> str:
        of = ", ".join(f"{self.mark(name)}: {self.mark(part)}" for name, part in row.slice)
        values = ARROW.join(self.mark(text) for text in (row.before, row.after) if text is not None)
        end = each.running.get(row.period)
        later = f", counts from {self.formatter.full_day(end)}" if end else ""
        return f"{self.mark(row.period)}{f' ({of})' if of else ''}: {values} {row_word(row)}{later}"

    def move(self, each: GoalMove) -> str:
        """Return a moved goalpost as a line."""
        move = each.move
        word = "neither easier nor harder" if move.effect is Effect.NEITHER else move.effect.value
        before, after = (self.mark(text) if text else NONE for text in (move.before, move.after))
        if move.field == "key_result":
            what = f"key result {before} removed"
        elif move.milestone and move.field == "target":
            what = f"milestone {self.mark(move.milestone)} {'added' if move.before is None else 'removed'}"
        else:
            what = f"{move.field} {before}{ARROW}{after}"
            what += f" of milestone {self.mark(move.milestone)}" if move.milestone else ""
        about = [f"key result {self.mark(move.key_result)}"] if move.key_result else []
        about += [f"the value of {self.mark(move.restated)} is restated"] if move.restated else []
        return f"{self.named(each.goal_id, each.title)}: {word}: {what}" + (
            f" ({', '.join(about)})" if about else ""
        )


def row_word(row: RowChange) -> str:
    """Return what happened to a row of a series."""
    if row.before is None:
        return "added"
    return "removed" if row.after is None else "restated"


def spaced(number: int, noun: str, nouns: str | None = None) -> str:
    """Return a count and its noun."""
    return plural(number, noun, nouns).replace("\u00a0", " ")
