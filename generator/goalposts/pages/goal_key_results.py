"""The key results of a goal as they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from msgspec import Struct

from goalposts.charts import Chart
from goalposts.charts.table import Rows
from goalposts.history.log import Commit
from goalposts.key_results.milestones import MilestoneFields, is_done, is_overdue
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.measuring.status import Status
from goalposts.pages import key_result_sentences as parts
from goalposts.pages.change_words import called
from goalposts.pages.figures import ChartFiles, files_of
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.goal_charts import chart_of
from goalposts.pages.goal_forecast import forecast_of, sentence, with_forecast
from goalposts.pages.goal_how_results import how_key_result
from goalposts.pages.history_views import CommitView, commit_view
from goalposts.pages.how import About, HowLine
from goalposts.pages.links import goal_url, kpi_csv_url, kpi_url, who_url
from goalposts.pages.page import Edition
from goalposts.pages.period_words import cadence_word
from goalposts.pages.rows import Link, MeterView, meter_view
from goalposts.pages.sentences import MARK, halves
from goalposts.pages.words import NOT_JUDGED, StatusView, key_result_status
from goalposts.records.goal import Goal, KeyResult
from goalposts.records.kpi import Observation

_MOST_ROWS = 24
_NEVER = datetime.max.replace(tzinfo=UTC)


class Step(Struct, frozen=True):
    """A milestone: number, title, weight where weights differ, and when; `css` is set where it is overdue."""

    number: str
    title: str
    weight: str
    when: str
    css: str


class KeyResultView(Struct, frozen=True):
    """A key result: its anchors, status, numbers, forecast, how they are made, chart, values by hand."""

    id: str
    aliases: tuple[str, ...]
    title: str
    status: StatusView
    note: str
    meter: MeterView
    numbers: tuple[str, str]
    owner: Link | None
    supporters: tuple[Link, ...]
    forecast: str
    how: tuple[HowLine, ...]
    source: Link | None
    source_note: str
    csv: str | None
    chart: Chart | None
    files: ChartFiles | None
    steps: tuple[Step, ...]
    values: tuple[tuple[str, str], ...]


def key_result_views(edition: Edition, score: GoalScore, fmt: Formatter) -> tuple[KeyResultView, ...]:
    """Return the key results of a goal in the order of the file."""
    return tuple(_view(edition, score, part, fmt) for part in score.key_results)


def worst_line(score: GoalScore, fmt: Formatter) -> str:
    """Return which key result is furthest behind: `Worst: …, 25 points behind`; empty where none is."""
    for part in score.key_results:
        if part.key_result.id == score.worst and (part.gap or 0.0) > 0 and part.has_data:
            return fmt.say("Worst: {title}, {far}", title=part.key_result.title, far=parts.behind(part, fmt))
    return ""


def _view(edition: Edition, score: GoalScore, part: KeyResultScore, fmt: Formatter) -> KeyResultView:
    status = key_result_status(part, edition.scorecard.rule, fmt)
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
    chart = with_forecast(chart_of(edition.scorecard, score, part, fmt), found, forecast)
    return KeyResultView(
        id=result.id,
        aliases=tuple(_former_ids(edition, score.goal, result)),
        title=result.title,
        status=status,
        note=_note(score, part, fmt),
        meter=meter_view(status.css, shown, part.expected if judged else None, is_old=part.is_stale),
        numbers=_numbers(score, part, fmt),
        owner=owner,
        supporters=tuple(_supporters(edition, score, result.id)),
        forecast=forecast,
        how=how_key_result(about, part),
        source=Link(part.kpi.title, kpi_url(part.kpi.id)) if part.kpi else None,
        source_note=_source_note(part, fmt, by_hand=by_hand),
        csv=kpi_csv_url(part.kpi.id) if part.kpi else None,
        chart=chart,
        files=_files(edition, score, part, fmt) if chart else None,
        steps=tuple(
            _step(number, step, score.measured_at, part, fmt)
            for number, step in enumerate(parts.steps(part), 1)
        ),
        values=_values(part, fmt) if by_hand else (),
    )


def _former_ids(edition: Edition, goal: Goal, result: KeyResult) -> Iterator[str]:
    """Yield the ids that a key result had: those that it lists, and those that git knows."""
    ids = [*result.terms.aliases]
    ids += [each.id for each in edition.anchors.get(goal.id, ()) if each.now == result.id]
    yield from (each for each in dict.fromkeys(ids) if each != result.id)


class RemovedResult(Struct, frozen=True):
    """A key result that was removed: its anchors, a sentence, and the commit that removed it."""

    ids: tuple[str, ...]
    sentence: str
    commit: CommitView | None


def removed_results(edition: Edition, goal: Goal, fmt: Formatter) -> tuple[RemovedResult, ...]:
    """Return the key results that a goal had and has no more, in the order of their removal."""
    found: dict[tuple[str, Commit | None], list[str]] = {}
    for each in edition.anchors.get(goal.id, ()):
        if each.now is None:
            found.setdefault((each.title, each.removed_by), []).append(each.id)
    views = []
    for (named, by), ids in sorted(found.items(), key=lambda item: item[0][1].when if item[0][1] else _NEVER):
        title = called(edition, named)
        said = fmt.say("“{title}” was removed.", title=title)
        if by is not None:
            said = fmt.say("“{title}” was removed on {day}.", title=title, day=fmt.full_day(by.day))
        views.append(RemovedResult(tuple(ids), said, commit_view(edition, by, fmt) if by else None))
    return tuple(views)


def _supporters(edition: Edition, score: GoalScore, result: str) -> Iterator[Link]:
    """Yield the goals that support this very key result."""
    for child in score.children:
        if child.key_result == result and child.goal_id in edition.scorecard.goals:
            yield Link(edition.scorecard.goals[child.goal_id].goal.title, goal_url(child.goal_id))


def _files(edition: Edition, score: GoalScore, part: KeyResultScore, fmt: Formatter) -> ChartFiles:
    """Return the files of a key result's chart, which carry its permanent name."""
    stem = f"{goal_url(score.goal.id)}{part.key_result.id}"
    title = f"{score.goal.title}: {part.key_result.title}"
    steps = parts.steps(part)
    if not steps:
        return files_of(edition, fmt, stem, title)
    on = score.measured_at
    rows: Rows = tuple(
        (number, step.title, step.weight, _iso(step.due), _iso(step.done) if is_done(step, on) else None)
        for number, step in enumerate(steps, 1)
    )
    return files_of(edition, fmt, stem, title, (("number", "milestone", "weight", "due", "done"), *rows))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _note(score: GoalScore, part: KeyResultScore, fmt: Formatter) -> str:
    """Return what stands beside the status: how far behind, what is overdue, how much it counts."""
    if part.status in NOT_JUDGED:
        return _weight(score, part, fmt)
    far = parts.held_in(part, fmt) if part.key_result.type == "hold" else parts.behind(part, fmt)
    notes = [far, parts.overdue_words(part, score.measured_at, fmt), _weight(score, part, fmt)]
    if part.provisional_until:
        notes.append(fmt.say("final value by {day}", day=fmt.day(part.provisional_until)))
    return "; ".join(note for note in notes if note)


