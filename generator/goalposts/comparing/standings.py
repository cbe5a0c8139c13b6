"""Where goals and KPIs stand before and after a change, and by which way the change reached them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from goalposts.comparing.comparison import (
    GoalDifference,
    KeyResultDifference,
    KpiDifference,
    Presence,
)
from goalposts.comparing.following import Followed
from goalposts.comparing.sides import Measured, Side
from goalposts.history.lineages import RecordKind
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore, KeyResultScore, KpiScore
from goalposts.measuring.status import Status
from goalposts.records.goal import LEVELS, Goal
from goalposts.records.kpi import Kpi


class Standings(Struct, frozen=True):
    """Both sides, and what the history says about the change between them. Both sides are measured."""

    before: Side
    after: Side
    followed: Followed

    def goals(self) -> tuple[GoalDifference, ...]:
        """Return the goals that stand elsewhere: organization goals first, changes of status first.

        A goal that leaves the audience's sight without being deleted is not told.
        """
        was, now = (_measured(side).scorecard.goals for side in (self.before, self.after))
        found = []
        for key, old in self._pairs(RecordKind.GOAL, was, now):
            scores = (was.get(old), now.get(key))
            presence = self._presence(*(score.goal if score else None for score in scores))
            if presence and (presence is not Presence.BOTH or not self._is_same(key, *scores)):
                found.append(self._goal(key, presence, *scores))
        return tuple(sorted(found, key=_rank))

    def kpis(self) -> tuple[KpiDifference, ...]:
        """Return the KPIs whose latest value, health or freshness differs, by id."""
        was, now = (_measured(side).scorecard.kpis for side in (self.before, self.after))
        found = []
        for key, old in self._pairs(RecordKind.KPI, was, now):
            scores = (was.get(old), now.get(key))
            presence = self._presence(*(score.kpi if score else None for score in scores))
            if presence and (presence is not Presence.BOTH or _kpi(scores[0]) != _kpi(scores[1])):
                found.append(KpiDifference(key, presence, *scores))
        return tuple(sorted(found, key=lambda each: each.id))

    def hidden(self) -> int:
        """Return how many goals and KPIs leave the audience's sight though their files are still there."""
        was, now = (_measured(side).repository for side in (self.before, self.after))
        kinds: tuple[tuple[RecordKind, Mapping[str, Goal | Kpi], Mapping[str, Goal | Kpi]], ...] = (
            (RecordKind.GOAL, was.goals, now.goals),
            (RecordKind.KPI, was.kpis, now.kpis),
        )
        return sum(
            key not in new and self._presence(old[former], None) is None
            for kind, old, new in kinds
            for key, former in self._pairs(kind, old, new)
            if former in old
        )

    def _pairs(
        self, kind: RecordKind, was: Mapping[str, object], now: Mapping[str, object]
    ) -> list[tuple[str, str]]:
        """Return the ids of every record after and before the change."""
        former = self.followed.former[kind]
        pairs = [(key, former.get(key, key)) for key in now]
        known = {old for _, old in pairs}
        return pairs + [(key, key) for key in was if key not in known]

    def _presence(self, was: Goal | Kpi | None, now: Goal | Kpi | None) -> Presence | None:
        """Return on which side a record is there; None where its file stays, out of the audience's sight."""
        if was is not None and now is not None:
            return Presence.BOTH
        if now is not None:
            is_unread = now.path in {problem.path for problem in self.before.unread}
            return Presence.UNREAD_BEFORE if is_unread else Presence.NEW
        assert was is not None
        unread = {problem.path: problem for problem in self.after.unread}
        if was.path in unread:
            return None if unread[was.path].private else Presence.UNREAD
        every = self.after.every
        assert every is not None
        there: Mapping[str, Goal | Kpi] = every.goals if isinstance(was, Goal) else every.kpis
        is_there = was.id in there or any(
            record.path == was.path or was.id in record.aliases for record in there.values()
        )
        return None if is_there else Presence.REMOVED

    def _is_same(self, goal: str, before: GoalScore | None, after: GoalScore | None) -> bool:
        was = _standing(before, {})
        return was == _standing(after, {}) or was == _standing(after, self._renamed(goal))

    def _renamed(self, goal: str) -> Mapping[str, str]:
        """Return the id that each key result of a goal had before, where it is another one."""
        changes = [
            event.change
            for event in self.followed.events
            if event.record is RecordKind.GOAL and event.id == goal and event.change.part
        ]
        return {change.part: change.before for change in changes if change.field == "id" and change.before}

    def _goal(
        self, key: str, presence: Presence, before: GoalScore | None, after: GoalScore | None
    ) -> GoalDifference:
        touched = {event.id for event in self.followed.events if event.record is RecordKind.GOAL}
        kpis = {event.id for event in self.followed.events if event.record is RecordKind.KPI}
        kpis |= set(self.followed.rows)
        read = {each.kpi.id for score in (before, after) if score for each in score.key_results if each.kpi}
        through, hidden = self._through(before, after)
        return GoalDifference(
            id=key,
            presence=presence,
            before=before,
            after=after,
            key_results=tuple(_key_results(before, after, self._renamed(key))),
            through=tuple(through),
            hidden=hidden,
            is_own=key in touched or bool(read & kpis),
        )

    def _through(self, before: GoalScore | None, after: GoalScore | None) -> tuple[list[str], int]:
        """Return the goals rolled up that count differently, and how many more left the audience's sight."""
        former = self.followed.former[RecordKind.GOAL]
        was, now = _children(before, self.before), _children(after, self.after)
        found = [
            child for child, counted in now.items() if was.pop(former.get(child, child), None) != counted
        ]
        gone, there = (_measured(side).repository.goals for side in (self.before, self.after))
        renamed = {old: key for key, old in former.items() if key in there}
        hidden = 0
        for child in was:
            # one that moved out of this roll-up is still a goal; one out of sight is not named
            if (key := renamed.get(child, child)) in there or self._presence(gone[child], None) is not None:
                found.append(key)
            else:
                hidden += 1
        return found, hidden


