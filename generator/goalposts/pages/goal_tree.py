"""The support tree of a goal: what it supports, and what supports it."""

from __future__ import annotations

from msgspec import Struct

from goalposts.measuring.scorecard import ChildScore, GoalScore
from goalposts.measuring.status import Status
from goalposts.pages.formatting import Formatter
from goalposts.pages.links import goal_url, key_result_url
from goalposts.pages.page import Edition
from goalposts.pages.rows import Link
from goalposts.pages.sentences import grade_words
from goalposts.pages.words import LEVEL_WORDS, StatusView, goal_status, status_inside
from goalposts.records.goal import Support

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
    if not score.children and not _supports(edition, score):
        return None
    branch = _here(edition, score, fmt)
    seen = {score.goal.id}
    child, depth = score, 0
    while depth < _MOST_ANCESTORS and (supports := _supports(edition, child)):
        parent = edition.scorecard.goals[supports[0].goal]
        if parent.goal.id in seen:
            break
        seen.add(parent.goal.id)
        branch = _branch(edition, parent, fmt, detail="", branches=(branch,))
        child, depth = parent, depth + 1
    return branch


def _supports(edition: Edition, score: GoalScore) -> list[Support]:
    return [support for support in score.goal.supports if support.goal in edition.scorecard.goals]


def _here(edition: Edition, score: GoalScore, fmt: Formatter) -> Branch:
    supports = _supports(edition, score)
    also = tuple(
        Link(
            edition.scorecard.goals[support.goal].goal.title,
            key_result_url(support.goal, support.key_result)
            if support.key_result
            else goal_url(support.goal),
        )
        for support in supports[1:]
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
        branches.append(_branch(edition, below, fmt, detail=", ".join(notes), branches=deeper))
    return tuple(branches)


def _branch(
    edition: Edition, score: GoalScore, fmt: Formatter, *, detail: str, branches: tuple[Branch, ...]
) -> Branch:
    goal = score.goal
    words = [edition.repository.name_of(goal.owner)]
    if goal.level == "organization":
        words.insert(0, fmt.say(LEVEL_WORDS[goal.level]))
    if goal.kind == "development":
        words.append(fmt.say("development"))
    words += [part for part in (_done(score, fmt), detail) if part]
    return Branch(
        status=goal_status(score, edition.scorecard.rule, fmt),
        title=goal.title,
        url=goal_url(goal.id),
        detail=", ".join(words),
        also=(),
        more="",
        branches=branches,
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
