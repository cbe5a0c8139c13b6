"""The page of a goal: its status and why, its key results with charts, what it supports, its check-ins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from goalposts.history.lineages import RecordKind
from goalposts.language.catalogue import N_
from goalposts.measuring.over_time import ProgressPoint, progress_over_time
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.cards import goal_card
from goalposts.pages.distance import rule_sentence
from goalposts.pages.feed_links import follow_facts
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.goal_check_ins import CheckIns, check_ins_of
from goalposts.pages.goal_how import GoalHow, how_goal
from goalposts.pages.goal_key_results import (
    KeyResultView,
    RemovedResult,
    key_result_views,
    removed_results,
    worst_line,
)
from goalposts.pages.goal_meter import BigMeter, big_meter
from goalposts.pages.goal_notes import Note, notes_of
from goalposts.pages.goal_progress import ProgressView, progress_of
from goalposts.pages.goal_reasons import reasons
from goalposts.pages.goal_tree import Branch, tree_of
from goalposts.pages.history_views import HistoryView, MovedView, history_of, moved_note
from goalposts.pages.how import About
from goalposts.pages.page import Edition, Page, Prose
from goalposts.pages.places import Place
from goalposts.pages.rows import Fact, Link
from goalposts.pages.sentences import done_and_expected, old_day, verdict
from goalposts.pages.standing import cycle_of
from goalposts.pages.words import StatusView, goal_status

# every sign may be escaped by a backslash: https://spec.commonmark.org/0.31.2/#backslash-escapes
_ESCAPED = re.compile(r"[!-/:-@\[-`{-~]")
_BACKSLASH = r"\\\g<0>"
_LEVELS = {
    ("organization", "objective"): N_("Organization objective"),
    ("organization", "performance"): N_("Organization goal"),
    ("organization", "development"): N_("Organization development goal"),
    ("team", "objective"): N_("Team objective"),
    ("team", "performance"): N_("Team goal"),
    ("team", "development"): N_("Team development goal"),
    ("individual", "objective"): N_("Individual objective"),
    ("individual", "performance"): N_("Individual goal"),
    ("individual", "development"): N_("Individual development goal"),
}


class GoalView(Struct, frozen=True):
    """One goal. Sections that would be empty are None or empty and are left out."""

    crumbs: tuple[Link, ...]
    level: str
    title: str
    status: StatusView
    verdict: str
    reasons: str
    rule: str
    meter: BigMeter | None
    how: GoalHow
    dates: tuple[tuple[str, Place], ...]
    facts: tuple[Fact, ...]
    notes: tuple[Note, ...]
    retrospective: Prose | None
    retrospective_facts: tuple[Fact, ...]
    over_time: ProgressView | None
    key_results: tuple[KeyResultView, ...]
    worst: str
    no_key_results: str
    removed_key_results: tuple[RemovedResult, ...]
    tree: Branch | None
    check_ins: CheckIns | None
    moved: MovedView | None
    history: HistoryView | None
    body: Prose
    links: Prose
    tags: tuple[str, ...]
    json: str


def make(edition: Edition) -> Iterator[Page]:
    """Return the page of every goal."""
    return make_some(edition, tuple(edition.repository.goals))


def make_some(edition: Edition, keys: Sequence[str]) -> Iterator[Page]:
    """Return the pages of some goals."""
    fmt = formatter(edition)
    over_time = edition.over_time
    if over_time is None:
        over_time = progress_over_time(edition.repository, edition.scorecard, keys)
    for key in keys:
        yield goal_page(edition, edition.scorecard.goals[key], over_time.get(key, ()), fmt)


def goal_page(edition: Edition, score: GoalScore, points: Sequence[ProgressPoint], fmt: Formatter) -> Page:
    """Return the page of one goal."""
    goal = score.goal
    about = About(edition, score, fmt)
    view = GoalView(
        crumbs=_crumbs(edition, score, fmt),
        level=_level(edition, score, fmt),
        title=goal.title,
        status=goal_status(score, edition.scorecard.rule, fmt),
        verdict=verdict(edition, fmt, score),
        reasons=reasons(edition, fmt, score),
        rule=rule_sentence(score, edition.scorecard.rule, fmt) if score.is_measured else "",
        meter=big_meter(edition, score, fmt),
        how=how_goal(about),
        dates=tuple(_dates(about)),
        facts=tuple(_facts(edition, score, fmt)),
        notes=notes_of(edition, score, fmt),
        retrospective=Prose(goal.retrospective, goal.path) if goal.retrospective else None,
        retrospective_facts=tuple(_grades(score, fmt)),
        over_time=progress_of(edition, score, points, fmt),
        key_results=key_result_views(edition, score, fmt),
        worst=worst_line(score, fmt),
        removed_key_results=removed_results(edition, goal, fmt),
        no_key_results=_no_key_results(score, fmt),
        tree=tree_of(edition, score, fmt),
        check_ins=check_ins_of(edition, score, fmt),
        moved=moved_note(edition, score, fmt),
        history=history_of(edition, fmt, RecordKind.GOAL, goal.id),
        body=Prose(edition.text_of(goal), goal.path),
        links=_links(score),
        tags=goal.tags,
        json=f"api/v1/goals/{goal.id}.json",
    )
    return Page(
        links.goal_url(goal.id),
        "goal.html",
        goal.title,
        _description(view, score, fmt),
        "goals",
        view,
        goal.path,
        card=goal_card(edition, score, fmt, view.level),
    )


def _crumbs(edition: Edition, score: GoalScore, fmt: Formatter) -> tuple[Link, ...]:
    goal = score.goal
    crumbs = [Link(fmt.say("Goals"), links.GOALS)]
    if goal.team and goal.team in edition.repository.teams:
        crumbs.append(Link(edition.repository.name_of(goal.team), links.team_url(goal.team)))
    return (*crumbs, Link(goal.title))


def _level(edition: Edition, score: GoalScore, fmt: Formatter) -> str:
    goal = score.goal
    words = [fmt.say(_LEVELS[goal.level, goal.kind])]
    if goal.team:
        words.append(edition.repository.name_of(goal.team))
    if cycle := cycle_of(edition.repository, goal.cycle, fmt):
        words.append(cycle.title)
    return ", ".join(words)


def _description(view: GoalView, score: GoalScore, fmt: Formatter) -> str:
    done, rest = done_and_expected(score, fmt)
    if not done:
        return fmt.say("{words}.", words=view.verdict)
    values = {"verdict": view.verdict, "numbers": done + rest}
    if old_day(score):
        return fmt.say("{verdict}. {numbers}.", **values)
    return fmt.say("{verdict}. As of {day}: {numbers}.", day=fmt.full_day(score.measured_at), **values)


def _facts(edition: Edition, score: GoalScore, fmt: Formatter) -> Iterator[Fact]:
    goal, repository = score.goal, edition.repository

    def people(ids: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(Link(repository.name_of(who), links.who_url(repository, who)) for who in ids)

    yield Fact(fmt.say("Owner"), people((goal.owner,)), is_found=True)
    if goal.contributors:
        yield Fact(fmt.say("With"), people(goal.contributors), is_found=True)
    if goal.stakeholders:
        yield Fact(fmt.say("Asked for by"), people(goal.stakeholders), is_found=True)
    if cycle := cycle_of(repository, goal.cycle, fmt):
        yield Fact(fmt.say("Cycle"), (Link(cycle.title, links.cycle_url(cycle.id)),), is_found=True)
    if goal.closed_on:
        yield Fact(fmt.say("Closed"), (Link(fmt.full_day(goal.closed_on)),))
    yield Fact(fmt.say("Due"), (Link(_due(score, fmt)),))
    stretch, committed = fmt.say("Stretch: 70 % is success"), fmt.say("Committed: 100 % is expected")
    yield Fact(fmt.say("Ambition"), (Link(stretch if goal.is_stretch else committed),))
    if score.score is not None and score.status in (Status.ACHIEVED, Status.MISSED):
        yield Fact(
            fmt.say("Score"),
            (Link(fmt.say("{score} of {most}", score=fmt.score(score.score), most=fmt.score(1))),),
        )
    yield Fact(
        fmt.say("This goal as"),
        (
            Link(fmt.say("JSON"), f"api/v1/goals/{goal.id}.json"),
            Link(fmt.say("badge"), links.badge_url(goal.id)),
        ),
    )
    yield from follow_facts(edition, fmt, links.goal_url(goal.id))


def _dates(about: About) -> Iterator[tuple[str, Place]]:
    """Yield the dates and settings of the goal that its numbers rest on, each with its line."""
    goal, fmt = about.goal, about.fmt
    start, due = fmt.full_day(goal.start), fmt.full_day(goal.due)
    own = [name for name in ("start", "due") if goal.node is not None and goal.node.get(name) is not None]
    if goal.cycle and len(own) < 2:
        words = fmt.say(
            "Cycle {cycle}: it runs from {start} to {due}", cycle=goal.cycle, start=start, due=due
        )
        yield words, about.field("cycle")[0]
    if "start" in own:
        yield fmt.say("It starts on {day}", day=start), about.field("start")[0]
    if "due" in own:
        yield fmt.say("It is due on {day}", day=due), about.field("due")[0]
    if goal.closed_on:
        yield fmt.say("It was closed on {day}", day=fmt.full_day(goal.closed_on)), about.field("closed_on")[0]
    if goal.is_stretch:
        words = fmt.say("It is a stretch goal: 70 % of each path is expected, and 70 % is success")
        yield words, about.field("ambition")[0]


def _due(score: GoalScore, fmt: Formatter) -> str:
    goal = score.goal
    text = fmt.full_day(goal.due)
    days = (goal.due - fmt.as_of).days
    if goal.state in ("closed", "dropped"):
        return text
    if days == 0:
        return fmt.say("{day}, today", day=text)
    if days > 0:
        return fmt.say_many("{day}, {n}\u00a0day left", "{day}, {n}\u00a0days left", days, day=text)
    return fmt.say_many("{day}, {n}\u00a0day ago", "{day}, {n}\u00a0days ago", -days, day=text)


def _grades(score: GoalScore, fmt: Formatter) -> Iterator[Fact]:
    if score.goal.state != "closed":
        return
    if score.score is not None:
        yield Fact(fmt.say("Score, from the numbers"), (Link(fmt.score(score.score)),))
    if score.goal.grade is not None:
        counts = fmt.say("{grade}, counts instead of the score", grade=fmt.score(score.goal.grade))
        yield Fact(fmt.say("Grade, given at close"), (Link(counts),))


def _links(score: GoalScore) -> Prose:
    """Return the goal's links as a list in Markdown: paths of the repository lead to pages, as in prose."""
    lines = [f"- [{_ESCAPED.sub(_BACKSLASH, link.title)}](<{link.url}>)" for link in score.goal.links]
    return Prose("\n".join(lines), score.goal.path)


def _no_key_results(score: GoalScore, fmt: Formatter) -> str:
    if score.key_results:
        return ""
    if any(child.counts for child in score.children):
        return fmt.say(
            "No key results of its own: its numbers are those of the goals that support it, below."
        )
    return fmt.say("No key results yet. A goal becomes measurable with one.")
