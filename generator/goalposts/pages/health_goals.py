"""Goals whose numbers need a hand: stale, without values, not measured, in disagreement, provisional."""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.loading.yaml_text import Mapping, Sequence
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.measuring.status import Status
from goalposts.pages.counting import is_active
from goalposts.pages.formatting import Formatter, listed
from goalposts.pages.health_parts import Item, Section, item, section
from goalposts.pages.how import About
from goalposts.pages.links import goal_url
from goalposts.pages.page import Edition
from goalposts.pages.places import Place, field_of, lines_of, of_values
from goalposts.pages.rows import Link
from goalposts.pages.words import JUDGED, STATUS_WORDS, measured_word


def goal_sections(edition: Edition, fmt: Formatter) -> Iterator[Section]:
    """Yield the sections about goals, those without anything to mend too."""
    as_of = edition.scorecard.as_of
    active = [
        About(edition, score, fmt) for score in edition.scorecard.goals.values() if is_active(score, as_of)
    ]
    yield section(
        "stale_goals",
        "Goals with old numbers",
        "Where stale parts hold half of the weight or more, the goal itself is stale.",
        (one for about in active for one in _stale(about)),
    )
    yield section(
        "no_data",
        "Goals without a value that is due",
        "Until a value comes they count as 0 % done.",
        (one for about in active for one in _late(about)),
    )
    yield section(
        "not_measured",
        "Goals that are not measured",
        "Nobody can see how far they are.",
        (_not_measured(about) for about in active if not about.score.is_measured),
    )
    yield section(
        "disagree",
        "Owner and numbers disagree",
        "Both are shown, and the worse one gives the colour. One of them may be wrong.",
        (_disagreement(about) for about in active if about.score.disagrees),
    )
    waiting = (about for about in active if about.score.provisional_until and about.score.status in JUDGED)
    yield section(
        "provisional",
        "Results that wait for final values",
        "They are over, and keep the status of the rule until the last period is in or its grace is over.",
        (_provisional(about) for about in waiting),
    )


def nothing_is_late(score: GoalScore) -> bool:
    """Return whether nothing that counts in a goal is stale, or missing although it was due."""
    return not score.stale_parts[0] and not any(_is_late(part, score) for part in score.key_results)


def _title(about: About) -> Link:
    return Link(about.goal.title, goal_url(about.goal.id))


# --- stale --------------------------------------------------------------------------------------


def _stale(about: About) -> Iterator[Item]:
    score, fmt = about.score, about.fmt
    number, in_all = score.stale_parts
    if not number:
        return
    own = [part for part in score.key_results if part.is_stale and part.is_counted]
    goals = about.edition.scorecard.goals
    children = [goals[child.goal_id] for child in score.children if child.counts]
    stale_children = [child for child in children if child.is_stale]
    names = [f"“{part.key_result.title}”" for part in own]
    names += [f"“{child.goal.title}”" for child in stale_children]
    what = "The goal is stale" if score.status is Status.STALE else "The status stands"
    last = f"; last known: {STATUS_WORDS[score.last_status].lower()}" if score.last_status else ""
    which = f": {listed(names)}" if names else ""
    many = (
        "Its only part is" if in_all == 1 else f"{number} of {in_all} parts {'is' if number == 1 else 'are'}"
    )
    words = f"{many} old{which}. {what}{last}."
    places = [place for part in own for place in _mends(about, part)]
    places += [lines_of(about.site, child.goal.path, None) for child in stale_children]
    todo = _todo(about, own) if own else "Mend the goals that support it."
    dates = [part.measured_on for part in own if part.measured_on and part.key_result.type != "milestones"]
    since = f" No value since {fmt.full_day(max(dates))}." if dates else ""
    yield item(_title(about), words + since, todo, places or about.field())


def _todo(about: About, stale: list[KeyResultScore]) -> str:
    todo = []
    if any(part.kpi is not None for part in stale):
        todo.append("add the missing rows to the CSV")
    if any(part.kpi is None and part.key_result.type in ("reach", "hold") for part in stale):
        todo.append("add a value with its date under `values`")
    if any(part.key_result.type == "milestones" for part in stale):
        todo.append(f"set `done` or a new `due`, or check in: `goalposts check-in {about.goal.id}`")
    text = listed(todo)
    return f"{text[:1].upper()}{text[1:]}."


