"""The sentences about a goal: its verdict, the reason in one line, how far it is from the rule's bounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import floor

from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.measuring.status import Status, StatusRule
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.formatting import Formatter, plural
from goalposts.pages.page import Edition
from goalposts.pages.rule_words import bounds_of
from goalposts.pages.words import JUDGED, STATUS_WORDS, measured_word

# what is said instead of a distance where there is no path: (while it is not reached, once it is)
_WITHOUT_PATH = {"hold": ("it does not hold now", "it holds"), "yes_no": ("not done yet", "done")}
NOT_MEASURED = "Not measured: it has no numbers of its own."


def done_and_expected(score: GoalScore, fmt: Formatter) -> tuple[str, str]:
    """Return the two halves of `46 % done, 59 % expected`; both are empty where nothing is measured."""
    if score.status in (Status.NOT_STARTED, Status.DRAFT) or not score.is_measured:
        return "", ""
    if score.status is Status.NO_DATA or score.progress is None:
        return "", "no value yet"
    done = fmt.share(score.progress, 0.0, success(score))
    if score.expected is None or score.status in (Status.PAUSED, Status.DROPPED):
        return done, " done"
    on = ""
    if score.status is Status.STALE and (day := last_value_on(score)) and day < score.measured_at:
        on = f" on {fmt.day(day)}"
    return done, f" done, {fmt.share(score.expected, 0.0, 1.0)} expected{on}"


def verdict(edition: Edition, fmt: Formatter, score: GoalScore) -> str:
    """Return the verdict: the status and the one thing that explains it, `At risk: 12 days behind`."""
    rule = edition.scorecard.rule
    word = measured_word(score.status, rule)
    goal = score.goal
    if not score.is_measured and score.status in (*JUDGED, Status.NO_DATA):
        return "Not measured"
    if score.status in JUDGED:
        if score.disagrees and score.shown_status is not score.status:
            word = f"{word}, but reported {STATUS_WORDS[score.shown_status].lower()}"
        late = ", provisional" if score.provisional_until else ""
        stale, in_all = score.stale_parts
        old = f", {stale} of {in_all} stale" if stale else ""
        return f"{word}: {distance(score, rule, fmt)}{late}{old}"
    if score.status is Status.ACHIEVED:
        early = _early(score, fmt)
        return f"{word}: {early}" if early else word
    rest = {
        Status.STALE: _stale_since(score, fmt),
        Status.NO_DATA: _first_value(score, fmt),
        Status.MISSED: _ended_at(score, fmt),
        Status.NOT_STARTED: f"starts {fmt.day(goal.start)}",
        Status.DRAFT: "not agreed yet",
    }.get(score.status, "")
    return f"{word}: {rest}" if rest else word


def why(edition: Edition, fmt: Formatter, score: GoalScore) -> str:
    """Return the line under a goal's title: the cause before the measure, in one or two sentences."""
    if score.status in JUDGED and score.is_measured:
        line = _why_judged(edition, fmt, score)
        if score.provisional_until:
            line += f" Final values by {fmt.day(score.provisional_until)}."
        return line
    if not score.is_measured and score.status is Status.NO_DATA:
        return NOT_MEASURED
    told: dict[Status, Callable[[], str]] = {
        Status.NOT_STARTED: lambda: f"Starts {fmt.day(score.goal.start)}.",
        Status.DRAFT: lambda: "A draft: not agreed yet, and not counted.",
        Status.PAUSED: lambda: "Paused: not judged and not counted.",
        Status.DROPPED: lambda: "Dropped: not judged and not counted.",
        Status.MISSED: lambda: _sentence(_ended_at(score, fmt) + _detail_of_single(score, fmt)),
        Status.ACHIEVED: lambda: _why_achieved(score, fmt),
        Status.NO_DATA: lambda: _sentence(_first_value(score, fmt)),
        Status.STALE: lambda: _why_stale(score, fmt),
    }
    return told[score.status]() if score.status in told else NOT_MEASURED


def distance(score: GoalScore, rule: StatusRule, fmt: Formatter) -> str:
    """Return how far from the pace, in days of the goal where it has any: `12 days behind`."""
    gap = half_up(score.gap or 0.0, 9)
    days = score.days_behind
    alone = single(score)
    if alone is not None and alone.key_result.type in _WITHOUT_PATH:
        return _WITHOUT_PATH[alone.key_result.type][alone.progress == 1]
    if gap < 0:
        return "ahead of pace"
    if gap == 0:
        return "just as expected"
    behind = f"{fmt.points(gap, rule.on_track, rule.at_risk)} behind"
    if days is not None and score.goal.days:
        behind = f"{plural(days, 'day')} behind" if days else "less than a day behind"
    allowed = floor(half_up(rule.on_track * score.goal.days, 9))
    if score.status is Status.ON_TRACK and rule.basis == "gap" and rule.on_track > 0:
        if days is not None and allowed >= days and score.goal.days:
            return f"{behind}, within the {allowed} allowed"
        return f"{behind}, within what is allowed"
    return behind


def rule_sentence(score: GoalScore, rule: StatusRule, fmt: Formatter) -> str:
    """Return what the status means by the site's rule, and where this goal is: for goals that are judged."""
    if score.status not in JUDGED or score.gap is None or score.expected is None:
        return ""
    word = measured_word(score.status, rule)
    means = dict(zip(JUDGED, bounds_of(rule, fmt), strict=True))[score.status]
    return f"{word} means {means}. {_here(score, rule, fmt)}"


