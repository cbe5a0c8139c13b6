"""When the next value of a key result was due: what makes it stale, late or provisional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from goalposts.key_results.milestones import Milestones, is_overdue
from goalposts.key_results.yes_no import YesNo
from goalposts.measuring.freshness import rhythm_of
from goalposts.measuring.scorecard import KeyResultScore
from goalposts.pages.formatting import Formatter
from goalposts.pages.how import About, HowLine
from goalposts.pages.places import Place, field_of
from goalposts.records.kpi import Kpi
from goalposts.records.period import Cadence


def freshness(about: About, part: KeyResultScore) -> Iterator[HowLine]:
    """Yield by when the next value was due and what follows, and until when a result is provisional."""
    if isinstance(part.key_result.terms, YesNo):
        return
    if isinstance(part.key_result.terms, Milestones):
        yield _of_milestones(about, part.key_result.terms)
    elif part.has_data and part.counted:
        regular = part.kpi is not None and part.kpi.cadence is not Cadence.IRREGULAR
        yield _of_kpi(about, part, part.kpi) if part.kpi and regular else _by_hand(about, part)
    if part.provisional_until:
        text = about.fmt.say(
            "The goal was due on {due}, and the value of the period around that day is not in. "
            "This result is provisional until {day}",
            due=about.fmt.day(about.goal.due),
            day=about.fmt.day(part.provisional_until),
        )
        yield HowLine(text)


def _of_kpi(about: About, part: KeyResultScore, kpi: Kpi) -> HowLine:
    fmt = about.fmt
    rhythm = rhythm_of(kpi, about.edition.repository.config.fiscal_year)
    end = rhythm.next_end(part.counted[-1])
    due = rhythm.late(end)
    values = {"period": fmt.day(end), "day": fmt.day(due), "grace": _grace(kpi, fmt)}
    if about.score.measured_at > due:
        text = fmt.say("The next value, for {period}, was due by {day}, {grace}.", **values)
    else:
        text = fmt.say("The next value, for {period}, is due by {day}, {grace}.", **values)
    return HowLine(f"{text} {_outcome(about, due)}", places=_grace_place(about, kpi))


def _by_hand(about: About, part: KeyResultScore) -> HowLine:
    fmt = about.fmt
    value = part.counted[-1].period.end
    check_in = _last_check_in(about)
    latest = max(day for day in (value, check_in) if day is not None)
    due = latest + timedelta(days=about.manual_days)
    rule = fmt.say_many(
        "Without a rhythm a result is stale after {n}\u00a0day without a value or a check-in.",
        "Without a rhythm a result is stale after {n}\u00a0days without a value or a check-in.",
        about.manual_days,
    )
    last = _last(
        fmt, fmt.day(latest), fmt.day(due), is_value=latest == value, is_over=about.score.measured_at > due
    )
    return HowLine(f"{rule} {last} {_outcome(about, due)}")


def _last(fmt: Formatter, day: str, due: str, *, is_value: bool, is_over: bool) -> str:
    values = {"day": day, "due": due}
    if is_value and is_over:
        return fmt.say("The last value is of {day}, so the next was due by {due}.", **values)
    if is_value:
        return fmt.say("The last value is of {day}, so the next is due by {due}.", **values)
    if is_over:
        return fmt.say("The last check-in is of {day}, so the next was due by {due}.", **values)
    return fmt.say("The last check-in is of {day}, so the next is due by {due}.", **values)


def _of_milestones(about: About, terms: Milestones) -> HowLine:
    fmt, on = about.fmt, about.score.measured_at
    check_in = _last_check_in(about)
    rule = fmt.say_many(
        "Milestones are stale when one is overdue and nobody has checked in for {n}\u00a0day.",
        "Milestones are stale when one is overdue and nobody has checked in for {n}\u00a0days.",
        about.manual_days,
    )
    if not any(is_overdue(step, on) for step in terms.milestones):
        none = fmt.say("None is overdue on {day}", day=fmt.day(on))
        return HowLine(f"{rule} {none}")
    if check_in is None:
        state = fmt.say("One is, and nobody has checked in: stale")
        return HowLine(f"{rule} {state}")
    last = fmt.day(check_in)
    if check_in + timedelta(days=about.manual_days) >= on:
        state = fmt.say("One is, and the last check-in is of {day}: not stale", day=last)
    else:
        state = fmt.say("One is, and the last check-in is of {day}: stale", day=last)
    return HowLine(f"{rule} {state}")


def _last_check_in(about: About) -> date | None:
    on = about.score.measured_at
    return max((one.date for one in about.goal.check_ins if one.date <= on), default=None)


def _outcome(about: About, due: date) -> str:
    on = about.score.measured_at
    if on > due:
        return about.fmt.say("On {day} it is stale", day=about.fmt.day(on))
    return about.fmt.say("On {day} it is not stale", day=about.fmt.day(on))


def _grace(kpi: Kpi, fmt: Formatter) -> str:
    if not kpi.grace_days:
        return fmt.say("without any grace")
    return fmt.say_many("{n}\u00a0day of grace included", "{n}\u00a0days of grace included", kpi.grace_days)


def _grace_place(about: About, kpi: Kpi) -> tuple[Place, ...]:
    if kpi.node is not None and kpi.node.get("grace_days") is not None:
        return (field_of(about.host, about.fmt, kpi, "grace_days"),)
    return ()
