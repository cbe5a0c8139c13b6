"""How a number is made, line by line: formulas with their numbers filled in, and where each one stands."""

from __future__ import annotations

from math import ceil, log10

from msgspec import Struct

from goalposts.git_host import GitHost
from goalposts.measuring.rounding import beside_bounds, decimals_of, half_up
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.measuring.status import StatusRule
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Edition
from goalposts.pages.places import Place, field_of
from goalposts.pages.signs import NARROW
from goalposts.records.goal import Goal

# so many digits of what is divided by are shown at least: a formula is then right to 0.1 %
_DIGITS = 4


class HowLine(Struct, frozen=True):
    """One line: words, a formula, its result, what follows, and the lines of files that it was read from.

    A formula is numbers with `+ − × ÷`, brackets and per cent signs; `result` is what it comes to.
    """

    before: str
    formula: str = ""
    result: str = ""
    after: str = "."
    places: tuple[Place, ...] = ()


class About(Struct, frozen=True):
    """The goal whose numbers are explained: its edition, its score, and how numbers are written."""

    edition: Edition
    score: GoalScore
    fmt: Formatter

    @property
    def goal(self) -> Goal:
        """Return the goal."""
        return self.score.goal

    @property
    def host(self) -> GitHost:
        """Return where files are shown."""
        return self.edition.git_host

    @property
    def rule(self) -> StatusRule:
        """Return the rule of the site."""
        return self.edition.scorecard.rule

    @property
    def manual_days(self) -> int:
        """Return after how many days what is kept by hand is stale."""
        return self.edition.repository.config.freshness.manual_days

    def field(self, *steps: str | int) -> tuple[Place, ...]:
        """Return the place of a field of the goal."""
        return (field_of(self.host, self.fmt, self.goal, *steps),)

    def result_field(self, part: KeyResultScore, *steps: str | int) -> tuple[Place, ...]:
        """Return the place of a field of one of its key results."""
        return self.field("key_results", part.key_result.index, *steps)


# --- numbers in formulas ------------------------------------------------------------------------


def figures(fmt: Formatter, values: tuple[float, ...], least: int, scale: float = 0.0) -> tuple[str, ...]:
    """Return values as plain numbers for a formula, all with the same decimals, at least `least`.

    They have every decimal that is written, or enough for four digits of `scale`, if that is fewer.
    """
    wanted = max((decimals_of(value) for value in values), default=0)
    if scale:
        wanted = min(wanted, max(0, ceil(_DIGITS - log10(abs(scale)))))
    places = min(9, max(least, wanted))
    return tuple(fmt.number(value, places) for value in values)


def bracketed(text: str) -> str:
    """Return a number as it stands after a sign: a negative one in brackets."""
    return text if text[:1].isdigit() else f"({text})"


def percents(fmt: Formatter, values: tuple[float, ...], decimals: int = 1) -> tuple[str, ...]:
    """Return fractions in per cent; a whole one comes without decimals."""
    return tuple(_trimmed(fmt, half_up(value * 100, 9), decimals) + f"{NARROW}%" for value in values)


def beside(fraction: float, bounds: tuple[float, ...]) -> int:
    """Return how many decimals a percentage needs, at least one, so as not to seem to reach a bound."""
    return beside_bounds(half_up(fraction * 100, 9), 1, tuple(half_up(bound * 100, 9) for bound in bounds))


def points(fmt: Formatter, fraction: float, decimals: int = 1) -> str:
    """Return a difference of fractions in points, `32 points`, `−3.2 points`."""
    text = _trimmed(fmt, half_up(fraction * 100, 9), decimals)
    return fmt.say_many("{n}\u00a0point", "{n}\u00a0points", half_up(fraction * 100, decimals), n=text)


def plain(fmt: Formatter, value: float) -> str:
    """Return a weight or another small number with the decimals it has, three at most."""
    return fmt.number(value, min(3, decimals_of(value)))


def _trimmed(fmt: Formatter, value: float, decimals: int) -> str:
    rounded = half_up(value, decimals)
    return fmt.number(rounded, min(decimals, decimals_of(rounded)))
