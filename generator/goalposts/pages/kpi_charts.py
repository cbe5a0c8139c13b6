"""The chart of a KPI: its series with the healthy range, gaps and targets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from msgspec import Struct

from goalposts.charts.specification import Band, Dot, Label, Line, Placement, SeriesChart
from goalposts.key_results.reach import Reach
from goalposts.measuring.scorecard import KeyResultScore, KpiScore, Scorecard
from goalposts.pages.formatting import Formatter
from goalposts.pages.kpi_words import bound_words, latest_words, range_words, value_words
from goalposts.pages.period_words import ends_of, period_ticks, periods_of
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi, Observation
from goalposts.records.period import Cadence, Form, Period

_WHOLE = 36
# how many of the last periods are drawn where the series is longer than that; yearly ones are drawn whole
_DRAWN = {
    Cadence.DAILY: 92,
    Cadence.WEEKLY: 53,
    Cadence.MONTHLY: 36,
    Cadence.QUARTERLY: 36,
    Cadence.IRREGULAR: 60,
}
_LONG = 0.3  # of the width: a line on which its name has room at the beginning
_HEIGHT = 300


class Promise(Struct, frozen=True):
    """The target of the one live goal that reads the KPI as a whole, and the path that leads there."""

    goal: Goal
    target: float
    path: tuple[tuple[date, float], ...]


class KpiChart(Struct, frozen=True):
    """A chart with its heading and the sentence that explains its lines."""

    heading: str
    note: str
    chart: SeriesChart


def promise(scorecard: Scorecard, score: KpiScore) -> Promise | None:
    """Return the promise about the whole KPI, where exactly one live goal makes one."""
    found = list(_promises(scorecard, score))
    return found[0] if len(found) == 1 else None


def _promises(scorecard: Scorecard, score: KpiScore) -> Iterator[Promise]:
    for goal_id, key_result_id in score.used_by:
        of_goal = scorecard.goals[goal_id]
        goal = of_goal.goal
        if goal.state != "active" or not goal.start <= scorecard.as_of <= goal.due:
            continue
        for part in of_goal.key_results:
            terms = part.key_result.terms
            if part.key_result.id != key_result_id or not isinstance(terms, Reach):
                continue
            if terms.aggregate == "last" and not terms.where and part.target is not None:
                yield Promise(goal, part.target, _path(goal, terms, part))


def _path(goal: Goal, terms: Reach, part: KeyResultScore) -> tuple[tuple[date, float], ...]:
    # a stretch goal is expected to come only part of the way, so no line leads to its target
    if part.baseline is None or part.target is None or goal.is_stretch:
        return ()
    return ((goal.start, part.baseline), *sorted(terms.checkpoints.items()), (goal.due, part.target))


def series_chart(fmt: Formatter, score: KpiScore, aim: Promise | None) -> KpiChart | None:
    """Return the chart of the last periods, or None where there are fewer than two values to draw."""
    drawn = _drawn(score)
    known = [observation for observation in drawn if observation.value is not None]
    if len(known) < 2:
        return None
    periods = [observation.period for observation in drawn]
    first, last = drawn[0].period.end, drawn[-1].period.end
    if aim and aim.goal.due > last and (aim.goal.due - last) * 2 <= last - first:
        last = aim.goal.due
    kpi = score.kpi
    has_targets = any(observation.target is not None for observation in drawn)
    aim = None if has_targets else aim
    lines = (*_target_lines(drawn, aim), Line("line", tuple((seen.period.end, seen.value) for seen in drawn)))
    heading, note = _heading(fmt, score, drawn), _note(fmt, aim, has_targets=has_targets)
    chart = SeriesChart(
        id_prefix="c",
        title=_title(fmt, kpi, drawn),
        description=" ".join(_described(fmt, score, drawn, aim)),
        first=first,
        last=last,
        lines=lines,
        format_value=partial(fmt.axis_value, kpi.unit, kpi.decimals),
        format_date=period_ticks(periods, fmt, fiscal=kpi.fiscal),
        periods=ends_of(periods),
        height=_HEIGHT,
        decimals=kpi.decimals,
        no_value=fmt.say("no value"),
        bands=_bands(fmt, kpi),
        dots=(Dot(known[-1].period.end, _value(known[-1])),),
        labels=tuple(_labels(fmt, score, known, (aim, last))),
    )
    return KpiChart(heading, note, chart)


def _drawn(score: KpiScore) -> tuple[Observation, ...]:
    """Return the periods that are drawn: without the gaps before the first value among them."""
    count = len(score.series)
    if count > _WHOLE and score.kpi.cadence is not Cadence.YEARLY:
        count = max(_DRAWN[score.kpi.cadence], _WHOLE)
    drawn = list(score.series[-count:])
    while drawn and drawn[0].value is None:
        del drawn[0]
    return tuple(drawn)


def _heading(fmt: Formatter, score: KpiScore, drawn: tuple[Observation, ...]) -> str:
    known = [seen for seen in score.series if seen.value is not None]
    is_whole = drawn[0] is known[0]
    cadence, n = score.kpi.cadence, len(drawn)
    if cadence is Cadence.IRREGULAR:
        if is_whole:
            return fmt.say_many("All {n}\u00a0event", "All {n}\u00a0events", n)
        return fmt.say_many("Last {n}\u00a0event", "Last {n}\u00a0events", n)
    periods = periods_of(None if any(seen.period.form is Form.YEARS for seen in drawn) else cadence, n, fmt)
    return (
        fmt.say("All {periods}", periods=periods) if is_whole else fmt.say("Last {periods}", periods=periods)
    )


def _note(fmt: Formatter, aim: Promise | None, *, has_targets: bool) -> str:
    if has_targets:
        return fmt.say("Thin line: the target of each period")
    if aim is None:
        return ""
    if aim.path:
        return fmt.say("Thin line: the target of “{goal}”, dashed: the path to it", goal=aim.goal.title)
    return fmt.say("Thin line: the target of “{goal}”", goal=aim.goal.title)


def _target_lines(drawn: tuple[Observation, ...], aim: Promise | None) -> Iterator[Line]:
    if aim:
        if aim.path:
            yield Line("path", aim.path)
        yield Line("target", ((aim.goal.start, aim.target), (aim.goal.due, aim.target)))
        return
    targets = tuple((seen.period.start, seen.target) for seen in drawn)
    if any(target is not None for _, target in targets):
        yield Line("target", tuple(sorted(targets, key=lambda point: point[0])))


def _bands(fmt: Formatter, kpi: Kpi) -> tuple[Band, ...]:
    if kpi.healthy is None or kpi.direction == "none":
        return ()
    words = fmt.say("healthy: {range}", range=range_words(fmt, kpi, kpi.healthy))
    return (Band(kpi.healthy.low, kpi.healthy.high, words),)


def _labels(
    fmt: Formatter, score: KpiScore, known: list[Observation], end: tuple[Promise | None, date]
) -> Iterator[Label]:
    kpi, (aim, last) = score.kpi, end
    newest, oldest = known[-1], known[0]
    now = _value_when(fmt, score, newest, aim)
    wanted = aim.target if aim else newest.target
    # the value and its target are written on the far sides of both, so that no words stand between them
    upwards = wanted is not None and wanted > _value(newest)
    here: Placement = "below" if upwards else "above"
    there: Placement = "above" if upwards else "below"
    yield Label(now, newest.period.end, _value(newest), here, now=True)
    if len(known) > 2:
        yield Label(value_words(fmt, kpi, _value(oldest)), oldest.period.end, _value(oldest), wide=True)
    if aim:
        target, day = bound_words(fmt, kpi, aim.target), fmt.day(aim.goal.due)
        words = fmt.say("target {value} by {day}", value=target, day=day)
        begin, due = max(oldest.period.end, aim.goal.start), min(last, aim.goal.due)
        # a long line has room at its beginning, where the newest values are far away
        if due - begin > (last - oldest.period.end) * _LONG:
            yield Label(words, begin, aim.target, there, "start", since=due)
        else:
            yield Label(words, due, aim.target, there, "end", since=begin)
    elif newest.target is not None:
        words = fmt.say("target {value}", value=bound_words(fmt, kpi, newest.target))
        yield Label(words, newest.period.end, newest.target, there, "end")


def in_short(fmt: Formatter, kpi: Kpi, period: Period) -> str:
    """Return a period inside a sentence where space is short: `in Oct`, `in the week to 15 Nov`."""
    if period.form is Form.MONTH:
        return fmt.say("in {period}", period=fmt.short_period(period))
    return fmt.in_period(period, fiscal=kpi.fiscal)


def _title(fmt: Formatter, kpi: Kpi, drawn: tuple[Observation, ...]) -> str:
    first, last = (fmt.period(seen.period, fiscal=kpi.fiscal) for seen in (drawn[0], drawn[-1]))
    return fmt.say("{title}, {first} to {last}", title=kpi.title, first=first, last=last)


def targets_of(seen: Observation, aim: Promise | None) -> tuple[float, ...]:
    """Return the target beside which a value stands: that of its period, else that of the goal."""
    if seen.target is not None:
        return (seen.target,)
    return (aim.target,) if aim else ()


def _value_when(fmt: Formatter, score: KpiScore, seen: Observation, aim: Promise | None) -> str:
    kpi = score.kpi
    targets = targets_of(seen, aim)
    is_latest = seen == score.latest
    value = latest_words(fmt, score, *targets) if is_latest else value_words(fmt, kpi, _value(seen), *targets)
    return fmt.say("{value} {when}", value=value, when=in_short(fmt, kpi, seen.period))


def _described(
    fmt: Formatter, score: KpiScore, drawn: tuple[Observation, ...], aim: Promise | None
) -> Iterator[str]:
    """Yield what the chart shows, in sentences with numbers."""
    kpi = score.kpi
    known = [seen for seen in drawn if seen.value is not None]
    first, last = (_value_when(fmt, score, seen, aim) for seen in (known[0], known[-1]))
    yield fmt.say("From {first} to {last}.", first=first, last=last)
    lowest, highest = min(known, key=_value), max(known, key=_value)
    if _value(lowest) != _value(highest):
        low, high = (_value_when(fmt, score, seen, aim) for seen in (lowest, highest))
        yield fmt.say("Lowest {lowest}, highest {highest}.", lowest=low, highest=high)
    if kpi.healthy is not None and kpi.direction != "none":
        yield fmt.say("Healthy is {range}.", range=range_words(fmt, kpi, kpi.healthy))
    if aim:
        target, day = bound_words(fmt, kpi, aim.target), fmt.full_day(aim.goal.due)
        yield fmt.say("The target is {target} by {day}.", target=target, day=day)
    gaps = [fmt.period(seen.period, fiscal=kpi.fiscal) for seen in drawn if seen.value is None]
    if len(gaps) > 4:
        yield fmt.say_many("No value for {n}\u00a0period.", "No value for {n}\u00a0periods.", len(gaps))
    elif gaps:
        yield fmt.say("No value for {periods}.", periods=fmt.listed(gaps))


def _value(observation: Observation) -> float:
    assert observation.value is not None
    return observation.value
