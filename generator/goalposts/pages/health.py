"""The health of the data itself: what is old, missing or doubtful, and the line that mends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goalposts.measuring.scorecard import KpiScore
from goalposts.pages import links
from goalposts.pages.counting import is_active
from goalposts.pages.formatting import Formatter, plural
from goalposts.pages.frame import formatter
from goalposts.pages.health_goals import goal_sections, nothing_is_late
from goalposts.pages.health_parts import Item, Section, item, section
from goalposts.pages.page import Edition, Page
from goalposts.pages.places import at, lines_of
from goalposts.pages.rows import Link
from goalposts.problems import Problem, Severity

# what the checker finds and a section of its own tells: key, heading, note
_BY_CODE = {
    "W104": ("orphans", "Orphans", "Team and individual goals that support nothing live."),
    "W107": (
        "overloaded",
        "Owners of more than five active goals",
        "One accountable owner needs time for each.",
    ),
    "R115": ("left", "Owners who left", "Somebody has to answer for these goals."),
}
# what the sections on KPIs and goals tell already, from the scorecard
_TOLD = {"W113": "stale_kpis", "W102": "not_measured"}


@dataclass(frozen=True, slots=True)
class HealthView:
    """The state of the data: counts in words, and the sections in which there is something to mend."""

    counts: tuple[str, ...]
    verdict: str
    sections: tuple[Section, ...]
    empty: str


def make(edition: Edition) -> Iterator[Page]:
    """Yield the page."""
    fmt = formatter(edition)
    told = [*_kpi_sections(edition, fmt), *goal_sections(edition, fmt)]
    told += [*_checked(edition), _advice(edition, told)]
    sections = tuple(one for one in told if one.items)
    number = sum(int(one.count) for one in sections)
    view = HealthView(
        counts=tuple(_counts(edition)),
        verdict=f"{plural(number, 'thing')} to mend" if number else "Nothing to mend",
        sections=sections,
        empty="" if number else "Every KPI and goal has the values, targets and owners it needs.",
    )
    counts = ". ".join(view.counts)
    description = f"{view.verdict}. {counts}." if counts else f"{view.verdict}."
    yield Page(links.HEALTH, "health.html", "Data health", description, "health", view)


def _counts(edition: Edition) -> Iterator[str]:
    kpis = edition.scorecard.kpis.values()
    if kpis:
        fresh = sum(score.latest is not None and not score.is_stale for score in kpis)
        yield f"{fresh} of {plural(len(kpis), 'KPI')} {'is' if len(kpis) == 1 else 'are'} up to date"
    goals = [score for score in edition.scorecard.goals.values() if is_active(score, edition.scorecard.as_of)]
    begun = [score for score in goals if score.goal.start <= edition.scorecard.as_of]
    if begun:
        fresh = sum(nothing_is_late(score) for score in begun)
        yield f"In {fresh} of {plural(len(begun), 'running goal')} no value is late"


# --- KPIs ---------------------------------------------------------------------------------------


def _kpi_sections(edition: Edition, fmt: Formatter) -> Iterator[Section]:
    scores = edition.scorecard.kpis.values()
    stale = sorted((one for one in scores if one.is_stale), key=lambda one: (one.next_due, one.kpi.id))
    yield section(
        "stale_kpis",
        "KPIs with old values",
        "The next value is late, its days of grace included.",
        (_stale(edition, one, fmt) for one in stale),
    )
    yield section(
        "empty_kpis",
        "KPIs without a value",
        "They have a definition and no number.",
        (_empty(edition, one, fmt) for one in scores if one.latest is None),
    )
    yield section(
        "gaps",
        "KPIs whose latest period is blank",
        "A blank value is a gap, not zero.",
        (_gap(edition, one, fmt) for one in scores if one.latest and one.series[-1].value is None),
    )


def _kpi(score: KpiScore) -> Link:
    return Link(score.kpi.title, links.kpi_url(score.kpi.id))


def _stale(edition: Edition, score: KpiScore, fmt: Formatter) -> Item:
    kpi, latest = score.kpi, score.latest
    assert latest is not None
    assert score.next_due is not None
    period = fmt.in_period(latest.period, fiscal=kpi.fiscal).partition(" ")[2]
    words = f"The last value is for {period}; the next was due by {fmt.full_day(score.next_due)}."
    if score.used_by:
        readers = len({goal for goal, _ in score.used_by})
        words += f" {plural(readers, 'goal')} {'reads' if readers == 1 else 'read'} it."
    lines = [row.line for row in kpi.rows if row.period == latest.period]
    todo = f"Add the missing rows, or record one: `goalposts record {kpi.id} DATE VALUE`"
    place = lines_of(edition.repository.config.site, kpi.csv_path, max(lines))
    return item(_kpi(score), words, todo, (place,))


def _empty(edition: Edition, score: KpiScore, fmt: Formatter) -> Item:
    kpi = score.kpi
    due = f" The next one is due by {fmt.full_day(score.next_due)}." if score.next_due else ""
    todo = f"Add the first row, or record it: `goalposts record {kpi.id} DATE VALUE`"
    place = lines_of(edition.repository.config.site, kpi.csv_path, None)
    return item(_kpi(score), f"It has no value yet.{due}", todo, (place,))


def _gap(edition: Edition, score: KpiScore, fmt: Formatter) -> Item:
    kpi, seen = score.kpi, score.series[-1]
    words = f"There is no value for {fmt.period(seen.period, fiscal=kpi.fiscal)}."
    if seen.note:
        words += f" Its note says: {seen.note}"
    line = seen.line or max(row.line for row in kpi.rows if row.period == seen.period)
    todo = "Fill it in. Where it will never come, leave it blank and say why in the column `note`."
    return item(_kpi(score), words, todo, (lines_of(edition.repository.config.site, kpi.csv_path, line),))


# --- what the checker finds ---------------------------------------------------------------------


def _checked(edition: Edition) -> Iterator[Section]:
    for code, (key, title, note) in _BY_CODE.items():
        found = (problem for problem in edition.problems if problem.code == code)
        yield section(key, title, note, (_item(edition, problem) for problem in found))


def _advice(edition: Edition, told: list[Section]) -> Section:
    """Return what the checker advises beyond what the sections above tell already."""
    listed = {
        place.words.partition(",")[0]: one.id for one in told for each in one.items for place in each.places
    }
    rest = [
        problem
        for problem in edition.problems
        if problem.code not in _BY_CODE
        and problem.severity is Severity.WARNING
        and not (problem.code in _TOLD and listed.get(problem.path))
    ]
    note = "Warnings of the check, which do not stop a build."
    return section(
        "advice", "What else the check advises", note, (_item(edition, problem) for problem in rest)
    )


def _item(edition: Edition, problem: Problem) -> Item:
    words = problem.message[:1].upper() + problem.message[1:]
    ended = words if words.endswith((".", "!", "?")) else f"{words}."
    place = at(edition.repository.config.site, problem.location)
    return item(_title(edition, problem), ended, problem.hint, (place,))


def _title(edition: Edition, problem: Problem) -> Link:
    """Return the record that a problem is about: by its file, or the person whom it names."""
    repository = edition.repository
    for goal in repository.goals.values():
        if goal.path == problem.path:
            return Link(goal.title, links.goal_url(goal.id))
    for kpi in repository.kpis.values():
        if problem.path in (kpi.path, kpi.csv_path):
            return Link(kpi.title, links.kpi_url(kpi.id))
    for team in repository.teams.values():
        if team.path == problem.path:
            return Link(team.title, links.team_url(team.id))
    named = re.match(r"`([a-z0-9-]+)`", problem.message)
    if named and named[1] in repository.people:
        return Link(repository.name_of(named[1]), links.person_url(named[1]))
    return Link(problem.path)
