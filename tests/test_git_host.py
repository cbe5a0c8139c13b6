"""Links to files, commits and requests on git hosts."""

from __future__ import annotations

import pytest

from goalposts.git_host import GitHost, host_named

GITHUB = "https://github.com/acme/goals"
NEUTRAL = "https://git.acme.example/x/goals.git"
ON_NEUTRAL = "https://git.acme.example/x/goals"


@pytest.mark.parametrize(
    ("host", "edit", "commit", "request_"),
    [
        (
            GitHost(GITHUB, "main"),
            f"{GITHUB}/edit/main/goals/a%20b.md",
            f"{GITHUB}/commit/3f9c2ab",
            f"{GITHUB}/pull/12",
        ),
        (
            GitHost("https://gitlab.acme.example/x/goals.git", "main"),
            "https://gitlab.acme.example/x/goals/-/edit/main/goals/a%20b.md",
            "https://gitlab.acme.example/x/goals/-/commit/3f9c2ab",
            "https://gitlab.acme.example/x/goals/-/merge_requests/12",
        ),
        (
            GitHost(NEUTRAL, "main", "gitlab"),
            f"{ON_NEUTRAL}/-/edit/main/goals/a%20b.md",
            f"{ON_NEUTRAL}/-/commit/3f9c2ab",
            f"{ON_NEUTRAL}/-/merge_requests/12",
        ),
        (
            GitHost(NEUTRAL, "main", "github"),
            f"{ON_NEUTRAL}/edit/main/goals/a%20b.md",
            f"{ON_NEUTRAL}/commit/3f9c2ab",
            f"{ON_NEUTRAL}/pull/12",
        ),
        (
            GitHost(NEUTRAL, "main", "gitea"),
            f"{ON_NEUTRAL}/_edit/main/goals/a%20b.md",
            f"{ON_NEUTRAL}/commit/3f9c2ab",
            f"{ON_NEUTRAL}/pulls/12",
        ),
        (
            GitHost(NEUTRAL, "main"),
            f"{ON_NEUTRAL}/edit/main/goals/a%20b.md",
            f"{ON_NEUTRAL}/commit/3f9c2ab",
            f"{ON_NEUTRAL}/issues/12",
        ),
        (GitHost(None, "main"), None, None, None),
    ],
    ids=["github", "gitlab", "said gitlab", "said github", "said gitea", "unknown", "none"],
)
def test_each_host_has_its_form(
    host: GitHost, edit: str | None, commit: str | None, request_: str | None
) -> None:
    """Links follow the form of the host, which its name or the settings tell; without one there are none."""
    assert host.edit_url("goals/a b.md") == edit
    assert host.commit_url("3f9c2ab") == commit
    assert host.request_url(12) == request_


@pytest.mark.parametrize(
    ("path", "lines", "address"),
    [
        ("kpis/a.csv", (12, 12), f"{GITHUB}/blob/main/kpis/a.csv?plain=1#L12"),
        ("goals/a.md", (3, 5), f"{GITHUB}/blob/main/goals/a.md?plain=1#L3-L5"),
        ("site_config.yml", (7, 7), f"{GITHUB}/blob/main/site_config.yml#L7"),
        ("kpis/a.csv", None, f"{GITHUB}/blob/main/kpis/a.csv"),
    ],
)
def test_lines_of_files(path: str, lines: tuple[int, int] | None, address: str) -> None:
    """A file is linked at its lines, as plain text where the host would show it in another form."""
    assert GitHost(GITHUB, "main").file_url(path, lines) == address
    assert GitHost(None, "main").file_url(path, lines) is None


@pytest.mark.parametrize(
    ("kind", "start", "last"),
    [
        ("gitlab", "/-/blob/main/kpis/a.csv?plain=1", "-5"),
        ("gitea", "/src/branch/main/kpis/a.csv?display=source", "-L5"),
    ],
)
def test_lines_on_other_hosts(kind: str, start: str, last: str) -> None:
    """Each host has its way to ask for the source, and to name the last line."""
    host = GitHost(NEUTRAL, "main", kind)
    assert host.file_url("kpis/a.csv", (3, 3)) == f"{ON_NEUTRAL}{start}#L3"
    assert host.file_url("kpis/a.csv", (3, 5)) == f"{ON_NEUTRAL}{start}#L3{last}"


def test_a_folder_of_a_larger_clone() -> None:
    """Files are linked from the top of the clone, whatever the folders are called; commits have no folder."""
    host = GitHost(GITHUB, "main", None, "company goals/caf\udce9/")
    inside = "main/company%20goals/caf%E9"
    assert host.edit_url("goals/a.md") == f"{GITHUB}/edit/{inside}/goals/a.md"
    assert host.new_file_url("goals/sales") == f"{GITHUB}/new/{inside}/goals/sales"
    assert host.file_url("kpis/a.csv", (3, 3)) == f"{GITHUB}/blob/{inside}/kpis/a.csv?plain=1#L3"
    assert host.commit_url("3f9c2ab") == f"{GITHUB}/commit/3f9c2ab"


@pytest.mark.parametrize(
    ("repo", "kind"),
    [
        ("https://github.acme.example/x/gitlab", "github"),
        ("https://gitlab.com/x/y", "gitlab"),
        ("https://codeberg.org/x/y", "gitea"),
        ("https://forgejo.acme.example/x/y", "gitea"),
        ("https://git.acme.example/github/y", None),
        ("", None),
    ],
)
def test_what_a_name_tells(repo: str, kind: str | None) -> None:
    """The name of the host alone tells its kind, and that of the repository does not."""
    assert host_named(repo) == kind
