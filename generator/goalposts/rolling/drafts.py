"""Which goals of a cycle go on in the next one, and what is different in their drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count
from pathlib import PurePosixPath

from msgspec import Struct

from goalposts.editing.proposals import FROM_NOTHING, number_text, taken_ids
from goalposts.key_results.milestones import Milestones
from goalposts.key_results.reach import Reach
from goalposts.key_results.yes_no import YesNo
from goalposts.loading.yaml_text import Mapping as Node
from goalposts.measuring.known import known_on
from goalposts.measuring.measure import measure
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.measuring.status import Status
from goalposts.records.goal import Goal, Support
from goalposts.records.ids import MAX_ID, slug
from goalposts.records.people import Cycle
from goalposts.records.repository import Repository
from goalposts.rolling.edits import Drop, Put, edited

_OF_THE_OLD = ("start", "due", "closed_on", "grade", "retrospective", "check_ins", "aliases")
"""Fields that say something about the cycle that ends, or about the old id."""


NOTHING: Mapping[str, str] = {}


class Ask(Struct, frozen=True):
    """From which cycle to which, on which day, for which teams (none: all)."""

    before: Cycle
    after: Cycle
    today: date
    teams: tuple[str, ...] = ()


class Draft(Struct, frozen=True):
    """A new file, the goal that it comes from, and a line for each thing that is different in it."""

    path: str
    content: bytes
    goal: Goal
    notes: tuple[str, ...]


class LeftOut(Struct, frozen=True):
    """A goal of the cycle that is not carried over, and why."""

    goal: Goal
    reason: str


class Plan(Struct, frozen=True):
    """What a rollover makes."""

    drafts: tuple[Draft, ...]
    left_out: tuple[LeftOut, ...]


def plan_rollover(
    repository: Repository, files: Mapping[str, bytes], ask: Ask, refused: Mapping[str, str] = NOTHING
) -> Plan:
    """Return the drafts of the next cycle's goals. Nothing that is there is changed.

    `refused` are goals that are not to be carried over, each with the reason to tell.
    """
    scores = measure(known_on(repository, ask.today), ask.today).goals
    taken = taken_ids("goal", repository, files)
    going: dict[str, str] = {}
    there: dict[str, str] = {}
    left: list[LeftOut] = []
    for goal_id, new in _new_ids(repository, ask).items():
        goal = repository.goals[goal_id]
        is_there = new in repository.goals and repository.goals[new].cycle == ask.after.id
        if is_there:
            there[goal_id] = new
        if ask.teams and goal.team not in ask.teams:
            continue
        reason = refused.get(goal_id) or _why_not(scores[goal_id])
        if not reason and new in taken:
            reason = f"`{new}` is there already{taken[new]}"
        if reason:
            left.append(LeftOut(goal, reason))
        else:
            going[goal_id] = new
    kept = _kept(scores, going) | {
        (old, result.id) for old, new in there.items() for result in repository.goals[new].key_results
    }
    drafts = []
    for goal_id, new in going.items():
        goal = repository.goals[goal_id]
        made = _Made(scores[goal_id], new, ask, there | going, kept)
        path = str(PurePosixPath(goal.path).with_name(f"{new}.md"))
        edits = list(made.edits())
        content = _renamed(edited(files[goal.path], goal.path, edits), goal_id, new)
        drafts.append(Draft(path, content, goal, tuple(made.notes)))
    return Plan(tuple(drafts), tuple(left))


def _renamed(content: bytes, old: str, new: str) -> bytes:
    """Return a file in which the command that `goalposts new goal` tells is that of the new goal."""
    told = re.compile(rb"(?m)^([ \t]*#[^\n]* goalposts check-in )" + re.escape(old.encode()) + rb"(?= )")
    return told.sub(rb"\g<1>" + new.encode(), content)


def _new_ids(repository: Repository, ask: Ask) -> dict[str, str]:
    """Return the ids that the goals of the cycle have in the next one: no two have the same."""
    found: dict[str, str] = {}
    given: set[str] = set()
    for goal in repository.goals.values():
        if goal.cycle == ask.before.id:
            new = next(each for each in _candidates(goal.id, ask) if each not in given)
            found[goal.id] = new
            given.add(new)
    return found


def _candidates(old: str, ask: Ask) -> Iterator[str]:
    """Yield the id with the name of the next cycle in the place of that of the old one; then with numbers."""
    stem, cycle = old.removesuffix(f"-{slug(ask.before.id)}"), slug(ask.after.id)
    ends = (f"-{cycle}" if number == 1 else f"-{number}-{cycle}" for number in count(1))
    yield from (f"{stem[: MAX_ID - len(end)].rstrip('-')}{end}" for end in ends)


def _why_not(score: GoalScore) -> str:
    if score.goal.state != "active":
        return {"draft": "it is still a draft", "paused": "it is paused"}.get(
            score.goal.state, f"it is {score.goal.state}"
        )
    if score.status is Status.ACHIEVED:
        return "it is achieved"
    counting = [part for part in score.key_results if part.key_result.terms.weight]
    if counting and all(_is_reached(part) for part in counting):
        return "all its key results are reached"
    return ""


def _is_reached(part: KeyResultScore) -> bool:
    """Return whether nothing is left to do; what must hold goes on holding."""
    ends = isinstance(part.key_result.terms, Reach | Milestones | YesNo)
    return ends and part.progress is not None and half_up(part.progress, 9) >= 1


def _kept(scores: Mapping[str, GoalScore], going: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Return the key results that go on, as (goal, key result)."""
    return frozenset(
        (goal_id, part.key_result.id)
        for goal_id in going
        for part in scores[goal_id].key_results
        if not _is_reached(part)
    )


