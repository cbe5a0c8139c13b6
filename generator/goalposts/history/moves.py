"""Moved goalposts: what was changed about a goal after it was promised, by whom, and which way.

The promise is the first version in force on or after the goal's start in which the goal is active. Terms
are compared step by step from there on, so a target that was lowered and raised again is listed twice. A key
result that is removed and comes back is compared with what it was when it was removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from goalposts.history.baselines import (
    MovedBaseline,
    baseline_of,
    has_default,
    kpi_before,
    moved_between,
    moved_by,
    moved_by_hand,
    read_date,
    reads,
)
from goalposts.history.departures import Departures
from goalposts.history.effects import (
    Effect,
    bound_of,
    of_ambition,
    of_baseline,
    of_bound,
    of_due,
    of_target,
    target_of,
)
from goalposts.history.history import History, Past, Restatement
from goalposts.history.in_force import Terms, first_promise
from goalposts.history.key_result_changes import BOUNDS, WrittenResult, pair, pair_milestones, shown
from goalposts.history.log import Commit
from goalposts.history.recalled_goals import as_goal
from goalposts.history.rows import same_number, same_numbers
from goalposts.loading.goals import Surroundings
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi


class Move(Struct, frozen=True):
    """One change of a promise.

    `field` is `start`, `due`, `ambition`, `target` (also of milestones: see `milestone`), `baseline`,
    `weight`, or `key_result` for one that was removed; `back` is the day from which on it was there again, if
    it was. `key_result` is its id after that commit; `restated` the period whose value was restated, in
    its KPI or by hand, where that moved the default baseline. A default baseline moves without it where the
    key result reads another series.
    """

    commit: Commit
    field: str
    before: str | None
    after: str | None
    effect: Effect
    key_result: str | None = None
    title: str | None = None
    milestone: str | None = None
    restated: str | None = None
    back: date | None = None


def moved(goal: Goal, history: History) -> tuple[Move, ...]:
    """Return every change of the goal's promise, oldest first; none where nothing was promised yet."""
    past = history.past
    lineage = past.goals.get(goal.id) if past else None
    if past is None or lineage is None:
        return ()
    terms = past.book.terms(lineage)
    number = first_promise(terms)
    if number is None:
        return ()
    promised = terms[number:]
    reader = _Comparison(history, past)
    found = [*reader.compare(promised), *reader.restated(promised)]
    return tuple(move for _, move in sorted(found, key=lambda numbered: numbered[0]))


def promise(goal: Goal, history: History) -> Goal | None:
    """Return the goal as it was promised, without its body, read with the repository's KPIs and cycles.

    A default baseline that moved since is written into it as it was then. None where nothing was promised
    yet, and where today's rules cannot read that version.
    """
    past = history.past
    lineage = past.goals.get(goal.id) if past else None
    if past is None or lineage is None:
        return None
    terms = past.book.terms(lineage)
    number = first_promise(terms)
    if number is None:
        return None
    repository = history.repository
    around = Surroundings(repository.config, repository.kpis, repository.teams, repository.cycles)
    found = as_goal(terms[number].version, around)
    return _Comparison(history, past).begun(found, terms[number:]) if found else None


