"""The weekly review: progress, blockers, what comes next, what is asked for, and wins."""

from __future__ import annotations

from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class WeeklyBody:
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
    notes = [f"{len(shown)} of {len(scores)} shown" if len(shown) < len(scores) else "", checked_in(scope)]
    return WeeklyBody(
        moved=line_list("p_moved", ("What changed", _nothing_moved(scope)), _moved(scope, scores)),
        rows=tuple(_row(scope, score) for score in shown),
        rows_note=", ".join(note for note in notes if note),
        told=(
            told_in(scope, "blockers", ("Blockers", "No blockers reported in this week.")),
            told_in(scope, "needs", ("Needs", "Nobody asked for anything in this week.")),
            told_in(scope, "next", ("Next", "No next steps reported in this week.")),
        ),
        wins=win_list(scope, "No wins recorded in this week."),
    )


def _nothing_moved(scope: Scope) -> str:
    if not any(score.goal.id in scope.before for score in scope.live):
        return "There is no week before to compare with."
    return "No goal changed its status in this week."


def _moved(scope: Scope, scores: list[GoalScore]) -> list[Line]:
    rule = scope.edition.scorecard.rule
    lines = []
    for score in scores:
        before = scope.before.get(score.goal.id)
        if before is not None and before.shown_status is not score.shown_status:
            was = goal_status(before, rule).text
            line = goal_line(scope, score)
            lines.append(replace(line, words=f"A week before: {was[:1].lower()}{was[1:]}. {line.words}"))
    return lines


def _row(scope: Scope, score: GoalScore) -> GoalRow:
    row = goal_row(scope.edition, scope.fmt, score.goal.id)
    before = scope.before.get(score.goal.id)
    if before is None:
        return row
    done = "".join(done_and_expected(before, scope.fmt)[:1])
    was = goal_status(before, scope.edition.scorecard.rule).word.lower()
    then = f"A week before: {was}{f', {done}' if done else ''}."
    return replace(row, why=f"{row.why} {then}" if row.why else capitalised(then))
