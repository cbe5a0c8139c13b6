"""Goals whose goalposts moved, with the lines that say what is promised now."""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.history.moves import Move
from goalposts.language.catalogue import N_
from goalposts.measuring.scorecard import KeyResultScore
from goalposts.pages.change_words import effect_word, move_sentence
from goalposts.pages.counting import is_active
from goalposts.pages.formatting import Formatter
from goalposts.pages.health_parts import Item, Section, item, section
from goalposts.pages.how import About
from goalposts.pages.links import goal_url
from goalposts.pages.page import Edition
from goalposts.pages.places import Place, lines_of
from goalposts.pages.rows import Link, moves_of
from goalposts.pages.told_events import result_now

_OF_GOAL = ("start", "due", "ambition")


def moved_section(edition: Edition, fmt: Formatter) -> Section:
    """Return the section: active goals that promise something else than they did, the latest moved first."""
    as_of = edition.scorecard.as_of
    active = [
        About(edition, score, fmt)
        for score in edition.scorecard.goals.values()
        if moves_of(edition, score.goal.id) and is_active(score, as_of)
    ]
    active.sort(key=lambda about: _moves(about)[-1].commit.when, reverse=True)
    return section(
        fmt,
        "moved",
        (
            N_("Goals whose goalposts moved"),
            N_("A promise that changes after the start is told, with who and when, on the goal’s page."),
        ),
        (_item(about) for about in active),
    )


def _moves(about: About) -> tuple[Move, ...]:
    return moves_of(about.edition, about.goal.id)


def _item(about: About) -> Item:
    told = []
    for move in _moves(about):
        sentence = move_sentence(about.edition, about.fmt, about.goal.id, move)
        day, effect = about.fmt.full_day(move.commit.day), effect_word(move.effect, about.fmt)
        told.append(
            about.fmt.say("{sentence} on {day} ({effect}).", sentence=sentence, day=day, effect=effect)
        )
    todo = about.fmt.say(
        "Set it back, or say why it had to move: `goalposts check-in {goal}`", goal=about.goal.id
    )
    places = [place for move in _moves(about) for place in _places(about, move)]
    return item(Link(about.goal.title, goal_url(about.goal.id)), " ".join(told), todo, places)


def _places(about: About, move: Move) -> tuple[Place, ...]:
    """Return the line that holds now what was moved: of the field, the row, or the nearest part above it."""
    now = result_now(about.edition, about.goal.id, move.key_result or "")
    part = next((each for each in about.score.key_results if now and each.key_result.id == now.id), None)
    if part is None:
        return about.field(move.field if move.field in _OF_GOAL else "key_results")
    if move.restated and part.kpi is not None:
        return tuple(_rows(about, part, move.restated))
    if move.restated:
        return about.result_field(part, "values", move.restated)
    if move.milestone:
        return about.result_field(part, "milestones", *_milestone(part, move.milestone), move.field)
    return about.result_field(part, move.field)


def _rows(about: About, part: KeyResultScore, period: str) -> Iterator[Place]:
    assert part.kpi is not None
    lines = [row.line for row in part.kpi.rows if row.period.label == period]
    yield lines_of(about.host, about.fmt, part.kpi.csv_path, lines[0] if lines else None)


def _milestone(part: KeyResultScore, title: str) -> tuple[int, ...]:
    """Return the place of a milestone in its list; nothing where it was removed."""
    steps = getattr(part.key_result.terms, "milestones", ())
    return tuple(number for number, step in enumerate(steps) if step.title == title)[:1]
