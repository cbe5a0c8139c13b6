"""When the next value of a key result was due: what makes it stale, late or provisional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from goalposts.key_results.milestones import Milestones, is_overdue
from goalposts.key_results.yes_no import YesNo
from goalposts.measuring.freshness import rhythm_of
from goalposts.measuring.scorecard import KeyResultScore
from goalposts.pages.formatting import plural
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
        text = (
            f"The goal was due on {about.fmt.day(about.goal.due)}, and the value of the period around that "
            f"day is not in. This result is provisional until {about.fmt.day(part.provisional_until)}"
        )
        yield HowLine(text)


def _of_kpi(about: About, part: KeyResultScore, kpi: Kpi) -> HowLine:
    fmt = about.fmt
    rhythm = rhythm_of(kpi, about.edition.repository.config.fiscal_year)
    end = rhythm.next_end(part.counted[-1])
    due = rhythm.late(end)
    text = f"The next value, for {fmt.day(end)}, {_is(about, due)} due by {fmt.day(due)}, {_grace(kpi)}"
    return HowLine(f"{text}. {_outcome(about, due)}", places=_grace_place(about, kpi))


def _by_hand(about: About, part: KeyResultScore) -> HowLine:
    fmt = about.fmt
    value = part.counted[-1].period.end
    check_in = _last_check_in(about)
    latest = max(day for day in (value, check_in) if day is not None)
    due = latest + timedelta(days=about.manual_days)
    what = "value" if latest == value else "check-in"
    days = plural(about.manual_days, "day")
    text = (
        f"Without a rhythm a result is stale after {days} without a value or a check-in. The last {what} is "
        f"of {fmt.day(latest)}, so the next {_is(about, due)} due by {fmt.day(due)}"
    )
    return HowLine(f"{text}. {_outcome(about, due)}")


def _of_milestones(about: About, terms: Milestones) -> HowLine:
    fmt, on = about.fmt, about.score.measured_at
    check_in = _last_check_in(about)
    days = plural(about.manual_days, "day")
    rule = f"Milestones are stale when one is overdue and nobody has checked in for {days}"
    said = f"the last check-in is of {fmt.day(check_in)}" if check_in else "nobody has checked in"
    if not any(is_overdue(step, on) for step in terms.milestones):
        return HowLine(f"{rule}. None is overdue on {fmt.day(on)}")
    fresh = check_in is not None and check_in + timedelta(days=about.manual_days) >= on
    return HowLine(f"{rule}. One is, and {said}: {'not stale' if fresh else 'stale'}")


def _last_check_in(about: About) -> date | None:
    on = about.score.measured_at
    return max((one.date for one in about.goal.check_ins if one.date <= on), default=None)


def _is(about: About, due: date) -> str:
    return "was" if about.score.measured_at > due else "is"


def _outcome(about: About, due: date) -> str:
    on = about.score.measured_at
    return f"On {about.fmt.day(on)} it is {'stale' if on > due else 'not stale'}"


def _grace(kpi: Kpi) -> str:
    return f"{plural(kpi.grace_days, 'day')} of grace included" if kpi.grace_days else "without any grace"


def _grace_place(about: About, kpi: Kpi) -> tuple[Place, ...]:
    if kpi.node is not None and kpi.node.get("grace_days") is not None:
        return (field_of(about.site, kpi, "grace_days"),)
    return ()
