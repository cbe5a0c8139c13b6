"""Calendars: RFC 5545 as a reader of it sees them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from goalposts.pages import calendar
from goalposts.pages.page import Edition
from tests.pages.company import COMPANY, company, downloads_of, edition_of

STEPS = (
    "---\ntitle: Ship; alerts, now\nlevel: team\nowner: cs-lead\ncycle: 2026-Q4\nkey_results:\n"
    "  - id: steps\n    title: Steps\n    milestones:\n"
    "      - {title: Agree, due: 2026-10-16, done: 2026-10-14}\n"
    "      - {title: Build, due: 2026-11-18}\n"
    "      - {title: Build, due: 2026-12-01}\n"
    "      - {title: Some day}\n---\n"
)
DRAFT = (
    "---\ntitle: Not agreed\nlevel: team\nowner: cs-lead\ncycle: 2026-Q4\nstate: draft\nrollup: none\n---\n"
)

Event = dict[str, str]


def read(text: str) -> tuple[Event, list[Event]]:
    """Returns the properties of a calendar and those of its events; fails where RFC 5545 is broken."""
    assert text.endswith("\r\n")
    raw = text.removesuffix("\r\n").split("\r\n")
    assert not any("\n" in line or "\r" in line for line in raw)
    assert max(len(line.encode()) for line in raw) <= 75
    lines: list[str] = []
    for line in raw:
        if line[:1] in (" ", "\t"):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    head: Event = {}
    events: list[Event] = []
    current = head
    for line in lines[1:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            assert current is head
            current = {}
            events.append(current)
        elif line == "END:VEVENT":
            assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"} <= set(current)
            current = head
        else:
            assert name not in current, f"{name} stands twice"
            current[name] = value if name == "URL" else _unescaped(value)
    assert head["VERSION"] == "2.0"
    assert head["PRODID"]
    return head, events


def _unescaped(value: str) -> str:
    text, letters = "", iter(value)
    for letter in letters:
        assert letter not in ";,", f"not escaped in {value!r}"
        text += (
            {"n": "\n", "N": "\n"}.get(following := next(letters), following) if letter == "\\" else letter
        )
    return text


def _events(edition: Edition, url: str = "calendar.ics") -> list[Event]:
    return read(downloads_of(calendar.make(edition))[url])[1]


def _by_name(events: Iterable[Event]) -> dict[str, str]:
    return {event["SUMMARY"]: event["DTSTART;VALUE=DATE"] for event in events}


def test_due_dates_and_ends_of_cycles() -> None:
    """The calendar has goals on their due day, milestones on theirs, and the last days of cycles."""
    edition = company({"goals/success/ship.md": STEPS})
    assert _by_name(_events(edition)) == {
        "Ended: Learn to listen": "20260930",
        "Done: Agree": "20261016",
        "Milestone: Build": "20261201",
        "2026 ends": "20261231",
        "Q4 2026 ends": "20261231",
        "Due: Keep our customers": "20261231",
        "Due: Cut churn to 1.5 %": "20261231",
        "Due: Ship; alerts, now": "20261231",
    }
    due = next(event for event in _events(edition) if event["SUMMARY"] == "Due: Ship; alerts, now")
    assert due["URL"] == "https://acme.example/goals/goals/ship/"
    assert due["DESCRIPTION"].endswith("as of 20 Nov 2026. Owner: Head of Success.")


def test_names_are_stable() -> None:
    """An event keeps its UID when titles of goals and days change, and no two share one."""
    files = {"goals/success/ship.md": STEPS}
    before = [event["UID"] for event in _events(company(files))]
    assert len(before) == len(set(before))
    later = STEPS.replace("Ship; alerts, now", "Ship alerts").replace("2026-12-01", "2026-12-08")
    after = [event["UID"] for event in _events(company({"goals/success/ship.md": later}, date(2026, 11, 27)))]
    assert sorted(before) == sorted(after)
    assert all(uid.endswith("@acme.example") for uid in before)


def test_stamp_is_the_day_of_the_build() -> None:
    """DTSTAMP comes from the day that is shown: the same edition gives the same bytes."""
    first, second = (downloads_of(calendar.make(company())) for _ in range(2))
    assert first == second
    assert {event["DTSTAMP"] for event in _events(company())} == {"20261120T000000Z"}


def test_a_calendar_for_each_team() -> None:
    """A team's calendar has its goals and is called by its name; one without goals is empty, not missing."""
    made = downloads_of(calendar.make(company({"goals/empty/index.md": "---\ntitle: Empty, Inc\n---\n"})))
    assert sorted(made) == [
        "calendar.ics",
        "teams/empty/calendar.ics",
        "teams/success/calendar.ics",
        "teams/support/calendar.ics",
    ]
    head, events = read(made["teams/success/calendar.ics"])
    assert head["X-WR-CALNAME"] == "Success: Acme goals"
    assert _by_name(events) == {"Due: Cut churn to 1.5 %": "20261231"}
    assert read(made["teams/empty/calendar.ics"])[0]["NAME"] == "Empty, Inc: Acme goals"


def test_what_is_not_agreed_or_long_over_is_left_out() -> None:
    """Drafts have no due day yet; what ended more than a year ago leaves the calendar."""
    assert "Due: Not agreed" not in _by_name(_events(company({"goals/success/not.md": DRAFT})))
    later = _by_name(_events(company(as_of=date(2027, 12, 1))))
    assert "Ended: Learn to listen" not in later
    assert "Q4 2026 ends" in later


def test_without_an_address() -> None:
    """A site that does not say where it is published has a calendar without links."""
    config = COMPANY["site_config.yml"].replace(", url: 'https://acme.example/goals/'", "")
    events = _events(edition_of({**COMPANY, "site_config.yml": config}))
    assert all("URL" not in event and event["UID"].endswith("@goalposts.invalid") for event in events)


@pytest.mark.parametrize(
    "title", ["Größe " * 18, "🚀" * 60, "a\\nb; c, d\\", "BEGIN:VEVENT", "x" * 120, "\u2028END:VEVENT\u2029"]
)
def test_any_title_is_read_back(title: str) -> None:
    """Lines are folded between letters, and signs that mean something are escaped."""
    text = calendar.write_calendar(
        company(), title, [calendar.Event("goal.x", date(2026, 12, 1), title, title, "goals/x/")]
    )
    wanted = title.replace("\u2028", " ").replace("\u2029", " ").strip(" ")
    head, (event,) = read(text)
    assert (head["NAME"], event["SUMMARY"], event["DESCRIPTION"]) == (wanted, wanted, wanted)
