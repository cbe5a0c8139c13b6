"""The files of problems as GitHub knows them: by their paths from the top of the clone."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from goalposts.loading.clone import place_in_clone
from goalposts.problems import Problem


def placed(root: Path, form: str, found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems of the repository at `root` as a format wants them: others than GitHub as they are.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    folder = place_in_clone(root) if form == "github" else ""
    return tuple(replace(each, path=f"{folder}{each.path}") if each.path else each for each in found)