def _weight(score: GoalScore, part: KeyResultScore, fmt: Formatter) -> str:
    if not part.is_counted and score.goal.rollup in ("children", "none"):
        return fmt.say("shown, not counted")
    return parts.counts(part, fmt)


def _numbers(score: GoalScore, part: KeyResultScore, fmt: Formatter) -> tuple[str, str]:
    if fmt.as_of < score.goal.start:
        return "", fmt.say("Starts {day}.", day=fmt.day(score.goal.start))
    if part.progress is None:
        why = fmt.say(part.why) if part.why else fmt.say("no value yet")
        if part.first_due is None:
            return "", fmt.say("{words}.", words=capitalised(why))
        day = fmt.day(part.first_due)
        return "", fmt.say("{words}. The first is due by {day}.", words=capitalised(why), day=day)
    success = 0.7 if score.goal.is_stretch else 1.0
    values = {
        "share": fmt.share(part.progress, 0.0, success) + MARK,
        "now": capitalised(_now(score, part, fmt)),
    }
    if part.expected is None or part.status in NOT_JUDGED:
        return halves(fmt.say("{share} done. {now}.", **values))
    expected = fmt.share(part.expected, 0.0, 1.0)
    return halves(fmt.say("{share} done, {expected} expected. {now}.", expected=expected, **values))


def _now(score: GoalScore, part: KeyResultScore, fmt: Formatter) -> str:
    """Return the current value and when it was measured."""
    if part.current is None:
        on = score.measured_at
        if parts.steps(part):
            done = sum(is_done(step, on) for step in parts.steps(part))
            number = len(parts.steps(part))
            return fmt.say_many("{done} of {n} milestone", "{done} of {n} milestones", number, done=done)
        return parts.against_target(part, on, fmt)
    value = parts.value_text(part, part.current, fmt)
    return fmt.say("{value} {when}", value=value, when=parts.when_measured(part, fmt))


def _source_note(part: KeyResultScore, fmt: Formatter, *, by_hand: bool) -> str:
    if by_hand:
        return fmt.say("Written by hand in the goal.")
    if part.kpi is None:
        return ""
    where = ", ".join(f"{column} {value}" for column, value in part.key_result.terms.where.items())
    return fmt.say("only {slice}", slice=where) if where else cadence_word(part.kpi.cadence, fmt)


def _step(number: int, step: MilestoneFields, on: date, part: KeyResultScore, fmt: Formatter) -> Step:
    equal = len({one.weight for one in parts.steps(part)}) == 1
    weight = "" if equal else fmt.say("weight {weight}", weight=f"{step.weight:g}")
    if is_done(step, on) and step.done:
        return Step(str(number), step.title, weight, _done(step.done, step.due, fmt), "")
    if is_done(step, fmt.as_of) and step.done:
        late = fmt.say("done {day}, after the goal ended", day=fmt.day(step.done))
        return Step(str(number), step.title, weight, late, "")
    if step.due is None:
        return Step(str(number), step.title, weight, fmt.say("no due date"), "")
    due = fmt.day(step.due)
    if is_overdue(step, on) and part.status not in NOT_JUDGED:
        return Step(str(number), step.title, weight, fmt.say("due {day}, overdue", day=due), key_css(part))
    if part.status in (Status.ACHIEVED, Status.MISSED):
        return Step(str(number), step.title, weight, fmt.say("due {day}, not done", day=due), "")
    return Step(str(number), step.title, weight, fmt.say("due {day}", day=due), "")


def _done(done: date, due: date | None, fmt: Formatter) -> str:
    day, days = fmt.day(done), (due - done).days if due else 0
    if days > 0:
        return fmt.say_many(
            "done {day}, {n}\u00a0day early", "done {day}, {n}\u00a0days early", days, day=day
        )
    if days < 0:
        return fmt.say_many("done {day}, {n}\u00a0day late", "done {day}, {n}\u00a0days late", -days, day=day)
    return fmt.say("done {day}", day=day)


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
