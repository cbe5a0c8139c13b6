"""The home page: where we stand, in one sentence, then by level, goal and KPI, and what needs attention."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from msgspec import Struct

from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.cards import group_card
from goalposts.pages.commit_changes import CommitChanges, this_week
from goalposts.pages.counting import (
    Share,
    attention_key,
    count_shown,
    count_statuses,
    doubts_in_words,
    is_active,
    is_over,
    needs_attention,
    share_on_track,
)
from goalposts.pages.cycle_bar import CycleBar, current_cycle_bar
from goalposts.pages.feed_links import feed_links
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.frame import formatter
from goalposts.pages.home_levels import Level, levels
from goalposts.pages.page import Edition, Page, Prose
from goalposts.pages.review_periods import newest_links
from goalposts.pages.rows import GoalRow, Link, goal_row
from goalposts.pages.tiles import KpiTile, kpi_tile
from goalposts.pages.wins import Win, wins_of
from goalposts.pages.words import StatusView, status_inside

_MOST_ORGANIZATION = 16
_MOST_TILES = 8
_MOST_LISTED = 8


class Attention(Struct, frozen=True):
    """A goal that needs attention, why, and what its owner asks for."""

    row: GoalRow
    needs: Prose | None


class HomeView(Struct, frozen=True):
    """Where everything stands."""

    heading: str
    lead: Prose
    introduction: Prose
    cycle: CycleBar | None
    reviews: tuple[Link, ...]
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
    commits: tuple[CommitChanges, ...]
    commits_note: str
    feeds: tuple[Link, ...]
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
    commits = this_week(edition, fmt)
    ended = sum(is_over(score, as_of) for score in scores)
    verdict = _verdict(share, ended, fmt)
    lead, rest = _introduction(edition.repository.introduction)
    hidden = len(organization) - _MOST_ORGANIZATION
    view = HomeView(
        heading=fmt.say("Where we stand"),
        lead=lead,
        introduction=rest,
        cycle=current_cycle_bar(edition, fmt),
        reviews=newest_links(fmt),
        verdict=verdict,
        verdict_note=_verdict_note(active, len(scores), fmt),
        levels=tuple(levels(edition, fmt, active)),
        key=tuple(view for view, _ in count_shown(active, edition.scorecard.rule, fmt)),
        organization=tuple(goal_row(edition, fmt, s.goal.id) for s in organization[:_MOST_ORGANIZATION]),
        more_organization=_more_organization(hidden, fmt),
        tiles=tuple(_tiles(edition, fmt, organization)),
        attention=tuple(_attention(edition, fmt, score) for score in attention[:_MOST_LISTED]),
        attention_note=_attention_note(len(attention), fmt),
        attention_empty=_attention_empty(active, ended, fmt),
        more_attention=_more_attention(attention, fmt),
        wins=wins[:_MOST_LISTED],
        wins_note=fmt.say("7 days to {day}", day=fmt.day(as_of)),
        more_wins=_more_wins(len(wins) - _MOST_LISTED, fmt),
        commits=commits[:_MOST_LISTED],
        commits_note=_commits_note(len(commits) - _MOST_LISTED, fmt),
        feeds=feed_links(edition, fmt),
        new_goal=edition.git_host.new_file_url("goals"),
    )
    site = edition.repository.config.site
    standing = fmt.say("{verdict}, as of {day}.", verdict=verdict, day=fmt.full_day(as_of))
    description = " ".join([*site.description.split(), standing])
    named = (site.name, view.heading)
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


def _verdict(share: Share, ended: int, fmt: Formatter) -> str:
    if not share.active:
        return _none_active(ended, fmt)
    if share.active > 1:
        return fmt.say_many(
            "{good} of {n} active goal is on track",
            "{good} of {n} active goals are on track",
            share.active,
            good=fmt.number(share.good),
        )
    if share.good:
        return fmt.say("The one active goal is on track")
    return fmt.say("The one active goal is not on track")


def _verdict_note(active: Sequence[GoalScore], total: int, fmt: Formatter) -> str:
    sentences = []
    others = [(status, n) for status, n in count_statuses(active) if status is not Status.ON_TRACK]
    if others:
        parts = fmt.listed([_how_many(status, n, fmt) for status, n in others])
        sentences.append(fmt.say("{words}.", words=capitalised(parts)))
    if any(status is Status.ACHIEVED for status, _ in others):
        sentences.append(fmt.say("Achieved goals count as on track."))
    if doubts := doubts_in_words(active, fmt):
        sentences.append(doubts)
    if len(active) < total:
        sentences.append(fmt.say("Drafts, paused and ended goals are not counted."))
    return " ".join(sentences)


def _how_many(status: Status, count: int, fmt: Formatter) -> str:
    number, word = fmt.spelled(count), status_inside(status, fmt)
    if status is Status.NO_DATA:
        return fmt.say_many("{n} has no data", "{n} have no data", count, n=number)
    return fmt.say_many("{n} is {status}", "{n} are {status}", count, n=number, status=word)


# --- KPIs ---------------------------------------------------------------------------------------


def _tiles(edition: Edition, fmt: Formatter, organization: Sequence[GoalScore]) -> Iterator[KpiTile]:
    kpis = edition.scorecard.kpis
    wanted = edition.repository.config.home.kpis
    if not wanted:
        used = [part.kpi.id for score in organization for part in score.key_results if part.kpi]
        wanted = list(dict.fromkeys(used))[:_MOST_TILES]
    for kpi_id in wanted:
        if kpi_id in kpis:
            yield kpi_tile(edition, fmt, kpi_id)


# --- what needs attention -----------------------------------------------------------------------


def _none_active(ended: int, fmt: Formatter) -> str:
    if not ended:
        return fmt.say("No goal is active yet")
    return fmt.say_many(
        "No goal is active now: {n} has ended", "No goal is active now: {n} have ended", ended
    )


def _attention(edition: Edition, fmt: Formatter, score: GoalScore) -> Attention:
    needs = score.check_ins[0].needs if score.check_ins else None
    return Attention(goal_row(edition, fmt, score.goal.id), Prose(needs, score.goal.path) if needs else None)


def _attention_note(number: int, fmt: Formatter) -> str:
    if not number:
        return ""
    return fmt.say_many("{n} team and individual goal", "{n} team and individual goals", number)


def _attention_empty(active: Sequence[GoalScore], ended: int, fmt: Formatter) -> str:
    if not active:
        return fmt.say("{words}.", words=_none_active(ended, fmt))
    day = fmt.day(fmt.as_of + timedelta(days=7))
    if all(score.shown_status in (Status.ON_TRACK, Status.ACHIEVED) for score in active):
        return fmt.say("Every goal is on track. Next check: {day}.", day=day)
    return fmt.say("No team or individual goal is behind or stale. Next check: {day}.", day=day)


def _more_attention(attention: Sequence[GoalScore], fmt: Formatter) -> tuple[Link, ...]:
    if len(attention) <= _MOST_LISTED:
        return ()
    statuses = dict.fromkeys(score.status for score in attention)
    return tuple(Link(status_inside(status, fmt), links.status_url(status)) for status in statuses)


# --- what there is no room for ------------------------------------------------------------------


def _more_organization(count: int, fmt: Formatter) -> str:
    if count <= 0:
        return ""
    return fmt.say_many("{n} more organization goal", "{n} more organization goals", count)


def _more_wins(count: int, fmt: Formatter) -> str:
    return fmt.say_many("{n} more in these days.", "{n} more in these days.", count) if count > 0 else ""


def _commits_note(count: int, fmt: Formatter) -> str:
    note = fmt.say("7 days to {day}", day=fmt.day(fmt.as_of))
    more = fmt.say_many("{n} more commit", "{n} more commits", count) if count > 0 else ""
    return fmt.say("{words}.", words=", ".join(filter(None, (note, more))))
