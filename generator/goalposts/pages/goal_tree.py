"""The support tree of a goal: what it supports, and what supports it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from goalposts.measuring.scorecard import ChildScore, GoalScore
from goalposts.measuring.status import Status
from goalposts.pages.formatting import Formatter
from goalposts.pages.links import goal_url, key_result_url
from goalposts.pages.page import Edition
from goalposts.pages.rows import Link
from goalposts.pages.sentences import grade_words
from goalposts.pages.words import LEVEL_WORDS, StatusView, goal_status, status_inside
from goalposts.records.goal import Goal, Support

_MOST_CHILDREN = 24
_MOST_ANCESTORS = 5
_DEPTH = 2


class Branch(Struct, frozen=True):
    """A goal in the tree and the branches below it. `url` is None for the page's own goal."""

    status: StatusView
    title: str
    url: str | None
    detail: str
    also: tuple[Link, ...]
    more: str
    branches: tuple[Branch, ...]


def tree_of(edition: Edition, score: GoalScore, fmt: Formatter) -> Branch | None:
    """Return the tree around a goal, from its uppermost goal down; None where it stands alone.

    A goal that supports several others hangs below the first; the others are links beside it.
    """
    goals = edition.repository.goals
    if not score.children and not _supports(goals, score.goal):
        return None
    branch = _here(edition, score, fmt)
    seen = {score.goal.id}
    child, depth = score.goal, 0
    while depth < _MOST_ANCESTORS and (supports := _supports(goals, child)):
        parent = goals[supports[0].goal]
        if parent.id in seen:
            break
        seen.add(parent.id)
        branch = replace(_branch(edition, fmt, parent.id), branches=(branch,))
        child, depth = parent, depth + 1
    return branch


def _supports(goals: Mapping[str, Goal], goal: Goal) -> list[Support]:
    return [support for support in goal.supports if support.goal in goals]


def _here(edition: Edition, score: GoalScore, fmt: Formatter) -> Branch:
    goals = edition.repository.goals
    also = tuple(
        Link(
            goals[support.goal].title,
            key_result_url(support.goal, support.key_result)
            if support.key_result
            else goal_url(support.goal),
        )
        for support in _supports(goals, score.goal)[1:]
    )
    done = _done(score, fmt)
    detail = fmt.say("this goal, {share}", share=done) if done else fmt.say("this goal")
    return Branch(
        status=goal_status(score, edition.scorecard.rule, fmt),
        title=score.goal.title,
        url=None,
        detail=detail,
        also=also,
        more=_more(score.children, fmt),
        branches=_children(edition, score, fmt, _DEPTH),
    )


def _children(edition: Edition, score: GoalScore, fmt: Formatter, depth: int) -> tuple[Branch, ...]:
    branches = []
    names = {result.id: result.title for result in score.goal.key_results}
    for child in score.children[:_MOST_CHILDREN]:
        below = edition.scorecard.goals[child.goal_id]
        notes = []
        if child.key_result:
            notes.append(fmt.say("for “{title}”", title=names.get(child.key_result, child.key_result)))
        if child.counts and child.weight != 1:
            notes.append(fmt.say("weight {weight}", weight=f"{child.weight:g}"))
        if child.why_not:
            notes.append(not_counted(child.why_not, fmt))
        deeper = _children(edition, below, fmt, depth - 1) if depth > 1 else ()
        branch = _branch(edition, fmt, child.goal_id)
        branches.append(replace(branch, detail=", ".join((branch.detail, *notes)), branches=deeper))
    return tuple(branches)


def _branch(edition: Edition, fmt: Formatter, goal_id: str) -> Branch:
    branches: Mapping[str, Branch] | None = edition.shown.branches
    return make_branch(edition, fmt, goal_id) if branches is None else branches[goal_id]


def make_branch(edition: Edition, fmt: Formatter, goal_id: str) -> Branch:
    """Return the branch of a goal without those below it, made now."""
    score = edition.scorecard.goals[goal_id]
    goal = score.goal
    words = [edition.repository.name_of(goal.owner)]
    if goal.level == "organization":
        words.insert(0, fmt.say(LEVEL_WORDS[goal.level]))
    if goal.kind == "development":
        words.append(fmt.say("development"))
    if done := _done(score, fmt):
        words.append(done)
    return Branch(
        status=goal_status(score, edition.scorecard.rule, fmt),
        title=goal.title,
        url=goal_url(goal.id),
        detail=", ".join(words),
        also=(),
        more="",
        branches=(),
    )


def _done(score: GoalScore, fmt: Formatter) -> str:
    told = [grade_words(score, fmt)]
    if score.progress is not None and score.status is not Status.NO_DATA:
        told.insert(0, fmt.share(score.progress, 1.0))
    return ", ".join(filter(None, told))


def not_counted(why_not: str, fmt: Formatter) -> str:
    """Return why a goal does not count in the one that it supports: `not counted: paused`."""
    reason = status_inside(Status(why_not), fmt) if why_not in set(Status) else fmt.say(why_not)
    return fmt.say("not counted: {reason}", reason=reason)


def _more(children: tuple[ChildScore, ...], fmt: Formatter) -> str:
    hidden = len(children) - _MOST_CHILDREN
    return fmt.say_many("and {n}\u00a0more goal", "and {n}\u00a0more goals", hidden) if hidden > 0 else ""
