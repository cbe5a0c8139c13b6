"""Goals: their parts, their roll-up, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from goalposts.key_results.evidence import STRETCH
from goalposts.language.catalogue import N_
from goalposts.measuring.key_result import Frame, Measured, measure_key_result
from goalposts.measuring.parts import (
    Part,
    day_of_measuring,
    is_stale,
    judge,
    means_of,
    provisional_until,
    state_on,
)
from goalposts.measuring.rounding import half_up, shown_score
from goalposts.measuring.scorecard import ChildScore, GoalScore, KeyResultScore
from goalposts.measuring.status import Status, StatusRule, worse
from goalposts.records.goal import CheckInFields, Goal
from goalposts.records.repository import Repository


class Link(Struct, frozen=True):
    """A goal that supports another one: with what weight, and through which of its key results."""

    child: str
    weight: float
    key_result: str | None


def children_of(repository: Repository) -> Mapping[str, tuple[Link, ...]]:
    """Return the goals that support each goal, once each, by id.

    A child that supports the goal itself and a key result of it counts with the weight it gives the goal.
    """
    links: dict[str, dict[str, Link]] = {}
    for goal in repository.goals.values():
        for support in sorted(goal.supports, key=lambda support: support.key_result is not None):
            if support.goal in repository.goals:
                link = Link(goal.id, support.weight, support.key_result)
                links.setdefault(support.goal, {}).setdefault(goal.id, link)
    return {key: tuple(found.values()) for key, found in links.items()}


class Numbers(Struct, frozen=True):
    """A goal measured at a day: its parts and what they are made from."""

    measured_at: date
    key_results: tuple[Measured, ...]
    children: tuple[ChildScore, ...]
    parts: tuple[Part, ...]


@dataclass
class Measurer:
    """Measures the goals of one repository on one day; remembers what it has measured."""

    repository: Repository
    as_of: date
    rule: StatusRule
    children: Mapping[str, tuple[Link, ...]]
    _known: dict[tuple[str, date], Numbers] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)

    def numbers(self, goal: Goal, until: date) -> Numbers:
        """Return the goal's numbers as they were on `until`, or earlier where it was due or closed."""
        measured_at = day_of_measuring(goal, until)
        key = (goal.id, measured_at)
        if key not in self._known:
            self._open.add(goal.id)
            self._known[key] = self._measure(goal, measured_at)
            self._open.discard(goal.id)
        return self._known[key]

    def _measure(self, goal: Goal, measured_at: date) -> Numbers:
        config = self.repository.config
        frame = Frame(
            goal=goal,
            measured_at=measured_at,
            as_of=self.as_of,
            rule=self.rule,
            fiscal=config.fiscal_year,
            manual_days=config.freshness.manual_days,
            last_check_in=max((c.date for c in goal.check_ins if c.date <= measured_at), default=None),
        )
        kpis = self.repository.kpis
        measured = tuple(
            measure_key_result(result, kpis.get(result.terms.kpi or ""), frame) for result in goal.key_results
        )
        children, child_parts = self._children(goal, measured_at)
        parts: list[Part] = []
        if goal.rollup in ("key_results", "both"):
            parts += [part_of(result) for result in measured if result.weight > 0]
        if goal.rollup in ("children", "both"):
            parts += [part for part in child_parts if part.weight > 0]
        return Numbers(measured_at, measured, children, tuple(parts))

    def _children(self, goal: Goal, on: date) -> tuple[tuple[ChildScore, ...], list[Part]]:
        scores: list[ChildScore] = []
        parts: list[Part] = []
        for link in self.children.get(goal.id, ()):
            child = self.repository.goals[link.child]
            part, why_not = self._child(goal, child, link.weight, on)
            if not link.weight:
                why_not = why_not or N_("its weight is 0")
            if part is not None:
                parts.append(part)
            scores.append(
                ChildScore(
                    goal_id=child.id,
                    weight=link.weight,
                    key_result=link.key_result,
                    counts=part is not None and part.weight > 0 and goal.rollup in ("children", "both"),
                    why_not=why_not,
                    progress=half_up(part.progress, 9) if part else 0.0,
                    expected=half_up(part.expected, 9) if part else 0.0,
                )
            )
        return tuple(scores), parts

    def _child(self, goal: Goal, child: Goal, weight: float, on: date) -> tuple[Part | None, str]:
        state = state_on(child, on)
        if state not in ("active", "closed"):
            return None, state
        if child.start > goal.due or child.due < goal.start:
            return None, N_("its dates do not overlap")
        if child.id in self._open:
            return None, N_("it is part of a loop")
        if on < child.start and state == "active":
            return Part(weight, 0.0, 0.0, has_data=False), ""
        numbers = self.numbers(child, on)
        means = means_of(numbers.parts)
        if state == "closed":
            score = child.grade if child.grade is not None else means.progress if means else None
            return (None, N_("not measured")) if score is None else (Part(weight, score, 1.0), "")
        if means is None:
            return None, N_("not measured")
        return (
            Part(
                weight=weight,
                progress=means.progress,
                expected=means.expected,
                has_data=any(part.has_data for part in numbers.parts),
                is_stale=is_stale(numbers.parts),
                provisional_until=provisional_until(numbers.parts),
                judged_at_end=any(part.judged_at_end for part in numbers.parts),
            ),
            "",
        )

    def score(self, goal: Goal) -> GoalScore:
        """Return where the goal stands."""
        numbers = self.numbers(goal, self.as_of)
        verdict = judge(goal, numbers.parts, self.as_of, self.rule)
        has_begun = self.as_of >= goal.start
        means = means_of(numbers.parts) if has_begun else None
        check_ins = _latest_first(goal, self.as_of)
        reported = next((c for c in check_ins if c.date <= numbers.measured_at), None)
        said = Status(reported.status) if reported and reported.status else verdict.status
        scored = tuple(self._key_result(goal, result) for result in numbers.key_results)
        waiting = [score.first_due for score in scored if score.first_due and score.is_counted]
        success = STRETCH if goal.is_stretch else 1.0
        days = self.rule.days_of(goal)
        return GoalScore(
            goal=goal,
            status=verdict.status,
            last_status=verdict.last,
            shown_status=worse(verdict.status, said),
            reported=reported,
            progress=half_up(means.progress, 9) if means else None,
            expected=half_up(means.expected, 9) if means else None,
            gap=means.gap if means else None,
            score=shown_score(means.progress, success=success) if means else None,
            measured_at=numbers.measured_at,
            key_results=scored,
            children=numbers.children,
            is_measured=bool(numbers.parts),
            is_stale=verdict.status is Status.STALE,
            stale_parts=(sum(part.is_stale for part in numbers.parts), len(numbers.parts)),
            provisional_until=provisional_until(numbers.parts)
            if self._is_over(goal) and state_on(goal, self.as_of) == "active"
            else None,
            first_due=min(waiting, default=None),
            worst=_worst(scored),
            days_behind=round_days((means.expected - means.progress) * days) if means and days else None,
            check_ins=check_ins,
        )

    def _is_over(self, goal: Goal) -> bool:
        """Return whether the goal was measured until it was due, so that last values may be awaited."""
        return day_of_measuring(goal, self.as_of) == goal.due < self.as_of

    def _key_result(self, goal: Goal, result: Measured) -> KeyResultScore:
        has_begun = self.as_of >= goal.start
        # a grade is given to the goal as a whole: its key results keep their own outcome
        verdict = judge(_ungraded(goal), (part_of(result),), self.as_of, self.rule)
        reading, evidence = result.reading, result.evidence
        shown = has_begun and result.has_data
        expected = half_up(result.expected, 9) if has_begun else None
        return KeyResultScore(
            key_result=result.key_result,
            kpi=result.kpi,
            status=verdict.status,
            last_status=verdict.last,
            progress=result.raw_progress if has_begun else None,
            expected=expected,
            gap=half_up(result.expected - result.progress, 9) if has_begun else None,
            baseline=reading.baseline,
            target=reading.target,
            current=evidence.current if has_begun else None,
            measured_on=evidence.measured_on if shown else None,
            held=reading.held if has_begun else None,
            has_data=result.has_data,
            is_stale=result.is_stale,
            is_counted=result.weight > 0 and goal.rollup in ("key_results", "both"),
            provisional_until=result.provisional_until if self._is_over(goal) else None,
            first_due=result.first_due,
            counted=evidence.counted,
            straddling=result.straddling,
            baseline_from=result.baseline_from,
            why=reading.why,
        )


