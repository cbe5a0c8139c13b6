"""The health of the data itself: what is old, missing or doubtful, and the line that mends it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from goalposts.language.catalogue import N_
from goalposts.measuring.scorecard import KpiScore
from goalposts.pages import links
from goalposts.pages.counting import is_active
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.health_goals import goal_sections, nothing_is_late
from goalposts.pages.health_moved import moved_section
from goalposts.pages.health_parts import Item, Section, item, section
from goalposts.pages.page import Edition, Page
from goalposts.pages.places import at, lines_of
from goalposts.pages.rows import Link
from goalposts.problems import Problem, Severity
from goalposts.records.period import Form

# what the checker finds and a section of its own tells: key, heading, note
_BY_CODE = {
    "W104": ("orphans", N_("Orphans"), N_("Team and individual goals that support nothing live.")),
    "W107": (
        "overloaded",
        N_("Owners of more than five active goals"),
        N_("One accountable owner needs time for each."),
    ),
    "R115": ("left", N_("Owners who left"), N_("Somebody has to answer for these goals.")),
}
# what the sections on KPIs and goals tell already, from the scorecard
_TOLD = {"W113": "stale_kpis", "W102": "not_measured"}


class HealthView(Struct, frozen=True):
    """The state of the data: counts in words, and the sections in which there is something to mend."""

    counts: tuple[str, ...]
    verdict: str
    sections: tuple[Section, ...]
    empty: str


def make(edition: Edition) -> Iterator[Page]:
    """Yield the page."""
    fmt = formatter(edition)
    told = [*_kpi_sections(edition, fmt), *goal_sections(edition, fmt)]
    checked = list(_checked(edition, fmt))
    advice = _advice(edition, fmt, [*told, *checked])
    told += [moved_section(edition, fmt), *checked, advice]
    sections = tuple(one for one in told if one.items)
    number = sum(int(one.count) for one in sections)
    view = HealthView(
        counts=tuple(_counts(edition, fmt)),
        verdict=fmt.say_many("{n}\u00a0thing to mend", "{n}\u00a0things to mend", number)
        if number
        else fmt.say("Nothing to mend"),
        sections=sections,
        empty="" if number else fmt.say("Every KPI and goal has the values, targets and owners it needs."),
    )
    counts = ". ".join(view.counts)
    said = f"{view.verdict}. {counts}" if counts else view.verdict
    description = fmt.say("{words}.", words=said)
    yield Page(links.HEALTH, "health.html", fmt.say("Data health"), description, "health", view)


def _counts(edition: Edition, fmt: Formatter) -> Iterator[str]:
    kpis = edition.scorecard.kpis.values()
    if kpis:
        fresh = sum(score.latest is not None and not score.is_stale for score in kpis)
        yield fmt.say_many(
            "{fresh} of {n}\u00a0KPI is up to date",
            "{fresh} of {n}\u00a0KPIs are up to date",
            len(kpis),
            fresh=fresh,
        )
    goals = [score for score in edition.scorecard.goals.values() if is_active(score, edition.scorecard.as_of)]
    begun = [score for score in goals if score.goal.start <= edition.scorecard.as_of]
    if begun:
        fresh = sum(nothing_is_late(score) for score in begun)
        yield fmt.say_many(
            "In {fresh} of {n}\u00a0running goal no value is late",
            "In {fresh} of {n}\u00a0running goals no value is late",
            len(begun),
            fresh=fresh,
        )


# --- KPIs ---------------------------------------------------------------------------------------


def _kpi_sections(edition: Edition, fmt: Formatter) -> Iterator[Section]:
    scores = edition.scorecard.kpis.values()
    stale = sorted((one for one in scores if one.is_stale), key=lambda one: (one.next_due, one.kpi.id))
    yield section(
        fmt,
        "stale_kpis",
        (N_("KPIs with old values"), N_("The next value is late, its days of grace included.")),
        (_stale(edition, one, fmt) for one in stale),
    )
    yield section(
        fmt,
        "empty_kpis",
        (N_("KPIs without a value"), N_("They have a definition and no number.")),
        (_empty(edition, one, fmt) for one in scores if one.latest is None),
    )
    yield section(
        fmt,
        "gaps",
        (N_("KPIs whose latest period is blank"), N_("A blank value is a gap, not zero.")),
        (_gap(edition, one, fmt) for one in scores if one.latest and one.series[-1].value is None),
    )


def _kpi(score: KpiScore) -> Link:
    return Link(score.kpi.title, links.kpi_url(score.kpi.id))


def _stale(edition: Edition, score: KpiScore, fmt: Formatter) -> Item:
    kpi, latest = score.kpi, score.latest
    assert latest is not None
    assert score.next_due is not None
    values = {"day": fmt.full_day(score.next_due), "period": fmt.period(latest.period, fiscal=kpi.fiscal)}
    words = fmt.say("The last value is for {period}; the next was due by {day}.", **values)
    if latest.period.form is Form.WEEK:
        words = fmt.say("The last value is for the {period}; the next was due by {day}.", **values)
    if score.used_by:
        readers = len({goal for goal, _ in score.used_by})
        read = fmt.say_many("{n}\u00a0goal reads it.", "{n}\u00a0goals read it.", readers)
        words = f"{words} {read}"
    lines = [row.line for row in kpi.rows if row.period == latest.period]
    todo = fmt.say("Add the missing rows, or record one: `goalposts record {kpi} DATE VALUE`", kpi=kpi.id)
    place = lines_of(edition.git_host, fmt, kpi.csv_path, max(lines))
    return item(_kpi(score), words, todo, (place,))


def _empty(edition: Edition, score: KpiScore, fmt: Formatter) -> Item:
    kpi = score.kpi
    words = fmt.say("It has no value yet.")
    if score.next_due:
        due = fmt.full_day(score.next_due)
        words = fmt.say("It has no value yet. The next one is due by {day}.", day=due)
    todo = fmt.say("Add the first row, or record it: `goalposts record {kpi} DATE VALUE`", kpi=kpi.id)
    place = lines_of(edition.git_host, fmt, kpi.csv_path, None)
    return item(_kpi(score), words, todo, (place,))


def _gap(edition: Edition, score: KpiScore, fmt: Formatter) -> Item:
    kpi, seen = score.kpi, score.series[-1]
    period = fmt.period(seen.period, fiscal=kpi.fiscal)
    words = fmt.say("There is no value for {period}.", period=period)
    if seen.note:
        note = {"period": period, "note": seen.note}
        words = fmt.say("There is no value for {period}. Its note says: {note}", **note)
    line = seen.line or max(row.line for row in kpi.rows if row.period == seen.period)
    todo = fmt.say("Fill it in. Where it will never come, leave it blank and say why in the column `note`.")
    return item(_kpi(score), words, todo, (lines_of(edition.git_host, fmt, kpi.csv_path, line),))


# --- what the checker finds ---------------------------------------------------------------------


def _checked(edition: Edition, fmt: Formatter) -> Iterator[Section]:
    for code, (key, title, note) in _BY_CODE.items():
        found = (problem for problem in edition.problems if problem.code == code)
        yield section(fmt, key, (title, note), (_item(edition, problem, fmt) for problem in found))


def _advice(edition: Edition, fmt: Formatter, told: list[Section]) -> Section:
    """Return what the checker advises beyond what the sections above tell already."""
    listed = {place.path: one.id for one in told for each in one.items for place in each.places}
    rest = [
        problem
        for problem in edition.problems
        if problem.code not in _BY_CODE
        and problem.severity is Severity.WARNING
        and not (problem.code in _TOLD and listed.get(problem.path))
    ]
    heading = N_("What else the check advises"), N_("Warnings of the check, which do not stop a build.")
    return section(fmt, "advice", heading, (_item(edition, problem, fmt) for problem in rest))


def _item(edition: Edition, problem: Problem, fmt: Formatter) -> Item:
    words = problem.message[:1].upper() + problem.message[1:]
    ended = words if words.endswith((".", "!", "?")) else f"{words}."
    place = at(edition.git_host, fmt, problem.location)
    told = item(_title(edition, problem), ended, problem.hint, (place,))
    # the checker speaks English everywhere
    return told if fmt.language.startswith("en") else replace(told, lang="en")


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
