"""Cycles: the open ones with their pace, the closed ones with their scores and what was learned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from goalposts.measuring.parts import state_on
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.cards import group_card
from goalposts.pages.counting import count_statuses, counts_in_words, is_over
from goalposts.pages.cycle_bar import cycle_bar
from goalposts.pages.cycle_final import Finals
from goalposts.pages.cycle_views import CycleGroup, CycleRow, CyclesView, CycleView, LevelGroup, ScoreRow
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.lately import Wins
from goalposts.pages.page import Edition, Page, Prose
from goalposts.pages.rows import Link, goal_row
from goalposts.pages.standing import (
    MOST_ROWS,
    completion_words,
    cycles_in_use,
    ended,
    running,
    share_words,
)
from goalposts.pages.words import LEVEL_HEADINGS, goal_status
from goalposts.records.people import Cycle


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
        self.cycles = cycles_in_use(edition.repository, self.fmt)
        self.wins = Wins(edition, self.fmt, None)
        self.goals: dict[str | None, list[GoalScore]] = {}
        for score in edition.scorecard.goals.values():
            key = score.goal.cycle if score.goal.cycle in self.cycles else None
            self.goals.setdefault(key, []).append(score)
        self.finals = Finals(edition)
        self.finals.expect(self.cycles.values())

    # --- the list ----------------------------------------------------------------------------------

    def overview(self) -> Page:
        cycles = list(self.cycles.values())
        parts = (
            ("open", self.fmt.say("Open"), sorted((c for c in cycles if self._is_open(c)), key=_length)),
            (
                "later",
                self.fmt.say("Later"),
                sorted((c for c in cycles if c.start > self.as_of), key=lambda c: (c.start, c.id)),
            ),
            (
                "over",
                self.fmt.say("Over"),
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
            note = _noted(note, MOST_ROWS, len(shown), self.fmt)
        now = ""
        if parts[0][2]:
            cycle = parts[0][2][0]
            now = self.fmt.say("{cycle}: {pace}.", cycle=cycle.title, pace=self._pace(cycle))
        none = self.fmt.say("No goal uses a cycle yet. Name one in a goal, such as cycle: 2026-Q4.")
        view = CyclesView(
            lead=now or (self.fmt.say("No cycle is open now.") if cycles else ""),
            groups=groups,
            own_dates=tuple(goal_row(self.edition, self.fmt, score.goal.id) for score in shown[:MOST_ROWS]),
            own_dates_note=note,
            empty="" if cycles else none,
        )
        title = self.fmt.say("Cycles")
        return Page(links.CYCLES, "cycles.html", title, view.lead or view.empty, "cycles", view)

    def _row(self, cycle: Cycle) -> CycleRow:
        scores, as_of = self._standing(cycle)
        words = [self.fmt.say("no goals")]
        if scores:
            words = [self.fmt.say_many("{n}\u00a0goal", "{n}\u00a0goals", len(scores))]
        if share := share_words(self.fmt, scores, as_of):
            words.append(share)
        if done := completion_words(self.fmt, scores):
            words.append(done)
        return CycleRow(
            cycle.title, links.cycle_url(cycle.id), self._dates(cycle), self._pace(cycle), ", ".join(words)
        )

    def _standing(self, cycle: Cycle) -> tuple[Sequence[GoalScore], date]:
        """Return the scores of a cycle and the day they are of: that on which it was final, else today."""
        final = self.finals.of(cycle)
        return (final.scores, final.day) if final else (self.goals.get(cycle.id, []), self.as_of)

    def _is_open(self, cycle: Cycle) -> bool:
        return cycle.start <= self.as_of <= cycle.due

    def _dates(self, cycle: Cycle) -> str:
        first, last = self.fmt.full_day(cycle.start), self.fmt.full_day(cycle.due)
        return self.fmt.say("{first} to {last}", first=first, last=last)

    def _pace(self, cycle: Cycle) -> str:
        """Return how far a cycle is: `day 50 of 91, 41 left`; empty once it is over."""
        if cycle.start > self.as_of:
            days = (cycle.start - self.as_of).days
            return self.fmt.say_many("begins in {n}\u00a0day", "begins in {n}\u00a0days", days)
        return cycle_bar(cycle, self.fmt).count if cycle.due >= self.as_of else ""

    # --- one cycle ---------------------------------------------------------------------------------

    def page(self, cycle: Cycle) -> Page:
        final = self.finals.of(cycle)
        scores, as_of = self._standing(cycle)
        share, done = share_words(self.fmt, scores, as_of), completion_words(self.fmt, scores)
        over = [score for score in ended(scores, as_of) if score.status is not Status.DROPPED]
        dropped = [score.goal for score in ended(scores, as_of) if score.status is Status.DROPPED]
        is_open = self._is_open(cycle)
        verdict = (share or done) if is_open or cycle.start > self.as_of else (done or share)
        view = CycleView(
            crumbs=(Link(self.fmt.say("Cycles"), links.CYCLES), Link(cycle.title)),
            level=self.fmt.say("Cycle"),
            dates=self._dates(cycle),
            verdict=verdict or (self.fmt.say("No active goal") if scores else self.fmt.say("No goals")),
            verdict_note=self._note(scores, "" if verdict == done else done),
            bar=cycle_bar(cycle, self.fmt) if is_open else None,
            groups=tuple(self._groups(final.edition if final else self.edition, scores)),
            scores=tuple(self._score_row(score, as_of) for score in over[:MOST_ROWS]),
            scores_note=_latest(done, len(over), self.fmt),
            dropped=tuple(Link(goal.title, links.goal_url(goal.id)) for goal in dropped[:MOST_ROWS]),
            dropped_note=_noted("", MOST_ROWS, len(dropped), self.fmt) if len(dropped) > MOST_ROWS else "",
            empty="" if scores else self.fmt.say("No goal is in this cycle."),
            ways=_ways(cycle, self.fmt) if self.goals.get(cycle.id) else (),
            source=final.source if final else None,
            errata=final.errata if final else None,
            lately=self.wins.between(scores, cycle.start, cycle.due),
        )
        about = ", ".join(part for part in (view.dates, self._pace(cycle)) if part)
        description = self.fmt.say("{dates}. {verdict}.", dates=about, verdict=view.verdict)
        named = (self.fmt.say("Cycle, {dates}", dates=view.dates), cycle.title)
        card = group_card(self.edition, self.fmt, named, scores, view.verdict)
        url = links.cycle_url(cycle.id)
        return Page(url, "cycle.html", cycle.title, description, "cycles", view, card=card)

    def _note(self, scores: Sequence[GoalScore], done: str) -> str:
        sentences = []
        if counts := counts_in_words(count_statuses(scores), self.fmt):
            sentences.append(
                self.fmt.say_many(
                    "{n}\u00a0goal: {counts}.", "{n}\u00a0goals: {counts}.", len(scores), counts=counts
                )
            )
        if done:
            sentences.append(self.fmt.say("Completion: {done}.", done=done))
        return " ".join(sentences)

    def _groups(self, edition: Edition, scores: Sequence[GoalScore]) -> Iterator[LevelGroup]:
        left, as_of = MOST_ROWS, edition.scorecard.as_of
        for level, title in LEVEL_HEADINGS.items():
            of_level = running((score for score in scores if score.goal.level == level), as_of)
            if not of_level:
                continue
            shown = of_level[:left]
            left -= len(shown)
            note = share_words(self.fmt, of_level, as_of)
            if len(shown) < len(of_level):
                note = _noted(note, len(shown), len(of_level), self.fmt)
            rows = tuple(goal_row(edition, self.fmt, score.goal.id) for score in shown)
            yield LevelGroup(f"p_{level}", self.fmt.say(title), note, rows)

    def _score_row(self, score: GoalScore, as_of: date) -> ScoreRow:
        goal = score.goal
        is_closed = is_over(score, as_of) and state_on(goal, as_of) == "closed"
        learned = goal.retrospective if is_closed else None
        return ScoreRow(
            status=goal_status(score, self.edition.scorecard.rule, self.fmt),
            title=goal.title,
            url=links.goal_url(goal.id),
            score=self.fmt.say("not measured")
            if score.score is None or not score.is_measured
            else self.fmt.score(score.score),
            grade=self.fmt.score(goal.grade) if is_closed and goal.grade is not None else "",
            learned=Prose(learned, goal.path) if learned else None,
        )


def _noted(note: str, shown: int, number: int, fmt: Formatter) -> str:
    """Return a note, and after it how many of a list are shown."""
    words = fmt.say("{shown} of {all} shown", shown=shown, all=number)
    return f"{note}, {words}" if note else words


def _latest(done: str, number: int, fmt: Formatter) -> str:
    if number <= MOST_ROWS:
        return done
    return fmt.say("{done}, the latest {shown} of {all}", done=done, shown=MOST_ROWS, all=number)


def _ways(cycle: Cycle, fmt: Formatter) -> tuple[Link, ...]:
    slides = Link(fmt.say("Show as slides"), links.deck_url(cycle.id))
    return slides, Link(fmt.say("Calendar of due dates"), links.CALENDAR)


def _length(cycle: Cycle) -> tuple[int, str]:
    return (cycle.due - cycle.start).days, cycle.id
