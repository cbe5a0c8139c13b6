"""A folder for a repository that is begun: it must be new or empty, and is named in what is told next."""

from __future__ import annotations

import shlex
from pathlib import Path

from goalposts.editing.refusal import RefusedError

_ANOTHER = "Name a new or empty folder."


def check_empty(folder: Path, *, besides: str = "") -> None:
    """Refuse a folder in which there is anything, but for what is called `besides`.

    A symbolic link is as good as the folder that it leads to.
    """
    if folder.is_symlink() and not folder.exists():
        raise RefusedError(
            f"{folder} is a symbolic link that leads nowhere", "Remove it, or name a new or empty folder."
        )
    if folder.exists() and not folder.is_dir():
        raise RefusedError(f"{folder} is no folder", _ANOTHER)
    there = sorted(each.name for each in folder.iterdir() if each.name != besides) if folder.exists() else []
    if there:
        raise RefusedError(f"{folder} is not empty: there is {there[0]}", _ANOTHER)


def as_typed_in_shell(folder: Path) -> str:
    """Return a folder as it is typed in a shell: quoted where it must be, and never taken for an option."""
    text = str(folder)
    return shlex.quote(f"./{text}" if text.startswith("-") else text)
