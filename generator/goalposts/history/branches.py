"""The branch that is published, as a clone has it: read from its files, without asking git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_HEADS = "refs/heads/"
_REMOTES = "refs/remotes/"
# what a clone of one branch alone does not fetch
_EVERY_BRANCH = "refs/heads/*"


def branch_instead_of(root: Path, branch: str) -> str | None:
    """Return the branch that is checked out where the clone around `root` has none of the given name.

    None where that is not sure: in a clone that need not have fetched all branches, where no branch with a
    commit is checked out, in a work tree that is linked to a clone elsewhere, and where git keeps the names
    of branches in another form.
    """
    root = root.resolve()
    folder = next((each / ".git" for each in (root, *root.parents) if (each / ".git").is_dir()), None)
    if folder is None or (folder / "shallow").exists():
        return None
    config = _text(folder / "config")
    if "[remote" in config and _EVERY_BRANCH not in config:
        return None
    here = _text(folder / "HEAD").strip().removeprefix(f"ref: {_HEADS}")
    names = set(_names(folder))
    if f"{_HEADS}{here}" not in names or f"{_HEADS}{branch}" in names:
        return None
    is_fetched = any(name.startswith(_REMOTES) and name.endswith(f"/{branch}") for name in names)
    return None if is_fetched else here


def _names(folder: Path) -> Iterator[str]:
    """Yield the names of all references of a clone."""
    for line in _text(folder / "packed-refs").splitlines():
        yield line.partition(" ")[2]
    for path in (folder / "refs").rglob("*"):
        yield path.relative_to(folder).as_posix()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
