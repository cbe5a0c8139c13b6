"""Where a folder stands in the clone around it: found by looking, without git, which may not be there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def top_of(root: Path) -> Path | None:
    """Return the folder of the whole clone that `root` is in, or None where it is in none."""
    here = root.resolve()
    return next((folder for folder in (here, *here.parents) if _is_clone(folder / ".git")), None)


def _is_clone(git: Path) -> bool:
    # of a work tree and of a submodule it is a file that leads to the folder
    return git.is_file() or (git / "HEAD").is_file()


def place_in_clone(root: Path) -> str:
    """Return where `root` is below the top of its clone: empty at the top, else a path that ends in `/`."""
    top = top_of(root)
    below = "" if top is None else root.resolve().relative_to(top).as_posix()
    return "" if below in ("", ".") else f"{below}/"


def git_folders(root: Path) -> Iterator[Path]:
    """Yield the folder in which git keeps the clone around `root`: of a work tree its own and the shared."""
    top = top_of(root)
    if top is None:
        return
    git = top / ".git"
    if git.is_dir():
        yield git
        return
    try:
        own = (top / git.read_text().removeprefix("gitdir:").strip()).resolve()
        yield own
        if (own / "commondir").is_file():
            yield (own / (own / "commondir").read_text().strip()).resolve()
    except (OSError, UnicodeDecodeError):
        return


def branch_of(root: Path) -> str | None:
    """Return the branch of the clone that begins at `root`; None where none does, or no branch is out."""
    if top_of(root) != root.resolve():
        return None
    try:
        head = (next(git_folders(root)) / "HEAD").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError, StopIteration):
        return None
    start = "ref: refs/heads/"
    return head.removeprefix(start) if head.startswith(start) else None
