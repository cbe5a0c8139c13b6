"""Git, asked as rarely as possible: the only module that imports GitPython."""

from __future__ import annotations

from pathlib import Path

import git

from goalposts.pages.page import Commit

_CONTENT = ("goals", "kpis", "templates", "people.csv", "site_config.yml")


def last_commit(root: Path) -> Commit | None:
    """Return the last commit that changed something the site is made of; None outside a git repository."""
    try:
        repo = git.Repo(root, search_parent_directories=True)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError):
        return None
    with repo:
        try:
            told = repo.git(c="core.quotepath=off", C=str(root.resolve())).log(
                "-1", "--format=%H%x00%s", "--", *_CONTENT
            )
        except git.GitCommandError:
            # a repository without commits
            return None
    sha, _, subject = told.partition("\x00")
    return Commit(sha, subject) if sha else None
