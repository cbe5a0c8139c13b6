"""What the pages of cycles show: the list, and one cycle."""

from __future__ import annotations

from msgspec import Struct

from goalposts.pages.cycle_bar import CycleBar
from goalposts.pages.lately import Lately
from goalposts.pages.page import Prose
from goalposts.pages.review_errata import ErrataView
from goalposts.pages.review_source import SourceView
from goalposts.pages.rows import GoalRow, Link
from goalposts.pages.words import StatusView


class CycleRow(Struct, frozen=True):
    """A cycle in the list."""

    title: str
    url: str
    dates: str
    pace: str
    words: str


class CycleGroup(Struct, frozen=True):
    """Cycles that are open, begin later, or are over."""

    id: str
    title: str
    rows: tuple[CycleRow, ...]


class CyclesView(Struct, frozen=True):
    """The list of cycles, and the goals that have dates of their own."""

    lead: str
    groups: tuple[CycleGroup, ...]
    own_dates: tuple[GoalRow, ...]
    own_dates_note: str
    empty: str


class LevelGroup(Struct, frozen=True):
    """The goals of one level in a cycle."""

    id: str
    title: str
    note: str
    rows: tuple[GoalRow, ...]


class ScoreRow(Struct, frozen=True):
    """A goal that has ended: its score, the grade where one was given, and what was learned."""

    status: StatusView
    title: str
    url: str
    score: str
    grade: str
    learned: Prose | None


class CycleView(Struct, frozen=True):
    """The page of a cycle. Once it is final it stays as it was: `source` says so, `errata` what today's
    records say otherwise, None where nothing.
    """

    crumbs: tuple[Link, ...]
    level: str
    dates: str
    verdict: str
    verdict_note: str
    bar: CycleBar | None
    groups: tuple[LevelGroup, ...]
    scores: tuple[ScoreRow, ...]
    scores_note: str
    dropped: tuple[Link, ...]
    dropped_note: str
    empty: str
    ways: tuple[Link, ...]
    lately: Lately | None
    source: SourceView | None
    errata: ErrataView | None
