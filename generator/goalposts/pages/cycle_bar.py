"""How far the current cycle is: a bar from its first to its last day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from msgspec import Struct

from goalposts.pages.counting import is_over
from goalposts.pages.formatting import Formatter
from goalposts.pages.links import cycle_url
from goalposts.pages.page import Edition
from goalposts.pages.standing import cycle_of
from goalposts.records.people import Cycle
from goalposts.records.period import add_months

_FEW_MONTHS = 6


class CycleTick(Struct, frozen=True):
    """The first day of a month in the bar, with its name where there is room."""

    x: str
    words: str


class CycleBar(Struct, frozen=True):
    """A cycle: how many of its days are over, in words and as a bar."""

    title: str
    count: str
    spoken: str
    address: str
    done: str
    ticks: tuple[CycleTick, ...]


def current_cycle_bar(edition: Edition, fmt: Formatter) -> CycleBar | None:
    """Return the shortest cycle around `as_of` that a running goal is in, or None where there is none."""
    as_of = edition.scorecard.as_of
    running = [
        cycle
        for score in edition.scorecard.goals.values()
        if not is_over(score, as_of) and (cycle := cycle_of(edition.repository, score.goal.cycle, fmt))
        if cycle.start <= as_of <= cycle.due
    ]
    used = Counter(cycle.id for cycle in running)
    shortest = min(running, key=lambda one: ((one.due - one.start).days, -used[one.id], one.id), default=None)
    return cycle_bar(shortest, fmt) if shortest else None


def cycle_bar(cycle: Cycle, fmt: Formatter) -> CycleBar:
    """Return the bar of a cycle on the formatter's day."""
    days = (cycle.due - cycle.start).days
    over = min(max((fmt.as_of - cycle.start).days, 0), days)
    left = days - over
    return CycleBar(
        title=cycle.title,
        count=fmt.say("day {over} of {days}, {left} left", over=over, days=days, left=left)
        if days
        else fmt.say("one day"),
        spoken=fmt.say(
            "{cycle} runs from {start} to {due}; {over} of its {days} days are over, {left} are left.",
            cycle=cycle.title,
            start=fmt.full_day(cycle.start),
            due=fmt.full_day(cycle.due),
            over=over,
            days=days,
            left=left,
        ),
        address=cycle_url(cycle.id),
        done=_percent(over / days) if days else "100%",
        ticks=_ticks(cycle, fmt, days),
    )


def _ticks(cycle: Cycle, fmt: Formatter, days: int) -> tuple[CycleTick, ...]:
    firsts: list[date] = []
    first = cycle.start if cycle.start.day == 1 else add_months(cycle.start.replace(day=1), 1)
    while first <= cycle.due - timedelta(days=14):
        firsts.append(first)
        first = add_months(first, 1)
    if len(firsts) < 2:
        return ()
    many = len(firsts) > _FEW_MONTHS
    return tuple(
        CycleTick(
            _percent((first - cycle.start).days / days),
            fmt.month(first) if not many or place % 3 == 0 else "",
        )
        for place, first in enumerate(firsts)
    )


def _percent(fraction: float) -> str:
    return f"{fraction * 100:.2f}".rstrip("0").rstrip(".") + "%"
