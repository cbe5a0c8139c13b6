"""The home page: where we stand, in one sentence, then by level, goal and KPI, and what needs attention."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.cards import group_card
from goalposts.pages.changes import this_week
from goalposts.pages.counting import (
    Share,
    attention_key,
    count_shown,
    count_statuses,
    counts_in_words,
    doubts_in_words,
    is_active,
    is_over,
    needs_attention,
    share_on_track,
)
from goalposts.pages.cycle_bar import CycleBar, current_cycle_bar
from goalposts.pages.formatting import Formatter, capitalised, listed, spelled
from goalposts.pages.frame import formatter
from goalposts.pages.goals import level_addresses
from goalposts.pages.history_views import ChangeView
from goalposts.pages.page import Edition, Page, Prose
from goalposts.pages.rows import GoalRow, Link, goal_row
from goalposts.pages.tiles import KpiTile, kpi_tile
from goalposts.pages.wins import Win, wins_of
from goalposts.pages.words import LEVEL_HEADINGS, STATUS_WORDS, StatusView

MOST_MARKS = 40
_MOST_ORGANIZATION = 16
_MOST_TILES = 8
_MOST_LISTED = 8
# a piece of the bar of shares that is narrower than this has no room for its number
_ROOM_FOR_NUMBER = 0.05


@dataclass(frozen=True, slots=True)
class SharePiece:
    """A piece of the bar of shares: the class of its colour, place and width, and its number if it fits."""

    css: str
    x: str
    width: str
    middle: str
    number: str


@dataclass(frozen=True, slots=True)
class Level:
    """A level: its share on track, its counts in words, and one mark a goal or one bar of shares."""

    words: str
    address: str
    percent: str
    count: str
    spoken: str
    marks: tuple[StatusView, ...]
    pieces: tuple[SharePiece, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """A goal that needs attention, why, and what its owner asks for."""

    row: GoalRow
    needs: Prose | None


@dataclass(frozen=True, slots=True)
class HomeView:
    """Where everything stands."""

    heading: str
    lead: Prose
    introduction: Prose
    cycle: CycleBar | None
    verdict: str
    verdict_note: str
    levels: tuple[Level, ...]
    key: tuple[StatusView, ...]
    organization: tuple[GoalRow, ...]
    more_organization: str
    tiles: tuple[KpiTile, ...]
    attention: tuple[Attention, ...]
    attention_note: str
    attention_empty: str
    more_attention: tuple[Link, ...]
    wins: tuple[Win, ...]
    wins_note: str
    more_wins: str
    changes: tuple[ChangeView, ...]
    more_changes: str
    new_goal: str | None


def make(edition: Edition) -> Iterator[Page]:
    """Return the home page."""
    fmt = formatter(edition)
    scores = list(edition.scorecard.goals.values())
    as_of = edition.scorecard.as_of
    active = [score for score in scores if is_active(score, as_of)]
    share = share_on_track(active, as_of)
    organization = sorted(
        (s for s in scores if s.goal.level == "organization" and not is_over(s, as_of)), key=attention_key
    )
    attention = sorted(
        (s for s in scores if s.goal.level != "organization" and needs_attention(s, as_of)), key=attention_key
    )
    wins = wins_of(edition, fmt)
    changes = this_week(edition, fmt)
    verdict = _verdict(share)
    lead, rest = _introduction(edition.repository.introduction)
    hidden = len(organization) - _MOST_ORGANIZATION
    view = HomeView(
        heading="Where we stand",
        lead=lead,
        introduction=rest,
        cycle=current_cycle_bar(edition, fmt),
        verdict=verdict,
        verdict_note=_verdict_note(active, len(scores)),
        levels=tuple(_levels(edition, fmt, active)),
        key=tuple(view for view, _ in count_shown(active, edition.scorecard.rule)),
        organization=tuple(goal_row(edition, fmt, s.goal.id) for s in organization[:_MOST_ORGANIZATION]),
        more_organization=f"{hidden} more organization goals" if hidden > 0 else "",
        tiles=tuple(_tiles(edition, fmt, organization)),
        attention=tuple(_attention(edition, fmt, score) for score in attention[:_MOST_LISTED]),
        attention_note=_attention_note(len(attention)),
        attention_empty=_attention_empty(active, fmt),
        more_attention=_more_attention(attention),
        wins=wins[:_MOST_LISTED],
        wins_note=f"7 days to {fmt.day(as_of)}",
        more_wins=f"{len(wins) - _MOST_LISTED} more in these days." if len(wins) > _MOST_LISTED else "",
        changes=changes[:_MOST_LISTED],
        more_changes=f"{len(changes) - _MOST_LISTED} more" if len(changes) > _MOST_LISTED else "",
        new_goal=links.new_file_url(edition.repository.config.site, "goals"),
    )
    description = f"{verdict}, as of {fmt.full_day(as_of)}."
    named = (edition.repository.config.site.name, view.heading)
    card = group_card(edition, fmt, named, active, verdict)
    yield Page(links.HOME, "home.html", view.heading, description, "home", view, "goals/index.md", card=card)


def _introduction(text: str) -> tuple[Prose, Prose]:
    """Return the first paragraph, which stands under the title, and the rest.

    Where the text does not begin with a plain paragraph, or the paragraph needs a definition from further
    down (a footnote, a link by reference), all of it is the rest.
    """
    first, _, rest = text.strip().partition("\n\n")
    is_plain = first[:1].isalpha() and not re.search(r"\[\^|\]\[|\n[-=]+\s*$", first)
    return (_prose(first), _prose(rest)) if is_plain else (_prose(""), _prose(text))


def _prose(text: str) -> Prose:
    return Prose(text, "goals/index.md")


# --- the share on track -------------------------------------------------------------------------


def _verdict(share: Share) -> str:
    if not share.active:
        return "No goal is active yet"
    if share.active == 1:
        return f"The one active goal is {'' if share.good else 'not '}on track"
    return f"{share.good} of {share.active} active goals are on track"


def _verdict_note(active: Sequence[GoalScore], total: int) -> str:
    sentences = []
    others = [(status, n) for status, n in count_statuses(active) if status is not Status.ON_TRACK]
    if others:
        parts = [f"{spelled(n)} {_be(status, n)} {STATUS_WORDS[status].lower()}" for status, n in others]
        sentences.append(f"{capitalised(listed(parts))}.")
    if any(status is Status.ACHIEVED for status, _ in others):
        sentences.append("Achieved goals count as on track.")
    if doubts := doubts_in_words(active):
        sentences.append(doubts)
    if len(active) < total:
        sentences.append("Drafts, paused and ended goals are not counted.")
    return " ".join(sentences)


def _be(status: Status, number: int) -> str:
    if status is Status.NO_DATA:
        return "has" if number == 1 else "have"
    return "is" if number == 1 else "are"


def _levels(edition: Edition, fmt: Formatter, active: Sequence[GoalScore]) -> Iterator[Level]:
    addresses = level_addresses(edition)
    for level, words in LEVEL_HEADINGS.items():
        scores = [score for score in active if score.goal.level == level]
        share = share_on_track(scores, edition.scorecard.as_of)
        counts = count_statuses(scores)
        shown = count_shown(scores, edition.scorecard.rule)
        few = len(scores) <= MOST_MARKS
        yield Level(
            words=words,
            address=addresses[level],
            percent=share.percent(fmt),
            count=f"{share.good} of {share.active}" if share.active else "none active",
            spoken=". ".join(filter(None, [counts_in_words(counts), doubts_in_words(scores)])),
            marks=tuple(view for view, n in shown for _ in range(n)) if few else (),
            pieces=() if few else tuple(_pieces(shown)),
        )


def _pieces(counts: Sequence[tuple[StatusView, int]]) -> Iterator[SharePiece]:
    total = sum(number for _, number in counts)
    before = 0
    for view, number in counts:
        x, width = before / total, number / total
        shown = str(number) if width >= _ROOM_FOR_NUMBER else ""
        yield SharePiece(view.css, _percent(x), _percent(width), _percent(x + width / 2), shown)
        before += number


def _percent(fraction: float) -> str:
    return f"{fraction * 100:.2f}".rstrip("0").rstrip(".") + "%"


# --- KPIs ---------------------------------------------------------------------------------------


def _tiles(edition: Edition, fmt: Formatter, organization: Sequence[GoalScore]) -> Iterator[KpiTile]:
    kpis = edition.scorecard.kpis
    wanted = edition.repository.config.home.kpis
    if not wanted:
        used = [part.kpi.id for score in organization for part in score.key_results if part.kpi]
        wanted = list(dict.fromkeys(used))[:_MOST_TILES]
    for kpi_id in wanted:
        if kpi_id in kpis:
            yield kpi_tile(kpis[kpi_id], fmt)


# --- what needs attention -----------------------------------------------------------------------


def _attention(edition: Edition, fmt: Formatter, score: GoalScore) -> Attention:
    needs = score.check_ins[0].needs if score.check_ins else None
    return Attention(goal_row(edition, fmt, score.goal.id), Prose(needs, score.goal.path) if needs else None)


def _attention_note(number: int) -> str:
    return f"{number} team and individual goal{'' if number == 1 else 's'}" if number else ""


def _attention_empty(active: Sequence[GoalScore], fmt: Formatter) -> str:
    if not active:
        return "No goal is active yet."
    following = f"Next check: {fmt.day(fmt.as_of + timedelta(days=7))}."
    if all(score.shown_status in (Status.ON_TRACK, Status.ACHIEVED) for score in active):
        return f"Every goal is on track. {following}"
    return f"No team or individual goal is behind or stale. {following}"


def _more_attention(attention: Sequence[GoalScore]) -> tuple[Link, ...]:
    if len(attention) <= _MOST_LISTED:
        return ()
    statuses = dict.fromkeys(score.status for score in attention)
    return tuple(Link(STATUS_WORDS[status].lower(), links.status_url(status)) for status in statuses)
