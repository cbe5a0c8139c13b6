"""The filters of the list of goals: their choices, and the rows that the script chooses from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, to_builtins

from goalposts.measuring.scorecard import GoalScore
from goalposts.pages import links
from goalposts.pages.counting import attention_key, is_over
from goalposts.pages.frame import formatter
from goalposts.pages.json_text import json_text
from goalposts.pages.page import Download, Edition
from goalposts.pages.rows import GoalRow
from goalposts.pages.standing import cycles_in_use
from goalposts.pages.words import COUNTED, LEVEL_WORDS, status_word

ROWS = f"{links.GOALS}rows.json"
"""Where the script finds all rows: made for these pages alone, unlike the files below `api/`."""


class Choice(Struct, frozen=True):
    """A list to choose one from: its name in the address, its label, the words for all, (value, words)."""

    name: str
    label: str
    every: str
    options: tuple[tuple[str, str], ...]


class FilterBar(Struct, frozen=True):
    """The filters of the list. `rows` is the address of all rows, `count` how many goals there are."""

    rows: str
    count: str
    choices: tuple[Choice, ...]


def filter_bar(edition: Edition) -> FilterBar | None:
    """Return the filters; None where there is no goal to find."""
    fmt = formatter(edition)
    scores = list(edition.scorecard.goals.values())
    if not scores:
        return None
    teams = {score.goal.team for score in scores if score.goal.team}
    cycles = {score.goal.cycle for score in scores if score.goal.cycle}
    titles = {name: cycle.title for name, cycle in cycles_in_use(edition.repository, fmt).items()}
    return FilterBar(
        rows=ROWS,
        count=fmt.say_many("{n}\u00a0goal", "{n}\u00a0goals", len(scores)),
        choices=(
            Choice(
                "level",
                fmt.say("Level"),
                fmt.say("Any level"),
                tuple((name, fmt.say(words)) for name, words in LEVEL_WORDS.items()),
            ),
            Choice(
                "team",
                fmt.say("Team"),
                fmt.say("Any team"),
                _by_words({name: edition.repository.name_of(name) for name in teams}),
            ),
            Choice(
                "cycle",
                fmt.say("Cycle"),
                fmt.say("Any cycle"),
                _latest_first({name: titles.get(name, name) for name in cycles}),
            ),
            Choice(
                "status",
                fmt.say("Status"),
                fmt.say("Any status"),
                tuple((str(status), status_word(status, fmt)) for status in COUNTED),
            ),
        ),
    )


def _by_words(names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names.items(), key=lambda entry: (entry[1].casefold(), entry[0])))


def _latest_first(names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names.items(), reverse=True))


def rows_file(edition: Edition, rows: Mapping[str, GoalRow]) -> Download:
    """Return the file of all rows, those that need attention first and those that ended last."""
    as_of = edition.scorecard.as_of
    scores = sorted(
        edition.scorecard.goals.values(), key=lambda score: (is_over(score, as_of), attention_key(score))
    )
    found = [_row(score, rows[score.goal.id]) for score in scores]
    return Download(ROWS, json_text({"goals": found}))


def _row(score: GoalScore, row: GoalRow) -> dict[str, Any]:
    goal = score.goal
    shown: dict[str, Any] = to_builtins(row)
    shown["meter"] = {"css": row.meter.css, "is_old": row.meter.is_old, **to_builtins(row.meter.bar)}
    shown["found"] = {
        "level": goal.level,
        "team": goal.team or "",
        "owner": goal.owner,
        "cycle": goal.cycle or "",
        "status": str(score.status),
        "tags": list(goal.tags),
        "progress": score.progress,
    }
    return shown
