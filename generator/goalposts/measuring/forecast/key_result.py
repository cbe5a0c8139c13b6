"""Where one reach result is heading by the due date of its goal, or why nobody can say."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from goalposts.key_results.evidence import STRETCH
from goalposts.language.catalogue import N_, N_many
from goalposts.measuring.forecast.likelihood import word_for
from goalposts.measuring.forecast.method import FEWEST, SETTINGS, Fit, TooLittle, fit
from goalposts.measuring.forecast.outcome import Outcome, Whole
from goalposts.measuring.parts import state_on
from goalposts.measuring.scorecard import KeyResultScore
from goalposts.measuring.series import by_hand, series_of
from goalposts.records.goal import Goal
from goalposts.records.kpi import Observation
from goalposts.records.period import Cadence, step

_NOUNS = {
    Cadence.DAILY: "days",
    Cadence.WEEKLY: "weeks",
    Cadence.MONTHLY: "months",
    Cadence.QUARTERLY: "quarters",
    Cadence.YEARLY: "years",
}
_STATES = {
    "draft": N_("the goal is a draft"),
    "paused": N_("the goal is paused"),
    "dropped": N_("the goal is dropped"),
    "closed": N_("the goal is closed"),
}
_IN_A_ROW = N_many(
    "a gap leaves {n} value in a row; a forecast needs {fewest}",
    "a gap leaves {n} values in a row; a forecast needs {fewest}",
)
_UNEVEN = 1.5  # values by hand are evenly spaced while no space is longer than this many times another
_POINTS = 12
_NEVER_BELOW_ZERO = ("percent", "ratio", "count", "duration")


class KeyResultForecast(Struct, frozen=True):
    """Where a reach result is heading: an 80 % range for its current value on the due date.

    `low`, `mid` and `high` are in the KPI's unit, of the aggregate: a total for `sum`. `likelihood` is that
    of reaching the target, from 0 to 1, `word` its word; `success` is the likelihood of what the goal calls
    success, which is 70 % of the way for a stretch goal. `values` is how many of the latest values gave the
    pace, `since` and `until` the ends of the first and the last of their periods, `span` their words (`last
    8 weeks`). `points` are (day, low, high) from the last value to the last day that is to come, for a chart.
    """

    low: float
    mid: float
    high: float
    likelihood: float
    word: str
    success: float
    values: int
    since: date
    until: date
    span: str
    points: tuple[tuple[date, float, float], ...]


def forecast_key_result(score: KeyResultScore, goal: Goal, as_of: date) -> KeyResultForecast | TooLittle:
    """Return where a key result is heading, as known on the day of the build. It never changes a status.

    The pace is that of the KPI's latest values in a row by `as_of`, of the same slice, those before the
    goal's start too.
    """
    if reason := _not_asked(score, goal, as_of):
        return TooLittle(reason)
    series = _series_of(score, as_of)
    run = series if isinstance(series, TooLittle) else _in_a_row(series)
    if isinstance(run, TooLittle):
        return run
    coming = _coming(run, goal, whole=score.key_result.terms.aggregate != "last")
    if coming.skipped == len(coming.days):
        return TooLittle(N_("no further value is expected by the due date"))
    fitted = fit([value for _, value in run.values])
    return fitted if isinstance(fitted, TooLittle) else _forecast(score, goal, run, coming, fitted)


def _not_asked(score: KeyResultScore, goal: Goal, as_of: date) -> str:
    state = state_on(goal, as_of)
    if score.key_result.type != "reach":
        return N_("only results that bring a number to a target have one")
    if state != "active":
        return _STATES.get(state, state)
    if as_of < goal.start:
        return N_("the goal has not begun")
    if as_of >= goal.due:
        return N_("the due date is here")
    if score.is_stale:
        return N_("its values are stale")
    if score.target is None or score.baseline is None:
        return N_("it has no baseline")
    return N_("its target is its baseline") if score.target == score.baseline else ""


# --- the values that count ----------------------------------------------------------------------


class _Run(Struct, frozen=True):
    """Values in a row, (day, value), oldest first, and the rhythm they come in: a cadence or so many days."""

    values: tuple[tuple[date, float], ...]
    rhythm: Cadence | float
    dated: bool

    def after(self, number: int) -> date:
        """Return the end of a period that is to come, counted from the last value."""
        day = self.values[-1][0]
        if isinstance(self.rhythm, Cadence):
            for _ in range(number):
                day = step(day, self.rhythm)
            return day
        return day + timedelta(days=int(self.rhythm * number))


class _Series(Struct, frozen=True):
    """All observations by a day, gaps included, and their cadence (None: written by hand)."""

    seen: tuple[Observation, ...]
    cadence: Cadence | None


def _series_of(score: KeyResultScore, as_of: date) -> _Series | TooLittle:
    terms, kpi = score.key_result.terms, score.kpi
    if kpi is None:
        return _Series(by_hand(terms.values, as_of), None)
    if kpi.cadence is Cadence.IRREGULAR:
        return TooLittle(N_("its values are events without a rhythm"))
    return _Series(series_of(kpi, terms.where, as_of), kpi.cadence)


def _in_a_row(series: _Series) -> _Run | TooLittle:
    """Return the latest values without a gap between them, if they are enough."""
    row = list(reversed(list(_from_the_last(series))))
    every = sum([seen.value is not None for seen in series.seen])
    if series.seen and series.seen[-1].value is None and every >= FEWEST:
        return TooLittle(N_("its latest value is a gap"))
    if len(row) < FEWEST <= every:
        return TooLittle.of(_IN_A_ROW, len(row))
    if len(row) < FEWEST:
        few = fit([value for _, value in row])
        assert isinstance(few, TooLittle)
        return few
    dated = all(seen.period.is_day for seen in series.seen)
    if series.cadence is not None:
        return _Run(tuple(row), series.cadence, dated)
    spaces = [(later[0] - earlier[0]).days for earlier, later in itertools.pairwise(row)]
    if max(spaces) > _UNEVEN * min(spaces):
        return TooLittle(N_("its values come at uneven times"))
    return _Run(tuple(row), sum(spaces) / len(spaces), dated)


def _from_the_last(series: _Series) -> Iterator[tuple[date, float]]:
    """Yield the latest values without a gap between them, the last first, and no more than are fitted."""
    before: date | None = None
    for seen in series.seen[: -SETTINGS.window - 1 : -1]:
        end = seen.period.end
        is_gap = before is not None and series.cadence is not None and _is_gap(end, before, series.cadence)
        if seen.value is None or is_gap:
            return
        yield end, seen.value
        before = end


def _is_gap(before: date, after: date, cadence: Cadence) -> bool:
    """Return whether a period is missing between two, or two end together."""
    return after >= step(step(before, cadence), cadence) or after <= before


class _Coming(Struct, frozen=True):
    """The last days of the periods that are to come by the due date; the first `skipped` do not count."""

    days: tuple[date, ...]
    skipped: int


def _coming(run: _Run, goal: Goal, *, whole: bool) -> _Coming:
    """Return the periods to come. Those count that end on or after the start, or lie `whole` after it."""
    days: list[date] = []
    skipped = 0
    last = run.values[-1][0]
    while (end := run.after(len(days) + 1)) <= goal.due:
        begin = end if run.dated else last + timedelta(days=1)
        skipped += (begin if whole else end) < goal.start
        days.append(end)
        last = end
    return _Coming(tuple(days), skipped)


# --- the forecast -------------------------------------------------------------------------------


def _forecast(
    score: KeyResultScore, goal: Goal, run: _Run, coming: _Coming, fitted: Fit
) -> KeyResultForecast:
    assert score.target is not None
    assert score.baseline is not None
    outcome = _outcome(score, run, coming, fitted)
    up = score.target > score.baseline
    ahead = _chosen(len(coming.days), coming.skipped)
    final = outcome.after(ahead[-1])
    likelihood = outcome.likelihood(ahead, score.target, up=up)
    bar = score.baseline + STRETCH * (score.target - score.baseline) if goal.is_stretch else score.target
    last, value = run.values[-1]
    now = outcome.now(value)
    ranges = [(coming.days[number - 1], outcome.after(number)) for number in ahead]
    return KeyResultForecast(
        low=final.low,
        mid=final.mid,
        high=final.high,
        likelihood=likelihood,
        word=word_for(likelihood),
        success=outcome.likelihood(ahead, bar, up=up),
        values=len(run.values),
        since=run.values[0][0],
        until=last,
        span=_span(len(run.values), run.rhythm),
        points=((last, now, now), *((day, one.low, one.high) for day, one in ranges)),
    )


def _outcome(score: KeyResultScore, run: _Run, coming: _Coming, fitted: Fit) -> Outcome:
    """Return the outcome of the key result, with bounds that no value, target or baseline crossed."""
    values = [value for _, value in run.values]
    known = [*values, *(one for one in (score.target, score.baseline) if one is not None)]
    unit = score.kpi.unit.partition(":")[0] if score.kpi is not None else ""
    counted = tuple(seen.value for seen in score.counted if seen.value is not None)
    return Outcome(
        fit=fitted,
        whole=Whole(score.key_result.terms.aggregate, counted, coming.skipped),
        floor=0.0 if unit in _NEVER_BELOW_ZERO and min(known) >= 0 else None,
        ceiling=100.0 if unit == "percent" and max(known) <= 100 else None,
        adds=min(values) >= 0,
    )


def _chosen(periods: int, skipped: int) -> Sequence[int]:
    """Return at most twelve of the periods to come that count, the first and the last among them."""
    first, number = skipped + 1, min(_POINTS, periods - skipped)
    if number == 1:
        return (periods,)
    return sorted({first + round(n * (periods - first) / (number - 1)) for n in range(number)})


def _span(values: int, rhythm: Cadence | float) -> str:
    noun = _NOUNS[rhythm] if isinstance(rhythm, Cadence) else "values"
    return f"last {values} {noun}"
