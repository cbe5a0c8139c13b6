"""The status rule of a site in words: what its bounds mean, and what one goal's numbers mean by it."""

from __future__ import annotations

from goalposts.measuring.rounding import half_up
from goalposts.measuring.status import StatusRule
from goalposts.pages.formatting import NARROW, Formatter, plural

PERCENT = f"{NARROW}%"


def bounds_of(rule: StatusRule, fmt: Formatter) -> tuple[str, str, str]:
    """Return what on track, at risk and off track mean, each with all its numbers."""
    told = _gaps(rule, fmt) if rule.basis == "gap" else _shares(rule, fmt)
    first, second, third = (f"{words} of what was expected" for words in told)
    return first, second, third


def _gaps(rule: StatusRule, fmt: Formatter) -> tuple[str, str, str]:
    low, high = (plural(bound_text(bound, fmt), "point") for bound in (rule.on_track, rule.at_risk))
    best = f"less than {low} short" if rule.on_track_open else f"at most {low} short"
    begin = f"{low} or more" if rule.on_track_open else f"more than {low}"
    if rule.on_track == 0 and not rule.on_track_open:
        best, begin = "not short", "short"
    end = f"less than {high}" if rule.at_risk_open else f"at most {high}"
    worst = f"{high} or more" if rule.at_risk_open else f"more than {high}"
    middle = f"{end} short" if begin == "short" else f"{begin} and {end} short"
    return best, middle, f"{worst} short"


def _shares(rule: StatusRule, fmt: Formatter) -> tuple[str, str, str]:
    high, low = (f"{bound_text(bound, fmt)}{PERCENT}" for bound in (rule.on_track, rule.at_risk))
    best = f"more than {high}" if rule.on_track_open else f"{high} or more"
    begin = f"more than {low}" if rule.at_risk_open else f"{low} or more"
    end = f"at most {high}" if rule.on_track_open else f"less than {high}"
    return best, f"{begin} and {end}", f"{low} or less" if rule.at_risk_open else f"less than {low}"


def bound_text(bound: float, fmt: Formatter) -> str:
    """Return a bound in points or per cent, with the decimals that it has."""
    value = half_up(bound * 100, 9)
    places = 0 if value == int(value) else len(repr(value).partition(".")[2])
    return fmt.number(value, places)
