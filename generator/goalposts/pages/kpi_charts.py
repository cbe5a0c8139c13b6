"""The chart of a KPI: its series with the healthy range, gaps and targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from goalposts.charts.specification import Band, DateStyle, Dot, Label, Line, SeriesChart
from goalposts.key_results.reach import Reach
from goalposts.measuring.scorecard import KeyResultScore, KpiScore, Scorecard
from goalposts.pages.formatting import Formatter, listed, plural
from goalposts.pages.kpi_words import CADENCE_WORDS, bound_words, range_words, value_words
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
_HEIGHT = 300


@dataclass(frozen=True, slots=True)
class Promise:
    """The target of the one live goal that reads the KPI as a whole, and the path that leads there."""

    goal: Goal
    target: float
    path: tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class KpiChart:
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
    first, last = drawn[0].period.end, drawn[-1].period.end
    if aim and aim.goal.due > last and (aim.goal.due - last) * 2 <= last - first:
        last = aim.goal.due
    kpi = score.kpi
    has_targets = any(observation.target is not None for observation in drawn)
    aim = None if has_targets else aim
    lines = (*_target_lines(drawn, aim), Line("line", tuple((seen.period.end, seen.value) for seen in drawn)))
    heading, note = _heading(score, drawn), _note(aim, has_targets=has_targets)
    chart = SeriesChart(
        id_prefix="c",
        title=f"{kpi.title}, {_span(fmt, kpi, drawn)}",
        description=" ".join(_described(fmt, score, drawn, aim)),
        first=first,
        last=last,
        lines=lines,
        format_value=partial(_axis_value, fmt, kpi),
        format_date=partial(chart_date, fmt),
        height=_HEIGHT,
        decimals=kpi.decimals,
        bands=_bands(fmt, kpi),
        dots=(Dot(known[-1].period.end, _value(known[-1])),),
        labels=tuple(_labels(fmt, kpi, known, (aim, last))),
    )
    return KpiChart(heading, note, chart)


def chart_date(fmt: Formatter, day: date, style: DateStyle) -> str:
    """Return the words of a tick on an axis of time."""
    match style:
        case "day":
            return f"{day.day} {fmt.month(day)}"
        case "month":
            return fmt.month(day)
        case "month_year":
            return f"{fmt.month(day)} {day.year}"
        case "year":
            return str(day.year)
        case "day_year":
            return fmt.full_day(day)


def _drawn(score: KpiScore) -> tuple[Observation, ...]:
    """Return the periods that are drawn: without the gaps before the first value among them."""
    count = len(score.series)
    if count > _WHOLE and score.kpi.cadence is not Cadence.YEARLY:
        count = max(_DRAWN[score.kpi.cadence], _WHOLE)
    drawn = list(score.series[-count:])
    while drawn and drawn[0].value is None:
        del drawn[0]
    return tuple(drawn)


def _heading(score: KpiScore, drawn: tuple[Observation, ...]) -> str:
    _, one, several = CADENCE_WORDS[score.kpi.cadence]
    if score.kpi.cadence is not Cadence.IRREGULAR and any(seen.period.form is Form.YEARS for seen in drawn):
        one, several = "value", "values"
    known = [seen for seen in score.series if seen.value is not None]
    is_whole = drawn[0] is known[0]
    return f"{'All' if is_whole else 'Last'} {plural(len(drawn), one, several)}"


def _note(aim: Promise | None, *, has_targets: bool) -> str:
    if has_targets:
        return "Thin line: the target of each period"
    if aim is None:
        return ""
    path = ", dashed: the path to it" if aim.path else ""
    return f"Thin line: the target of “{aim.goal.title}”{path}"


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
    return (Band(kpi.healthy.low, kpi.healthy.high, f"healthy: {range_words(fmt, kpi, kpi.healthy)}"),)


def _labels(
    fmt: Formatter, kpi: Kpi, known: list[Observation], end: tuple[Promise | None, date]
) -> Iterator[Label]:
    newest, oldest = known[-1], known[0]
    now = f"{value_words(fmt, kpi, _value(newest))} {in_short(fmt, kpi, newest.period)}"
    yield Label(now, newest.period.end, _value(newest), now=True)
    if len(known) > 2:
        yield Label(value_words(fmt, kpi, _value(oldest)), oldest.period.end, _value(oldest), wide=True)
    aim, last = end
    if aim:
        words = f"target {bound_words(fmt, kpi, aim.target)} by {fmt.day(aim.goal.due)}"
        yield Label(words, min(last, aim.goal.due), aim.target, "below", "end")
    elif newest.target is not None:
        words = f"target {bound_words(fmt, kpi, newest.target)}"
        yield Label(words, newest.period.end, newest.target, "below", "end")


def in_short(fmt: Formatter, kpi: Kpi, period: Period) -> str:
    """Return a period inside a sentence where space is short: `in Oct`, `in the week to 15 Nov`."""
    if period.form is Form.MONTH:
        return f"in {fmt.short_period(period)}"
    return fmt.in_period(period, fiscal=kpi.fiscal)


def _axis_value(fmt: Formatter, kpi: Kpi, value: float) -> str:
    return fmt.value(value, kpi.unit, kpi.decimals)


def _span(fmt: Formatter, kpi: Kpi, drawn: tuple[Observation, ...]) -> str:
    first, last = (fmt.period(seen.period, fiscal=kpi.fiscal) for seen in (drawn[0], drawn[-1]))
    return f"{first} to {last}"


def _described(
    fmt: Formatter, score: KpiScore, drawn: tuple[Observation, ...], aim: Promise | None
) -> Iterator[str]:
    """Yield what the chart shows, in sentences with numbers."""
    kpi = score.kpi
    known = [seen for seen in drawn if seen.value is not None]
    told = [
        f"{value_words(fmt, kpi, _value(seen))} {in_short(fmt, kpi, seen.period)}"
        for seen in (known[0], known[-1])
    ]
    yield f"From {told[0]} to {told[1]}."
    lowest, highest = min(known, key=_value), max(known, key=_value)
    if _value(lowest) != _value(highest):
        ends = [
            f"{value_words(fmt, kpi, _value(seen))} {in_short(fmt, kpi, seen.period)}"
            for seen in (lowest, highest)
        ]
        yield f"Lowest {ends[0]}, highest {ends[1]}."
    if kpi.healthy is not None and kpi.direction != "none":
        yield f"Healthy is {range_words(fmt, kpi, kpi.healthy)}."
    if aim:
        yield f"The target is {bound_words(fmt, kpi, aim.target)} by {fmt.full_day(aim.goal.due)}."
    gaps = [fmt.period(seen.period, fiscal=kpi.fiscal) for seen in drawn if seen.value is None]
    if gaps:
        yield f"No value for {listed(gaps) if len(gaps) <= 4 else plural(len(gaps), 'period')}."


def _value(observation: Observation) -> float:
    assert observation.value is not None
    return observation.value
