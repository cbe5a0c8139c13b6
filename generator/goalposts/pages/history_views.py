"""The history of records as views: what each commit changed, newest first, and the goalposts that moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from goalposts.history import Commit, Event, RecordKind
from goalposts.measuring.goal import Measurer
from goalposts.measuring.over_time import links_below
from goalposts.measuring.scorecard import GoalScore
from goalposts.pages import links
from goalposts.pages.change_words import about, effect_word, move_sentence, sentence
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.page import Edition
from goalposts.pages.rows import Link, moves_of
from goalposts.pages.told_events import move_of, moves_by, result_now, told_events_of
from goalposts.records.goal import Goal, KeyResult

MOST_SHOWN = 12
_MOST_SPELLED = 5


class CommitView(Struct, frozen=True):
    """A commit: who made it, and full addresses or None of its page and its pull request."""

    author: str
    short: str
    url: str | None
    subject: str
    pull_request: str
    pull_request_url: str | None


class ChangeView(Struct, frozen=True):
    """What one commit did to one record. `record` leads to its page, None on that page; `moved` says that
    goalposts moved; `sentences` are plain text.
    """

    day: str
    iso: str
    record: Link | None
    sentences: tuple[str, ...]
    is_moved: bool
    commit: CommitView


class HistoryView(Struct, frozen=True):
    """The changes of a record, newest first: the latest, and those that stand behind a button."""

    latest: tuple[ChangeView, ...]
    earlier: tuple[ChangeView, ...]


class MoveView(Struct, frozen=True):
    """One moved goalpost in words."""

    day: str
    iso: str
    sentence: str
    effect: str
    commit: CommitView


class MovedView(Struct, frozen=True):
    """The note on moved goalposts; `promised` compares with the first promise, empty where it cannot."""

    heading: str
    moves: tuple[MoveView, ...]
    promised: str


def commit_view(edition: Edition, commit: Commit, fmt: Formatter) -> CommitView:
    """Return a commit with its links."""
    host = edition.git_host
    names = (commit.author, *commit.co_authors)
    pull = commit.pull_request
    return CommitView(
        author=_authors(names, fmt),
        short=commit.short,
        url=host.commit_url(commit.sha),
        subject=commit.subject,
        pull_request=fmt.say("pull request {number}", number=pull) if pull else "",
        pull_request_url=host.request_url(pull) if pull else None,
    )


def _authors(names: tuple[str, ...], fmt: Formatter) -> str:
    first, *others = names
    return fmt.say("{author} with {others}", author=first, others=", ".join(others)) if others else first


def history_of(edition: Edition, fmt: Formatter, kind: RecordKind, record_id: str) -> HistoryView | None:
    """Return the history of one record; None where git knows nothing of it."""
    if edition.history is None:
        return None
    changes = change_views(edition, fmt, told_events_of(edition, kind, record_id), on_own_page=True)
    return HistoryView(changes[:MOST_SHOWN], changes[MOST_SHOWN:]) if changes else None


def change_views(
    edition: Edition, fmt: Formatter, events: Iterable[Event], *, on_own_page: bool = False
) -> tuple[ChangeView, ...]:
    """Return the changes, newest first: one for each commit and record."""
    groups: dict[tuple[str, RecordKind, str], list[Event]] = {}
    for event in events:
        groups.setdefault((event.commit.sha, event.record, event.id), []).append(event)
    found = [_change(edition, fmt, each, on_own_page=on_own_page) for each in groups.values()]
    return tuple(reversed(found))


def _change(edition: Edition, fmt: Formatter, events: Sequence[Event], *, on_own_page: bool) -> ChangeView:
    first = events[0]
    moves = moves_by(edition, first)
    told = [sentence(edition, fmt, event, move_of(event, moves)) for event in events]
    return ChangeView(
        day=fmt.full_day(first.commit.day),
        iso=first.commit.day.isoformat(),
        record=None if on_own_page else Link(about(events[-1], fmt), record_url(edition, first)),
        sentences=(capitalised(told[0]), *told[1:]),
        is_moved=bool(moves),
        commit=commit_view(edition, first.commit, fmt),
    )


def record_url(edition: Edition, event: Event) -> str | None:
    """Return the address of the record that was changed, None where it has no page now."""
    repository = edition.repository
    found = {
        RecordKind.GOAL: (repository.goals, links.goal_url),
        RecordKind.KPI: (repository.kpis, links.kpi_url),
        RecordKind.TEAM: (repository.teams, links.team_url),
        RecordKind.PERSON: (repository.people, links.person_url),
    }.get(event.record)
    if found is None:
        return links.HOME if event.record is RecordKind.HOME else links.NUMBERS
    records, url = found
    return url(event.id) if event.id in records else None


# --- moved goalposts -------------------------------------------------------------------------------


def moved_note(edition: Edition, score: GoalScore, fmt: Formatter) -> MovedView | None:
    """Return the note on a goal's moved goalposts, None where none moved."""
    moves = moves_of(edition, score.goal.id)
    if not moves or edition.history is None:
        return None
    views = [
        MoveView(
            day=fmt.day(move.commit.day),
            iso=move.commit.day.isoformat(),
            sentence=move_sentence(edition, fmt, score.goal.id, move),
            effect=capitalised(effect_word(move.effect, fmt)),
            commit=commit_view(edition, move.commit, fmt),
        )
        for move in moves
    ]
    return MovedView(_heading(len(moves), fmt), tuple(views), _promised(edition, score, fmt))


