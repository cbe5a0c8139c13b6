"""The weekly review: progress, blockers, what comes next, what is asked for, and wins."""

from __future__ import annotations

from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from goalposts.language.catalogue import N_
from goalposts.measuring.scorecard import GoalScore
from goalposts.pages.formatting import capitalised
from goalposts.pages.review_parts import (
    MOST_ROWS,
    Line,
    LineList,
    Scope,
    ToldList,
    WinList,
    checked_in,
    goal_line,
    in_need_first,
    line_list,
    told_in,
    win_list,
)
from goalposts.pages.rows import GoalRow, goal_row
from goalposts.pages.sentences import done_and_expected
from goalposts.pages.words import goal_status


class WeeklyBody(Struct, frozen=True):
    """What a weekly review tells."""

    moved: LineList
    rows: tuple[GoalRow, ...]
    rows_note: str
    told: tuple[ToldList, ...]
    wins: WinList


def weekly(scope: Scope) -> WeeklyBody:
    """Return the weekly review of a scope."""
    scores = in_need_first(scope.live)
    shown = scores[:MOST_ROWS]
    notes = [checked_in(scope)]
    if len(shown) < len(scores):
        notes.insert(0, scope.fmt.say("{shown} of {all} shown", shown=len(shown), all=len(scores)))
    return WeeklyBody(
        moved=_moved(scope, scores),
        rows=tuple(_row(scope, score) for score in shown),
        rows_note=", ".join(note for note in notes if note),
        told=(
            told_in(scope, "blockers", (N_("Blockers"), N_("No blockers reported in this week."))),
            told_in(scope, "needs", (N_("Needs"), N_("Nobody asked for anything in this week."))),
            told_in(scope, "next", (N_("Next"), N_("No next steps reported in this week."))),
        ),
        wins=win_list(scope, N_("No wins recorded in this week.")),
    )


def _nothing_moved(scope: Scope) -> str:
    if not any(score.goal.id in scope.before for score in scope.live):
        return N_("There is no week before to compare with.")
    return N_("No goal changed its status in this week.")


def _moved(scope: Scope, scores: list[GoalScore]) -> LineList:
    moved = [
        partial(_moved_line, scope, score, before)
        for score in scores
        if (before := scope.before.get(score.goal.id)) is not None
        and before.shown_status is not score.shown_status
    ]
    return line_list(scope.fmt, "p_moved", (N_("What changed"), _nothing_moved(scope)), moved)


def _moved_line(scope: Scope, score: GoalScore, before: GoalScore) -> Line:
    was = goal_status(before, scope.edition.scorecard.rule, scope.fmt).text
    was = scope.fmt.say("A week before: {status}.", status=was[:1].lower() + was[1:])
    line = goal_line(scope, score)
    return replace(line, words=f"{was} {line.words}")


def _row(scope: Scope, score: GoalScore) -> GoalRow:
    row = goal_row(scope.edition, scope.fmt, score.goal.id)
    before = scope.before.get(score.goal.id)
    if before is None:
        return row
    done = "".join(done_and_expected(before, scope.fmt)[:1])
    was = goal_status(before, scope.edition.scorecard.rule, scope.fmt).word.lower()
    then = scope.fmt.say("A week before: {status}.", status=f"{was}, {done}" if done else was)
    return replace(row, why=f"{row.why} {then}" if row.why else capitalised(then))
