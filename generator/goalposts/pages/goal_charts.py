"""Charts of key results: what was measured, what was expected, and what is wanted."""

from __future__ import annotations

from datetime import date
from functools import partial

from goalposts.charts import Band, Chart, Dot, Label, Line, Milestone, MilestoneChart, SeriesChart, Shortfall
from goalposts.charts.specification import MilestoneState, Placement
from goalposts.key_results.hold import Hold, running
from goalposts.key_results.milestones import Milestones, is_done, is_overdue
from goalposts.key_results.reach import Reach
from goalposts.language.catalogue import N_
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore, KeyResultScore, Scorecard
from goalposts.measuring.status import Status
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.formatting import Formatter
from goalposts.pages.goal_chart_values import measured_points, observations
from goalposts.pages.goal_path import corners as corners_of
from goalposts.pages.goal_path import stretched
from goalposts.pages.period_words import ends_of, period_ticks
from goalposts.pages.words import NOT_JUDGED, status_view
from goalposts.records.period import Cadence

_REACH_HEIGHT = 210
_HOLD_HEIGHT = 150
# more dots than this are one band of ink; the line alone says more
_MOST_DOTS = 26
_MOST_TOLD = 6
_BY_PERIOD: dict[Cadence | None, str] = {
    Cadence.DAILY: N_("{title}, by day"),
    Cadence.WEEKLY: N_("{title}, by week"),
    Cadence.MONTHLY: N_("{title}, by month"),
    Cadence.QUARTERLY: N_("{title}, by quarter"),
    Cadence.YEARLY: N_("{title}, by year"),
}
_BY_VALUE = N_("{title}, by value")
_BY_ANY = N_("{title}, by period")


def chart_of(scorecard: Scorecard, score: GoalScore, part: KeyResultScore, fmt: Formatter) -> Chart | None:
    """Return the chart of a key result, or None where there is nothing to draw."""
    terms = part.key_result.terms
    if isinstance(terms, Milestones):
        return _milestones(score, part, terms, fmt)
    if isinstance(terms, Hold):
        return _hold(scorecard, score, part, terms, fmt)
    return _reach(scorecard, score, part, terms, fmt) if isinstance(terms, Reach) else None


def chart_id(part: KeyResultScore) -> str:
    """Return the prefix of the ids in a chart; no id of a record has an underscore."""
    return f"p_kr{part.key_result.index + 1}"


# --- reach --------------------------------------------------------------------------------------


def _reach(
    scorecard: Scorecard, score: GoalScore, part: KeyResultScore, terms: Reach, fmt: Formatter
) -> SeriesChart | None:
    if part.baseline is None or part.target is None:
        return None
    goal = score.goal
    corners = corners_of(score, part, terms, scorecard.rule)
    path = tuple((day, stretched(value, part.baseline, score)) for day, value in corners)
    if goal.start == goal.due:
        path = ()
    measured = measured_points(scorecard, score, part)
    unit, decimals = parts.unit_of(part)
    first = min([goal.start, *(day for day, _ in measured[:1])])
    target = parts.value_text(part, part.target, fmt)
    up = part.target >= part.baseline
    beyond: Placement = "above" if up else "below"
    words = fmt.say("target {value}", value=target)
    labels = [Label(words, goal.due, part.target, beyond, since=goal.start)]
    dots: tuple[Dot, ...] = ()
    shortfall = None
    known = [(day, value) for day, value in measured if value is not None]
    if known and part.current is not None and part.measured_on is not None:
        day, value = known[-1]
        expected = parts.expected_value(part)
        is_short = expected is not None and (expected - value if up else value - expected) > 0
        text = parts.value_text(part, value, fmt)
        dots = (Dot(day, value, "status"),)
        labels.insert(
            0, Label(_now(text, score, part, fmt), day, value, "below" if up else "above", now=True)
        )
        if expected is not None and is_short and part.measured_on == day:
            shortfall = Shortfall(day, value, expected)
            wanted = parts.value_text(part, expected, fmt)
            # two values that are written alike would contradict each other
            if wanted != text:
                labels.append(Label(fmt.say("{value} expected", value=wanted), day, expected, beyond))
    title = fmt.say("{title}: measured against its expected path", title=part.key_result.title)
    return SeriesChart(
        id_prefix=chart_id(part),
        title=title,
        description=_reach_words(score, part, known, fmt),
        first=first,
        last=goal.due if goal.due > first else max([goal.due, *(day for day, _ in known)]),
        lines=(
            Line("target", ((goal.start, part.target), (goal.due, part.target))),
            *((Line("path", path),) if path else ()),
            Line("line", measured),
        ),
        format_value=partial(fmt.axis_value, unit, decimals),
        format_date=fmt.tick,
        height=_REACH_HEIGHT,
        decimals=decimals,
        no_value=fmt.say("no value"),
        shortfall=shortfall,
        dots=dots,
        labels=tuple(labels),
        status_class=status_view(part.status, fmt).css,
        label_from=goal.start,
    )


