"""How every number is made, with the rules of this site filled in."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from goalposts.language.catalogue import N_
from goalposts.language.locales import month_word
from goalposts.measuring.status import PRESETS, Health, Status, StatusRule
from goalposts.pages import links
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.frame import formatter
from goalposts.pages.goal_steps import QUESTIONS
from goalposts.pages.leaderboard import how_ranked
from goalposts.pages.page import Edition, Page
from goalposts.pages.rule_words import best_of, bound_points, bound_share
from goalposts.pages.words import STATUS_WORDS, StatusView, health_view, status_view
from goalposts.records.period import FiscalYear

# what follows where the answer to each question of the order is yes
_ANSWERS = (
    N_("The goal says so, and nothing else is asked."),
    N_("Achieved, if the grade, else the score, is success: 1.0, or 0.7 for a stretch goal. Else missed."),
    N_("Not started."),
    N_("No data."),
    N_("Achieved."),
    N_("Missed. While final values may still come, it is provisional and goes on to the next steps."),
    N_("Stale; the status that the next two steps give is its last known one."),
    N_("Achieved, unless a number must hold until the end."),
    N_("The rule judges what is left."),
)


class Meaning(Struct, frozen=True):
    """A status or a health, and what it means here. `ours` is our name, where a rule brings its own word."""

    view: StatusView
    meaning: str
    ours: str = ""


class RuleRow(Struct, frozen=True):
    """A named rule: its words and bounds, where it comes from, and what that product does otherwise."""

    name: str
    on_track: str
    at_risk: str
    off_track: str
    source: str
    link: str
    differs: tuple[str, ...]
    is_used: bool


class NumbersView(Struct, frozen=True):
    """What the page's text leaves open: the settings and the rule of this site."""

    as_of: str
    grace: str
    manual: str
    still_at_risk: str
    counts_the_day: str
    fiscal: str
    basis: str
    rule_note: str
    order: tuple[tuple[str, str], ...]
    statuses: tuple[Meaning, ...]
    healths: tuple[Meaning, ...]
    rules: tuple[RuleRow, ...]
    differs_here: bool
    leaderboard: tuple[str, ...]


def make(edition: Edition) -> Iterator[Page]:
    """Yield the page."""
    fmt = formatter(edition)
    freshness = edition.repository.config.freshness
    rule = edition.scorecard.rule
    view = NumbersView(
        as_of=fmt.full_day(edition.scorecard.as_of),
        grace=_days(freshness.grace_days, fmt),
        manual=_days(freshness.manual_days, fmt),
        still_at_risk=fmt.score(rule.at_risk_progress),
        counts_the_day=fmt.say("The day itself is counted as over.") if rule.counts_the_day else "",
        fiscal=_fiscal(edition.repository.config.fiscal_year, fmt),
        basis=_basis(rule, fmt),
        rule_note=_rule_note(rule, fmt),
        order=tuple(_order(fmt)),
        statuses=tuple(_statuses(rule, fmt)),
        healths=tuple(_healths(fmt)),
        rules=tuple(_rules(rule, fmt)),
        differs_here=bool(rule.differs),
        leaderboard=how_ranked(edition, fmt),
    )
    title = fmt.say("How every number is made")
    description = fmt.say(
        "How progress, expected, status, score and health are worked out, with this site's own rules."
    )
    yield Page(links.NUMBERS, "numbers.html", title, description, "numbers", view, "site_config.yml")


def bounds_in_words(rule: StatusRule, fmt: Formatter) -> tuple[str, str, str]:
    """Return what on track, at risk and off track mean by a rule."""
    best = best_of(rule, fmt)
    if rule.basis == "gap":
        high = bound_points(rule.at_risk, fmt)
        if rule.at_risk_open:
            return (
                best,
                fmt.say("more than that, less than {bound}", bound=high),
                fmt.say("{bound} or more", bound=high),
            )
        return (
            best,
            fmt.say("more than that, at most {bound}", bound=high),
            fmt.say("more than {bound}", bound=high),
        )
    low = bound_share(rule.at_risk, fmt)
    if rule.at_risk_open:
        return (
            best,
            fmt.say("less than that, more than {bound}", bound=low),
            fmt.say("{bound} or less", bound=low),
        )
    return (
        best,
        fmt.say("less than that, {bound} or more", bound=low),
        fmt.say("less than {bound}", bound=low),
    )


