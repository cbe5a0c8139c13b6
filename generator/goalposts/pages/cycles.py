"""Cycles: the open ones with their pace, the closed ones with their scores and what was learned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goalposts.measuring.parts import state_on
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.cards import group_card
from goalposts.pages.counting import count_statuses, counts_in_words, is_over
from goalposts.pages.cycle_bar import CycleBar, cycle_bar
from goalposts.pages.formatting import plural
from goalposts.pages.frame import formatter
from goalposts.pages.page import Edition, Page, Prose
from goalposts.pages.rows import GoalRow, Link, goal_row
from goalposts.pages.standing import (
    MOST_ROWS,
    completion_words,
    cycles_in_use,
    ended,
    running,
    share_words,
)
from goalposts.pages.words import LEVEL_HEADINGS, StatusView, goal_status
from goalposts.records.people import Cycle


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle in the list."""

    title: str
    url: str
    dates: str
    pace: str
    words: str


@dataclass(frozen=True, slots=True)
class CycleGroup:
    """Cycles that are open, begin later, or are over."""

    id: str
    title: str
    rows: tuple[CycleRow, ...]


@dataclass(frozen=True, slots=True)
class CyclesView:
    """The list of cycles, and the goals that have dates of their own."""

    lead: str
    groups: tuple[CycleGroup, ...]
    own_dates: tuple[GoalRow, ...]
    own_dates_note: str
    empty: str


