"""Addresses of records, and links to the git host."""

from __future__ import annotations

import pytest

from goalposts.config import SiteFields
from goalposts.measuring.status import Status
from goalposts.pages import links
from tests.pages.company import company


def _site(repo: str | None) -> SiteFields:
    return SiteFields.model_validate({"name": "Acme", "repo": repo} if repo else {"name": "Acme"})


def test_addresses() -> None:
    """Addresses are made of ids, relative to the root, and end in a slash."""
    assert links.goal_url("a") == "goals/a/"
    assert links.key_result_url("a", "b") == "goals/a/#b"
    assert links.kpi_csv_url("a") == "kpis/a.csv"
    assert links.cycle_url("2026-Q4") == "cycles/2026-q4/"
    assert links.status_url(Status.ON_TRACK) == "goals/status/on-track/"
    assert (links.list_url("goals/", 1), links.list_url("goals/", 2)) == ("goals/", "goals/page/2/")


def test_people_and_teams() -> None:
    """An id leads to the person or the team of that name, and nowhere where there is none."""
    repository = company().repository
    assert links.who_url(repository, "ceo") == "people/ceo/"
    assert links.who_url(repository, "support") == "teams/support/"
    assert links.who_url(repository, "nobody") is None


@pytest.mark.parametrize(
    ("repo", "edit", "commit"),
    [
        (
            "https://github.com/acme/goals",
            "https://github.com/acme/goals/edit/main/goals/a%20b.md",
            "https://github.com/acme/goals/commit/3f9c2ab",
        ),
        (
            "https://gitlab.acme.example/x/goals.git",
            "https://gitlab.acme.example/x/goals/-/edit/main/goals/a%20b.md",
            "https://gitlab.acme.example/x/goals/-/commit/3f9c2ab",
        ),
        (None, None, None),
    ],
)
def test_git_hosts(repo: str | None, edit: str | None, commit: str | None) -> None:
    """Edit and commit links follow the host's form; without a repository there are none."""
    assert links.edit_url(_site(repo), "goals/a b.md") == edit
    assert links.commit_url(_site(repo), "3f9c2ab") == commit


@pytest.mark.parametrize(
    ("path", "lines", "address"),
    [
        ("kpis/a.csv", (12, 12), "https://github.com/acme/goals/blob/main/kpis/a.csv?plain=1#L12"),
        ("goals/a.md", (3, 5), "https://github.com/acme/goals/blob/main/goals/a.md?plain=1#L3-L5"),
        ("site_config.yml", (7, 7), "https://github.com/acme/goals/blob/main/site_config.yml#L7"),
        ("kpis/a.csv", None, "https://github.com/acme/goals/blob/main/kpis/a.csv"),
    ],
)
def test_lines_of_files(path: str, lines: tuple[int, int] | None, address: str) -> None:
    """A file is linked at its lines, as plain text where the host would show it in another form."""
    assert links.file_url(_site("https://github.com/acme/goals"), path, lines) == address
    assert links.file_url(_site(None), path, lines) is None


def test_lines_on_gitlab() -> None:
    """GitLab has a dash in its addresses, and names the last line without a letter."""
    site = _site("https://gitlab.com/acme/goals")
    start = "https://gitlab.com/acme/goals/-/blob/main/kpis/a.csv?plain=1"
    assert links.file_url(site, "kpis/a.csv", (3, 3)) == f"{start}#L3"
    assert links.file_url(site, "kpis/a.csv", (3, 5)) == f"{start}#L3-5"
