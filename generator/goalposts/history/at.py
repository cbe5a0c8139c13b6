"""The files of any commit, for a site as it was built from it: nothing is checked out."""

from __future__ import annotations

import os
import posixpath
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from goalposts import problem_codes as codes
from goalposts.history.codes import HistoryError, no_clone
from goalposts.history.git import Clone, open_clone
from goalposts.loading.tree import (
    CONFIG,
    FOLDERS,
    IMAGES,
    MAX_FILE,
    MAX_FOLDERS,
    PEOPLE,
    SourceTree,
    is_template,
    misnamed,
)
from goalposts.problems import Location, Problem
from goalposts.site.folders import TEXTS, is_of_generator

_TEMPLATES = "templates"
_LINK, _SUBMODULE = 0o120000, 0o160000
_NO_LINKS = "Put the file itself here: links and special files are not followed."


class _Entry(Struct, frozen=True):
    mode: int
    sha: str
    size: int
    path: str


def load_at(root: Path, rev: str) -> SourceTree:
    """Return the goals repository at `root` as the commit `rev` has it, with the limits of `loading.tree`.

    A revision that is unknown, and a folder without git, are problems of the tree.
    """
    try:
        clone = _open(root)
        return _load(clone, clone.commit(rev))
    except HistoryError as error:
        return SourceTree({}, (error.problem,))


def commit_at(root: Path, rev: str) -> str | None:
    """Return the id of the commit that `rev` names now, None where `load_at` finds no such commit."""
    try:
        return _open(root).commit(rev)
    except HistoryError:
        return None


def tracks_files(folder: Path) -> bool:
    """Return whether a folder inside a clone has files that git tracks; raises `HistoryError`."""
    return _open(folder).tracks_files()


def _open(root: Path) -> Clone:
    # a folder that must not be looked into is none for this function, and an error for the method
    clone = open_clone(root) if os.path.isdir(root) else None  # noqa: PTH112
    if clone is None:
        raise no_clone()
    return clone


def _load(clone: Clone, sha: str) -> SourceTree:
    sieve = _Sieve()
    entries = tuple(_entries(clone.tree(sha)))
    wanted = {entry.path: entry for entry in entries if sieve.takes(entry)}
    problems = sieve.problems
    contents = clone.blobs(entry.sha for entry in wanted.values())
    files: dict[str, bytes] = {}
    for path, (_, content) in zip(wanted, contents, strict=True):
        if content is None:
            problems.append(codes.F101.at(Location(path), "cannot be read: git has lost it", "Run git fsck."))
        else:
            files[path] = content
    problems += misnamed(clone.names(sha))
    if CONFIG not in files and not any(problem.path == CONFIG for problem in problems):
        message = f"there is no `{CONFIG}` in this folder"
        hint = "Write one, for example:\nschema: 1\nsite: {name: Our goals}"
        problems.append(codes.F106.at(Location(CONFIG), message, hint))
    if not any(path.startswith("goals/") for path in files):
        hint = "Write goals as Markdown files in the folder goals/."
        problems.append(codes.F106.at(Location("goals"), "there is no folder `goals/` with goals", hint))
    return SourceTree(dict(sorted(files.items())), tuple(problems), _own_templates(clone, entries))


def _own_templates(clone: Clone, entries: Iterable[_Entry]) -> dict[str, bytes]:
    if is_of_generator(clone.root):
        return {}
    named = {
        entry.path.removeprefix(f"{_TEMPLATES}/"): entry.sha
        for entry in entries
        if _is_template(entry) and stat.S_ISREG(entry.mode)
    }
    texts = [name for name in named if name.endswith(TEXTS)]
    contents = clone.blobs(named[name] for name in texts)
    read = {name: content or b"" for name, (_, content) in zip(texts, contents, strict=True)}
    return {name: read.get(name, b"") for name in sorted(named) if is_template(name)}


def _entries(printed: bytes) -> Iterator[_Entry]:
    for line in printed.split(b"\x00"):
        told, tab, path = line.partition(b"\t")
        if tab:
            mode, _, sha, size = told.decode("ascii").split()
            length = int(size) if size.isdigit() else 0
            yield _Entry(int(mode, 8), sha, length, path.decode("utf-8", "surrogateescape"))