def _now(value: str, score: GoalScore, part: KeyResultScore, fmt: Formatter) -> str:
    """Return a value and when it was measured: `85.4 % now`."""
    if part.is_stale and part.measured_on:
        return fmt.say("{value} on {day}", value=value, day=fmt.day(part.measured_on))
    if score.measured_at >= fmt.as_of:
        return fmt.say("{value} now", value=value)
    return fmt.say("{value} at the end", value=value)


def _reach_words(
    score: GoalScore, part: KeyResultScore, known: list[tuple[date, float]], fmt: Formatter
) -> str:
    assert part.target is not None
    sentences = []
    if known:
        first, last = known[0], known[-1]
        then, now = parts.value_text(part, first[1], fmt), parts.value_text(part, last[1], fmt)
        values = {"then": then, "now": now, "day": fmt.full_day(last[0])}
        if len(known) == 1:
            sentences.append(fmt.say("It is {now} on {day}.", **values))
        elif len({value for _, value in known}) == 1:
            sentences.append(fmt.say("It stayed at {now} by {day}.", **values))
        elif then == now:
            sentences.append(fmt.say("It began at {now}, and was there on {day} too.", **values))
        else:
            sentences.append(fmt.say("It went from {then} to {now} by {day}.", **values))
    else:
        sentences.append(fmt.say("There is no value yet."))
    expected = parts.expected_value(part)
    if expected is not None and part.measured_on is not None and part.has_data:
        value = parts.value_text(part, expected, fmt)
        sentences.append(fmt.say("The expected path stands at {value} on that day.", value=value))
    target, due = parts.value_text(part, part.target, fmt), fmt.full_day(score.goal.due)
    sentences.append(fmt.say("The target is {value} by {day}.", value=target, day=due))
    return " ".join(sentences)


# --- hold ---------------------------------------------------------------------------------------


def _hold(
    scorecard: Scorecard, score: GoalScore, part: KeyResultScore, terms: Hold, fmt: Formatter
) -> Chart | None:
    seen = observations(scorecard, score, part)
    straddling = {period.end for period in part.straddling}
    values = [(one.period.end, one.value) for one in seen if one.value is not None]
    if not values:
        return None
    counted = [(day, value) for day, value in values if day not in straddling]
    totals = running(tuple(value for _, value in counted), terms.aggregate)
    total_on = {day: total for (day, _), total in zip(counted, totals, strict=True)}
    line = tuple(
        (one.period.end, total_on.get(one.period.end, one.value))
        for one in seen
        if terms.aggregate == "last" or one.period.end in total_on
    )
    if not line:
        return None
    unit, decimals = parts.unit_of(part)
    wanted = parts.range_text(terms.range, unit, decimals, fmt)
    labels: list[Label] = []
    dots: list[Dot] = []
    for day, value in line:
        if day in straddling and value is not None:
            dots.append(Dot(day, value, "open"))
            if not labels:
                words = fmt.say("not counted: began before the goal")
                labels.append(Label(words, day, value, "right"))
    failed = [day for day, total in total_on.items() if not terms.range.holds(half_up(total, 9))]
    marked = next((list(days) for days in (total_on, failed) if len(days) <= _MOST_DOTS), [])
    if total_on:
        last = max(total_on)
        text = parts.value_text(part, total_on[last], fmt)
        shown = _now(text, score, part, fmt) if part.is_stale else text
        told = [Label(shown, last, total_on[last], "above", now=True)]
        marked = marked if last in marked else [*marked, last]
        # one of them says what the squares are
        for day in [day for day in failed if day in marked and day != last][-1:]:
            words = fmt.say("{value}: did not hold", value=parts.value_text(part, total_on[day], fmt))
            told.append(Label(words, day, total_on[day]))
        labels = told + labels
    dots += [Dot(day, total_on[day], "outside" if day in failed else "status") for day in marked]
    days = [day for day, _ in line]
    periods = [one.period for one in seen]
    return SeriesChart(
        id_prefix=chart_id(part),
        title=_by_period(part, fmt),
        description=_hold_words(part, wanted, (total_on, failed), fmt),
        first=days[0],
        last=days[-1],
        lines=(Line("line", line),),
        format_value=partial(fmt.axis_value, unit, decimals),
        format_date=period_ticks(periods, fmt, fiscal=part.kpi.fiscal if part.kpi else False),
        periods=ends_of(periods),
        height=_HOLD_HEIGHT,
        decimals=decimals,
        no_value=fmt.say("no value"),
        bands=(Band(terms.range.low, terms.range.high, fmt.say("holds: {range}", range=wanted)),),
        dots=tuple(sorted(dots, key=lambda dot: dot.on)),
        labels=tuple(labels),
        status_class=status_view(part.status, fmt).css,
    )


