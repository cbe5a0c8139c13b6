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
NUMBERS = "numbers/"
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
    return _on_host(site, "edit", f"{site.branch}/{path}")


def new_file_url(site: SiteFields, folder: str) -> str | None:
    """Return the link that begins a new file in the host's editor, or None without `site.repo`."""
    return _on_host(site, "new", f"{site.branch}/{folder}")


def commit_url(site: SiteFields, sha: str) -> str | None:
    """Return the link to a commit on the git host, or None without `site.repo`."""
    return _on_host(site, "commit", sha)


def _on_host(site: SiteFields, verb: str, rest: str) -> str | None:
    if not site.repo:
        return None
    repo = site.repo.rstrip("/").removesuffix(".git")
    dash = "-/" if "gitlab" in (urlsplit(repo).hostname or "") else ""
    return f"{repo}/{dash}{verb}/{quote(rest)}"