def _mends(about: About, part: KeyResultScore) -> tuple[Place, ...]:
    """Return the last line that stands there now: what is missing goes below it."""
    if part.key_result.type == "milestones":
        return about.result_field(part, "milestones")
    places = of_values(about.site, about.goal, part, part.counted[-1:])
    if places:
        return places
    if part.kpi is not None:
        return (lines_of(about.site, part.kpi.csv_path, None),)
    return about.result_field(part, "values")


# --- without data -------------------------------------------------------------------------------


def _is_late(part: KeyResultScore, score: GoalScore) -> bool:
    return (
        part.is_counted
        and not part.has_data
        and part.expected is not None
        and (part.first_due is None or part.first_due < score.measured_at)
    )


def _late(about: About) -> Iterator[Item]:
    for part in about.score.key_results:
        if not _is_late(part, about.score):
            continue
        due = f"; the first was due by {about.fmt.full_day(part.first_due)}" if part.first_due else ""
        words = f"“{part.key_result.title}”: {part.why or 'no value yet'}{due}."
        if "baseline" in part.why:
            todo, places = "Write the value it begins with: `baseline`.", about.result_field(part)
        elif part.kpi is not None:
            todo, places = f"Add a row to `{part.kpi.csv_path}`.", _mends(about, part)
        else:
            todo, places = "Add a value with its date under `values`.", about.result_field(part, "values")
        yield item(_title(about), words, todo, places)


# --- not measured, disagreement, provisional ----------------------------------------------------


def _not_measured(about: About) -> Item:
    goal = about.goal
    if goal.rollup == "none":
        words, todo = "It says `rollup: none`.", "Remove that line once it has a key result."
        return item(_title(about), words, todo, about.field("rollup"))
    if goal.key_results and goal.rollup == "key_results":
        words, todo = "None of its key results counts: their weight is 0.", "Give one of them a weight."
        return item(_title(about), words, todo, about.field("key_results"))
    words = "It has no key result with a target, and no goal that supports it is measured."
    todo = "Add what success is, for example:\nkey_results:\n  - {kpi: renewal-rate, target: 92}"
    return item(_title(about), words, todo, about.field())


def _disagreement(about: About) -> Item:
    score, fmt = about.score, about.fmt
    said = score.reported
    assert said is not None
    assert said.status is not None
    measured = measured_word(score.status, about.rule).lower()
    reported = measured_word(Status(said.status), about.rule).lower()
    words = f"Measured {measured}, reported {reported} on {fmt.full_day(said.date)}."
    todo = f"Say why in a check-in, or correct the number that is wrong: `goalposts check-in {about.goal.id}`"
    return item(_title(about), words, todo, (_check_in(about),))


def _check_in(about: About) -> Place:
    """Return the line of the check-in that the owner is heard by."""
    said, node = about.score.reported, about.goal.node
    assert said is not None
    listed_there = node.get("check_ins") if node is not None else None
    index = 0
    for number, entry in enumerate(listed_there.items if isinstance(listed_there, Sequence) else ()):
        day = entry.get("date") if isinstance(entry, Mapping) else None
        if day is not None and getattr(day, "text", "") == said.date.isoformat():
            index = number
    return field_of(about.site, about.goal, "check_ins", index)


def _provisional(about: About) -> Item:
    score, fmt = about.score, about.fmt
    assert score.provisional_until is not None
    waiting = [part for part in score.key_results if part.provisional_until and part.is_counted]
    due, final = fmt.full_day(about.goal.due), fmt.full_day(score.provisional_until)
    words = f"It was due on {due}; final values by {final}."
    places = [place for part in waiting for place in _mends(about, part)]
    todo = "Add the value of the period that contains the due date."
    if not waiting:
        todo = "Wait for the goals that support it, or add their last values."
    return item(_title(about), words, todo, places or about.field())