def _days(count: int, fmt: Formatter) -> str:
    return fmt.say_many("{n}\u00a0day", "{n}\u00a0days", count)


def _order(fmt: Formatter) -> Iterator[tuple[str, str]]:
    for question, answer in zip(QUESTIONS, _ANSWERS, strict=True):
        yield fmt.say(question), fmt.say(answer)


def _fiscal(year: FiscalYear, fmt: Formatter) -> str:
    if year.start_month == 1:
        return ""
    month = month_word(fmt.language, year.start_month)
    if year.named_by == "start":
        return fmt.say(
            "Fiscal years begin in {month} and are named by the year in which they start. "
            "Cycles such as 2026-Q4 follow them, and so do the KPIs that say so.",
            month=month,
        )
    return fmt.say(
        "Fiscal years begin in {month} and are named by the year in which they end. "
        "Cycles such as 2026-Q4 follow them, and so do the KPIs that say so.",
        month=month,
    )


def _basis(rule: StatusRule, fmt: Formatter) -> str:
    if rule.basis == "gap":
        return fmt.say(
            "The gap of a goal is compared with two bounds. For a straight path the gap is also the share of "
            "the goal's time that it is behind, so the site says it in days."
        )
    return fmt.say(
        "Progress divided by what was expected is compared with two bounds. Where nothing was expected yet, "
        "the goal is on track."
    )


def _rule_note(rule: StatusRule, fmt: Formatter) -> str:
    if rule.name == "own":
        return fmt.say("This site uses a rule of its own.")
    if not rule.source:
        return fmt.say("This site uses the rule “{name}”.", name=rule.name)
    return fmt.say(
        "This site uses the rule “{name}” ({source}).", name=rule.name, source=fmt.say(rule.source)
    )


def _statuses(rule: StatusRule, fmt: Formatter) -> Iterator[Meaning]:
    for status, word, words in zip(
        (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK),
        rule.words,
        bounds_in_words(rule, fmt),
        strict=True,
    ):
        ours = fmt.say(STATUS_WORDS[status]) if STATUS_WORDS[status] != word else ""
        told = fmt.say("{words}.", words=capitalised(words))
        yield Meaning(status_view(status, fmt, word=fmt.say(word)), told, ours)
    meanings = {
        Status.STALE: N_("Half of its weight or more has no fresh value. The last known status is named."),
        Status.NO_DATA: N_("It has begun, and none of its parts has a value yet."),
        Status.ACHIEVED: N_("Success is reached: a score of 1.0, or of 0.7 for a stretch goal."),
        Status.MISSED: N_("It is over, the final values are in, and success was not reached."),
        Status.NOT_STARTED: N_("Its first day is still to come."),
        Status.DRAFT: N_("Its owner is still writing it. It counts nowhere."),
        Status.PAUSED: N_("Its owner has set it aside for now. It counts nowhere."),
        Status.DROPPED: N_("It was given up before its end. It counts nowhere."),
    }
    for status, meaning in meanings.items():
        yield Meaning(status_view(status, fmt), fmt.say(meaning))


def _healths(fmt: Formatter) -> Iterator[Meaning]:
    meanings = {
        Health.HEALTHY: N_("The latest value lies in the healthy range; its bounds are part of it."),
        Health.WARNING: N_("It lies outside the healthy range, but inside the warning range."),
        Health.UNHEALTHY: N_("It lies outside both."),
        Health.UNKNOWN: N_("There is no value, no healthy range, or the KPI only describes."),
    }
    for health, meaning in meanings.items():
        yield Meaning(health_view(health, fmt), fmt.say(meaning))


def _rules(used: StatusRule, fmt: Formatter) -> Iterator[RuleRow]:
    """Yield the named rules that a site may choose from; none where there is nothing to choose."""
    if len(PRESETS) < 2:
        return
    for name, rule in PRESETS.items():
        words = zip(rule.words, bounds_in_words(rule, fmt), strict=True)
        on_track, at_risk, off_track = (
            fmt.say("{status}: {meaning}", status=fmt.say(word), meaning=meaning) for word, meaning in words
        )
        yield RuleRow(
            name=name,
            on_track=on_track,
            at_risk=at_risk,
            off_track=off_track,
            source=fmt.say(rule.source) if rule.source else "",
            link=rule.link,
            differs=tuple(fmt.say(sentence) for sentence in rule.differs),
            is_used=name == used.name,
        )
