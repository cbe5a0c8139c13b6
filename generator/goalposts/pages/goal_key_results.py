"""The key results of a goal as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goalposts.charts import Chart
from goalposts.key_results.milestones import MilestoneFields, is_done, is_overdue
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.measuring.status import Status
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.formatting import Formatter, plural
from goalposts.pages.goal_charts import chart_of
from goalposts.pages.goal_forecast import forecast_of, sentence, with_forecast
from goalposts.pages.goal_how_results import how_key_result
from goalposts.pages.how import About, HowLine
from goalposts.pages.links import kpi_csv_url, kpi_url, who_url
from goalposts.pages.page import Edition
from goalposts.pages.rows import Link, MeterView, meter_view
from goalposts.pages.words import NOT_JUDGED, StatusView, key_result_status
from goalposts.records.kpi import Observation

_MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone: number, title, weight where weights differ, and when; `css` is set where it is overdue."""

    number: str
    title: str
    weight: str
    when: str
    css: str


@dataclass(frozen=True, slots=True)
class KeyResultView:
    """A key result: its anchors, status, numbers, forecast, how they are made, chart, values by hand."""

    id: str
    aliases: tuple[str, ...]
    title: str
    status: StatusView
    note: str
    meter: MeterView
    numbers: tuple[str, str]
    owner: Link | None
    forecast: str
    how: tuple[HowLine, ...]
    source: Link | None
    source_note: str
    csv: str | None
    chart: Chart | None
    steps: tuple[Step, ...]
    values: tuple[tuple[str, str], ...]


def key_result_views(edition: Edition, score: GoalScore, fmt: Formatter) -> tuple[KeyResultView, ...]:
    """Return the key results of a goal in the order of the file."""
    return tuple(_view(edition, score, part, fmt) for part in score.key_results)


def worst_line(score: GoalScore, fmt: Formatter) -> str:
    """Return which key result is furthest behind: `Worst: …, 25 points behind`; empty where none is."""
    for part in score.key_results:
        if part.key_result.id == score.worst and (part.gap or 0.0) > 0 and part.has_data:
            return f"Worst: {part.key_result.title}, {parts.behind(part, fmt)}"
    return ""


def _view(edition: Edition, score: GoalScore, part: KeyResultScore, fmt: Formatter) -> KeyResultView:
    status = key_result_status(part, edition.scorecard.rule)
    result = part.key_result
    terms = result.terms
    judged = part.status not in NOT_JUDGED
    shown = part.progress if part.has_data else None
    repository = edition.repository
    owner = None
    if terms.owner and terms.owner != score.goal.owner:
        owner = Link(repository.name_of(terms.owner), who_url(repository, terms.owner))
    by_hand = part.kpi is None and bool(terms.values)
    about = About(edition, score, fmt)
    found = forecast_of(about, part)
    forecast = sentence(about, part, found)
    return KeyResultView(
        id=result.id,
        aliases=tuple(alias for alias in terms.aliases if alias != result.id),
        title=result.title,
        status=status,
        note=_note(score, part, fmt),
        meter=meter_view(status.css, shown, part.expected if judged else None, is_old=part.is_stale),
        numbers=_numbers(score, part, fmt),
        owner=owner,
        forecast=forecast,
        how=how_key_result(about, part),
        source=Link(part.kpi.title, kpi_url(part.kpi.id)) if part.kpi else None,
        source_note=_source_note(part, by_hand=by_hand),
        csv=kpi_csv_url(part.kpi.id) if part.kpi else None,
        chart=with_forecast(chart_of(edition.scorecard, score, part, fmt), found, forecast),
        steps=tuple(
            _step(number, step, score.measured_at, part, fmt)
            for number, step in enumerate(parts.steps(part), 1)
        ),
        values=_values(part, fmt) if by_hand else (),
    )


