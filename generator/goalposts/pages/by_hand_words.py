"""Changes of values that are written by hand in a goal, in words: what was added, restated and removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from goalposts.history.events import Change
from goalposts.history.rows import same_number
from goalposts.pages.formatting import Formatter
from goalposts.records.days import parse_day


def by_hand(change: Change, key_result: str, fmt: Formatter) -> str | None:
    """Return what changed about a key result's values by day, None where a version has no such values."""
    was, now = _values(change.before), _values(change.after)
    if was is None or now is None:
        return None
    return "; ".join(_told(was, now, key_result, fmt)) or None


def _told(was: Mapping[date, str], now: Mapping[date, str], key_result: str, fmt: Formatter) -> Iterator[str]:
    added = sorted(now.keys() - was.keys())
    if added:
        yield fmt.say_many(
            "value of {key_result} added: {value} on {day}",
            "{n}\u00a0values of {key_result} added, the last {value} on {day}",
            len(added),
            key_result=key_result,
            value=_number(now[added[-1]]),
            day=fmt.full_day(added[-1]),
        )
    for day in sorted(was):
        values = {"key_result": key_result, "day": fmt.full_day(day), "before": _number(was[day])}
        if day not in now:
            yield fmt.say("value of {key_result} on {day} removed: {before}", **values)
        elif not same_number(was[day], now[day]):
            after = _number(now[day])
            yield fmt.say(
                "value of {key_result} on {day} restated: {before} → {after}", after=after, **values
            )


def _values(text: str | None) -> Mapping[date, str] | None:
    """Return values by their days from a line such as `2026-10-05: 12, 2026-10-12: 14`, None from others."""
    pairs = [part.split(": ") for part in text.split(", ")] if text else []
    try:
        return {parse_day(day): value for day, value in pairs}
    except ValueError:
        return None


def _number(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")