class _Comparison:
    def __init__(self, history: History, past: Past) -> None:
        self._kpis = history.repository.kpis
        self._config = history.repository.config
        self._past = past

    def compare(self, promised: tuple[Terms, ...]) -> Iterator[tuple[int, Move]]:
        """Return the moves from step to step, and the key results that were removed."""
        departures = Departures()
        for was, now in pairwise(promised):
            for move in self._goal(was, now):
                yield now.index, move
            for before, after in departures.follow(was.results, now.results, now.index):
                if before is not None:
                    for move in self._result(before, after, now, was.start):
                        yield now.index, move
        commits = self._past.commits
        gone = [(result, index, None) for result, index in departures.left.values()]
        for result, index, again in (*gone, *departures.back):
            day = None if again is None else commits[again].day
            names = (result.id, result.title)
            yield (
                index,
                Move(commits[index], "key_result", result.title, None, Effect.NEITHER, *names, back=day),
            )

    def _goal(self, was: Terms, now: Terms) -> Iterator[Move]:
        commit = self._past.commits[now.index]
        if was.start != now.start and was.start and now.start:
            yield Move(commit, "start", str(was.start), str(now.start), Effect.NEITHER)
        if was.due != now.due and was.due and now.due:
            yield Move(commit, "due", str(was.due), str(now.due), of_due(was.due, now.due))
        if was.ambition != now.ambition:
            yield Move(commit, "ambition", was.ambition, now.ambition, of_ambition(now.ambition))

    def _result(
        self, before: WrittenResult, after: WrittenResult, now: Terms, start: date | None
    ) -> Iterator[Move]:
        if before.fields == after.fields:
            return
        commit, names = self._past.commits[now.index], (after.id, after.title)
        baseline = baseline_of(before, start, self._kpis)
        old, new = _aim(before), _aim(after)
        if not same_numbers(old, new):
            targets = (before.text("target"), after.text("target"))
            if all(targets):
                kpi = self._kpis.get(before.kpi or "")
                effect = of_target(*targets, baseline, kpi.direction if kpi else "")
            else:
                effect = of_bound(bound_of(before), bound_of(after))
            yield Move(commit, "target", old, new, effect, *names)
        if before.text("target") and after.text("target"):
            new_baseline = baseline_of(after, start, self._kpis)
            written = (before.text("baseline"), after.text("baseline"))
            is_moved = not same_number(*written) and (baseline is None or baseline != new_baseline)
            if is_moved:
                effect = of_baseline(baseline, new_baseline, target_of(after.text("target")))
                yield Move(commit, "baseline", *written, effect, *names)
            elif start and written == (None, None) and (found := self._default(before, after, now, start)):
                yield self._moved_default(now.index, after, found)
        weights = (before.text("weight"), after.text("weight"))
        if not same_number(*weights):
            yield Move(commit, "weight", *weights, Effect.NEITHER, *names)
        yield from _milestones(before, after, commit)

    def _default(
        self, before: WrittenResult, after: WrittenResult, now: Terms, start: date
    ) -> MovedBaseline | None:
        """Return how what is written of a key result moved its default baseline, or None where it did not."""
        if reads(before) != reads(after):
            was = baseline_of(before, start, self._known(before, now.index - 1))
            return moved_between(was, baseline_of(after, start, self._known(after, now.index)), after)
        by_hand = after.kpi is None and has_default(after)
        return moved_by_hand(before, after, start) if by_hand else None

    def _known(self, result: WrittenResult, number: int) -> Mapping[str, Kpi]:
        """Return the KPI of a key result as it was after a commit: what is restated later is told there."""
        restated = self._past.restated.get(result.kpi or "", ())
        later = next((each for each in restated if each.index > number), None)
        if result.kpi is None or later is None:
            return self._kpis
        kpi = kpi_before(later, self._config)
        return {result.kpi: kpi} if kpi else {}

    def restated(self, promised: tuple[Terms, ...]) -> Iterator[tuple[int, Move]]:
        """Return the moves of default baselines by values that were restated after the promise."""
        kpis = dict.fromkeys(result.kpi for each in promised for result in each.results if result.kpi)
        for kpi_id in kpis:
            for restatement in self._restatements(kpi_id, promised[0]):
                index = restatement.index
                now = next(each for each in reversed(promised) if each.index <= index)
                for result in now.results:
                    if result.kpi != kpi_id or now.start is None or not has_default(result):
                        continue
                    if found := moved_by(restatement, result, now.start, self._config):
                        yield index, self._moved_default(index, result, found)

    def _restatements(self, kpi_id: str, first: Terms) -> Iterator[Restatement]:
        """Return the restatements of a KPI after the promise."""
        if first.start is None:
            return
        begin = max(first.since, datetime.combine(first.start, time(), UTC))
        for restatement in self._past.restated.get(kpi_id, ()):
            if restatement.index > first.index and self._past.book.times[restatement.index] > begin:
                yield restatement

    def begun(self, goal: Goal, promised: tuple[Terms, ...]) -> Goal:
        """Return the promised goal reading the KPIs by their present ids.

        Each default baseline that moved since is written as it was then.
        """
        first = promised[0]
        changes: dict[str, dict[str, Any]] = {}
        for was, now in pair(first.results, promised[-1].results):
            if was is None:
                continue
            changes[was.id] = {"kpi": was.kpi}
            if found := self._first_default(was, now, first):
                changes[was.id]["baseline"] = float(found.before)
        results = ((each, changes.get(each.id)) for each in goal.key_results)
        begun = tuple([replace(each, terms=each.terms.model_copy(update=change)) for each, change in results])
        return replace(goal, key_results=begun)

    def _first_default(
        self, was: WrittenResult, now: WrittenResult | None, first: Terms
    ) -> MovedBaseline | None:
        """Return what first moved the default baseline of a promised key result, None where nothing did."""
        if first.start is None or not has_default(was):
            return None
        if was.kpi is None:
            return moved_by_hand(was, now, first.start) if now else None
        moves = (
            moved_by(each, was, first.start, self._config) for each in self._restatements(was.kpi, first)
        )
        return next((each for each in moves if each), None)

    def _moved_default(self, index: int, result: WrittenResult, found: MovedBaseline) -> Move:
        return Move(
            self._past.commits[index],
            "baseline",
            found.before,
            found.after,
            found.effect,
            result.id,
            result.title,
            restated=found.period,
        )


def _aim(result: WrittenResult) -> str | None:
    """Return what success is, as text: a target, or the bounds with their names."""
    bounds = [f"{name}: {text}" for name in BOUNDS if (text := result.text(name))]
    return result.text("target") or ", ".join(bounds) or None


def _milestones(before: WrittenResult, after: WrittenResult, commit: Commit) -> Iterator[Move]:
    names = (after.id, after.title)
    for title, was, now in pair_milestones(before, after):
        if was is None:
            yield Move(commit, "target", None, title, Effect.HARDER, *names, title)
        elif now is None:
            yield Move(commit, "target", title, None, Effect.EASIER, *names, title)
        else:
            old, new = shown(was.get("due")), shown(now.get("due"))
            if old != new:
                yield Move(commit, "due", old, new, of_due(read_date(old), read_date(new)), *names, title)
            old, new = shown(was.get("weight")) or "1", shown(now.get("weight")) or "1"
            if not same_number(old, new):
                yield Move(commit, "weight", old, new, Effect.NEITHER, *names, title)