def _heading(times: int, fmt: Formatter) -> str:
    if times == 2:
        return fmt.say("The goalposts moved, twice")
    shown = fmt.spelled(times) if times <= _MOST_SPELLED else fmt.number(times)
    return fmt.say_many("The goalposts moved, once", "The goalposts moved, {n} times", times, n=shown)


def _promised(edition: Edition, score: GoalScore, fmt: Formatter) -> str:
    if score.progress is None:
        return ""
    was = promised_progress(edition, score)
    if was is None:
        return ""
    now, then = fmt.share(score.progress), fmt.share(was)
    if now == then:
        now, then = fmt.precise(score.progress), fmt.precise(was)
    if now == then:
        return fmt.say("Against the first promise, progress would be {share} too.", share=then)
    return fmt.say(
        "Against the first promise, progress would be {then} instead of {now}.", then=then, now=now
    )


def promised_progress(edition: Edition, score: GoalScore) -> float | None:
    """Return the progress of a goal measured as it was promised, with today's values, or None."""
    first = edition.promises.get(score.goal.id)
    if first is None:
        return None
    # what happened since the promise stays: only what was promised is taken back
    now = score.goal
    first = replace(
        first,
        id=now.id,
        state=now.state,
        closed_on=now.closed_on,
        check_ins=now.check_ins,
        grade=None,
        key_results=tuple(_with_facts(edition, each, now) for each in first.key_results),
    )
    scorecard = edition.scorecard
    children = {} if first.rollup == "key_results" else links_below(scorecard, [now.id])
    measurer = Measurer(edition.repository, scorecard.as_of, scorecard.rule, children)
    return measurer.score(first).progress


def _with_facts(edition: Edition, promised: KeyResult, goal: Goal) -> KeyResult:
    """Return a key result as it was promised, with the values by hand and the days done that it has now."""
    now = result_now(edition, goal.id, promised.id)
    now = now or next((each for each in goal.key_results if each.title == promised.title), None)
    if now is None:
        return promised
    terms: Any = promised.terms
    others: Any = now.terms
    facts: dict[str, Any] = {}
    names = set(type(terms).model_fields) & set(type(now.terms).model_fields)
    facts |= {name: getattr(now.terms, name) for name in ("values", "done") if name in names}
    if "milestones" in names:
        days = {step.title: step.done for step in others.milestones}
        facts["milestones"] = [
            step.model_copy(update={"done": days.get(step.title, step.done)}) for step in terms.milestones
        ]
    return replace(promised, terms=terms.model_copy(update=facts))