def part_of(result: Measured) -> Part:
    """Return a key result as a part. A weight of 0 counts as 1 here, for a status of its own."""
    return Part(
        weight=result.weight or 1.0,
        progress=result.progress,
        expected=result.expected,
        has_data=result.has_data,
        is_stale=result.is_stale,
        provisional_until=result.provisional_until,
        judged_at_end=result.kind.judged_at_end,
    )


def _ungraded(goal: Goal) -> Goal:
    return goal if goal.grade is None else replace(goal, grade=None)


def round_days(days: float) -> int:
    """Return a number of days, rounded half-up; noise beyond 9 decimals moves no half."""
    return int(half_up(half_up(days, 9), 0))


def _latest_first(goal: Goal, as_of: date) -> tuple[CheckInFields, ...]:
    """Return the check-ins by a day: the latest date first, of one day the last in the file first."""
    numbered = [(c.date, number, c) for number, c in enumerate(goal.check_ins) if c.date <= as_of]
    return tuple(c for _, _, c in sorted(numbered, key=lambda entry: entry[:2], reverse=True))


def _worst(scores: tuple[KeyResultScore, ...]) -> str | None:
    counted = [score for score in scores if score.is_counted and score.gap is not None]
    if len(counted) < 2:  # one result is its own worst
        return None
    return max(counted, key=lambda score: score.gap or 0.0).key_result.id
