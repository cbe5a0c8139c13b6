"""Charts of key results: what was measured, what was expected, and what is wanted."""

from __future__ import annotations

from datetime import date

from goalposts.charts import Band, Chart, Dot, Label, Line, Milestone, MilestoneChart, SeriesChart, Shortfall
from goalposts.charts.specification import MilestoneState
from goalposts.key_results.hold import Hold, running
from goalposts.key_results.milestones import Milestones, is_done, is_overdue
from goalposts.key_results.reach import Reach
from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import GoalScore, KeyResultScore, Scorecard
from goalposts.measuring.status import Status
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.formatting import Formatter
from goalposts.pages.goal_path import corners as corners_of
from goalposts.pages.goal_path import stretched
from goalposts.pages.words import NOT_JUDGED, status_view
from goalposts.records.kpi import Observation

_REACH_HEIGHT = 210
_HOLD_HEIGHT = 150
# more dots than this are one band of ink; the line alone says more
_MOST_DOTS = 26


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
    measured = _measured(scorecard, score, part)
    unit, decimals = parts.unit_of(part)
    first = min([goal.start, *(day for day, _ in measured[:1])])
    target = parts.value_text(part, part.target, fmt)
    up = part.target >= part.baseline
    labels = [Label(f"target {target}", goal.due, part.target, "above" if up else "below")]
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
            0, Label(f"{text} {_now(score, part, fmt)}", day, value, "below" if up else "above", now=True)
        )
        if expected is not None and is_short and part.measured_on == day:
            shortfall = Shortfall(day, value, expected)
            shown = f"{parts.value_text(part, expected, fmt)} expected"
            labels.append(Label(shown, day, expected, "above" if up else "below"))
    title = f"{part.key_result.title}: measured against its expected path"
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
        format_value=lambda value: fmt.value(value, unit, decimals),
        format_date=fmt.tick,
        height=_REACH_HEIGHT,
        decimals=decimals,
        shortfall=shortfall,
        dots=dots,
        labels=tuple(labels),
        status_class=status_view(part.status).css,
        label_from=goal.start,
    )


def _now(score: GoalScore, part: KeyResultScore, fmt: Formatter) -> str:
    if part.is_stale and part.measured_on:
        return f"on {fmt.day(part.measured_on)}"
    return "now" if score.measured_at >= fmt.as_of else "at the end"


def _reach_words(
    score: GoalScore, part: KeyResultScore, known: list[tuple[date, float]], fmt: Formatter
) -> str:
    assert part.target is not None
    sentences = []
    if known:
        first, last = known[0], known[-1]
        then, now = parts.value_text(part, first[1], fmt), parts.value_text(part, last[1], fmt)
        moved = "stayed at" if then == now else f"went from {then} to"
        sentences.append(f"It {moved} {now} by {fmt.full_day(last[0])}.")
    else:
        sentences.append("There is no value yet.")
    expected = parts.expected_value(part)
    if expected is not None and part.measured_on is not None and part.has_data:
        sentences.append(f"The expected path stands at {parts.value_text(part, expected, fmt)} on that day.")
    sentences.append(
        f"The target is {parts.value_text(part, part.target, fmt)} by {fmt.full_day(score.goal.due)}."
    )
    return " ".join(sentences)


# --- hold ---------------------------------------------------------------------------------------


def _hold(
    scorecard: Scorecard, score: GoalScore, part: KeyResultScore, terms: Hold, fmt: Formatter
) -> Chart | None:
    seen = _observations(scorecard, score, part)
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
            if not any(label.text.startswith("not counted") for label in labels):
                labels.append(Label("not counted: began before the goal", day, value, "right"))
    if len(total_on) <= _MOST_DOTS:
        dots += [Dot(day, total, "status") for day, total in total_on.items()]
    if total_on:
        last = max(total_on)
        text = parts.value_text(part, total_on[last], fmt)
        stale = f" {_now(score, part, fmt)}" if part.is_stale else ""
        labels.insert(0, Label(text + stale, last, total_on[last], "above", now=True))
        if len(total_on) > _MOST_DOTS:
            dots.append(Dot(last, total_on[last], "status"))
    days = [day for day, _ in line]
    return SeriesChart(
        id_prefix=chart_id(part),
        title=f"{part.key_result.title}, by {_noun(part)}",
        description=_hold_words(part, wanted, total_on, fmt),
        first=days[0],
        last=days[-1],
        lines=(Line("line", line),),
        format_value=lambda value: fmt.value(value, unit, decimals),
        format_date=fmt.tick,
        height=_HOLD_HEIGHT,
        decimals=decimals,
        bands=(Band(terms.range.low, terms.range.high, f"holds: {wanted}"),),
        dots=tuple(sorted(dots, key=lambda dot: dot.on)),
        labels=tuple(labels),
        status_class=status_view(part.status).css,
    )