@dataclass
class _Sieve:
    """Tells which files of a commit are read, as `loading.tree` does on disk; keeps what is wrong."""

    problems: list[Problem] = field(default_factory=list)
    _refused: set[str] = field(default_factory=set)

    def takes(self, entry: _Entry) -> bool:
        """Return whether a file is read."""
        path, parts = entry.path, entry.path.split("/")
        if path not in (CONFIG, PEOPLE) and parts[0] not in FOLDERS:
            return False
        if stat.S_IFMT(entry.mode) == _SUBMODULE or not self._way_is_clear(parts):
            return False
        if not stat.S_ISREG(entry.mode):
            self._refuse(path, codes.F101.at(Location(path), "is a symbolic link", _NO_LINKS))
        elif path in FOLDERS:
            self._refuse(path, codes.F101.at(Location(path), "is not an ordinary file", _NO_LINKS))
        elif parts[0] in FOLDERS and not path.endswith((".md", ".csv", *IMAGES)):
            hint = "Goals and KPIs are .md and .csv files; rename or move this one."
            self._refuse(path, codes.F107.at(Location(path), "is not used", hint))
        elif entry.size > MAX_FILE:
            message = f"is larger than {MAX_FILE // 1024 // 1024} MB"
            hint = "Split the series, or keep fewer slices."
            self._refuse(path, codes.F103.at(Location(path), message, hint))
        else:
            return True
        return False

    def _way_is_clear(self, parts: list[str]) -> bool:
        """Return whether every folder on the way to a file, and the file, is one that is looked into."""
        for depth in range(1, len(parts)):
            here, name = "/".join(parts[: depth + 1]), parts[depth]
            if depth > MAX_FOLDERS:
                above = "/".join(parts[:depth])
                message = f"folders nest more than {MAX_FOLDERS} levels deep"
                hint = "Move what is in it further up."
                return self._refuse(above, codes.F103.at(Location(above), message, hint))
            if name.startswith("."):
                return False
            if not _is_text(name):
                message = "the name holds characters that cannot be shown"
                shown = "".join(each if _is_text(each) else "?" for each in here)
                return self._refuse(
                    here, codes.F105.at(Location(shown), message, "Rename it with plain letters.")
                )
        return True

    def _refuse(self, path: str, problem: Problem) -> bool:
        if path not in self._refused:
            self._refused.add(path)
            self.problems.append(problem)
        return False


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return name.isprintable()


@contextmanager
def templates_at(root: Path, sha: str) -> Iterator[Path]:
    """Give a folder with nothing in it but `templates/` as the commit has it; it is gone afterwards.

    A link is kept where it leads to another file of `templates/`, and left out where it leads elsewhere.
    """
    clone = _open(root)
    found = [entry for entry in _entries(clone.tree(sha)) if _is_template(entry)]
    contents = clone.blobs(entry.sha for entry in found)
    with tempfile.TemporaryDirectory(prefix="goalposts-") as folder:
        for entry, (_, content) in zip(found, contents, strict=True):
            target = Path(folder, entry.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            if stat.S_ISREG(entry.mode):
                target.write_bytes(content or b"")
            elif stat.S_IFMT(entry.mode) == _LINK and _stays_inside(entry.path, content or b""):
                target.symlink_to((content or b"").decode("utf-8", "surrogateescape"))
        yield Path(folder)


def _is_template(entry: _Entry) -> bool:
    parts = entry.path.split("/")
    # git itself refuses to check such names out
    is_safe = not {"", ".", "..", ".git"} & {part.lower() for part in parts}
    return parts[0] == _TEMPLATES and len(parts) > 1 and is_safe and stat.S_IFMT(entry.mode) != _SUBMODULE


def _stays_inside(path: str, content: bytes) -> bool:
    leads = content.decode("utf-8", "surrogateescape")
    there = posixpath.normpath(posixpath.join(posixpath.dirname(path), leads))
    return not leads.startswith("/") and there.startswith(f"{_TEMPLATES}/") and "\x00" not in leads
