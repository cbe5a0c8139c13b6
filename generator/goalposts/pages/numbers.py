"""How every number is made, with the rules of this site filled in."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator
from dataclasses import dataclass

from goalposts.measuring.status import PRESETS, Health, Status, StatusRule
from goalposts.pages import links
from goalposts.pages.formatting import Formatter, plural
from goalposts.pages.frame import formatter
from goalposts.pages.goal_steps import QUESTIONS
from goalposts.pages.page import Edition, Page
from goalposts.pages.rule_words import PERCENT, bound_text
from goalposts.pages.words import STATUS_WORDS, StatusView, health_view, status_view
from goalposts.records.period import FiscalYear

# what follows where the answer to each question of the order is yes
_ANSWERS = (
    "The goal says so, and nothing else is asked.",
    "Achieved, if the grade, else the score, is success: 1.0, or 0.7 for a stretch goal. Else missed.",
    "Not started.",
    "No data.",
    "Achieved.",
    "Missed. While final values may still come, it is provisional and goes on to the next steps.",
    "Stale; the status that the next two steps give is its last known one.",
    "Achieved, unless a number must hold until the end.",
    "The rule judges what is left.",
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A status or a health, and what it means here. `ours` is our name, where a rule brings its own word."""

    view: StatusView
    meaning: str
    ours: str = ""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A named rule: its words and bounds, where it comes from, and what that product does otherwise."""

    name: str
    on_track: str
    at_risk: str
    off_track: str
    source: str
    link: str
    differs: tuple[str, ...]
    is_used: bool


@dataclass(frozen=True, slots=True)
class NumbersView:
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


def make(edition: Edition) -> Iterator[Page]:
    """Yield the page."""
    fmt = formatter(edition)
    freshness = edition.repository.config.freshness
    rule = edition.scorecard.rule
    view = NumbersView(
        as_of=fmt.full_day(edition.scorecard.as_of),
        grace=plural(freshness.grace_days, "day"),
        manual=plural(freshness.manual_days, "day"),
        still_at_risk=fmt.score(rule.at_risk_progress),
        counts_the_day="The day itself is counted as over." if rule.counts_the_day else "",
        fiscal=_fiscal(edition.repository.config.fiscal_year),
        basis=_basis(rule),
        rule_note=_rule_note(rule),
        order=tuple(zip(QUESTIONS, _ANSWERS, strict=True)),
        statuses=tuple(_statuses(rule, fmt)),
        healths=tuple(_healths()),
        rules=tuple(_rules(rule, fmt)),
        differs_here=bool(rule.differs),
    )
    title = "How every number is made"
    description = (
        "How progress, expected, status, score and health are worked out, with this site's own rules."
    )
    yield Page(links.NUMBERS, "numbers.html", title, description, "numbers", view, "site_config.yml")


def bounds_in_words(rule: StatusRule, fmt: Formatter) -> tuple[str, str, str]:
    """Return what on track, at risk and off track mean by a rule."""
    low, high = (bound_text(bound, fmt) for bound in (rule.on_track, rule.at_risk))
    if rule.basis == "gap":
        lower, upper = plural(low, "point"), plural(high, "point")
        upto = f"{'less than' if rule.on_track_open else 'at most'} {lower} short"
        return (
            f"{upto if rule.on_track or rule.on_track_open else 'not short'} of what was expected",
            f"more than that, {'less than' if rule.at_risk_open else 'at most'} {upper}",
            f"{upper} or more" if rule.at_risk_open else f"more than {upper}",
        )
    upper, lower = f"{low}{PERCENT}", f"{high}{PERCENT}"
    return (
        f"{f'more than {upper}' if rule.on_track_open else f'{upper} or more'} of what was expected",
        f"less than that, {f'more than {lower}' if rule.at_risk_open else f'{lower} or more'}",
        f"{lower} or less" if rule.at_risk_open else f"less than {lower}",
    )


def _fiscal(year: FiscalYear) -> str:
    if year.start_month == 1:
        return ""
    return (
        f"Fiscal years begin in {month_name[year.start_month]} and are named by the year in which they "
        f"{year.named_by}. Cycles such as 2026-Q4 follow them, and so do the KPIs that say so."
    )


def _basis(rule: StatusRule) -> str:
    if rule.basis == "gap":
        return (
            "The gap of a goal is compared with two bounds. For a straight path the gap is also the share of "
            "the goal's time that it is behind, so the site says it in days."
        )
    return (
        "Progress divided by what was expected is compared with two bounds. Where nothing was expected yet, "
        "the goal is on track."
    )


def _rule_note(rule: StatusRule) -> str:
    name = "a rule of its own" if rule.name == "own" else f"the rule “{rule.name}”"
    source = f" ({rule.source})" if rule.source and rule.name != "own" else ""
    return f"This site uses {name}{source}."


def _statuses(rule: StatusRule, fmt: Formatter) -> Iterator[Meaning]:
    for status, word, words in zip(
        (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK),
        rule.words,
        bounds_in_words(rule, fmt),
        strict=True,
    ):
        ours = STATUS_WORDS[status] if STATUS_WORDS[status] != word else ""
        yield Meaning(status_view(status, word=word), f"{words[:1].upper()}{words[1:]}.", ours)
    meanings = {
        Status.STALE: "Half of its weight or more has no fresh value. The last known status is named.",
        Status.NO_DATA: "It has begun, and none of its parts has a value yet.",
        Status.ACHIEVED: "Success is reached: a score of 1.0, or of 0.7 for a stretch goal.",
        Status.MISSED: "It is over, the final values are in, and success was not reached.",
        Status.NOT_STARTED: "Its first day is still to come.",
        Status.DRAFT: "Its owner is still writing it. It counts nowhere.",
        Status.PAUSED: "Its owner has set it aside for now. It counts nowhere.",
        Status.DROPPED: "It was given up before its end. It counts nowhere.",
    }
    for status, meaning in meanings.items():
        yield Meaning(status_view(status), meaning)


def _healths() -> Iterator[Meaning]:
    meanings = {
        Health.HEALTHY: "The latest value lies in the healthy range; its bounds are part of it.",
        Health.WARNING: "It lies outside the healthy range, but inside the warning range.",
        Health.UNHEALTHY: "It lies outside both.",
        Health.UNKNOWN: "There is no value, no healthy range, or the KPI only describes.",
    }
    for health, meaning in meanings.items():
        yield Meaning(health_view(health), meaning)


def _rules(used: StatusRule, fmt: Formatter) -> Iterator[RuleRow]:
    """Yield the named rules that a site may choose from; none where there is nothing to choose."""
    if len(PRESETS) < 2:
        return
    for name, rule in PRESETS.items():
        words = zip(rule.words, bounds_in_words(rule, fmt), strict=True)
        on_track, at_risk, off_track = (f"{word}: {meaning}" for word, meaning in words)
        yield RuleRow(
            name=name,
            on_track=on_track,
            at_risk=at_risk,
            off_track=off_track,
            source=rule.source,
            link=rule.link,
            differs=rule.differs,
            is_used=name == used.name,
        )
