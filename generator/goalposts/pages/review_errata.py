"""Errata of a closed period: what today's records say otherwise than its page, in words, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from goalposts.history import Event
from goalposts.language.catalogue import N_
from goalposts.measuring.scorecard import GoalScore, KpiScore
from goalposts.measuring.status import Status, StatusRule
from goalposts.pages import kpi_words
from goalposts.pages.counting import attention_key, share_on_track
from goalposts.pages.formatting import Formatter
from goalposts.pages.history_views import ChangeView, change_views
from goalposts.pages.links import goal_url, kpi_url
from goalposts.pages.page import Edition
from goalposts.pages.review_differences import Difference, KpiDifference, Sort
from goalposts.pages.words import StatusView, goal_status, kpi_status, status_view
from goalposts.records.goal import Goal

MOST_ERRATA = 12
MOST_CAUSES = 2

_TITLES = (
    (Sort.CORRECTED, "p_corrected", N_("Corrected since")),
    (Sort.LATER, "p_later", N_("Came in after this day")),
    (Sort.ADDED, "p_added", N_("Added later, not in the counts")),
    (Sort.REMOVED, "p_removed", N_("No longer in the records")),
)


class Erratum(Struct, frozen=True):
    """A goal or KPI as today's records have it on that day, and the first commits that made the difference.

    `more` says how many other commits did, or is empty.
    """

    status: StatusView | None
    title: str
    url: str
    words: str
    causes: tuple[ChangeView, ...]
    more: str


class ErrataList(Struct, frozen=True):
    """Errata of one sort; `note` says how many there are where not all are shown."""

    id: str
    title: str
    note: str
    errata: tuple[Erratum, ...]


class ErrataView(Struct, frozen=True):
    """All errata of a page. `summary` compares the headline, or is empty; `count` is for the link to them."""

    summary: str
    count: str
    lists: tuple[ErrataList, ...]


@dataclass
class Errata:
    """The errata of one period, for everybody and for every team; each is put into words once.

    `now` is today's edition, whose history tells the causes; `rule` is the one of that day.
    """

    now: Edition
    fmt: Formatter
    rule: StatusRule
    goals: Sequence[Difference]
    _told: dict[int, Erratum] = field(default_factory=dict)

    def view(
        self, live: Sequence[GoalScore], team: str | None, kpis: Iterable[KpiDifference] = ()
    ) -> ErrataView | None:
        """Return the errata of a page that shows these goals and KPIs; None where nothing differs."""
        ours = [each for each in self.goals if team in (None, _team_of(each))]
        lists = []
        about_kpis = list(kpis)
        for sort, id_, title in _TITLES:
            found = sorted((each for each in ours if each.sort is sort), key=_most_first)
            told = [self._goal(each) for each in found[:MOST_ERRATA]]
            series = [each for each in about_kpis if each.sort is sort]
            told += [self._kpi(each) for each in series[: MOST_ERRATA * 2]]
            if told:
                count = len(found) + len(series)
                note = self.fmt.say("{shown} of {count}", shown=len(told), count=count)
                lists.append(
                    ErrataList(id_, self.fmt.say(title), note if len(told) < count else "", tuple(told))
                )
        if not lists:
            return None
        count = len(ours) + len(about_kpis)
        words = self.fmt.say_many("{n} erratum", "{n} errata", count)
        return ErrataView(self._summary(live, ours), words, tuple(lists))

    def _summary(self, live: Sequence[GoalScore], ours: Sequence[Difference]) -> str:
        """Return how many goals were on track by today's records, where that is another number."""
        now = {each.then.goal.id: each.now for each in ours if each.then and each.now}
        day = self.fmt.as_of
        was = share_on_track(live, day)
        share = share_on_track([now.get(score.goal.id) or score for score in live], day)
        if share == was or not share.active:
            return ""
        return self.fmt.say(
            "By today's records {good} of {active} active goals were on track.",
            good=share.good,
            active=share.active,
        )

    # --- goals ----------------------------------------------------------------------------------------

    def _goal(self, found: Difference) -> Erratum:
        if id(found) not in self._told:
            goal = found.goal
            status = goal_status(found.now, self.rule, self.fmt) if found.now else None
            title = found.then.goal.title if found.then else goal.title
            self._told[id(found)] = self._erratum(
                (status or status_view(Status.NO_DATA, self.fmt, word=self._word(found.sort))),
                (title, goal_url(goal.id)),
                self._words(found),
                found.events,
            )
        return self._told[id(found)]

    def _word(self, sort: Sort) -> str:
        return self.fmt.say("Added") if sort is Sort.ADDED else self.fmt.say("Removed")

    def _words(self, found: Difference) -> str:
        say = self.fmt.say
        if found.sort is Sort.ADDED:
            return say("By today's records it was live in this time.")
        if found.then is None or found.now is None:
            return say("The page shows it as it was; it was taken out of the records later.")
        sentences = []
        was, now = (goal_status(each, self.rule, self.fmt).text for each in (found.then, found.now))
        if was != now:
            # a badge of several parts would be lost inside a sentence
            is_plain = "," not in was + now
            sentences.append(
                say("By today's records it was {now}, not {then}.", now=_inside(now), then=_inside(was))
                if is_plain
                else say(
                    "By today's records: {now}. On the page: {then}.", now=_inside(now), then=_inside(was)
                )
            )
        scores = [self._score(each) for each in (found.now, found.then)]
        if scores[0] != scores[1]:
            sentences.append(
                say("Its score was {now}, not {then}.", now=scores[0], then=scores[1])
                if sentences
                else say("By today's records its score was {now}, not {then}.", now=scores[0], then=scores[1])
            )
        if found.then.goal.grade != found.now.goal.grade:
            sentences.append(self._grade(found.then.goal, found.now.goal))
        if found.late_check_ins and not sentences:
            sentences.append(say("It was reported on later."))
        if found.through:
            goals = self.now.repository.goals
            titles = [f"“{goals[key].title}”" for key in found.through if key in goals]
            if titles:
                shown = self.fmt.listed(titles[:2])
                sentences.append(
                    say("It counts goals that differ, such as {goals}.", goals=shown)
                    if len(titles) > 2
                    else say("It counts goals that differ: {goals}.", goals=shown)
                )
        return " ".join(sentences)

    def _score(self, score: GoalScore) -> str:
        if score.score is None or not score.is_measured:
            return self.fmt.say("not measured")
        return self.fmt.score(score.score)

    def _grade(self, then: Goal, now: Goal) -> str:
        say, fmt = self.fmt.say, self.fmt
        if now.grade is None:
            return say("Its grade of {then} was taken back.", then=fmt.score(then.grade or 0.0))
        if then.grade is None:
            return say("It was graded {now}.", now=fmt.score(now.grade))
        return say("Its grade is {now}, not {then}.", now=fmt.score(now.grade), then=fmt.score(then.grade))

    # --- KPIs -----------------------------------------------------------------------------------------

    def _kpi(self, found: KpiDifference) -> Erratum:
        values = [each.latest.value for each in (found.then, found.now) if each.latest]
        both = tuple([value for value in values if value is not None])
        then, now = (self._latest(each, both) for each in (found.then, found.now))
        kpi = found.now.kpi
        if found.sort is Sort.LATER:
            words = self.fmt.say("With the values that came in later: {now}.", now=now)
        else:
            words = self.fmt.say("By today's records: {now}; not {then}.", now=now, then=then)
        if found.now.latest is None:
            status = status_view(Status.NO_DATA, self.fmt)
        else:
            status = kpi_status(found.now, self.fmt)
        return self._erratum(status, (found.then.kpi.title, kpi_url(kpi.id)), words, found.events)

    def _latest(self, score: KpiScore, both: tuple[float, ...]) -> str:
        """Return the latest value and its period, told apart from the one that it is put beside."""
        if score.latest is None or score.latest.value is None:
            return self.fmt.say("no value")
        value = kpi_words.value_words(self.fmt, score.kpi, score.latest.value, among=both)
        return self.fmt.say(
            "{value} ({period})",
            value=value,
            period=self.fmt.period(score.latest.period, fiscal=score.kpi.fiscal),
        )

    # --- both -----------------------------------------------------------------------------------------

    def _erratum(
        self, status: StatusView, record: tuple[str, str], words: str, events: Sequence[Event]
    ) -> Erratum:
        # a commit makes one cause for each record; only those that are shown are put into words
        groups: dict[tuple[str, str, str], list[Event]] = {}
        for event in events:
            groups.setdefault((event.commit.sha, event.record, event.id), []).append(event)
        shown = [event for group in list(groups.values())[:MOST_CAUSES] for event in group]
        causes = tuple(reversed(change_views(self.now, self.fmt, shown)))
        # what was done to the record itself need not name it again
        causes = tuple(
            replace(each, record=None) if each.record and each.record.address == record[1] else each
            for each in causes
        )
        left = len(groups) - len(causes)
        more = self.fmt.say_many("and {n} more change", "and {n} more changes", left) if left > 0 else ""
        return Erratum(status, *record, words, causes, more)


def _team_of(found: Difference) -> str | None:
    return found.then.goal.team if found.then else found.goal.team


def _most_first(found: Difference) -> tuple[object, ...]:
    """Return the key that puts goals with another status first, then those in need of attention."""
    then, now = found.then, found.now
    if then is None or now is None:
        return (0, found.goal.title.casefold(), found.goal.id)
    is_same = (then.status, then.shown_status) == (now.status, now.shown_status)
    return (1 + is_same, *attention_key(now))


def _inside(text: str) -> str:
    return text[:1].lower() + text[1:]
