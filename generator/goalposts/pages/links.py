"""Addresses: of every record on the site (relative to its root), and of files and commits on the git host."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

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


def edit_url(site: SiteFields, path: str) -> str | None:
    """Return the link that opens a file of the repository in the host's editor, or None without `site.repo`.

    GitHub, Gitea and Forgejo know `<repo>/edit/<branch>/<path>` or redirect to it; hosts with `gitlab` in
    their name want `<repo>/-/edit/<branch>/<path>`.
    """
    return _on_host(site, "edit", quote(f"{site.branch}/{path}"))


def new_file_url(site: SiteFields, folder: str) -> str | None:
    """Return the link that begins a new file in the host's editor, or None without `site.repo`."""
    return _on_host(site, "new", quote(f"{site.branch}/{folder}"))


def file_url(site: SiteFields, path: str, lines: tuple[int, int] | None = None) -> str | None:
    """Return the link to a file on the git host, from one of its lines to another; None without `site.repo`.

    GitHub wants `<repo>/blob/<branch>/<path>#L3-L5`, GitLab `<repo>/-/blob/<branch>/<path>#L3-5`; the hosts
    know only the source of a Markdown or CSV file by its lines, which `plain=1` asks for.
    https://docs.github.com/en/repositories/working-with-files/using-files/working-with-non-code-files
    """
    address = _on_host(site, "blob", quote(f"{site.branch}/{path}"))
    if address is None or lines is None:
        return address
    first, last = lines
    plain = "?plain=1" if path.endswith((".md", ".csv")) else ""
    to = "" if last == first else f"-{last}" if "/-/blob/" in address else f"-L{last}"
    return f"{address}{plain}#L{first}{to}"


def commit_url(site: SiteFields, sha: str) -> str | None:
    """Return the link to a commit on the git host, or None without `site.repo`."""
    return _on_host(site, "commit", sha)


def pull_request_url(site: SiteFields, number: int) -> str | None:
    """Return the link to a pull or merge request, or None without `site.repo`.

    Gitea and Forgejo lead from `issues/<number>` to the pull request of that number.
    """
    host = urlsplit(site.repo or "").hostname or ""
    if "gitlab" in host:
        return _on_host(site, "merge_requests", str(number))
    return _on_host(site, "pull" if "github" in host else "issues", str(number))


def _on_host(site: SiteFields, verb: str, rest: str) -> str | None:
    if not site.repo:
        return None
    repo = site.repo.rstrip("/").removesuffix(".git")
    dash = "-/" if "gitlab" in (urlsplit(repo).hostname or "") else ""
    return f"{repo}/{dash}{verb}/{rest}"
