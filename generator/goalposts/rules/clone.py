"""What is wrong with the clone that a repository stands in, as far as its files say, without asking git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goalposts.history.branches import branch_instead_of
from goalposts.history.codes import H106, shallow_clone
from goalposts.problems import Problem
from goalposts.rules.check import Check, report_setting


def problems_of_clone(root: Path, asked: Check) -> Iterator[Problem]:
    """Return the problems of the clone around `root`: its history is cut off, or has not the branch."""
    config = asked.repository.config
    if config.history:
        yield from shallow_clone(root)
    if (here := branch_instead_of(root, config.site.branch)) is not None:
        message = f"this clone has no branch `{config.site.branch}`; `{here}` is checked out"
        hint = f"Where `{here}` is published, write `branch: {here}` under `site:`."
        yield report_setting(H106, asked, ("site", "branch"), message, hint)
