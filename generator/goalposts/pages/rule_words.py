"""The status rule of a site in words: what its bounds mean, and what one goal's numbers mean by it."""

from __future__ import annotations

from functools import lru_cache

from goalposts.measuring.rounding import decimals_of, half_up
from goalposts.measuring.status import StatusRule
from goalposts.pages.formatting import Formatter
from goalposts.pages.signs import NARROW


# of the one rule of a site, and asked for at every goal and key result
@lru_cache(maxsize=16)
def bounds_of(rule: StatusRule, fmt: Formatter) -> tuple[str, str, str]:
    """Return what on track, at risk and off track mean, each with all its numbers."""
    if rule.basis == "gap":
        return best_of(rule, fmt), _middle_gap(rule, fmt), _worst_gap(rule, fmt)
    return best_of(rule, fmt), _middle_share(rule, fmt), _worst_share(rule, fmt)


def best_of(rule: StatusRule, fmt: Formatter) -> str:
    """Return what on track means: `at most 10 points short of what was expected`."""
    if rule.basis != "gap":
        share = bound_share(rule.on_track, fmt)
        if rule.on_track_open:
            return fmt.say("more than {bound} of what was expected", bound=share)
        return fmt.say("{bound} or more of what was expected", bound=share)
    if rule.on_track_open:
        low = bound_points(rule.on_track, fmt)
        return fmt.say("less than {bound} short of what was expected", bound=low)
    if rule.on_track == 0:
        return fmt.say("not short of what was expected")
    return fmt.say("at most {bound} short of what was expected", bound=bound_points(rule.on_track, fmt))


def _middle_gap(rule: StatusRule, fmt: Formatter) -> str:
    low, high = bound_points(rule.on_track, fmt), bound_points(rule.at_risk, fmt)
    match rule.on_track == 0 and not rule.on_track_open, rule.on_track_open, rule.at_risk_open:
        case True, _, True:
            return fmt.say("less than {bound} short of what was expected", bound=high)
        case True, _, False:
            return fmt.say("at most {bound} short of what was expected", bound=high)
        case _, True, True:
            return fmt.say(
                "{low} or more and less than {high} short of what was expected", low=low, high=high
            )
        case _, True, False:
            return fmt.say("{low} or more and at most {high} short of what was expected", low=low, high=high)
        case _, False, True:
            return fmt.say(
                "more than {low} and less than {high} short of what was expected", low=low, high=high
            )
    return fmt.say("more than {low} and at most {high} short of what was expected", low=low, high=high)


def _worst_gap(rule: StatusRule, fmt: Formatter) -> str:
    high = bound_points(rule.at_risk, fmt)
    if rule.at_risk_open:
        return fmt.say("{bound} or more short of what was expected", bound=high)
    return fmt.say("more than {bound} short of what was expected", bound=high)


def _middle_share(rule: StatusRule, fmt: Formatter) -> str:
    low, high = bound_share(rule.at_risk, fmt), bound_share(rule.on_track, fmt)
    match rule.at_risk_open, rule.on_track_open:
        case True, True:
            return fmt.say("more than {low} and at most {high} of what was expected", low=low, high=high)
        case True, False:
            return fmt.say("more than {low} and less than {high} of what was expected", low=low, high=high)
        case False, True:
            return fmt.say("{low} or more and at most {high} of what was expected", low=low, high=high)
    return fmt.say("{low} or more and less than {high} of what was expected", low=low, high=high)


def _worst_share(rule: StatusRule, fmt: Formatter) -> str:
    low = bound_share(rule.at_risk, fmt)
    if rule.at_risk_open:
        return fmt.say("{bound} or less of what was expected", bound=low)
    return fmt.say("less than {bound} of what was expected", bound=low)


def bound_points(bound: float, fmt: Formatter) -> str:
    """Return a bound in points, with the decimals that it has: `16.5 points`."""
    return fmt.say_many("{n}\u00a0point", "{n}\u00a0points", half_up(bound * 100, 9), n=_bound(bound, fmt))


def bound_share(bound: float, fmt: Formatter) -> str:
    """Return a bound in per cent, with the decimals that it has: `70 %`."""
    return f"{_bound(bound, fmt)}{NARROW}%"


def _bound(bound: float, fmt: Formatter) -> str:
    value = half_up(bound * 100, 9)
    return fmt.number(value, decimals_of(value))