def _here(score: GoalScore, rule: StatusRule, fmt: Formatter) -> str:
    gap = half_up(score.gap or 0.0, 9)
    if rule.basis == "share":
        if not score.expected:
            return "Nothing was expected yet."
        share = fmt.share((score.progress or 0.0) / score.expected, rule.on_track, rule.at_risk)
        return f"This goal has {share} of it."
    if gap <= 0:
        return "This goal is not short of it."
    return f"This goal is {fmt.points(gap, rule.on_track, rule.at_risk)} short."


def success(score: GoalScore) -> float:
    """Return the score that is success: 1, or 0.7 for a stretch goal."""
    return 0.7 if score.goal.is_stretch else 1.0


def single(score: GoalScore) -> KeyResultScore | None:
    """Return the key result that alone makes the goal's numbers, if there is one."""
    counted = [part for part in score.key_results if part.is_counted]
    has_children = any(child.counts for child in score.children)
    return counted[0] if len(counted) == 1 and not has_children else None


def last_value_on(score: GoalScore) -> date | None:
    """Return the day of the latest value among the stale key results, or among all where none is stale."""
    stale = [part for part in score.key_results if part.is_stale] or list(score.key_results)
    return max((part.measured_on for part in stale if part.measured_on), default=None)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _first_value(score: GoalScore, fmt: Formatter) -> str:
    return f"first value due by {fmt.day(score.first_due)}" if score.first_due else "no value yet"


def _why_stale(score: GoalScore, fmt: Formatter) -> str:
    known = f" Last known: {STATUS_WORDS[score.last_status].lower()}." if score.last_status else ""
    return _sentence(_stale_since(score, fmt)) + known


def _why_judged(edition: Edition, fmt: Formatter, score: GoalScore) -> str:
    rule = edition.scorecard.rule
    far = distance(score, rule, fmt)
    alone = single(score)
    if alone is None:
        worst = "" if score.status is Status.ON_TRACK else _worst(edition, score, fmt)
        return _sentence(far) + (f" Worst: {worst}." if worst else "")
    detail = parts.against_expected(alone, score.measured_at, fmt)
    if alone.key_result.type != "reach" or not detail:
        due = f", due by {fmt.day(score.goal.due)}" if alone.key_result.type == "yes_no" else ""
        return _sentence(detail + due if detail else far)
    if alone.progress is not None and alone.progress < 0:
        return f"{_sentence(parts.below_start(alone, fmt))} {_sentence(far)}"
    if detail.endswith("just as expected"):
        return _sentence(detail)
    if score.status is Status.ON_TRACK and (score.gap or 0) > 0:
        return f"{_sentence(detail)} {_sentence(far)}"
    return f"{_sentence(far)[:-1]}: {detail}."


def _worst(edition: Edition, score: GoalScore, fmt: Formatter) -> str:
    for part in score.key_results:
        if part.key_result.id == score.worst and (part.gap or 0) > 0:
            detail = parts.short(part, score.measured_at, fmt)
            name = part.kpi.title if part.kpi and part.key_result.type == "reach" else part.key_result.title
            return f"{name}{' ' if detail.startswith('at ') else ', ' if detail else ''}{detail}"
    behind = [child for child in score.children if child.counts and child.expected > child.progress]
    if not behind:
        return ""
    child = max(behind, key=lambda child: ((child.expected - child.progress) * child.weight, child.goal_id))
    title = edition.repository.goals[child.goal_id].title
    return f"{title}, {fmt.points(child.expected - child.progress)} behind"


def _stale_since(score: GoalScore, fmt: Formatter) -> str:
    stale = [part for part in score.key_results if part.is_stale]
    with_values = [part.measured_on for part in stale if part.key_result.type in ("reach", "hold")]
    if with_values:
        day = max((day for day in with_values if day), default=None)
        return f"no value since {fmt.day(day)}" if day else "no value yet"
    if stale:
        last = score.check_ins[0].date if score.check_ins else None
        return "overdue, and nobody has checked in" + (f" since {fmt.day(last)}" if last else "")
    count, parts_in_all = score.stale_parts
    return f"{count} of {parts_in_all} parts have old values"


def _ended_at(score: GoalScore, fmt: Formatter) -> str:
    ended = "closed" if score.goal.state == "closed" else "ended"
    if score.goal.grade is not None:
        return f"{ended} with the grade {fmt.score(score.goal.grade)}"
    if score.score is None:
        return f"{ended} without a score"
    stretch = ", 0.7 is success" if score.goal.is_stretch else ""
    return f"{ended} at {fmt.score(score.score)}{stretch}"


def _why_achieved(score: GoalScore, fmt: Formatter) -> str:
    alone = single(score)
    early = _early(score, fmt)
    tail = f", {early}" if early else ""
    if alone is not None and parts.steps(alone) and parts.is_all_done(alone, score.measured_at):
        return _sentence(parts.all_done(alone, score.measured_at, fmt) + tail)
    closed = score.goal.state == "closed"
    day = parts.reached_on(score)
    begin = _ended_at(score, fmt) if closed else f"reached on {fmt.day(day)}" if day else "reached"
    detail = parts.against_target(alone, score.measured_at, fmt) if alone is not None else ""
    if not detail:
        return _sentence(f"{begin}{tail}") if closed or day else f"Every part has reached its target{tail}."
    return _sentence(f"{begin}{tail}: {detail}")


def _early(score: GoalScore, fmt: Formatter) -> str:
    day = parts.reached_on(score)
    days = (score.goal.due - day).days if day else 0
    return f"{plural(days, 'day')} early" if days > 0 else ""


def _detail_of_single(score: GoalScore, fmt: Formatter) -> str:
    alone = single(score)
    detail = parts.against_target(alone, score.measured_at, fmt) if alone is not None else ""
    return f": {detail}" if detail else ""