@dataclass(frozen=True, slots=True)
class LevelGroup:
    """The goals of one level in a cycle."""

    id: str
    title: str
    note: str
    rows: tuple[GoalRow, ...]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A goal that has ended: its score, the grade where one was given, and what was learned."""

    status: StatusView
    title: str
    url: str
    score: str
    grade: str
    learned: Prose | None


@dataclass(frozen=True, slots=True)
class CycleView:
    """The page of a cycle."""

    crumbs: tuple[Link, ...]
    level: str
    dates: str
    verdict: str
    verdict_note: str
    bar: CycleBar | None
    groups: tuple[LevelGroup, ...]
    scores: tuple[ScoreRow, ...]
    scores_note: str
    empty: str
    ways: tuple[Link, ...]


def make(edition: Edition) -> Iterator[Page]:
    """Yield the list of cycles and the page of every cycle that goals use or the configuration names."""
    site = _Site(edition)
    yield site.overview()
    for cycle in site.cycles.values():
        yield site.page(cycle)


class _Site:
    """The cycles of one edition with their goals, gathered once for all pages."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.fmt = formatter(edition)
        self.as_of = edition.scorecard.as_of
        self.cycles = cycles_in_use(edition.repository)
        self.goals: dict[str | None, list[GoalScore]] = {}
        for score in edition.scorecard.goals.values():
            key = score.goal.cycle if score.goal.cycle in self.cycles else None
            self.goals.setdefault(key, []).append(score)

    # --- the list ----------------------------------------------------------------------------------

    def overview(self) -> Page:
        cycles = list(self.cycles.values())
        parts = (
            ("open", "Open", sorted((c for c in cycles if self._is_open(c)), key=_length)),
            (
                "later",
                "Later",
                sorted((c for c in cycles if c.start > self.as_of), key=lambda c: (c.start, c.id)),
            ),
            (
                "over",
                "Over",
                sorted((c for c in cycles if c.due < self.as_of), key=lambda c: (c.due, c.id), reverse=True),
            ),
        )
        groups = tuple(
            CycleGroup(f"p_{key}", title, tuple(self._row(cycle) for cycle in found))
            for key, title, found in parts
            if found
        )
        own = self.goals.get(None, [])
        shown = [*running(own, self.as_of), *ended(own, self.as_of)]
        note = share_words(self.fmt, own, self.as_of)
        if len(shown) > MOST_ROWS:
            note = f"{note}{', ' if note else ''}{MOST_ROWS} of {len(shown)} shown"
        now = next((f"{cycle.title}: {self._pace(cycle)}." for cycle in parts[0][2]), "")
        view = CyclesView(
            lead=now or ("No cycle is open now." if cycles else ""),
            groups=groups,
            own_dates=tuple(goal_row(self.edition, self.fmt, score.goal.id) for score in shown[:MOST_ROWS]),
            own_dates_note=note,
            empty="" if cycles else "No goal uses a cycle yet. Name one in a goal, such as cycle: 2026-Q4.",
        )
        return Page(links.CYCLES, "cycles.html", "Cycles", view.lead or view.empty, "cycles", view)

    def _row(self, cycle: Cycle) -> CycleRow:
        scores = self.goals.get(cycle.id, [])
        words = [plural(len(scores), "goal") if scores else "no goals"]
        if share := share_words(self.fmt, scores, self.as_of):
            words.append(share)
        if done := completion_words(self.fmt, scores):
            words.append(done)
        return CycleRow(
            cycle.title, links.cycle_url(cycle.id), self._dates(cycle), self._pace(cycle), ", ".join(words)
        )

    def _is_open(self, cycle: Cycle) -> bool:
        return cycle.start <= self.as_of <= cycle.due

    def _dates(self, cycle: Cycle) -> str:
        return f"{self.fmt.full_day(cycle.start)} to {self.fmt.full_day(cycle.due)}"

    def _pace(self, cycle: Cycle) -> str:
        """Return how far a cycle is: `day 50 of 91, 41 left`; empty once it is over."""
        if cycle.start > self.as_of:
            return f"begins in {plural((cycle.start - self.as_of).days, 'day')}"
        return cycle_bar(cycle, self.fmt).count if cycle.due >= self.as_of else ""

    # --- one cycle ---------------------------------------------------------------------------------

    def page(self, cycle: Cycle) -> Page:
        scores = self.goals.get(cycle.id, [])
        share, done = share_words(self.fmt, scores, self.as_of), completion_words(self.fmt, scores)
        over = [score for score in ended(scores, self.as_of) if score.status is not Status.DROPPED]
        is_open = self._is_open(cycle)
        verdict = (share or done) if is_open or cycle.start > self.as_of else (done or share)
        view = CycleView(
            crumbs=(Link("Cycles", links.CYCLES), Link(cycle.title)),
            level="Cycle",
            dates=self._dates(cycle),
            verdict=verdict or ("No active goal" if scores else "No goals"),
            verdict_note=self._note(scores, "" if verdict == done else done),
            bar=cycle_bar(cycle, self.fmt) if is_open else None,
            groups=tuple(self._groups(scores)),
            scores=tuple(self._score_row(score) for score in over[:MOST_ROWS]),
            scores_note=done if len(over) <= MOST_ROWS else f"{done}, the latest {MOST_ROWS} of {len(over)}",
            empty="" if scores else "No goal is in this cycle.",
            ways=_ways(cycle) if scores else (),
        )
        description = (
            f"{', '.join(part for part in (view.dates, self._pace(cycle)) if part)}. {view.verdict}."
        )
        named = (f"Cycle, {view.dates}", cycle.title)
        card = group_card(self.edition, self.fmt, named, scores, view.verdict)
        url = links.cycle_url(cycle.id)
        return Page(url, "cycle.html", cycle.title, description, "cycles", view, card=card)

    def _note(self, scores: Sequence[GoalScore], done: str) -> str:
        sentences = []
        if counts := counts_in_words(count_statuses(scores)):
            sentences.append(f"{plural(len(scores), 'goal')}: {counts}.")
        if done:
            sentences.append(f"Completion: {done}.")
        return " ".join(sentences)

    def _groups(self, scores: Sequence[GoalScore]) -> Iterator[LevelGroup]:
        left = MOST_ROWS
        for level, title in LEVEL_HEADINGS.items():
            of_level = running((score for score in scores if score.goal.level == level), self.as_of)
            if not of_level:
                continue
            shown = of_level[:left]
            left -= len(shown)
            note = share_words(self.fmt, of_level, self.as_of)
            if len(shown) < len(of_level):
                note = f"{note}{', ' if note else ''}{len(shown)} of {len(of_level)} shown"
            rows = tuple(goal_row(self.edition, self.fmt, score.goal.id) for score in shown)
            yield LevelGroup(f"p_{level}", title, note, rows)

    def _score_row(self, score: GoalScore) -> ScoreRow:
        goal = score.goal
        is_closed = is_over(score, self.as_of) and state_on(goal, self.as_of) == "closed"
        learned = goal.retrospective if is_closed else None
        return ScoreRow(
            status=goal_status(score, self.edition.scorecard.rule),
            title=goal.title,
            url=links.goal_url(goal.id),
            score="not measured"
            if score.score is None or not score.is_measured
            else self.fmt.score(score.score),
            grade=self.fmt.score(goal.grade) if is_closed and goal.grade is not None else "",
            learned=Prose(learned, goal.path) if learned else None,
        )


def _ways(cycle: Cycle) -> tuple[Link, ...]:
    return Link("Show as slides", links.deck_url(cycle.id)), Link("Calendar of due dates", links.CALENDAR)


def _length(cycle: Cycle) -> tuple[int, str]:
    return (cycle.due - cycle.start).days, cycle.id
