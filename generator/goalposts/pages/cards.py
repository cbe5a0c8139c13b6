"""What is on the cards that chats show beside a link: of each kind of record, and of the home page."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from goalposts.charts.card_specification import Card, CardMeter, CardShare
from goalposts.charts.cards import drawable
from goalposts.history.lineages import RecordKind
from goalposts.measuring.scorecard import GoalScore, KpiScore
from goalposts.measuring.status import Status
from goalposts.pages.counting import count_shown
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition
from goalposts.pages.rows import meter_numbers
from goalposts.pages.sentences import done_and_expected, verdict
from goalposts.pages.words import StatusView, goal_status, kpi_status

CARD_LEVELS = ("organization", "team")
"""The levels of the goals that have cards unless the settings say otherwise."""
_LEFT_OUT = (Status.DRAFT, Status.DROPPED)


def goal_card(edition: Edition, score: GoalScore, fmt: Formatter, kicker: str) -> Card | None:
    """Return the card of a goal, or None where its site has none; `kicker` is the line above the title."""
    goal = score.goal
    if not _wanted(edition, in_default=goal.level in CARD_LEVELS or _had_another_level(edition, goal.id)):
        return None
    done, rest = done_and_expected(score, fmt)
    meter = CardMeter(*meter_numbers(score), score.status is Status.STALE, done, rest)
    status = goal_status(score, edition.scorecard.rule, fmt)
    return _card(edition, fmt, (kicker, score.goal.title), (status, verdict(edition, fmt, score)), meter)


def kpi_card(edition: Edition, score: KpiScore, fmt: Formatter, value: str) -> Card | None:
    """Return the card of a KPI with its latest value in words, or None where its site has none."""
    if not _wanted(edition, in_default=False):
        return None
    status = kpi_status(score, fmt)
    said = fmt.say("{status}: {value}", status=status.text, value=value) if value else status.text
    return _card(edition, fmt, (fmt.say("KPI"), score.kpi.title), (status, said))


def group_card(
    edition: Edition, fmt: Formatter, named: tuple[str, str], scores: Sequence[GoalScore], said: str
) -> Card | None:
    """Return the card of a team, a cycle or the site; `named` is (the line above, the title)."""
    return _group(edition, fmt, named, scores, said) if _wanted(edition, in_default=True) else None


def person_card(
    edition: Edition, fmt: Formatter, named: tuple[str, str], scores: Sequence[GoalScore], said: str
) -> Card | None:
    """Return the card of a person, or None where the site has no cards of people."""
    return _group(edition, fmt, named, scores, said) if _wanted(edition, in_default=False) else None


def former_card(
    edition: Edition, fmt: Formatter, named: tuple[str, str], said: str, *, in_default: bool
) -> Card | None:
    """Return the card at the address of a record that is gone, None where the site has none of its kind."""
    return _card(edition, fmt, named, (None, said)) if _wanted(edition, in_default=in_default) else None


def _had_another_level(edition: Edition, goal_id: str) -> bool:
    """Return whether a goal once was of another level, and so may have had a card: its address stays."""
    events = edition.history.of(RecordKind.GOAL, goal_id) if edition.history else ()
    return any(event.change.field == "level" for event in events)


def _wanted(edition: Edition, *, in_default: bool) -> bool:
    site = edition.repository.config.site
    # a card is found by its full address: without one, nobody can
    return bool(site.url) and (site.cards == "all" or (site.cards == "default" and in_default))


def _group(
    edition: Edition, fmt: Formatter, named: tuple[str, str], scores: Sequence[GoalScore], said: str
) -> Card | None:
    rule = edition.scorecard.rule
    # what was never agreed or was given up is no part of how things stand
    shown = count_shown((score for score in scores if score.status not in _LEFT_OUT), rule, fmt)
    shares = tuple(
        CardShare(view.icon, count, replace(view, word=view.word.lower()).text) for view, count in shown
    )
    return _card(edition, fmt, named, (None, said), shares)


def _card(
    edition: Edition,
    fmt: Formatter,
    named: tuple[str, str],
    stands: tuple[StatusView | None, str],
    below: CardMeter | tuple[CardShare, ...] = (),
) -> Card | None:
    """Return a card, or None where its fonts lack letters of its words."""
    status, said = stands
    day = fmt.say("As of {day}", day=fmt.full_day(edition.scorecard.as_of))
    kicker, title, told, site = (
        drawable(text) for text in (*named, said, edition.repository.config.site.name)
    )
    if kicker is None or not title or told is None or site is None:
        return None
    return Card(
        site=site,
        as_of=drawable(day) or f"As of {edition.scorecard.as_of.isoformat()}",
        kicker=kicker,
        title=title,
        status=status.icon if status else "",
        verdict=told,
        meter=below if isinstance(below, CardMeter) else None,
        shares=() if isinstance(below, CardMeter) else below,
    )