def _by_period(part: KeyResultScore, fmt: Formatter) -> str:
    """Return the title of a chart: `Grade of the store, by week`."""
    cadence = part.kpi.cadence if part.kpi else None
    message = _BY_PERIOD.get(cadence, _BY_VALUE) if part.held and part.held[1] else _BY_ANY
    return fmt.say(message, title=part.key_result.title)


def _hold_words(
    part: KeyResultScore, wanted: str, values: tuple[dict[date, float], list[date]], fmt: Formatter
) -> str:
    totals, failed = values
    sentences = [fmt.say("It holds when the value is {range}.", range=wanted)]
    if held := parts.held_in(part, fmt):
        sentences.append(fmt.say("It {held}.", held=held))
    if failed and len(failed) <= _MOST_TOLD:
        days = fmt.listed([fmt.day(day) for day in failed])
        sentences.append(fmt.say("Squares mark where it did not hold: {days}.", days=days))
    if totals:
        low, high = min(totals.values()), max(totals.values())
        shown = parts.value_text(part, low, fmt)
        if low != high:
            shown = fmt.say("between {low} and {high}", low=shown, high=parts.value_text(part, high, fmt))
        last = max(totals)
        sentences.append(
            fmt.say(
                "The values are {range}; the last, of {day}, is {value}.",
                range=shown,
                day=fmt.full_day(last),
                value=parts.value_text(part, totals[last], fmt),
            )
        )
    return " ".join(sentences)


# --- milestones ---------------------------------------------------------------------------------


def _milestones(score: GoalScore, part: KeyResultScore, terms: Milestones, fmt: Formatter) -> Chart:
    goal, on = score.goal, score.measured_at
    marks = []
    for number, step in enumerate(terms.milestones, 1):
        done = is_done(step, on)
        day = step.done if done and step.done else step.due or goal.due
        late = is_overdue(step, on) and part.status not in NOT_JUDGED
        state: MilestoneState = "done" if done else "overdue" if late else "open"
        # what was done before the goal began, or is due after it, stands at its ends
        marks.append(Milestone(number, min(max(day, goal.start), goal.due), state))
    done_words = parts.done_of(part, on, fmt, with_expected=False)
    overdue = parts.overdue_words(part, on, fmt) if part.status not in NOT_JUDGED else ""
    words = ", ".join(filter(None, [done_words, overdue]))
    return MilestoneChart(
        id_prefix=chart_id(part),
        title=fmt.say(
            "{title}: milestones from {start} to {due}",
            title=part.key_result.title,
            start=fmt.day(goal.start),
            due=fmt.full_day(goal.due),
        ),
        description=fmt.say("{words}. The list has their dates.", words=words),
        first=goal.start,
        last=goal.due,
        today=min(max(on, goal.start), goal.due),
        milestones=tuple(marks),
        format_date=fmt.tick,
        overdue=fmt.say("overdue"),
        status_class=""
        if part.status not in (Status.AT_RISK, Status.OFF_TRACK)
        else status_view(part.status, fmt).css,
    )
