"""Everything that a build depends on, as hashes."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from goalposts.loading.clone import git_folders, place_in_clone, top_of
from goalposts.loading.tree import SourceTree, ordinary_content

# all that the package needs, and what that brings and the output or the reading of kept values depends on
_LIBRARIES = {
    *("babel", "click", "comrak", "gitpython", "jinja2", "markupsafe", "matplotlib", "mkdocs", "msgspec"),
    *("nh3", "numpy", "pagefind_bin", "properdocs", "pydantic", "pydantic_core", "pyyaml", "watchfiles"),
}
# of a clone: where its branches are, and what changes how its history is told
_REFERENCES = ("HEAD", "packed-refs", "reftable/tables.list")
_GIT_FILES = (*_REFERENCES, "shallow", "config", "info/attributes", "info/grafts")


def code_version() -> str:
    """Return a hash of the package's code, of Python and of the libraries that decide what it writes."""
    made = hashlib.sha256(sys.version.encode())
    package = Path(__file__).resolve().parents[1]
    for path in _files_below(package, ".py"):
        _add(made, path.relative_to(package).as_posix(), path)
    for name in _installed():
        made.update(f"{name}\n".encode())
    return made.hexdigest()


def _installed() -> list[str]:
    """Return the names and versions of the libraries, from the names of the folders that describe them.

    `importlib.metadata` would read each of them and takes as long to import as all the rest of this.
    """
    found = set()
    for place in sys.path:
        try:
            names = [path.name for path in Path(place or ".").iterdir()]
        except OSError:
            continue
        for name in names:
            stem = name.removesuffix(".dist-info")
            library = stem.partition("-")[0].lower().replace("-", "_")
            if stem != name and library in _LIBRARIES:
                found.add(stem)
    return sorted(found)


def templates_version(folders: Iterable[Path]) -> str:
    """Return a hash of all templates and assets."""
    made = hashlib.sha256()
    for folder in folders:
        made.update(b"\x00folder")
        for path in _files_below(folder, ""):
            _add(made, path.relative_to(folder).as_posix(), path)
    return made.hexdigest()


def tree_version(tree: SourceTree) -> str:
    """Return a hash of all files of a repository, and of what is wrong with reading them."""
    made = hashlib.sha256(repr(tree.problems).encode())
    for path, content in tree.files.items():
        made.update(f"\x00{len(path)} {path} {len(content)} ".encode())
        made.update(content)
    return made.hexdigest()


def clone_version(root: Path) -> str:
    """Return a hash of where `root` is in the clone around it, and where the branches of that are.

    It is the same for all that are in none.
    """
    made = hashlib.sha256()
    for name, value in sorted(os.environ.items()):
        if name.startswith("GIT_"):
            made.update(f"{name}={value}\n".encode())
    top = top_of(root)
    if top is not None:
        made.update(f"\x00{place_in_clone(root)}".encode("utf-8", "surrogateescape"))
        # names of authors go through it
        _add(made, "mailmap", top / ".mailmap")
        for place in git_folders(root):
            for name in _GIT_FILES:
                _add(made, name, place / name)
            for path in _files_below(place / "refs" / "heads", ""):
                _add(made, path.relative_to(place).as_posix(), path)
            # where those of others are makes no difference, only which there are
            for path in _files_below(place / "refs" / "remotes", ""):
                made.update(f"\x00{path.relative_to(place)}".encode("utf-8", "surrogateescape"))
    return made.hexdigest()


def _files_below(folder: Path, ending: str) -> Iterator[Path]:
    """Yield the files below a folder in a fixed order."""
    for base, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(ending) and "__pycache__" not in base:
                yield Path(base, name)


def _add(made: hashlib._Hash, name: str, path: Path) -> None:
    """Add a file under a name; a link counts as the ordinary file that it leads to, if it leads to one."""
    try:
        leads_to = Path(os.path.realpath(path)) if path.is_symlink() else path
        content = ordinary_content(leads_to, most=sys.maxsize)
    except OSError:
        content = None
    if content is None:
        content = b"\x00absent"
    made.update(f"\x00{name} {len(content)} ".encode())
    made.update(content)
