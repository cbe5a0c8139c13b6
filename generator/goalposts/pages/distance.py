"""How far a goal is from the pace that its rule expects, in days or points, and what the rule means by it."""

from __future__ import annotations

from math import floor

from goalposts.language.catalogue import N_
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.measuring.status import Status, StatusRule
from goalposts.pages.formatting import Formatter
from goalposts.pages.rule_words import bounds_of
from goalposts.pages.words import JUDGED, measured_word

# what is said instead of a distance where there is no path: (while it is not reached, once it is)
_WITHOUT_PATH = {
    "hold": (N_("it does not hold now"), N_("it holds")),
    "yes_no": (N_("not done yet"), N_("done")),
}


def distance(score: GoalScore, rule: StatusRule, fmt: Formatter) -> str:
    """Return how far from the pace, in days of the goal where it has any: `12 days behind`."""
    gap = half_up(score.gap or 0.0, 9)
    days = score.days_behind
    alone = single(score)
    if alone is not None and alone.key_result.type in _WITHOUT_PATH:
        return fmt.say(_WITHOUT_PATH[alone.key_result.type][alone.progress == 1])
    if gap < 0:
        return fmt.say("ahead of pace")
    if gap == 0:
        return fmt.say("just as expected")
    behind = _behind(score, gap, rule, fmt)
    allowed = floor(half_up(rule.on_track * rule.days_of(score.goal), 9))
    if score.status is Status.ON_TRACK and rule.basis == "gap" and rule.on_track > 0:
        if days is not None and allowed >= days and score.goal.days:
            return fmt.say("{behind}, within the {allowed} allowed", behind=behind, allowed=allowed)
        return fmt.say("{behind}, within what is allowed", behind=behind)
    return behind


def _behind(score: GoalScore, gap: float, rule: StatusRule, fmt: Formatter) -> str:
    days = score.days_behind
    if days is None or not score.goal.days:
        return fmt.say("{points} behind", points=fmt.points(gap, rule.on_track, rule.at_risk))
    if not days:
        return fmt.say("less than a day behind")
    return fmt.say_many("{n}\u00a0day behind", "{n}\u00a0days behind", days)


def rule_sentence(score: GoalScore, rule: StatusRule, fmt: Formatter) -> str:
    """Return what the status means by the site's rule, and where this goal is: for goals that are judged."""
    if score.status not in JUDGED or score.gap is None or score.expected is None:
        return ""
    word = measured_word(score.status, rule, fmt)
    means = dict(zip(JUDGED, bounds_of(rule, fmt), strict=True))[score.status]
    told = fmt.say("{status} means {meaning}.", status=word, meaning=means)
    return f"{told} {_here(score, rule, fmt)}"


def _here(score: GoalScore, rule: StatusRule, fmt: Formatter) -> str:
    gap = half_up(score.gap or 0.0, 9)
    if rule.basis == "share":
        if not score.expected:
            return fmt.say("Nothing was expected yet.")
        share = fmt.share((score.progress or 0.0) / score.expected, rule.on_track, rule.at_risk)
        return fmt.say("This goal has {share} of it.", share=share)
    if gap <= 0:
        return fmt.say("This goal is not short of it.")
    return fmt.say("This goal is {points} short.", points=fmt.points(gap, rule.on_track, rule.at_risk))


def single(score: GoalScore) -> KeyResultScore | None:
    """Return the key result that alone makes the goal's numbers, if there is one."""
    counted = [part for part in score.key_results if part.is_counted]
    has_children = any(child.counts for child in score.children)
    return counted[0] if len(counted) == 1 and not has_children else None