def _note(score: GoalScore, part: KeyResultScore, fmt: Formatter) -> str:
    """Return what stands beside the status: how far behind, what is overdue, how much it counts."""
    if part.status in NOT_JUDGED:
        return _weight(score, part, fmt)
    far = parts.held_in(part) if part.key_result.type == "hold" else parts.behind(part, fmt)
    notes = [far, parts.overdue_words(part, score.measured_at), _weight(score, part, fmt)]
    if part.provisional_until:
        notes.append(f"final value by {fmt.day(part.provisional_until)}")
    return "; ".join(note for note in notes if note)


def _weight(score: GoalScore, part: KeyResultScore, fmt: Formatter) -> str:
    if not part.is_counted and score.goal.rollup in ("children", "none"):
        return "shown, not counted"
    return parts.counts(part, fmt)


def _numbers(score: GoalScore, part: KeyResultScore, fmt: Formatter) -> tuple[str, str]:
    if fmt.as_of < score.goal.start:
        return "", f"Starts {fmt.day(score.goal.start)}."
    if part.progress is None:
        late = f" The first is due by {fmt.day(part.first_due)}." if part.first_due else ""
        return "", f"{_capital(part.why or 'no value yet')}.{late}"
    success = 0.7 if score.goal.is_stretch else 1.0
    text = " done"
    if part.expected is not None and part.status not in NOT_JUDGED:
        text += f", {fmt.share(part.expected, 0.0, 1.0)} expected"
    return fmt.share(part.progress, 0.0, success), f"{text}. {_capital(_now(score, part, fmt))}."


def _now(score: GoalScore, part: KeyResultScore, fmt: Formatter) -> str:
    """Return the current value and when it was measured."""
    if part.current is None:
        on = score.measured_at
        if parts.steps(part):
            return f"{parts.done_of(part, on, with_expected=False).removesuffix(' done')} milestones"
        return parts.against_target(part, on, fmt)
    bounds = [bound for bound in (part.target,) if bound is not None]
    return f"{parts.value_text(part, part.current, fmt, *bounds)} {parts.when_measured(part, fmt)}"


def _source_note(part: KeyResultScore, *, by_hand: bool) -> str:
    if by_hand:
        return "Written by hand in the goal."
    if part.kpi is None:
        return ""
    where = ", ".join(f"{column} {value}" for column, value in part.key_result.terms.where.items())
    return f"only {where}" if where else part.kpi.cadence.value


def _step(number: int, step: MilestoneFields, on: date, part: KeyResultScore, fmt: Formatter) -> Step:
    equal = len({one.weight for one in parts.steps(part)}) == 1
    weight = "" if equal else f"weight {step.weight:g}"
    if is_done(step, on) and step.done:
        when = f"done {fmt.day(step.done)}"
        if step.due and step.done != step.due:
            days = abs((step.due - step.done).days)
            when += f", {plural(days, 'day')} {'early' if step.done < step.due else 'late'}"
        return Step(str(number), step.title, weight, when, "")
    if step.due is None:
        return Step(str(number), step.title, weight, "no due date", "")
    if is_overdue(step, on) and part.status not in NOT_JUDGED:
        css = key_css(part)
        return Step(str(number), step.title, weight, f"due {fmt.day(step.due)}, overdue", css)
    ended = ", not done" if part.status in (Status.ACHIEVED, Status.MISSED) else ""
    return Step(str(number), step.title, weight, f"due {fmt.day(step.due)}{ended}", "")


def key_css(part: KeyResultScore) -> str:
    """Return the colour of what is overdue: that of the key result where it is behind, else at risk."""
    return "s-off-track" if part.status is Status.OFF_TRACK else "s-at-risk"


def _values(part: KeyResultScore, fmt: Formatter) -> tuple[tuple[str, str], ...]:
    rows: list[Observation] = sorted(part.counted, key=lambda seen: seen.period.end, reverse=True)
    return tuple(
        (fmt.full_day(seen.period.end), parts.value_text(part, seen.value, fmt))
        for seen in rows[:_MOST_ROWS]
        if seen.value is not None
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
