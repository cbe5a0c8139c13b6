"""Addresses of every record on the site, relative to its root."""

from __future__ import annotations

from goalposts.config import SiteFields
from goalposts.measuring.status import Status
from goalposts.records.repository import Repository

HOME = ""
GOALS = "goals/"
KPIS = "kpis/"
TEAMS = "teams/"
PEOPLE = "people/"
CYCLES = "cycles/"
HEALTH = "health/"
MAP = "map/"
CALENDAR = "calendar.ics"
NUMBERS = "numbers/"
SEARCH = "search/"
CHANGES = "changes/"
FEED = "feed.xml"
JSON_FEED = "feed.json"
NOT_FOUND = "404.html"


def goal_url(goal_id: str) -> str:
    """Return the address of a goal's page."""
    return f"{GOALS}{goal_id}/"


def key_result_url(goal_id: str, key_result_id: str) -> str:
    """Return the permanent address of a key result: its anchor on the goal's page."""
    return f"{goal_url(goal_id)}#{key_result_id}"


def kpi_url(kpi_id: str) -> str:
    """Return the address of a KPI's page."""
    return f"{KPIS}{kpi_id}/"


def kpi_csv_url(kpi_id: str) -> str:
    """Return the address of a KPI's series as CSV."""
    return f"{KPIS}{kpi_id}.csv"


def team_url(team_id: str) -> str:
    """Return the address of a team's page."""
    return f"{TEAMS}{team_id}/"


def person_url(person_id: str) -> str:
    """Return the address of a person's page."""
    return f"{PEOPLE}{person_id}/"


def cycle_url(cycle_id: str) -> str:
    """Return the address of a cycle's page; addresses are lower case, ids such as `2026-Q4` are not."""
    return f"{CYCLES}{cycle_id.lower()}/"


def map_url(goal_id: str) -> str:
    """Return the address of the map of a goal: everything that supports it."""
    return f"{MAP}{goal_id}/"


def team_map_url(team_id: str) -> str:
    """Return the address of the part of the map that a team's goals are in."""
    return f"{MAP}team/{team_id}/"


def deck_url(cycle_id: str, team_id: str | None = None) -> str:
    """Return the address of the slides on a cycle, or on a team's goals in it."""
    return f"present/{cycle_id.lower()}/{f'{team_id}/' if team_id else ''}"


def team_calendar_url(team_id: str) -> str:
    """Return the address of the calendar of a team's goals."""
    return f"{team_url(team_id)}{CALENDAR}"


def badge_url(goal_id: str) -> str:
    """Return the address of a goal's badge."""
    return f"badges/{goal_id}.svg"


def card_url(page_url: str) -> str:
    """Return the address of a page's card: `cards/goals/<id>.png`, and `cards/site/home.png` at home."""
    return f"cards/{page_url.rstrip('/') or 'site/home'}.png"


def status_url(status: Status) -> str:
    """Return the address of the list of goals with this status."""
    return f"{GOALS}status/{hyphened(status)}/"


def list_url(base: str, number: int) -> str:
    """Return the address of one page of a long list: the first is the list's own."""
    return base if number == 1 else f"{base}page/{number}/"


def who_url(repository: Repository, who: str) -> str | None:
    """Return the address of a person or a team, or None where nobody is listed under the id."""
    if who in repository.people:
        return person_url(who)
    return team_url(who) if who in repository.teams else None


def hyphened(word: str) -> str:
    """Return a word of the records as addresses and classes write it: `on_track` is `on-track`."""
    return str(word).replace("_", "-")


def absolute_url(site: SiteFields, address: str) -> str | None:
    """Return the full address of a page, or None where the configuration has no `site.url`."""
    return f"{site.url.rstrip('/')}/{address}" if site.url else None