def _measured(side: Side) -> Measured:
    assert side.measured is not None
    return side.measured


def _rank(each: GoalDifference) -> tuple[int, bool, str]:
    return LEVELS.index(each.score.goal.level), not each.status_changes, each.id


def _number(value: float | None) -> float | None:
    return None if value is None else half_up(value, 9)


def _children(score: GoalScore | None, side: Side) -> dict[str, tuple[object, ...]]:
    """Return what each goal that is rolled up counts with: its numbers, and what makes it stale."""
    goals = _measured(side).scorecard.goals
    return {
        child.goal_id: (
            *(child.weight, half_up(child.progress, 9), half_up(child.expected, 9)),
            *(goals[child.goal_id].stale_parts, goals[child.goal_id].provisional_until),
            goals[child.goal_id].status is Status.NO_DATA,
        )
        for child in (score.children if score else ())
        if child.counts
    }


def _standing(score: GoalScore | None, renamed: Mapping[str, str]) -> tuple[object, ...]:
    if score is None:
        return ()
    return (
        *(score.status, score.last_status, score.shown_status, score.is_stale, score.stale_parts),
        *(_number(score.progress), _number(score.expected), _number(score.score), score.provisional_until),
        {renamed.get(each.key_result.id, each.key_result.id): _result(each) for each in score.key_results},
    )


def _key_results(
    before: GoalScore | None, after: GoalScore | None, renamed: Mapping[str, str]
) -> Iterator[KeyResultDifference]:
    was = {each.key_result.id: each for each in before.key_results} if before else {}
    for now in after.key_results if after else ():
        key = now.key_result.id
        old = was.pop(renamed.get(key, key), None)
        if old is None or _result(old) != _result(now):
            yield KeyResultDifference(old, now)
    for old in was.values():
        yield KeyResultDifference(old, None)


def _result(score: KeyResultScore) -> tuple[object, ...]:
    numbers = (score.progress, score.expected, score.baseline, score.target, score.current)
    return (score.status, score.held, *(_number(each) for each in numbers))


def _kpi(score: KpiScore | None) -> tuple[object, ...]:
    if score is None:
        return ()
    latest = score.latest
    return (score.health, score.is_stale, latest and (latest.period, _number(latest.value)))