class _Made:
    """The edits that make a draft of a goal, and what is to be told about them."""

    def __init__(
        self,
        score: GoalScore,
        new_id: str,
        ask: Ask,
        going: Mapping[str, str],
        kept: frozenset[tuple[str, str]],
    ) -> None:
        self.goal, self.score, self.new_id = score.goal, score, new_id
        self.ask, self.going, self.kept = ask, going, kept
        self.node: Node = score.goal.node
        self.notes: list[str] = []

    def edits(self) -> Iterator[Put | Drop]:
        if self.node.get("id") is not None:
            yield Put(("id",), self.new_id)
        yield Put(("cycle",), self.ask.after.id)
        yield Put(("state",), "draft", after="cycle")
        for name in _OF_THE_OLD:
            if self.node.get(name) is not None:
                yield Drop((name,))
        if self.goal.check_ins:
            number = len(self.goal.check_ins)
            said = "1 check-in stays" if number == 1 else f"{number} check-ins stay"
            self.notes.append(f"{said} with the old goal")
        yield from self._supports()
        for part in reversed(self.score.key_results):
            yield from self._key_result(part)

    def _supports(self) -> Iterator[Put | Drop]:
        told: set[str] = set()
        doubles: list[Drop] = []
        for index, support in enumerate(self.goal.supports):
            if support.goal not in self.going:
                continue
            new, written = self._reference(support), ("supports", index)
            if new in told:
                doubles.append(Drop(written))
                continue
            told.add(new)
            is_mapping = isinstance(_part(self.node, "supports", index), Node)
            yield Put((*written, "to") if is_mapping else written, new)
            self.notes.append(f"supports {new}")
        yield from reversed(doubles)

    def _reference(self, support: Support) -> str:
        new = self.going[support.goal]
        if support.key_result is None or (support.goal, support.key_result) not in self.kept:
            return new
        return f"{new}#{support.key_result}"

    def _key_result(self, part: KeyResultScore) -> Iterator[Put | Drop]:
        result, terms = part.key_result, part.key_result.terms
        steps = ("key_results", result.index)
        if _is_reached(part):
            yield Drop(steps)
            self.notes.append(f"key result {result.id} is reached and left out")
            return
        if isinstance(terms, Reach):
            yield from self._reach(part)
        elif isinstance(terms, Milestones):
            yield from self._milestones(part)

    def _reach(self, part: KeyResultScore) -> Iterator[Put | Drop]:
        result = part.key_result
        steps = ("key_results", result.index)
        written = _part(self.node, *steps)
        assert isinstance(written, Node)
        if written.get("checkpoints") is not None:
            yield Drop((*steps, "checkpoints"))
            self.notes.append(f"key result {result.id} has no checkpoints")
        if part.current is not None and result.terms.aggregate not in FROM_NOTHING:
            text = number_text(part.current)
            yield Put((*steps, "baseline"), text, after="kpi" if written.get("kpi") is not None else "title")
            self.notes.append(f"key result {result.id} begins at {text}")

    def _milestones(self, part: KeyResultScore) -> Iterator[Drop]:
        terms = part.key_result.terms
        assert isinstance(terms, Milestones)
        steps = ("key_results", part.key_result.index, "milestones")
        done = 0
        for index in reversed(range(len(terms.milestones))):
            step = terms.milestones[index]
            if step.done is not None:
                yield Drop((*steps, index))
                done += 1
            elif step.due is not None and not self.ask.after.start <= step.due <= self.ask.after.due:
                yield Drop((*steps, index, "due"))
                self.notes.append(f"milestone “{step.title}” has no date: {step.due} is not in the cycle")
        if done:
            self.notes.append(f"{done} of {len(terms.milestones)} milestones are done and left out")


def _part(node: object, *steps: str | int) -> object:
    for step in steps:
        node = node.get(str(step)) if isinstance(node, Node) else node.items[int(step)]  # type: ignore[attr-defined]
    return node
