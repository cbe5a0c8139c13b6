"""Goals whose numbers need a hand: stale, without values, not measured, in disagreement, provisional."""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.language.catalogue import N_
from goalposts.loading.yaml_text import Mapping, Sequence
from goalposts.measuring.scorecard import GoalScore, KeyResultScore
from goalposts.measuring.status import Status
from goalposts.pages.counting import is_active
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.health_parts import Item, Section, item, section
from goalposts.pages.how import About
from goalposts.pages.links import goal_url
from goalposts.pages.page import Edition
from goalposts.pages.places import Place, field_of, lines_of, of_values
from goalposts.pages.rows import Link
from goalposts.pages.words import JUDGED, status_inside


def goal_sections(edition: Edition, fmt: Formatter) -> Iterator[Section]:
    """Yield the sections about goals, those without anything to mend too."""
    as_of = edition.scorecard.as_of
    active = [
        About(edition, score, fmt) for score in edition.scorecard.goals.values() if is_active(score, as_of)
    ]
    yield section(
        fmt,
        "stale_goals",
        (
            N_("Goals with old numbers"),
            N_("Where stale parts hold half of the weight or more, the goal itself is stale."),
        ),
        (one for about in active for one in _stale(about)),
    )
    yield section(
        fmt,
        "no_data",
        (N_("Goals without a value that is due"), N_("Until a value comes they count as 0 % done.")),
        (one for about in active for one in _late(about)),
    )
    yield section(
        fmt,
        "not_measured",
        (N_("Goals that are not measured"), N_("Nobody can see how far they are.")),
        (_not_measured(about) for about in active if not about.score.is_measured),
    )
    yield section(
        fmt,
        "disagree",
        (
            N_("Owner and numbers disagree"),
            N_("Both are shown, and the worse one gives the colour. One of them may be wrong."),
        ),
        (_disagreement(about) for about in active if about.score.disagrees),
    )
    waiting = (about for about in active if about.score.provisional_until and about.score.status in JUDGED)
    yield section(
        fmt,
        "provisional",
        (
            N_("Results that wait for final values"),
            N_(
                "They are over, and keep the status of the rule "
                "until the last period is in or its grace is over."
            ),
        ),
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
    what = fmt.say("The status stands")
    if score.status is Status.STALE:
        what = fmt.say("The goal is stale")
    if score.last_status:
        last = status_inside(score.last_status, fmt)
        what = fmt.say("{words}; last known: {status}", words=what, status=last)
    many = fmt.say("Its only part is old")
    if in_all != 1:
        many = fmt.say_many("{n} of {all} parts is old", "{n} of {all} parts are old", number, all=in_all)
    if names:
        many = fmt.say("{words}: {names}", words=many, names=fmt.listed(names))
    words = f"{many}. {what}."
    places = [place for part in own for place in _mends(about, part)]
    places += [lines_of(about.host, fmt, child.goal.path, None) for child in stale_children]
    todo = _todo(about, own) if own else fmt.say("Mend the goals that support it.")
    dates = [part.measured_on for part in own if part.measured_on and part.key_result.type != "milestones"]
    if dates:
        since = fmt.say("No value since {day}.", day=fmt.full_day(max(dates)))
        words = f"{words} {since}"
    yield item(_title(about), words, todo, places or about.field())


def _todo(about: About, stale: list[KeyResultScore]) -> str:
    todo, fmt = [], about.fmt
    if any(part.kpi is not None for part in stale):
        todo.append(fmt.say("add the missing rows to the CSV"))
    if any(part.kpi is None and part.key_result.type in ("reach", "hold") for part in stale):
        todo.append(fmt.say("add a value with its date under `values`"))
    if any(part.key_result.type == "milestones" for part in stale):
        todo.append(
            fmt.say("set `done` or a new `due`, or check in: `goalposts check-in {goal}`", goal=about.goal.id)
        )
    return fmt.say("{words}.", words=capitalised(fmt.listed(todo)))


def _mends(about: About, part: KeyResultScore) -> tuple[Place, ...]:
    """Return the last line that stands there now: what is missing goes below it."""
    if part.key_result.type == "milestones":
        return about.result_field(part, "milestones")
    places = of_values(about.host, about.fmt, about.goal, part, part.counted[-1:])
    if places:
        return places
    if part.kpi is not None:
        return (lines_of(about.host, about.fmt, part.kpi.csv_path, None),)
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
        fmt = about.fmt
        why = fmt.say(part.why) if part.why else fmt.say("no value yet")
        values = {"title": part.key_result.title, "reason": why}
        words = fmt.say("“{title}”: {reason}.", **values)
        if part.first_due:
            due = fmt.full_day(part.first_due)
            words = fmt.say("“{title}”: {reason}; the first was due by {day}.", day=due, **values)
        if "baseline" in part.why:
            todo = fmt.say("Write the value it begins with: `baseline`.")
            places = about.result_field(part)
        elif part.kpi is not None:
            todo, places = fmt.say("Add a row to `{path}`.", path=part.kpi.csv_path), _mends(about, part)
        else:
            todo = fmt.say("Add a value with its date under `values`.")
            places = about.result_field(part, "values")
        yield item(_title(about), words, todo, places)


# --- not measured, disagreement, provisional ----------------------------------------------------


def _not_measured(about: About) -> Item:
    goal, fmt = about.goal, about.fmt
    if goal.rollup == "none":
        words, todo = (
            fmt.say("It says `rollup: none`."),
            fmt.say("Remove that line once it has a key result."),
        )
        return item(_title(about), words, todo, about.field("rollup"))
    if goal.key_results and goal.rollup == "key_results":
        words = fmt.say("None of its key results counts: their weight is 0.")
        todo = fmt.say("Give one of them a weight.")
        return item(_title(about), words, todo, about.field("key_results"))
    children = about.score.children
    if children and not any(child.weight for child in children):
        words = fmt.say("No goal that supports it counts: their weight is 0.")
        todo = fmt.say("Give one of them a weight.")
        goals = [about.edition.repository.goals[child.goal_id] for child in children]
        places = [field_of(about.host, fmt, each, "supports") for each in goals]
        return item(_title(about), words, todo, places)
    words = fmt.say("It has no key result with a target, and no goal that supports it counts.")
    if goal.key_results:
        words = fmt.say("Only goals that support it would count (`rollup: children`), and none of them does.")
    todo = (
        fmt.say("Add what success is, for example:") + "\nkey_results:\n  - {kpi: renewal-rate, target: 92}"
    )
    return item(_title(about), words, todo, about.field())


def _disagreement(about: About) -> Item:
    score, fmt = about.score, about.fmt
    said = score.reported
    assert said is not None
    assert said.status is not None
    words = fmt.say(
        "Measured {measured}, reported {reported} on {day}.",
        measured=status_inside(score.status, fmt),
        reported=status_inside(Status(said.status), fmt),
        day=fmt.full_day(said.date),
    )
    todo = fmt.say(
        "Say why in a check-in, or correct the number that is wrong: `goalposts check-in {goal}`",
        goal=about.goal.id,
    )
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
    return field_of(about.host, about.fmt, about.goal, "check_ins", index)


def _provisional(about: About) -> Item:
    score, fmt = about.score, about.fmt
    assert score.provisional_until is not None
    waiting = [part for part in score.key_results if part.provisional_until and part.is_counted]
    due, final = fmt.full_day(about.goal.due), fmt.full_day(score.provisional_until)
    words = fmt.say("It was due on {due}; final values by {day}.", due=due, day=final)
    places = [place for part in waiting for place in _mends(about, part)]
    todo = fmt.say("Add the value of the period that contains the due date.")
    if not waiting:
        todo = fmt.say("Wait for the goals that support it, or add their last values.")
    return item(_title(about), words, todo, places or about.field())
