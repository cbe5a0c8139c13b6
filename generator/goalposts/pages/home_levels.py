"""The levels on the home page: the share on track of each, as marks or as one bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from goalposts.measuring.scorecard import GoalScore
from goalposts.pages.counting import (
    Share,
    count_shown,
    count_statuses,
    counts_in_words,
    doubts_in_words,
    share_on_track,
)
from goalposts.pages.formatting import Formatter
from goalposts.pages.goals import level_addresses
from goalposts.pages.page import Edition
from goalposts.pages.words import LEVEL_HEADINGS, StatusView

MOST_MARKS = 40
# how much of the bar of shares a number takes on a phone: of a piece, and of each of its digits
_ROOM, _ROOM_OF_DIGIT = 0.015, 0.03


class SharePiece(Struct, frozen=True):
    """A piece of the bar of shares: the class of its colour, place and width, and its number if it fits."""

    css: str
    x: str
    width: str
    middle: str
    number: str


class Level(Struct, frozen=True):
    """A level: its share on track, its counts in words, and one mark a goal or one bar of shares."""

    words: str
    address: str
    percent: str
    count: str
    spoken: str
    marks: tuple[StatusView, ...]
    pieces: tuple[SharePiece, ...]


def levels(edition: Edition, fmt: Formatter, active: Sequence[GoalScore]) -> Iterator[Level]:
    """Yield the levels with their active goals: the organization, its teams, the people."""
    addresses = level_addresses(edition)
    for level, words in LEVEL_HEADINGS.items():
        scores = [score for score in active if score.goal.level == level]
        share = share_on_track(scores, edition.scorecard.as_of)
        counts = count_statuses(scores)
        shown = count_shown(scores, edition.scorecard.rule, fmt)
        few = len(scores) <= MOST_MARKS
        yield Level(
            words=fmt.say(words),
            address=addresses[level],
            percent=share.percent(fmt),
            count=_count(share, fmt),
            spoken=". ".join(filter(None, [counts_in_words(counts, fmt), doubts_in_words(scores, fmt)])),
            marks=tuple(view for view, n in shown for _ in range(n)) if few else (),
            pieces=() if few else tuple(pieces(shown)),
        )


def _count(share: Share, fmt: Formatter) -> str:
    if not share.active:
        return fmt.say("none active")
    return fmt.say("{good} of {active}", good=share.good, active=share.active)


def pieces(counts: Sequence[tuple[StatusView, int]]) -> Iterator[SharePiece]:
    """Yield the pieces of the bar of shares, each with its number where that has room."""
    total = sum(number for _, number in counts)
    before = 0
    for view, number in counts:
        x, width = before / total, number / total
        shown = str(number) if width >= _ROOM + _ROOM_OF_DIGIT * len(str(number)) else ""
        yield SharePiece(view.css, _percent(x), _percent(width), _percent(x + width / 2), shown)
        before += number


def _percent(fraction: float) -> str:
    return f"{fraction * 100:.2f}".rstrip("0").rstrip(".") + "%"
