"""Calendars to subscribe to: when goals and milestones are due and cycles end, for all and for each team.

The form is RFC 5545. Nothing in it reads the clock: every entry is stamped with the day of the build.
https://www.rfc-editor.org/rfc/rfc5545
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from msgspec import Struct

from goalposts.charts.markup import clean_text
from goalposts.key_results.milestones import is_done
from goalposts.measuring.scorecard import GoalScore
from goalposts.pages import links
from goalposts.pages.counting import is_over
from goalposts.pages.frame import formatter
from goalposts.pages.key_result_sentences import steps
from goalposts.pages.page import Download, Edition
from goalposts.pages.sentences import verdict
from goalposts.pages.standing import cycles_in_use

_KEPT_DAYS = 366
"""Days that what is over stays in a calendar: long enough to look back a year, short enough to stay small."""

_LONGEST_LINE = 75
_NO_HOST = "goalposts.invalid"


class Event(Struct, frozen=True):
    """One day in a calendar. `key` is its name for ever, `address` that of its page from the site's root."""

    key: str
    day: date
    summary: str
    description: str
    address: str


def make(edition: Edition) -> Iterator[Download]:
    """Yield the calendar of the site and that of every team."""
    name = edition.repository.config.site.name
    by_team: dict[str, list[Event]] = {team_id: [] for team_id in edition.repository.teams}
    cycles, events = list(_cycles(edition)), []
    for score in edition.scorecard.goals.values():
        found = list(_of_goal(edition, score))
        events += found
        if score.goal.team in by_team:
            by_team[score.goal.team] += found
    yield Download(links.CALENDAR, write_calendar(edition, name, [*cycles, *events]))
    for team_id, of_team in by_team.items():
        yield Download(links.team_calendar_url(team_id), _team_calendar(edition, team_id, of_team))


def former_calendar(edition: Edition, team_id: str, now: str | None) -> Download:
    """Return the calendar at the address of a team's former id: the team's, or an empty one."""
    goals = edition.scorecard.goals.values()
    events = [
        event for score in goals if now and score.goal.team == now for event in _of_goal(edition, score)
    ]
    return Download(links.team_calendar_url(team_id), _team_calendar(edition, now or team_id, events))


def _team_calendar(edition: Edition, team_id: str, events: Iterable[Event]) -> str:
    title = f"{edition.repository.name_of(team_id)}: {edition.repository.config.site.name}"
    return write_calendar(edition, title, events)


def write_calendar(edition: Edition, name: str, events: Iterable[Event]) -> str:
    """Return the events as an iCalendar file: lines end in CR LF and are folded at 75 octets."""
    oldest = edition.scorecard.as_of - timedelta(days=_KEPT_DAYS)
    kept = sorted((one for one in events if one.day >= oldest), key=lambda one: (one.day, one.key))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Goalposts//Goalposts//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escape(name)}",
        f"X-WR-CALNAME:{escape(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for event in kept:
        lines += _lines(edition, event)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def escape(text: str) -> str:
    """Return a text as a value: clean, with the signs escaped that would end it."""
    cleaned = clean_text(text).replace("\\", "\\\\")
    return cleaned.replace(";", "\\;").replace(",", "\\,")


def fold(line: str) -> str:
    """Return a line in pieces of at most 75 octets; those after the first begin with a space."""
    if len(line) <= _LONGEST_LINE and line.isascii():
        return line
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LONGEST_LINE:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n".join(pieces)


def _lines(edition: Edition, event: Event) -> Iterator[str]:
    site = edition.repository.config.site
    host = urlsplit(site.url or "").hostname or _NO_HOST
    yield "BEGIN:VEVENT"
    yield f"UID:{event.key}@{host}"
    yield f"DTSTAMP:{edition.scorecard.as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"SUMMARY:{escape(event.summary)}"
    yield f"DESCRIPTION:{escape(event.description)}"
    if address := links.absolute_url(site, event.address):
        yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"  # a due date keeps nobody busy
    yield "END:VEVENT"


def _cycles(edition: Edition) -> Iterator[Event]:
    fmt = formatter(edition)
    for cycle in cycles_in_use(edition.repository, fmt).values():
        first, last = fmt.full_day(cycle.start), fmt.full_day(cycle.due)
        description = fmt.say("{first} to {last}.", first=first, last=last)
        key = f"cycle.{cycle.id.lower()}"
        summary = fmt.say("{cycle} ends", cycle=cycle.title)
        yield Event(key, cycle.due, summary, description, links.cycle_url(cycle.id))


def _of_goal(edition: Edition, score: GoalScore) -> Iterator[Event]:
    goal, as_of = score.goal, edition.scorecard.as_of
    if goal.state in ("draft", "dropped"):
        return
    fmt, owner = formatter(edition), edition.repository.name_of(goal.owner)
    over = is_over(score, as_of)
    said = fmt.say(
        "{verdict}, as of {day}. Owner: {owner}.",
        verdict=verdict(edition, fmt, score),
        day=fmt.full_day(as_of),
        owner=owner,
    )
    day = goal.closed_on or goal.due if over else goal.due
    summary = (
        fmt.say("Ended: {title}", title=goal.title) if over else fmt.say("Due: {title}", title=goal.title)
    )
    yield Event(f"goal.{goal.id}", day, summary, said, links.goal_url(goal.id))
    for part in score.key_results:
        seen: Counter[str] = Counter()
        for step in steps(part):
            seen[step.title] += 1
            if step.due is None:
                continue
            said = fmt.say("Goal: {goal}. Owner: {owner}.", goal=goal.title, owner=owner)
            summary = fmt.say("Milestone: {title}", title=step.title)
            if is_done(step, as_of) and step.done:
                said = fmt.say("Done on {day}. {rest}", day=fmt.full_day(step.done), rest=said)
                summary = fmt.say("Done: {title}", title=step.title)
            yield Event(
                f"step.{goal.id}.{part.key_result.id}.{_short_name(step.title, seen[step.title])}",
                step.due,
                summary,
                said,
                links.key_result_url(goal.id, part.key_result.id),
            )


def _short_name(title: str, number: int) -> str:
    """Return a name for a milestone, which has no id: from its title, and its number among equal ones."""
    return hashlib.sha256(f"{title}\n{number}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
