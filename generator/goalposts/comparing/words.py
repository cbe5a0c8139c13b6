"""A comparison in words, one line each: what the printers for people share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from goalposts.comparing.comparison import (
    Comparison,
    GoalDifference,
    KeyResultDifference,
    KpiDifference,
    NotCompared,
    Presence,
)
from goalposts.comparing.record_words import ARROW, NONE, RecordWords, row_word, spaced
from goalposts.history.effects import Effect
from goalposts.measuring.rounding import decimals_of
from goalposts.measuring.scorecard import GoalScore, KeyResultScore, KpiScore
from goalposts.pages.formatting import capitalised
from goalposts.pages.words import goal_status, key_result_status, kpi_status
from goalposts.problems import Problem, count


class Words(RecordWords, frozen=True):
    """Writes a comparison: the words of records, and those of the whole and of where goals stand."""

    # --- the whole ------------------------------------------------------------------------------

    def summary(self) -> str:
        """Return one sentence that counts what the change does."""
        told = self.told
        if told.is_empty:
            return "Nothing changes: no record, no goal and no problem."
        parts = []
        if number := sum(each.status_changes for each in told.goals if each.presence is Presence.BOTH):
            parts.append(f"{_goals(number)} {_verb(number, 'change')} status")
        if number := sum(not each.status_changes for each in told.goals if each.presence is Presence.BOTH):
            parts.append(f"the numbers of {_goals(number)} change")
        for presence, word in ((Presence.NEW, "new"), (Presence.REMOVED, "removed")):
            if number := sum(each.presence is presence for each in told.goals):
                parts.append(f"{number} {word} goal{'' if number == 1 else 's'}")
        if told.moves:
            kinds = Counter(each.move.effect for each in told.moves)
            split = ", ".join(f"{kinds[effect]} {effect}" for effect in Effect if kinds[effect])
            number = len(told.moves)
            parts.append(f"{spaced(number, 'goalpost')} {_verb(number, 'move')} ({split})")
        rows = [row for each in told.records for row in each.rows]
        for name, number in Counter(map(row_word, rows)).items():
            parts.append(f"{spaced(number, 'value')} {name}")
        if number := len(told.not_compared):
            parts.append(f"{spaced(number, 'file')} cannot be compared")
        counts = {name: number for name, number in count(told.problems).items() if number}
        parts += [f"{number} new {name}{'' if number == 1 else 's'}" for name, number in counts.items()]
        if told.mended:
            parts.append(f"{spaced(told.mended, 'problem')} mended")
        if not parts:
            number = len(told.records) + len(told.others) + len(told.private)
            parts.append(f"{spaced(number, 'record or file', 'records or files')} {_verb(number, 'change')}")
        if not told.goals and told.rules is not None:
            parts.append("no goal stands elsewhere")
        return capitalised("; ".join(parts)) + "."

    def about(self) -> str:
        """Return what was compared, and on which day."""
        day = self.formatter.full_day(self.told.as_of)
        told = self.told
        return (
            f"From {self.mark(told.base)} to {self.mark(told.head)}, both measured on {day}"
            f" for the {told.audience} site."
        )

    def existing(self) -> str:
        """Return how many problems are not listed, since they were there before; empty for none."""
        number = self.told.existing
        if not number:
            return ""
        were, are = ("was", "is") if number == 1 else ("were", "are")
        return f"{spaced(number, 'problem')} that {were} there before {are} not listed."

    # --- standings ------------------------------------------------------------------------------

    def status(self, each: GoalDifference) -> str:
        """Return the status of a goal before and after; once where it stays."""
        badges = [self._badge(score, number) for number, score in enumerate((each.before, each.after))]
        return self._pair(*badges, presence=each.presence)

    def _badge(self, score: GoalScore | None, number: int) -> str | None:
        assert self.told.rules is not None
        return goal_status(score, self.told.rules[number], self.formatter).text if score else None

    def progress(self, each: GoalDifference) -> str:
        """Return the progress of a goal before and after; empty where it has none."""
        return self._fractions(each, "progress")

    def expected(self, each: GoalDifference) -> str:
        """Return what was expected of a goal before and after; empty where nothing was."""
        return self._fractions(each, "expected")

    def _fractions(self, each: GoalDifference | KeyResultDifference, name: str) -> str:
        found = [getattr(score, name) if score else None for score in (each.before, each.after)]
        if found == [None, None]:
            return ""
        shown = [NONE if value is None else self.formatter.precise(value) for value in found]
        if None in (each.before, each.after):
            return shown[1] if each.before is None else shown[0]
        return shown[0] if shown[0] == shown[1] else ARROW.join(shown)

    def numbers(self, each: GoalDifference) -> str:
        """Return progress and expectation of a goal in one line."""
        parts = [(name, self._fractions(each, name)) for name in ("progress", "expected")]
        return ", ".join(f"{name} {text}" for name, text in parts if text)

    def reasons(self, each: GoalDifference) -> list[str]:
        """Return a line for each key result whose numbers differ, and for what is or was rolled up."""
        is_gone = each.presence in (Presence.REMOVED, Presence.UNREAD)
        lines = [] if is_gone else [self._result(part) for part in each.key_results]
        if each.through:
            lines.append(f"rolls up {', '.join(self.mark(key) for key in each.through)}")
        if number := each.hidden:
            goals, are = ("a goal", "is") if number == 1 else (_goals(number), "are")
            lines.append(f"rolled up {goals} that {are} no longer visible to the {self.told.audience} site")
        if each.before and each.after and not lines and not each.is_own:
            lines.append("by a change of the settings or of the team's people")
        return lines

    def _result(self, part: KeyResultDifference) -> str:
        score = part.after or part.before
        assert score is not None and self.told.rules is not None
        rules = self.told.rules
        badges = [
            key_result_status(each, rules[number], self.formatter).text if each else None
            for number, each in enumerate((part.before, part.after))
        ]
        presence = Presence.BOTH
        if part.before is None or part.after is None:
            presence = Presence.NEW if part.before is None else Presence.REMOVED
        found = [f"key result {self.mark(score.key_result.id)}: {self._pair(*badges, presence=presence)}"]
        if text := self._fractions(part, "progress"):
            found.append(f"progress {text}")
        found += [
            f"{name} {text}"
            for name in ("baseline", "current", "target")
            if (text := self._values(part, name))
        ]
        return ", ".join(found)

    def _values(self, part: KeyResultDifference, name: str) -> str:
        """Return a value before and after, in the KPI's unit; empty where it stays."""
        shown = [self._value(score, name) if score else None for score in (part.before, part.after)]
        if shown[0] == shown[1]:
            return ""
        return ARROW.join(text or NONE for text in shown if text or None not in (part.before, part.after))

    def _value(self, score: KeyResultScore, name: str) -> str | None:
        value = getattr(score, name)
        if value is None:
            return None
        unit, decimals = (score.kpi.unit, score.kpi.decimals) if score.kpi else ("count", 0)
        return self.mark(self.formatter.value(value, unit, max(decimals, decimals_of(value))))

    def kpi(self, each: KpiDifference) -> str:
        """Return the latest value and the health of a KPI before and after."""
        badges = [
            kpi_status(score, self.formatter).text if score else None for score in (each.before, each.after)
        ]
        latest = [self._latest(score) if score else None for score in (each.before, each.after)]
        health = self._pair(*badges, presence=each.presence)
        values = self._pair(*latest, presence=Presence.BOTH)
        return f"{self.named(each.id, each.score.kpi.title)}: {health}" + (
            f", latest {values}" if values else ""
        )

    def _latest(self, score: KpiScore) -> str | None:
        if score.latest is None or score.latest.value is None:
            return NONE
        kpi = score.kpi
        value = self.formatter.value(score.latest.value, kpi.unit, kpi.decimals)
        return f"{self.mark(value)} ({self.formatter.period(score.latest.period, fiscal=kpi.fiscal)})"

    @staticmethod
    def _pair(before: str | None, after: str | None, *, presence: Presence) -> str:
        if presence is Presence.BOTH:
            found = [text for text in (before, after) if text]
            return found[0] if len(set(found)) == 1 else ARROW.join(found)
        if after is not None:
            return f"{presence}: {after}"
        return f"{presence}: was {before}"

    # --- what cannot be compared ----------------------------------------------------------------

    def not_compared(self, each: NotCompared) -> str:
        """Return which file cannot be compared, and why."""
        where = f"{self.mark(each.path)} cannot be read whole at {self.mark(each.side)}"
        return f"{where}: {each.problem.code}, {self.mark(each.problem.message)}"

    def problem(self, each: Problem) -> str:
        """Return a problem as a line, without what to do."""
        return f"{each.severity.value} {each.code}: {self.mark(each.message)}"


def top(comparison: Comparison) -> Iterator[GoalDifference]:
    """Return the goals whose status changes or that are not on both sides, and every organization goal."""
    for each in comparison.goals:
        if each.status_changes or each.score.goal.level == "organization":
            yield each


def _goals(number: int) -> str:
    return spaced(number, "goal")


def _verb(number: int, verb: str) -> str:
    return f"{verb}s" if number == 1 else verb
