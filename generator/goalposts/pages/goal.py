"""The page of a goal: its status and why, its key results with charts, what it supports, its check-ins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goalposts.charts import LargeMeter, large_meter
from goalposts.history.lineages import RecordKind
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.cards import goal_card
from goalposts.pages.formatting import Formatter, plural
from goalposts.pages.frame import formatter
from goalposts.pages.goal_check_ins import CheckIns, check_ins_of
from goalposts.pages.goal_how import GoalHow, how_goal
from goalposts.pages.goal_key_results import KeyResultView, key_result_views, worst_line
from goalposts.pages.goal_notes import Note, notes_of
from goalposts.pages.goal_reasons import reasons
from goalposts.pages.goal_tree import Branch, tree_of
from goalposts.pages.history_views import HistoryView, MovedView, history_of, moved_note
from goalposts.pages.how import About
from goalposts.pages.page import Edition, Page, Prose
from goalposts.pages.places import Place
from goalposts.pages.rows import Fact, Link, meter_numbers
from goalposts.pages.sentences import done_and_expected, rule_sentence, success, verdict
from goalposts.pages.standing import cycle_of
from goalposts.pages.words import LEVEL_WORDS, StatusView, goal_status

# every sign may be escaped by a backslash: https://spec.commonmark.org/0.31.2/#backslash-escapes
_ESCAPED = re.compile(r"[!-/:-@\[-`{-~]")
_BACKSLASH = r"\\\g<0>"
_KINDS = {"objective": "objective", "performance": "goal", "development": "development goal"}


@dataclass(frozen=True, slots=True)
class BigMeter:
    """The large meter of a goal with its words and its text alternative."""

    css: str
    is_old: bool
    drawing: LargeMeter
    title: str
    description: str
    start: str
    target: str


@dataclass(frozen=True, slots=True)
class GoalView:
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
    key_results: tuple[KeyResultView, ...]
    worst: str
    no_key_results: str
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
    fmt = formatter(edition)
    for score in edition.scorecard.goals.values():
        yield goal_page(edition, score, fmt)


def goal_page(edition: Edition, score: GoalScore, fmt: Formatter) -> Page:
    """Return the page of one goal."""
    goal = score.goal
    about = About(edition, score, fmt)
    view = GoalView(
        crumbs=_crumbs(edition, score),
        level=_level(edition, score),
        title=goal.title,
        status=goal_status(score, edition.scorecard.rule),
        verdict=verdict(edition, fmt, score),
        reasons=reasons(edition, fmt, score),
        rule=rule_sentence(score, edition.scorecard.rule, fmt) if score.is_measured else "",
        meter=_meter(edition, score, fmt),
        how=how_goal(about),
        dates=tuple(_dates(about)),
        facts=tuple(_facts(edition, score, fmt)),
        notes=notes_of(edition, score, fmt),
        retrospective=Prose(goal.retrospective, goal.path) if goal.retrospective else None,
        retrospective_facts=tuple(_grades(score, fmt)),
        key_results=key_result_views(edition, score, fmt),
        worst=worst_line(score, fmt),
        no_key_results=_no_key_results(score),
        tree=tree_of(edition, score, fmt),
        check_ins=check_ins_of(edition, score, fmt),
        moved=moved_note(edition, score, fmt),
        history=history_of(edition, fmt, RecordKind.GOAL, goal.id),
        body=Prose(goal.body, goal.path),
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


def _crumbs(edition: Edition, score: GoalScore) -> tuple[Link, ...]:
    goal = score.goal
    crumbs = [Link("Goals", links.GOALS)]
    if goal.team and goal.team in edition.repository.teams:
        crumbs.append(Link(edition.repository.name_of(goal.team), links.team_url(goal.team)))
    return (*crumbs, Link(goal.title))


def _level(edition: Edition, score: GoalScore) -> str:
    goal = score.goal
    words = [f"{LEVEL_WORDS[goal.level]} {_KINDS[goal.kind]}"]
    if goal.team:
        words.append(edition.repository.name_of(goal.team))
    if cycle := cycle_of(edition.repository, goal.cycle):
        words.append(cycle.title)
    return ", ".join(words)


def _description(view: GoalView, score: GoalScore, fmt: Formatter) -> str:
    done, rest = done_and_expected(score, fmt)
    numbers = f" {done}{rest} by {fmt.full_day(score.measured_at)}." if done else ""
    return f"{view.verdict}.{numbers}"


def _meter(edition: Edition, score: GoalScore, fmt: Formatter) -> BigMeter | None:
    if not score.is_measured:
        return None
    progress, expected = meter_numbers(score)
    is_old = score.status is Status.STALE
    done_text = f"{fmt.share(progress, 0.0, success(score))} done" if progress is not None else ""
    expected_text = f"{fmt.share(expected, 0.0, 1.0)} expected" if expected is not None else ""
    title = (
        f"{done_text}, {expected_text} by now" if done_text and expected_text else done_text or "No value yet"
    )
    goal = score.goal
    return BigMeter(
        css=goal_status(score, edition.scorecard.rule).css,
        is_old=is_old,
        drawing=large_meter(progress, expected, done_text=done_text, expected_text=expected_text),
        title=title,
        description=_meter_words(progress, expected, fmt),
        start=f"Start, {fmt.day(goal.start)}",
        target=f"Target, {fmt.day(goal.due)}",
    )


def _meter_words(progress: float | None, expected: float | None, fmt: Formatter) -> str:
    if progress is None:
        return "The start post and the target post, without a bar between them."
    text = "A bar from the start post towards the target post."
    if expected is not None and expected > progress:
        text += f" It ends {fmt.points(expected - progress)} before the marker of what was expected."
    elif expected is not None:
        text += " It reaches the marker of what was expected."
    return text


def _facts(edition: Edition, score: GoalScore, fmt: Formatter) -> Iterator[Fact]:
    goal, repository = score.goal, edition.repository

    def people(ids: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(Link(repository.name_of(who), links.who_url(repository, who)) for who in ids)

    yield Fact("Owner", people((goal.owner,)))
    if goal.contributors:
        yield Fact("With", people(goal.contributors))
    if goal.stakeholders:
        yield Fact("Asked for by", people(goal.stakeholders))
    if cycle := cycle_of(repository, goal.cycle):
        yield Fact("Cycle", (Link(cycle.title, links.cycle_url(cycle.id)),))
    if goal.closed_on:
        yield Fact("Closed", (Link(fmt.full_day(goal.closed_on)),))
    yield Fact("Due", (Link(_due(score, fmt)),))
    ambition = "Stretch: 70 % is success" if goal.is_stretch else "Committed: 100 % is expected"
    yield Fact("Ambition", (Link(ambition),))
    if score.score is not None and score.status in (Status.ACHIEVED, Status.MISSED):
        yield Fact("Score", (Link(f"{fmt.score(score.score)} of 1.0"),))
    yield Fact(
        "This goal as",
        (Link("JSON", f"api/v1/goals/{goal.id}.json"), Link("badge", links.badge_url(goal.id))),
    )


def _dates(about: About) -> Iterator[tuple[str, Place]]:
    """Yield the dates and settings of the goal that its numbers rest on, each with its line."""
    goal, fmt = about.goal, about.fmt
    start, due = fmt.full_day(goal.start), fmt.full_day(goal.due)
    own = [name for name in ("start", "due") if goal.node is not None and goal.node.get(name) is not None]
    if goal.cycle and len(own) < 2:
        yield f"Cycle {goal.cycle}: it runs from {start} to {due}", about.field("cycle")[0]
    if "start" in own:
        yield f"It starts on {start}", about.field("start")[0]
    if "due" in own:
        yield f"It is due on {due}", about.field("due")[0]
    if goal.closed_on:
        yield f"It was closed on {fmt.full_day(goal.closed_on)}", about.field("closed_on")[0]
    if goal.is_stretch:
        words = "It is a stretch goal: 70 % of each path is expected, and 70 % is success"
        yield words, about.field("ambition")[0]


def _due(score: GoalScore, fmt: Formatter) -> str:
    goal = score.goal
    text = fmt.full_day(goal.due)
    days = (goal.due - fmt.as_of).days
    if goal.state in ("closed", "dropped"):
        return text
    if days == 0:
        return f"{text}, today"
    return f"{text}, {plural(days, 'day')} left" if days > 0 else f"{text}, {plural(-days, 'day')} ago"


def _grades(score: GoalScore, fmt: Formatter) -> Iterator[Fact]:
    if score.goal.state != "closed":
        return
    if score.score is not None:
        yield Fact("Score, from the numbers", (Link(fmt.score(score.score)),))
    if score.goal.grade is not None:
        yield Fact(
            "Grade, given at close", (Link(f"{fmt.score(score.goal.grade)}, counts instead of the score"),)
        )


def _links(score: GoalScore) -> Prose:
    """Return the goal's links as a list in Markdown: paths of the repository lead to pages, as in prose."""
    lines = [f"- [{_ESCAPED.sub(_BACKSLASH, link.title)}](<{link.url}>)" for link in score.goal.links]
    return Prose("\n".join(lines), score.goal.path)


def _no_key_results(score: GoalScore) -> str:
    if score.key_results:
        return ""
    if any(child.counts for child in score.children):
        return "No key results of its own: its numbers are those of the goals that support it, below."
    return "No key results yet. A goal becomes measurable with one."