def _noun(part: KeyResultScore) -> str:
    words = parts.held_in(part).rpartition("\u00a0")[2]
    return words.removesuffix("s") or "period"


def _hold_words(part: KeyResultScore, wanted: str, totals: dict[date, float], fmt: Formatter) -> str:
    sentences = [f"It holds when the value is {wanted}."]
    if held := parts.held_in(part):
        sentences.append(f"It {held}.")
    if totals:
        low, high = min(totals.values()), max(totals.values())
        shown = parts.value_text(part, low, fmt)
        if low != high:
            shown = f"between {shown} and {parts.value_text(part, high, fmt)}"
        last = max(totals)
        sentences.append(
            f"The values are {shown}; the last, of {fmt.full_day(last)}, is "
            f"{parts.value_text(part, totals[last], fmt)}."
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
    done_words = parts.done_of(part, on, with_expected=False)
    overdue = parts.overdue_words(part, on) if part.status not in NOT_JUDGED else ""
    return MilestoneChart(
        id_prefix=chart_id(part),
        title=f"{part.key_result.title}: milestones from {fmt.day(goal.start)} to {fmt.full_day(goal.due)}",
        description=f"{', '.join(filter(None, [done_words, overdue]))}. The list has their dates.",
        first=goal.start,
        last=goal.due,
        today=min(max(on, goal.start), goal.due),
        milestones=tuple(marks),
        format_date=fmt.tick,
        status_class=""
        if part.status not in (Status.AT_RISK, Status.OFF_TRACK)
        else status_view(part.status).css,
    )


# --- values with their gaps ---------------------------------------------------------------------


def _measured(
    scorecard: Scorecard, score: GoalScore, part: KeyResultScore
) -> tuple[tuple[date, float | None], ...]:
    """Return the points of the measured line: as they are, or the running aggregate."""
    aggregate = part.key_result.terms.aggregate
    seen = _observations(scorecard, score, part)
    if aggregate == "last":
        begin = part.baseline_from
        before = [begin] if begin and (not seen or begin.period.end < seen[0].period.end) else []
        return tuple((one.period.end, one.value) for one in [*before, *seen])
    known = [(one.period.end, one.value) for one in seen if one.value is not None]
    totals = running(tuple(value for _, value in known), aggregate)
    zero = [(score.goal.start, 0.0)] if aggregate in ("sum", "count") else []
    return (*zero, *((day, half_up(total, 9)) for (day, _), total in zip(known, totals, strict=True)))


def _observations(scorecard: Scorecard, score: GoalScore, part: KeyResultScore) -> tuple[Observation, ...]:
    """Return what was counted with the gaps between, and straddling periods that a hold result leaves out."""
    series = _series(scorecard, part)
    ends = {seen.period.end for seen in part.counted}
    left_out = {period.end for period in part.straddling}
    if not ends and not left_out:
        return ()
    first, last = min(ends | left_out), max(ends | left_out)
    gaps = [s for s in series if s.value is None and first < s.period.end < last and s.period.end not in ends]
    straddling = [s for s in series if s.period.end in left_out and s.value is not None]
    return tuple(sorted((*part.counted, *gaps, *straddling), key=lambda seen: seen.period.end))


def _series(scorecard: Scorecard, part: KeyResultScore) -> tuple[Observation, ...]:
    if part.kpi is None or part.kpi.id not in scorecard.kpis:
        return part.counted
    kpi = scorecard.kpis[part.kpi.id]
    where = part.key_result.terms.where
    if not where:
        return kpi.series
    same = (one.series for one in kpi.slices if dict(one.dimensions) == where)
    return next(same, part.counted)
